/// How tokens are turned back into text: the `decoder` of a `tokenizer.json`.
indirect enum TokenDecoder: Sendable, Equatable {
    /// Tokens are bytes, written in the characters of ``ByteAlphabet``.
    case byteLevel
    /// Tokens without the prefix begin words; `cleansUp` removes spaces before punctuation and in contractions.
    case wordPiece(prefix: String, cleansUp: Bool)
    case metaspace(Metaspace)
    case replace(TextPattern, with: String)
    /// `<0x00>` to `<0xFF>` are bytes.
    case byteFallback
    /// The stages after this one see one text instead of tokens.
    case fuse
    /// Removes a character from the start, at most `start` times.
    case strip(Unicode.Scalar, start: Int)
    case sequence([TokenDecoder])

    /// The stages one after another.
    var stages: [TokenDecoder] {
        if case .sequence(let parts) = self { parts.flatMap(\.stages) } else { [self] }
    }

    /// The most bytes that a byte of a token can become.
    var growth: Double {
        switch self {
        case .replace(let pattern, let content): pattern.growth(replacedBy: content)
        case .sequence(let parts): parts.reduce(1) { $0 * $1.growth }
        default: 1
        }
    }

    /// Appends the text of a token.
    ///
    /// - Parameters:
    ///   - stages: the stages of a decoder.
    ///   - isFirst: whether this is the first token.
    static func decode(
        _ token: ArraySlice<UInt8>, _ stages: [TokenDecoder], isFirst: Bool, into text: inout [UInt8]
    ) {
        if case .byteLevel = stages.first, stages.count == 1 {
            return ByteAlphabet.decode(token.span, into: &text)
        }
        var result = Array(token)
        var isFused = false
        for stage in stages {
            switch stage {
            case .byteLevel:
                var decoded: [UInt8] = []
                ByteAlphabet.decode(result.span, into: &decoded)
                result = decoded
            case .wordPiece(let prefix, let cleansUp):
                wordPiece(&result, isFirst: isFirst, prefix: prefix, cleansUp: cleansUp)
            case .metaspace(let metaspace):
                let mark = String(metaspace.replacement)
                if isFirst && metaspace.prepends != .never && result.starts(with: mark.utf8) {
                    result.removeFirst(mark.utf8.count)
                }
                replace(.literal(mark), with: " ", in: &result)
            case .replace(let pattern, let content): replace(pattern, with: content, in: &result)
            case .byteFallback:
                if let byte = fallbackByte(result) { result = [byte] }
            case .fuse: isFused = true
            case .strip(let character, let start):
                // Of a fused text only the first token begins with its start.
                if !isFused || isFirst { strip(character, atMost: start, from: &result) }
            case .sequence: break
            }
        }
        text += result
    }

    private static func wordPiece(_ token: inout [UInt8], isFirst: Bool, prefix: String, cleansUp: Bool) {
        if !isFirst {
            if !prefix.isEmpty && token.starts(with: prefix.utf8) {
                token.removeFirst(prefix.utf8.count)
            } else {
                token.insert(0x20, at: 0)
            }
        }
        guard cleansUp,
            zip(token, token.dropFirst()).contains(where: { $0 == 0x20 && afterSpace.contains($1) })
        else {
            return
        }
        for (from, to) in cleaning { replace(.literal(from), with: to, in: &token) }
    }

    /// Each text that is cleaned up begins with a space and one of these.
    private static let afterSpace = Array(".?!,'nd".utf8)
    private static let cleaning = [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ]

    private static func replace(_ pattern: TextPattern, with content: String, in bytes: inout [UInt8]) {
        let matches = pattern.matches(in: bytes, bytes.indices)
        guard !matches.isEmpty else { return }
        var result: [UInt8] = []
        var start = 0
        for match in matches {
            result += bytes[start..<match.lowerBound]
            result += content.utf8
            start = match.upperBound
        }
        bytes = result + bytes[start...]
    }

    /// The byte of a token such as `<0x0A>`.
    private static func fallbackByte(_ token: [UInt8]) -> UInt8? {
        guard token.count == 6, token.starts(with: "<0x".utf8), token[5] == UInt8(ascii: ">") else {
            return nil
        }
        return UInt8(String(decoding: token[3..<5], as: UTF8.self), radix: 16)
    }

    private static func strip(_ character: Unicode.Scalar, atMost count: Int, from bytes: inout [UInt8]) {
        let mark = Array(String(character).utf8)
        var (start, left) = (0, count)
        while left > 0 && bytes[start...].starts(with: mark) {
            start += mark.count
            left -= 1
        }
        bytes.removeFirst(start)
    }
}
