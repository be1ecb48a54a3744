internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// Makes a ``TrafficModel`` from logs of normal traffic.
public struct TrafficTraining {
    public struct Options: Sendable {
        public var detector = DetectorTraining.Options()
        /// The share of the records for the validation set, and again for the threshold, when no later log is given.
        public var validationShare = 0.1
        public var isDemonstration = false
        public var capsRepeats = true

        public init() {}
    }

    /// What a training found in its records, for the user.
    public struct Findings: Sendable {
        public var trainingRecords = 0
        public var validationRecords = 0
        public var thresholdRecords = 0
        public var cappedRepeats = 0
        /// The number of records of each of the most repeated kinds.
        public var densestRepeats: [Int] = []
    }

    public let options: Options

    public init(_ options: Options = .init()) { self.options = options }

    /// - Parameters:
    ///   - sample: normal records, in the order of their time.
    ///   - later: later normal records for tails and threshold; by default the last ones of the sample, or random ones for a log
    ///     without times.
    ///   - progress: called with the step, the number of steps and the loss; returning false ends the training.
    /// - Returns: nil when `progress` ended the training.
    public func run(
        _ sample: RecordSample, later: RecordSample? = nil, calibratedOn: String? = nil,
        progress: (Int, Int, Float) throws -> Bool
    ) throws -> (model: TrafficModel, findings: Findings)? {
        guard let all = sample.batch else {
            throw TrafficModelError.tooFewRecords(
                found: 0, needed: DetectorTraining.fewestRecords, what: "to train on")
        }
        let parts = try split(all, later?.batch)
        let reader = ColumnReader([parts.training], names: sample.names)
        var training = reader.columns(parts.training)
        var findings = Findings()
        if options.capsRepeats {
            let cap = RepeatCap(training)
            (findings.cappedRepeats, findings.densestRepeats) = (cap.removed, cap.densest.map(\.count))
            training = training.selected(cap.kept)
        }
        let validation = reader.columns(parts.tails)
        let unseen = reader.columns(parts.threshold)
        let synthetic =
            unseen.count < DetectorTraining.fewestRecords
            ? nil
            : SyntheticValidation(
                unseen, training: training, isLogarithmic: reader.numbers.map(\.isLogarithmic),
                seed: options.detector.seed)
        guard
            let (detector, choice) = try ChoosingTraining(options: options.detector).run(
                training: training, validation: validation, synthetic: synthetic, progress: progress)
        else { return nil }
        let scores = detector.anomalyScores(of: unseen)
        let calibration = Calibration(scores, recordsPerDay: parts.threshold.recordsPerDay)
        findings.trainingRecords = training.count
        (findings.validationRecords, findings.thresholdRecords) = (validation.count, scores.count)
        let summary = TrafficModel.Summary(
            format: all.schema.format, trainingRecords: training.count, validationRecords: validation.count,
            calibratedOn: calibratedOn ?? "held back", version: Self.version(all, options, detector),
            options: options.detector, isDemonstration: options.isDemonstration,
            cappedRepeats: findings.cappedRepeats, choice: choice)
        let windows = WindowBaseline.fitted(to: all)
        // The later log if there is one, otherwise this whole log: its last tenth would cover only one time of day.
        let usual = FieldDistributions(unseen, detector.parts, reader)
        let distributions =
            later == nil
            ? FieldDistributions(reader.columns(all), detector.parts, reader, after: usual) : usual
        return (
            TrafficModel(summary, reader, detector, calibration, windows, distributions: distributions),
            findings
        )
    }

    private typealias Parts = (training: RecordBatch, tails: RecordBatch, threshold: RecordBatch)

    /// The records for the training, for the tails and for the threshold: in order of time where there are times.
    private func split(_ all: RecordBatch, _ later: RecordBatch?) throws -> Parts {
        if let later {
            // Random halves, so that both cover every hour of the later log.
            let order = Self.shuffled(later.count, seed: options.detector.seed)
            return (
                all, later.selected(order.prefix(later.count / 2)),
                later.selected(order.dropFirst(later.count / 2).sorted())
            )
        }
        let held = Int(Double(all.count) * options.validationShare)
        let needed = Int(Double(DetectorTraining.fewestRecords) / options.validationShare)
        guard held >= DetectorTraining.fewestRecords else {
            throw TrafficModelError.tooFewRecords(
                found: all.count, needed: needed, what: "for training, validation and threshold")
        }
        let order =
            all.times == nil
            ? Self.shuffled(all.count, seed: options.detector.seed) : Array(0..<all.count)
        let (first, second) = (all.count - 2 * held, all.count - held)
        return (
            all.selected(order[..<first]), all.selected(order[first..<second]), all.selected(order[second...])
        )
    }

    private static func shuffled(_ count: Int, seed: UInt64) -> [Int] {
        var generator = PhiloxGenerator(seed: seed, stream: 0x5917)
        return (0..<count).shuffled(using: &generator)
    }

    /// The version of a model: a fingerprint of its records, settings and weights.
    private static func version(_ batch: RecordBatch, _ options: Options, _ detector: Detector) -> String {
        var key = UInt64(batch.count) &+ options.detector.seed
        for cell in batch.cells { key = KeyTable.combined(key, cell) }
        key = KeyTable.combined(key, UInt64(options.detector.steps))
        if let scale = options.detector.scale {
            key = KeyTable.combined(key, RecordBatch.hash(scale.rawValue))
        }
        for weight in detector.store.flatValues { key = KeyTable.combined(key, UInt64(weight.bitPattern)) }
        return String(format: "%08x", UInt32(truncatingIfNeeded: key))
    }
}
