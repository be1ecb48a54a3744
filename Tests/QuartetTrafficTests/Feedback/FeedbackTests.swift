import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

/// Marks of normal records: which scores they lower, and that they can be taken back.
@Suite struct FeedbackTests {
    private static let lines =
        SmallNetwork.ordinary(300, seed: 3, day: 1) + (0..<4).map { SmallNetwork.odd($0) }

    /// A folder with an empty model file, beside which marks are kept.
    private struct Place {
        let folder: TemporaryFolder
        let model: String

        init() throws {
            folder = TemporaryFolder()
            model = folder.path + "/model.safetensors"
        }

        func mark(_ lines: [String], where isWanted: (RecordBatch, Int) -> Bool) throws -> FeedbackFile {
            try FeedbackFile.update(beside: model) { file in
                for batch in try SmallNetwork.batches(lines) {
                    let wanted = (0..<batch.count).filter { isWanted(batch, $0) }
                    _ = file.add(
                        wanted.map { FeedbackEntry(batch, $0, reason: "known", time: 1_700_000_000) })
                }
                return file
            }
        }
    }

    private static func scores(_ lines: [String], _ file: FeedbackFile?) throws -> [Float] {
        let model = try SmallNetwork.model.get()
        let feedback = try file.map { try Feedback($0, for: model) }
        return try SmallNetwork.batches(lines).flatMap { batch in
            let columns = try model.columns(batch)
            var scores = model.detector.anomalyScores(of: columns)
            if let feedback { _ = feedback.lower(&scores, batch, columns) }
            return scores
        }
    }

    @Test func aMarkedRecordScoresZeroAndSimilarOnesLess() throws {
        let place = try Place()
        let before = try Self.scores(Self.lines, nil)
        _ = try place.mark(Self.lines) { batch, record in batch.line(record).contains("\tCodd0\t") }
        let file = try FeedbackFile(beside: place.model)
        #expect(file.entries.count == 1)
        #expect(file.entries[0].reason == "known")
        #expect(file.entries[0].identifier == "Codd0")
        #expect(file.entries[0].time == "2023-11-14T22:13:20.000Z")
        let after = try Self.scores(Self.lines, file)
        // The four odd records differ only in their times.
        #expect(before.suffix(4).allSatisfy { $0 > 0 })
        #expect(after.suffix(4).allSatisfy { $0 == 0 })
        // Ordinary records are not similar to them.
        #expect(Array(after.dropLast(4)) == Array(before.dropLast(4)))
        let (alerts, session) = try SmallNetwork.flag(
            Self.lines, feedback: Feedback(file, for: SmallNetwork.model.get()))
        #expect(!alerts.contains { $0.source == "10.0.0.99" })
        #expect(session.lowered == 4)
        let summary = session.summary(model: "small", requested: nil, rejected: 0, warnings: [])
        #expect(summary.lowered == 4)
        #expect(summary.rows.contains { $0 == ("Similar to marked records", "4") })
    }

    /// A record whose line is as long as a log's may be, and all of whose bytes JSON writes as six, twice.
    @Test func theLongestRecordThatIsPrintedCanBeRead() throws {
        let folder = TemporaryFolder()
        let long = String(repeating: "\\u001b", count: 1 << 20)
        let line =
            "{\"file\":\"a\",\"lineNumber\":1,\"line\":\"\(long)\","
            + "\"record\":{\"format\":\"csv\",\"numbers\":{},\"texts\":{\"t\":\"\(long)\"}}}\n"
        let path = try folder.write(line, to: "flagged")
        let records = try FlaggedRecord.read(path, format: "csv")
        #expect(records.count == 1 && records.first?.line.utf8.count == 1 << 20)
    }

    @Test func undoRestoresEveryScore() throws {
        let place = try Place()
        let before = try Self.scores(Self.lines, nil)
        var file = try place.mark(Self.lines) { batch, record in batch.line(record).contains("odd") }
        #expect(file.entries.count == 4)
        #expect(try Self.scores(Self.lines, file) != before)
        file = try FeedbackFile.update(beside: place.model) { file in
            try file.remove([file.entries[0].id, file.entries[2].id])
            return file
        }
        #expect(try FeedbackFile(beside: place.model).entries == file.entries)
        #expect(file.entries.count == 2)
        try FeedbackFile.update(beside: place.model) { $0.removeAll() }
        #expect(!FileManager.default.fileExists(atPath: file.path))
        #expect(try Self.scores(Self.lines, FeedbackFile(beside: place.model)) == before)
    }

    /// A score falls less the farther the record is from the marked one.
    @Test func similarityFallsWithDistance() throws {
        let place = try Place()
        let file = try place.mark(Self.lines) { batch, record in batch.line(record).contains("\tCodd0\t") }
        let others = [
            SmallNetwork.odd(9), SmallNetwork.odd(9, sent: 180_000_000),
            SmallNetwork.odd(9, source: "10.0.0.98", port: 7000),
            SmallNetwork.odd(9, source: "10.0.0.98", port: 7000, sent: 3000),
            SmallNetwork.ordinary(1, seed: 5)[0],
        ]
        let before = try Self.scores(others, nil)
        let after = try Self.scores(others, file)
        let kept = zip(after, before).map { $0 / max($1, 1e-6) }
        #expect(kept[0] == 0)
        #expect(kept[1] > 0 && kept[1] < 0.2)
        #expect(kept[2] > kept[1] && kept[2] < 1)
        #expect(kept[3] > kept[2])
        #expect(after[4] == before[4])
    }

    /// Two people, or two runs of a script, mark records of one model.
    @Test func marksThatAreMadeAtTheSameTimeAreAllKept() throws {
        let place = try Place()
        let batch = try #require(try SmallNetwork.batches(Self.lines).first)
        DispatchQueue.concurrentPerform(iterations: 12) { index in
            #expect(throws: Never.self) {
                try FeedbackFile.update(beside: place.model) { file in
                    _ = file.add([FeedbackEntry(batch, index, reason: nil, time: 1_700_000_000)])
                }
            }
        }
        #expect(try FeedbackFile(beside: place.model).entries.count == 12)
        #expect(try !place.folder.names.contains { $0.contains("lock") })
    }

    @Test func theSameRecordIsMarkedOnce() throws {
        let place = try Place()
        _ = try place.mark(Self.lines) { batch, record in batch.line(record).contains("odd") }
        let again = try place.mark(Self.lines) { batch, record in batch.line(record).contains("\tCodd1\t") }
        #expect(again.entries.count == 4)
    }

    @Test(arguments: [
        ("{\"id\":\"x\"}", "'file' is missing|'format' is missing|is missing"),
        ("not json", "not valid JSON"),
        ("{\"id\":7}", "id: expected a text|is missing"),
    ])
    func damageIsReportedWithItsLine(line: String, reason: String) throws {
        let place = try Place()
        let file = try place.mark(Self.lines) { batch, record in batch.line(record).contains("\tCodd0\t") }
        let text = try String(contentsOfFile: file.path, encoding: .utf8)
        try (text + "\n" + line + "\n").write(toFile: file.path, atomically: true, encoding: .utf8)
        let error = #expect(throws: FeedbackError.self) { _ = try FeedbackFile(beside: place.model) }
        let said = error?.description ?? ""
        #expect(said.contains("feedback.jsonl:3: "))
        #expect(reason.split(separator: "|").contains { said.contains($0) }, "\(said)")
    }

    @Test func marksOfAnotherFormatAndUnknownNamesAreErrors() throws {
        let place = try Place()
        var file = try place.mark(Self.lines) { batch, record in batch.line(record).contains("\tCodd0\t") }
        #expect(throws: FeedbackError.self) { try file.remove(["nothing"]) }
        let text = try String(contentsOfFile: file.path, encoding: .utf8)
        try text.replacingOccurrences(of: "\"zeek-conn\"", with: "\"luflow\"")
            .write(toFile: file.path, atomically: true, encoding: .utf8)
        let other = try FeedbackFile(beside: place.model)
        let error = #expect(throws: FeedbackError.self) {
            _ = try Feedback(other, for: SmallNetwork.model.get())
        }
        #expect(error?.description.contains("jsonl:1: the format of the marked record is luflow") == true)
    }

    @Test func recordsAreFoundByLineAndName() throws {
        func found(_ records: MarkedRecords) throws -> (names: [String], missing: Set<String>) {
            var batches = try SmallNetwork.batches(Self.lines)
            var names: [String] = []
            func next() -> RecordBatch? { batches.isEmpty ? nil : batches.removeFirst() }
            let missing = try records.find(in: "conn.log", next) { batch, record in
                names.append(batch.schema.field(.identifier).flatMap { batch.text($0, of: record) } ?? "")
            }
            return (names, missing)
        }
        // Seven lines of header.
        #expect(try found(.lines([308, 309])).names == ["Codd0", "Codd1"])
        let byName = try found(.identifiers(["Codd3", "Cnone"]))
        #expect(byName.names == ["Codd3"] && byName.missing == ["Cnone"])
        #expect(throws: FeedbackError.noSuchRecord(file: "conn.log", what: "in line 3")) {
            _ = try found(.lines([3]))
        }
    }
}
