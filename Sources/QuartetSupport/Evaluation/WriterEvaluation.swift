internal import Foundation
public import QuartetModels
internal import QuartetText

/// How a writer's answers compare with expected ones, and how many of them would be shown.
public struct WriterEvaluation: Sendable, Encodable {
    public struct Row: Sendable, Encodable {
        public var question: String
        public var statements: [String]
        public var expected: String
        /// Nil when no answer came to an end.
        public var written: String?
        /// The smallest probability of a token that was written.
        public var confidence: Double?
        /// Sentences that would be shown: those up to the first that the check refuses, where the writer is confident enough.
        public var shown: String?
        /// Why the rest would not.
        public var faults: [String]
    }

    public var rows: [Row]
    /// ROUGE-L against the expected answers: of what was written, and of the statements as they are.
    public var longest, longestOfStatements: Double
    /// Shares of the answers of which all is shown, and of which anything is.
    public var whole, some: Double

    /// - Parameters:
    ///   - examples: at least one.
    ///   - models: the encoders that check.
    public init(
        _ examples: [WriterTuning.Example], by writer: AnswerWriter, models: DeskModels,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        let check = SupportCheck(pairs: models.pairs, check: models.check)
        rows = try examples.enumerated().map { index, example in
            let written = try writer.answer(to: example.question, from: example.statements)
            var row = Row(
                question: example.question, statements: example.statements, expected: example.answer,
                written: written.map { YesOrNo.removed(from: $0.text) }, confidence: written?.confidence,
                faults: [])
            var shown: [String] = []
            if let confidence = row.confidence, confidence < TrainedWriter.leastConfidence {
                row.faults = [String(format: "confidence(%.2f)", confidence)]
            }
            for sentence in SentenceSplitter.sentences(of: row.faults.isEmpty ? row.written ?? "" : "") {
                let faults = try check.faults(of: sentence, in: example.statements)
                row.faults = faults.map { "\($0)" }.sorted()
                if !faults.isEmpty { break }
                shown.append(sentence)
            }
            row.shown = shown.isEmpty ? nil : shown.joined(separator: " ")
            progress(index + 1, examples.count)
            return row
        }
        let expected = rows.map(\.expected)
        longest = try ROUGE(rows.map { $0.written ?? "" }, references: expected).longest
        longestOfStatements = try ROUGE(
            rows.map { $0.statements.joined(separator: " ") }, references: expected
        ).longest
        let count = Double(rows.count)
        whole = Double(rows.count { $0.shown != nil && $0.faults.isEmpty }) / count
        some = Double(rows.count { $0.shown != nil }) / count
    }
}
