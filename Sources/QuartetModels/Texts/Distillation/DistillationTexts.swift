internal import QuartetFiles
internal import QuartetText

/// What a student of a sentence encoder learns from: texts, each with the row of the teacher's vector that it follows.
///
/// A translation follows the vector of its original, so that texts of equal meaning have like vectors in every language
/// (Reimers & Gurevych, 2020).
public struct DistillationTexts: Sendable {
    /// Different texts in the teacher's language: the teacher makes a vector of each.
    public let originals: [String]
    /// Translations, each once, and the row of the original.
    package let translations: [(text: String, row: Int32)]

    /// - Parameters:
    ///   - texts: in the teacher's language.
    ///   - pairs: originals and their translations.
    ///   - heldBack: pairs that are measured: neither their originals nor their translations are trained on.
    public init(texts: [String], pairs: [PairTable.Pair], holdingBack heldBack: [PairTable.Pair] = []) {
        let unseen = Set(heldBack.flatMap { [$0.source, $0.target] })
        var rows: [String: Int32] = [:]
        var originals: [String] = []
        func row(of text: String) -> Int32 {
            if let known = rows[text] { return known }
            rows[text] = Int32(originals.count)
            originals.append(text)
            return Int32(originals.count - 1)
        }
        for text in texts where !unseen.contains(text) { _ = row(of: text) }
        var seen: Set<PairTable.Pair> = []
        var translations: [(text: String, row: Int32)] = []
        for pair in pairs where !unseen.contains(pair.source) && !unseen.contains(pair.target) {
            if seen.insert(pair).inserted { translations.append((pair.target, row(of: pair.source))) }
        }
        (self.originals, self.translations) = (originals, translations)
    }

    /// All examples: the originals, then the translations.
    public var count: Int { originals.count + translations.count }

    public func text(_ index: Int) -> String {
        index < originals.count ? originals[index] : translations[index - originals.count].text
    }

    /// The row of the vector that an example follows.
    package func row(_ index: Int) -> Int {
        index < originals.count ? index : Int(translations[index - originals.count].row)
    }

    var fingerprint: String {
        var fingerprint = Fingerprint()
        for index in 0..<count {
            fingerprint.add(text(index).utf8)
            fingerprint.add(UInt64(row(index)))
        }
        return fingerprint.text
    }

    /// The tokens of all examples, one after another.
    func tokens(_ tokenizer: Tokenizer, longest: Int) throws -> TokenRows {
        var rows = TokenRows()
        let options = EncodingOptions(maximumLength: longest, tracksOffsets: false)
        for index in 0..<count { rows.append(try tokenizer.encode(text(index), options: options).ids) }
        return rows
    }
}

/// Rows of tokens in one array: a million small arrays would take more memory for their headers than for tokens.
struct TokenRows: Sendable {
    private var tokens: [Int32] = []
    private var ends: [Int] = []

    var count: Int { ends.count }

    var lengths: [Int] { ends.indices.map { range($0).count } }

    mutating func append(_ row: [Int32]) {
        tokens += row
        ends.append(tokens.count)
    }

    subscript(row: Int) -> ArraySlice<Int32> { tokens[range(row)] }

    private func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }
}
