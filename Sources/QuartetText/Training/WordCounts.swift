/// The words of a text and their counts: all that training a vocabulary needs of it.
public struct WordCounts: Sendable {
    private let normalizer: Normalizer?
    private let preTokenizer: PreTokenizer
    private var scratch = EncodingScratch()
    private(set) var words = ByteStringTable()
    private(set) var counts: [Int] = []
    /// Bytes of text counted so far.
    public private(set) var byteCount = 0

    init(normalizer: Normalizer?, preTokenizer: PreTokenizer) {
        (self.normalizer, self.preTokenizer) = (normalizer, preTokenizer)
    }

    /// Number of different words.
    public var distinctCount: Int { counts.count }

    /// Counts the words of a text.
    public mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(Span(_unsafeElements: $0)) }
    }

    /// Counts the words of a text given as bytes.
    ///
    /// - Parameter source: the text's name in messages.
    /// - Throws: ``TokenizerError/invalidUTF8(_:offset:line:)``.
    public mutating func add(utf8 bytes: [UInt8], source: String) throws {
        if let (offset, line) = bytes.span.firstInvalidUTF8() {
            throw TokenizerError.invalidUTF8(source, offset: offset, line: line)
        }
        add(bytes.span)
    }

    private mutating func add(_ bytes: Span<UInt8>) {
        byteCount += bytes.count
        guard bytes.count > 0 else { return }
        var text = AlignedText(bytes, at: 0, isTracked: false)
        if let normalizer { text = normalizer(text, &scratch.decompositions) }
        guard !text.bytes.isEmpty else { return }
        var pieces = [0..<text.bytes.count]
        preTokenizer.apply(&text, &pieces)
        let span = text.bytes.span
        for piece in pieces {
            let (index, isNew) = words.insert(span.extracting(piece))
            if isNew { counts.append(0) }
            counts[index] += 1
        }
    }
}

/// Progress of training a vocabulary.
public struct VocabularyProgress: Sendable, Equatable {
    /// Tokens so far.
    public let tokens: Int
    /// Tokens to reach.
    public let total: Int
}
