/// A table of texts and their translations, one pair per line, its columns separated by tabs. Two forms are published:
///
/// - source and target, and further columns that say where they come from (manythings.org); these are ignored;
/// - number and text of the source, number and text of the target (the export of Tatoeba).
public struct PairTable: Sendable {
    /// A text and its translation.
    public struct Pair: Sendable, Hashable {
        public var source: String
        public var target: String

        public init(source: String, target: String) { (self.source, self.target) = (source, target) }
    }

    /// Where a line has its two texts.
    enum Columns: Sendable, Equatable {
        case texts
        case numberedTexts

        /// The form of a table with this first line.
        init(of first: [Substring]) {
            let isNumbered = first.count >= 4 && Self.isNumber(first[0]) && Self.isNumber(first[2])
            self = isNumbered ? .numberedTexts : .texts
        }

        func pair(_ fields: [Substring]) -> Pair? {
            let (source, target) = self == .texts ? (0, 1) : (1, 3)
            guard fields.count > target, !fields[source].isEmpty, !fields[target].isEmpty else { return nil }
            return Pair(source: String(fields[source]), target: String(fields[target]))
        }

        var expected: String {
            switch self {
            case .texts: "two texts with a tab between them"
            case .numberedTexts: "number, text, number and text with tabs between them, as in the first line"
            }
        }

        static func isNumber(_ field: Substring) -> Bool {
            !field.isEmpty && field.utf8.allSatisfy { (48...57).contains($0) }
        }
    }

    public let pairs: [Pair]
    let columns: Columns
    /// The table gives the numbers of its sentences, which are ignored.
    public var isNumbered: Bool { columns == .numberedTexts }

    /// - Parameters:
    ///   - text: the table. Empty lines are ignored.
    ///   - file: its name, for errors.
    /// - Throws: ``TrainingError/notPairs(file:line:expected:found:)``.
    public init(_ text: String, file: String) throws(TrainingError) {
        let text = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
        var pairs: [Pair] = []
        var form: Columns?
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (number, line) in lines.enumerated() where !line.isEmpty {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            let columns = form ?? Columns(of: fields)
            form = columns
            guard !Self.isSingleSentence(fields), let pair = columns.pair(fields) else {
                throw .notPairs(
                    file: file, line: number + 1, expected: columns.expected, found: String(line.prefix(60)))
            }
            pairs.append(pair)
        }
        self.pairs = pairs
        columns = form ?? .texts
    }

    /// A line of Tatoeba's list of sentences: number, language, text. The language is not a translation.
    private static func isSingleSentence(_ fields: [Substring]) -> Bool {
        fields.count == 3 && Columns.isNumber(fields[0]) && (2...4).contains(fields[1].utf8.count)
            && fields[1].utf8.allSatisfy { (97...122).contains($0) }
    }
}

/// Pairs to train on, and pairs to measure on.
public struct PairSplit: Sendable {
    public let training: [PairTable.Pair]
    public let heldBack: [PairTable.Pair]
    /// Pairs that are in neither part: their source is that of a held-back pair, and a model that has seen one of its
    /// translations would be measured on what it has seen.
    public let leaks: Int

    /// Holds back the last `count` pairs.
    public init(_ pairs: [PairTable.Pair], holdingBack count: Int) {
        heldBack = Array(pairs.suffix(count))
        let unseen = Set(heldBack.map(\.source))
        let others = pairs.dropLast(count)
        training = others.filter { !unseen.contains($0.source) }
        leaks = others.count - training.count
    }
}
