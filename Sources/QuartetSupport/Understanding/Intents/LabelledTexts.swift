internal import Foundation
public import QuartetFiles

/// Messages with the intent of each, as a team collects them.
public struct LabelledTexts: Sendable {
    public let texts: [String]
    /// The class of each text, an index of ``classes``.
    public let labels: [Int32]
    /// The intents' names, sorted.
    public let classes: [String]
    /// Rows that were left out, with the reason.
    public let blankTexts, repeatedRows: Int
    /// Texts that stand there with more than one label: each of them is kept.
    public let contradictions: [String]

    /// - Throws: ``IntentError`` when nothing can be learned from the rows.
    public init(_ rows: some Sequence<(text: String, label: String)>) throws(IntentError) {
        var kept: [(text: String, label: String)] = []
        var known: [String: Set<String>] = [:]
        var (blank, repeated, count) = (0, 0, 0)
        for row in rows {
            count += 1
            let label = row.label.trimmingCharacters(in: .whitespacesAndNewlines)
            let text = row.text.trimmingCharacters(in: .whitespacesAndNewlines)
            if text.isEmpty {
                blank += 1
                continue
            }
            if label.isEmpty { throw .noLabel(file: "row", line: count) }
            if known[text, default: []].insert(label).inserted {
                kept.append((text, label))
            } else {
                repeated += 1
            }
        }
        classes = Set(kept.map(\.label)).sorted()
        if classes.count < 2 { throw .tooFewClasses(found: classes, texts: kept.count) }
        let numbers = Dictionary(uniqueKeysWithValues: zip(classes, Int32(0)...))
        texts = kept.map(\.text)
        labels = kept.map { numbers[$0.label] ?? 0 }
        (blankTexts, repeatedRows) = (blank, repeated)
        contradictions = known.filter { $0.value.count > 1 }.keys.sorted()
    }

    /// The fold of each text, from 0 on: texts of a class are spread evenly, and a text with several labels is in one
    /// fold only. The single text of a class is in none (-1): every training needs it.
    func folds(_ count: Int, seed: UInt64) -> [Int] {
        var rows = [[Int]](repeating: [], count: classes.count)
        for (row, label) in labels.enumerated() { rows[Int(label)].append(row) }
        var random = PhiloxGenerator(seed: seed, stream: "folds")
        var folds = [Int](repeating: -1, count: texts.count)
        var fixed: [String: Int] = [:]
        for own in rows where own.count > 1 {
            var next = random.index(below: count)
            for row in own.shuffled(by: &random) {
                folds[row] = fixed[texts[row]] ?? next
                fixed[texts[row]] = folds[row]
                next = (next + 1) % count
            }
        }
        return folds
    }

    /// At most so many rows, of each class in proportion, but at least ten.
    func sample(_ most: Int, seed: UInt64) -> [Int] {
        if texts.count <= most { return Array(texts.indices) }
        var rows = [[Int]](repeating: [], count: classes.count)
        for (row, label) in labels.enumerated() { rows[Int(label)].append(row) }
        var random = PhiloxGenerator(seed: seed, stream: "sample")
        return rows.flatMap { own in
            own.shuffled(by: &random).prefix(max(10, own.count * most / texts.count))
        }.sorted()
    }

    /// Some of the rows, with all classes.
    func subset(_ rows: [Int]) -> LabelledTexts {
        LabelledTexts(texts: rows.map { texts[$0] }, labels: rows.map { labels[$0] }, classes: classes)
    }

    private init(texts: [String], labels: [Int32], classes: [String]) {
        (self.texts, self.labels, self.classes) = (texts, labels, classes)
        (blankTexts, repeatedRows, contradictions) = (0, 0, [])
    }
}

/// Why intents cannot be learned, or a model of them cannot be used.
public enum IntentError: UserFacingError, Equatable {
    /// A line, counted from 1, has a text without a label.
    case noLabel(file: String, line: Int)
    /// There is no choice to learn.
    case tooFewClasses(found: [String], texts: Int)
    /// The vectors are of another encoder than those of the training.
    case width(found: Int, expected: Int)

    public var kind: FailureKind { .badData }

    public var description: String {
        switch self {
        case .noLabel(let file, let line):
            "\(file):\(line): the message has no intent: give it one, or leave the row out"
        case .tooFewClasses(let found, let texts):
            "found \(texts) texts with \(found.isEmpty ? "no intent" : "only the intent '\(found[0])'"): "
                + "at least two intents with a text each are needed"
        case .width(let found, let expected):
            "the encoder gives vectors of \(found) numbers, the intents were trained on \(expected): use the encoder "
                + "that they were trained with, or train them again"
        }
    }
}

extension PhiloxGenerator {
    /// A number below another by a fixed rule, unlike the standard library's.
    mutating func index(below count: Int) -> Int {
        min(Int(Double(word()) / 4_294_967_296 * Double(count)), count - 1)
    }
}

extension [Int] {
    /// Fisher and Yates, by a fixed rule.
    func shuffled(by random: inout PhiloxGenerator) -> [Int] {
        var result = self
        for i in result.indices.dropLast() { result.swapAt(i, i + random.index(below: result.count - i)) }
        return result
    }
}

extension LabelledTexts {
    /// The rows of a table; see ``MessageTable``.
    ///
    /// - Throws: `FileError`, ``MessageTableError``, ``IntentError``.
    public init(file: String, text: String, label: String) throws {
        let table = try MessageTable(path: file, text: text, label: label)
        var rows: [(text: String, label: String)] = []
        while let message = try table.next() {
            let isBlank = message.text.allSatisfy(\.isWhitespace)
            let label = message.label ?? ""
            // A text without a label is a mistake in the data; a blank text with one is left out and counted.
            if !isBlank, label.allSatisfy(\.isWhitespace) {
                throw IntentError.noLabel(file: table.name, line: message.line)
            }
            rows.append((message.text, label))
        }
        try self.init(rows)
    }
}
