import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

/// A small invented network as a table: a model calibrated on one day judges others.
@Suite struct DriftTests {
    /// A day's traffic: share of each service, length of connections, how often a flag is set.
    struct Day {
        var services = [("web", 0.6), ("names", 0.3), ("mail", 0.1)]
        var stretch = 1.0
        var flagged = 0.05
        var missing = 0.02
    }

    /// Numbers that are the same everywhere: a linear congruential generator (Knuth's MMIX constants).
    private struct Draws {
        var state: UInt64
        mutating func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
    }

    static func log(_ day: Day, records: Int, seed: UInt64, start: Double = 1_700_000_000) -> String {
        var draws = Draws(state: seed)
        var text = "time,service,duration,bytes,encrypted\n"
        for record in 0..<records {
            var (choice, service) = (draws.next(), day.services[0].0)
            for (name, share) in day.services {
                service = name
                choice -= share
                if choice < 0 { break }
            }
            let duration = day.stretch * (1 - log1p(-draws.next() * 0.999))
            let bytes = draws.next() < day.missing ? "" : "\(Int(100 + 900 * draws.next()))"
            let flag = draws.next() < day.flagged ? "true" : "false"
            text +=
                "\(start + Double(record)),\(service),\(String(format: "%.4f", duration)),\(bytes),\(flag)\n"
        }
        return text
    }

    static func model() throws -> (model: TrafficModel, folder: TemporaryFolder) {
        let folder = TemporaryFolder()
        let path = try folder.write(log(Day(), records: 6000, seed: 1), "training.csv")
        var options = TrafficTraining.Options()
        (options.detector.steps, options.detector.hidden, options.detector.latents) = (200, [32, 16], 4)
        options.capsRepeats = false
        options.validationShare = 0.3
        let trained = try TrafficTraining(options).run(try sample(path)) { _, _, _ in true }
        return (try #require(trained).model, folder)
    }

    static func sample(_ path: String) throws -> RecordSample {
        var sample = RecordSample()
        let reader = try LogReader([path], catalog: sourceCatalog())
        while let batch = try reader.nextBatch() { try sample.append(batch) }
        return sample
    }

    static func report(_ model: TrafficModel, _ path: String) throws -> DriftReport {
        var measurement = DriftReport.Measurement(model, falseAlarmRate: 0.05)
        let reader = try LogReader([path], catalog: sourceCatalog(), schema: model.reader.schema)
        while let batch = try reader.nextBatch() { try measurement.add(batch) }
        return measurement.report("model")
    }

    @Test func aDayLikeTheCalibrationHolds() throws {
        let (model, folder) = try Self.model()
        let same = try Self.report(model, folder.path + "/training.csv")
        #expect(same.verdict == .holds && same.message.isEmpty && same.records == 6000)
        let other = try Self.report(model, folder.write(Self.log(Day(), records: 4000, seed: 7), "other.csv"))
        #expect(other.verdict == .holds, "\(other.message)")
        for field in other.fields { #expect(field.stabilityIndex < 0.1) }
    }

    @Test func unseenValuesCallForTraining() throws {
        let (model, folder) = try Self.model()
        var day = Day()
        day.services = [("web", 0.55), ("names", 0.28), ("mail", 0.1), ("tunnel", 0.07)]
        let report = try Self.report(model, folder.write(Self.log(day, records: 4000, seed: 8), "today.csv"))
        #expect(report.verdict == .train)
        let first = try #require(report.fields.first)
        #expect(first.field == "service" && first.isDrifted)
        let unseen = try #require(first.bins.first { $0.isUnknown })
        #expect(unseen.values == "values never seen in training" && unseen.before == 0)
        #expect(abs(unseen.now - 0.07) < 0.02)
        #expect(report.message.contains { $0.contains("service: values never seen in training 0 % → ") })
        #expect(report.message.contains { $0.contains("quartet traffic train") })
    }

    @Test func knownValuesInOtherSharesCallForCalibration() throws {
        let (model, folder) = try Self.model()
        var day = Day()
        day.services = [("web", 0.2), ("names", 0.3), ("mail", 0.5)]
        let report = try Self.report(model, folder.write(Self.log(day, records: 4000, seed: 9), "today.csv"))
        #expect(report.verdict == .calibrate)
        let again = try model.calibrated(
            on: Self.sample(folder.write(Self.log(day, records: 4000, seed: 10), "newer.csv")), from: "newer")
        #expect(try Self.report(again, folder.path + "/today.csv").verdict == .holds)
    }

    @Test func numbersBeyondTrainingMissingOnesAndFlagsAreNamed() throws {
        let (model, folder) = try Self.model()
        let day = Day(stretch: 20, flagged: 0.9, missing: 0.4)
        let report = try Self.report(model, folder.write(Self.log(day, records: 4000, seed: 11), "today.csv"))
        #expect(report.verdict == .train && report.isGuaranteeBroken)
        func bins(_ name: String) throws -> [String: FieldDrift.Bin] {
            let field = try #require(report.fields.first { $0.field == name })
            #expect(field.isDrifted)
            return Dictionary(uniqueKeysWithValues: field.bins.map { ($0.values, $0) })
        }
        #expect(try #require(bins("duration")["values above the training data"]).now > 0.5)
        #expect(abs(try #require(bins("bytes")["missing values"]).now - 0.4) < 0.03)
        #expect(abs(try #require(bins("encrypted")["true"]).now - 0.9) < 0.03)
    }

    @Test func chanceIsNotDrift() throws {
        let (model, folder) = try Self.model()
        var day = Day()
        day.services.reverse()
        // Forty records may differ a lot by chance.
        let report = try Self.report(model, folder.write(Self.log(day, records: 40, seed: 12), "few.csv"))
        #expect(!report.isGuaranteeJudged && report.verdict == .holds, "\(report.message)")
    }

    @Test func aModelKeepsItsDistributions() throws {
        let (model, folder) = try Self.model()
        let path = folder.path + "/model.safetensors"
        try model.save(to: path)
        let read = try TrafficModel(path: path)
        #expect(read.distributions != nil && read.distributions == model.distributions)
        var old = read
        old.distributions = nil
        try old.save(to: path)
        let reread = try TrafficModel(path: path)
        #expect(reread.distributions == nil)
        #expect(try Self.report(reread, folder.path + "/training.csv").fields.isEmpty)
    }

    /// A problem of a stream is reported when it first appears, and then once a day of the stream's own time.
    @Test func aProblemOfAStreamIsReportedOnceADay() throws {
        let (model, folder) = try Self.model()
        var watch = GuaranteeWatch(model, falseAlarmRate: 0.05)
        var day = Day()
        day.services = [("mail", 0.5), ("tunnel", 0.5)]
        var said: [Int] = []
        for hour in 0..<60 {
            let text = Self.log(
                hour < 4 ? Day() : day, records: 1500, seed: UInt64(hour),
                start: 1_700_000_000 + 3600 * Double(hour))
            let reader = try LogReader(
                [folder.write(text, "hour.csv")], catalog: sourceCatalog(), schema: model.reader.schema)
            while let batch = try reader.nextBatch() {
                if !watch.follow(batch, alarms: hour < 4 ? 75 : 150).isEmpty { said.append(hour) }
            }
        }
        #expect(said.count == 3, "\(said)")
        #expect((said.first ?? 0) >= 4)
        #expect(zip(said, said.dropFirst()).allSatisfy { $1 - $0 >= 24 })
    }

    /// A flag is explained by its truth value and its frequency, never as a number between 0 and 1.
    @Test func flagsAreExplainedAsWords() throws {
        let (model, folder) = try Self.model()
        let day = Day(flagged: 1)
        let path = try folder.write(Self.log(day, records: 500, seed: 13), "today.csv")
        let reader = try LogReader([path], catalog: sourceCatalog(), schema: model.reader.schema)
        var expected: [String] = []
        while let batch = try reader.nextBatch() {
            for reason in try model.alerts(batch, above: -1).flatMap(\.reasons)
            where reason.field == "encrypted" {
                #expect(reason.observed == "true")
                expected.append(reason.expected)
            }
        }
        #expect(expected.count > 100)
        for text in expected {
            #expect(
                text.wholeMatch(of: /false \(true in [0-9]+ of [0-9,]+ normal records.*\)/) != nil, "\(text)")
        }
    }

    /// Where most calibration records lie outside the training data, no record can exceed the threshold.
    @Test func aThresholdThatNothingExceedsIsReported() throws {
        let (model, folder) = try Self.model()
        #expect(model.blindness(falseAlarmRate: 0.01) == nil)
        let record = "1700000000,alien,1e9,99999999999,true\n"
        let text = "time,service,duration,bytes,encrypted\n" + String(repeating: record, count: 400)
        let path = try folder.write(
            Self.log(Day(), records: 3000, seed: 14) + text.dropFirst(39), "today.csv")
        let blind = try model.calibrated(on: Self.sample(path), from: "today")
        // At 5 % a burst at the end does not affect the median of ten stretches; at 1 % there are too few records for it.
        #expect(blind.calibration.isBlind(falseAlarmRate: 0.05) == false)
        #expect(blind.blindness(falseAlarmRate: 0.01)?.contains("quartet traffic train") == true)
        #expect(try Self.report(blind, path).verdict == .train)
    }
}
