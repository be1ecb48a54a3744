/// How text is split into the pieces that the model encodes one by one: the `pre_tokenizer` of a `tokenizer.json`.
indirect enum PreTokenizer: Sendable, Equatable {
    /// Words between white space; each punctuation character separately.
    case bert
    /// Bytes as symbols (``ByteAlphabet``); GPT-2's splitting when `splits`.
    case byteLevel(ByteLevelOptions)
    case split(TextPattern, SplitBehavior, isInverted: Bool)
    case digits(individually: Bool)
    /// `\w+|[^\w\s]+`.
    case whitespace
    case whitespaceSplit
    case punctuation(SplitBehavior)
    case metaspace(Metaspace)
    case sequence([PreTokenizer])

    struct ByteLevelOptions: Sendable, Equatable {
        var addsPrefixSpace = false
        var splits = true
        /// A token's offsets exclude white space at its ends.
        var trimsOffsets = true
    }

    /// Whether the model reads bytes.
    var isByteLevel: Bool {
        switch self {
        case .byteLevel: true
        case .sequence(let parts): parts.contains { $0.isByteLevel }
        default: false
        }
    }

    /// Splits each piece of a text further; splitters that insert characters replace the text.
    func apply(_ text: inout AlignedText, _ pieces: inout [Range<Int>]) {
        switch self {
        case .sequence(let parts):
            for part in parts { part.apply(&text, &pieces) }
        case .bert:
            split(text, &pieces) { bytes, part, result in Self.bertWords(bytes, part, into: &result) }
        case .byteLevel(let options):
            if options.addsPrefixSpace {
                text.insert([0x20], before: &pieces) { bytes, piece in bytes[piece.lowerBound] != 0x20 }
            }
            guard options.splits else { return }
            split(text, &pieces) { bytes, part, result in KnownPattern.gpt2.split(bytes, part, into: &result)
            }
        case .split(.known(let pattern), .isolated, _), .split(.known(let pattern), .contiguous, true):
            split(text, &pieces) { bytes, part, result in pattern.split(bytes, part, into: &result) }
        case .split(let pattern, let behavior, let isInverted):
            let bytes = text.bytes
            var result: [Range<Int>] = []
            for piece in pieces {
                behavior.split(
                    piece, at: pattern.matches(in: bytes, piece), isInverted: isInverted, into: &result)
            }
            pieces = result
        case .digits(let individually):
            split(text, &pieces, individually ? .isolated : .contiguous) { $0.contains(.numeric) }
        case .whitespaceSplit:
            split(text, &pieces, .removed) { $0.contains(.whitespace) }
        case .whitespace:
            split(text, &pieces) { bytes, part, result in Self.words(bytes, part, into: &result) }
        case .punctuation(let behavior):
            split(text, &pieces, behavior) { $0.contains(.punctuation) }
        case .metaspace(let metaspace): metaspace.apply(&text, &pieces)
        }
    }

    private func split(
        _ text: AlignedText, _ pieces: inout [Range<Int>],
        _ body: (Span<UInt8>, Range<Int>, inout [Range<Int>]) -> Void
    ) {
        var result: [Range<Int>] = []
        result.reserveCapacity(text.bytes.count / 4)
        for piece in pieces { body(text.bytes.span, piece, &result) }
        pieces = result
    }

    /// Splits at single characters of a class.
    private func split(
        _ text: AlignedText, _ pieces: inout [Range<Int>], _ behavior: SplitBehavior,
        _ isMatch: (ScalarClass) -> Bool
    ) {
        split(text, &pieces) { bytes, part, result in
            var matches: [Range<Int>] = []
            var index = part.lowerBound
            while index < part.upperBound {
                let (scalar, length) = bytes.scalar(at: index)
                if isMatch(.of(scalar)) { matches.append(index..<index + length) }
                index += length
            }
            if matches.isEmpty {
                result.append(part)
            } else {
                behavior.split(part, at: matches, isInverted: false, into: &result)
            }
        }
    }

    private static func bertWords(_ bytes: Span<UInt8>, _ part: Range<Int>, into pieces: inout [Range<Int>]) {
        var (index, start) = (part.lowerBound, part.lowerBound)
        while index < part.upperBound {
            let (scalar, length) = bytes.scalar(at: index)
            let properties = ScalarClass.of(scalar)
            if !properties.isDisjoint(with: [.whitespace, .punctuation]) {
                if start < index { pieces.append(start..<index) }
                if !properties.contains(.whitespace) { pieces.append(index..<index + length) }
                start = index + length
            }
            index += length
        }
        if start < part.upperBound { pieces.append(start..<part.upperBound) }
    }

    private static func words(_ bytes: Span<UInt8>, _ part: Range<Int>, into pieces: inout [Range<Int>]) {
        var (index, start) = (part.lowerBound, part.lowerBound)
        var previous: ScalarClass = .whitespace
        while index < part.upperBound {
            let (scalar, length) = bytes.scalar(at: index)
            // A character of both kinds (none today) is a word character, as in the first alternative.
            let properties = ScalarClass.of(scalar)
            let kind: ScalarClass =
                properties.contains(.word) ? .word : properties.contains(.whitespace) ? .whitespace : []
            if kind != previous {
                if previous != .whitespace { pieces.append(start..<index) }
                (start, previous) = (index, kind)
            }
            index += length
        }
        if previous != .whitespace { pieces.append(start..<part.upperBound) }
    }
}
