internal import Foundation
internal import QuartetFiles

/// Statements with the passages that they are about, and whether those support them.
public struct StatementCases: Sendable {
    public struct Case: Sendable, Decodable {
        public var statement: String
        public var passage: String
        /// Nil where it is not known.
        public var supported: Bool?
        /// What was changed, such as "number".
        public var kind: String?
    }

    public var cases: [Case]

    /// Reads JSON lines with the keys `statement`, `passage`, and where known `supported` and `kind`.
    ///
    /// - Throws: ``QuestionSetError`` with the line.
    public init(path: String) throws {
        let text = try FileBytes.text(of: try FileBytes.read(path, limit: 64 << 20), name: path)
        cases = try text.split(separator: "\n").enumerated().map { index, line in
            do {
                return try JSONDecoder().decode(Case.self, from: Data(line.utf8))
            } catch {
                throw QuestionSetError(
                    file: path, row: index + 1, problem: DecodingError.reason(of: error))
            }
        }
        if cases.isEmpty { throw QuestionSetError(file: path, row: nil, problem: "has no statements") }
    }
}

/// How well ``SupportCheck`` tells statements that stand in their passages from others.
public struct SupportCheckEvaluation: Sendable, Encodable {
    public struct Row: Sendable, Encodable {
        public var statement: String
        public var isSupported: Bool
        public var expected: Bool?
        public var kind: String?
        public var faults: [String]
        /// The logit of the encoder that was tuned for it; nil without one.
        public var support: Float?
    }

    public struct Kind: Sendable, Encodable {
        public var name: String
        public var cases: Int
        /// Of those, judged as they are.
        public var right: Int
    }

    public var rows: [Row]

    /// By kind of change, those known to be supported first.
    public var kinds: [Kind] {
        let known = rows.filter { $0.expected != nil }
        let names = Dictionary(grouping: known) {
            ($0.expected == true ? "supported, " : "") + ($0.kind ?? "changed")
        }
        return names.map { name, rows in
            Kind(name: name, cases: rows.count, right: rows.count { $0.isSupported == $0.expected })
        }.sorted { ($0.name.hasPrefix("s") ? 0 : 1, $0.name) < ($1.name.hasPrefix("s") ? 0 : 1, $1.name) }
    }

    /// The mean of the shares of supported and of other statements that are judged as they are; nil where one is missing.
    public var balancedAccuracy: Double? {
        func share(_ expected: Bool) -> Double? {
            let own = rows.filter { $0.expected == expected }
            return own.isEmpty ? nil : Double(own.count { $0.isSupported == expected }) / Double(own.count)
        }
        return share(true).flatMap { one in share(false).map { (one + $0) / 2 } }
    }

    /// - Parameter models: the encoders that check; without them facts and words decide.
    public init(
        _ cases: [StatementCases.Case], models: DeskModels, progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        let check = SupportCheck(pairs: models.pairs, check: models.check)
        rows = try cases.enumerated().map { index, item in
            let sentences = check.sentences(of: item.passage)
            let (faults, support) = try check.judged(item.statement, in: sentences)
            progress(index + 1, cases.count)
            return Row(
                statement: item.statement, isSupported: faults.isEmpty, expected: item.supported,
                kind: item.kind, faults: faults.map { "\($0)" }.sorted(), support: support)
        }
    }
}
