/// How tokens become text again: the `decoder` of a `tokenizer.json`.
indirect enum TokenDecoder: Sendable, Equatable {
    /// Tokens are bytes in the characters of ``ByteAlphabet``.
    case byteLevel
    /// Tokens without the prefix begin words; `cleansUp` takes away spaces before punctuation and in contractions.
    case wordPiece(prefix: String, cleansUp: Bool)
    case metaspace(Metaspace)
    /// Tokens with this suffix end words.
    case bytePair(suffix: String)
    case replace(TextPattern, with: String)
    /// `<0x00>` to `<0xFF>` are bytes.
    case byteFallback
    /// What comes after sees one text instead of tokens.
    case fuse
    /// Takes a character away, at most so many times, at the start.
    case strip(Unicode.Scalar, start: Int)
    case sequence([TokenDecoder])

    /// The stages one after another.
    var stages: [TokenDecoder] {
        if case .sequence(let parts) = self { parts.flatMap(\.stages) } else { [self] }
    }

    /// What a token that is not the last means.
    ///
    /// - Parameter isFirst: no token came before.
    func bytes(of token: ArraySlice<UInt8>, isFirst: Bool) -> [UInt8] {
        var result = Array(token)
        var isFused = false
        for stage in stages {
            switch stage {
            case .byteLevel:
                var decoded: [UInt8] = []
                ByteAlphabet.decode(result.span, into: &decoded)
                result = decoded
            case .wordPiece(let prefix, let cleansUp):
                result = Self.wordPiece(result, isFirst: isFirst, prefix: Array(prefix.utf8), cleansUp: cleansUp)
            case .metaspace(let metaspace):
                let mark = Array(String(metaspace.replacement).utf8)
                if isFirst && metaspace.prepends != .never && result.starts(with: mark) {
                    result.removeFirst(mark.count)
                }
                result = Self.replacing(mark, with: [0x20], in: result)
            case .bytePair(let suffix):
                result = Self.replacing(Array(suffix.utf8), with: [0x20], in: result)
            case .replace(.literal(let text), let content):
                result = Self.replacing(Array(text.utf8), with: Array(content.utf8), in: result)
            case .replace(let pattern, let content):
                result = Self.replacing(pattern.matches(in: result, result.indices), with: content, in: result)
            case .byteFallback:
                if let byte = Self.fallbackByte(result) { result = [byte] }
            case .fuse: isFused = true
            case .strip(let character, let start):
                // Of a fused text only the first token begins with its start.
                if !isFused || isFirst { Self.strip(character, atMost: start, from: &result) }
            case .sequence: break
            }
        }
        return result
    }

    private static func wordPiece(
        _ token: [UInt8], isFirst: Bool, prefix: [UInt8], cleansUp: Bool
    ) -> [UInt8] {
        var result = token
        if !isFirst {
            if !prefix.isEmpty && token.starts(with: prefix) {
                result.removeFirst(prefix.count)
            } else {
                result.insert(0x20, at: 0)
            }
        }
        guard cleansUp else { return result }
        for (from, to) in cleaning { result = replacing(Array(from.utf8), with: Array(to.utf8), in: result) }
        return result
    }

    private static let cleaning = [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ]

    private static func replacing(_ needle: [UInt8], with content: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        guard let first = needle.first, bytes.contains(first) else { return bytes }
        let matches = TextPattern.literal(String(decoding: needle, as: UTF8.self)).matches(in: bytes, bytes.indices)
        return replacing(matches, with: String(decoding: content, as: UTF8.self), in: bytes)
    }

    private static func replacing(_ matches: [Range<Int>], with content: String, in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var start = 0
        for match in matches {
            result += bytes[start..<match.lowerBound]
            result += content.utf8
            start = match.upperBound
        }
        return result + bytes[start...]
    }

    /// The byte of a token such as `<0x0A>`.
    private static func fallbackByte(_ token: [UInt8]) -> UInt8? {
        guard token.count == 6, token.starts(with: "<0x".utf8), token[5] == UInt8(ascii: ">") else { return nil }
        return UInt8(String(decoding: token[3..<5], as: UTF8.self), radix: 16)
    }

    private static func strip(_ character: Unicode.Scalar, atMost count: Int, from bytes: inout [UInt8]) {
        let mark = Array(String(character).utf8)
        var left = count
        while left > 0 && bytes.starts(with: mark) {
            bytes.removeFirst(mark.count)
            left -= 1
        }
    }
}
