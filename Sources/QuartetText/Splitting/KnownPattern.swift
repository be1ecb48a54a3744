/// The regular expressions by which public byte-level models split text, matched by hand-written code.
///
/// They are of two kinds. GPT-2 (Radford et al., 2019) joins one space to the word, number or symbols that follow it.
/// GPT-4 and Llama 3 join any one character to a following word, cut numbers into groups of three (Qwen 2: one), keep
/// line ends with the symbols before them, and ignore case in contractions.
enum KnownPattern: Sendable, Equatable {
    case gpt2
    /// Digits in each group that numbers are cut into.
    case llama3(digits: Int)

    init?(regex: String) {
        guard let known = Self.expressions.first(where: { $0.expression == regex }) else { return nil }
        self = known.pattern
    }

    /// The expression as files write it.
    var regex: String { Self.expressions.first { $0.pattern == self }?.expression ?? "" }

    private static let end = #"|\s+(?!\S)|\s+"#
    private static let expressions: [(pattern: KnownPattern, expression: String)] =
        [
            (.gpt2, #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+"# + end),
            (.gpt2, #"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+"# + end),
        ]
        + [(3, "{1,3}"), (1, "")].map { digits, count in
            (
                .llama3(digits: digits),
                #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"# + count
                    + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"# + end
            )
        }

    /// Cuts a part of a text into pieces that cover it.
    func split(_ bytes: Span<UInt8>, _ part: Range<Int>, into pieces: inout [Range<Int>]) {
        var start = part.lowerBound
        while start < part.upperBound {
            let end =
                switch self {
                case .gpt2: bytes.gpt2Piece(start, part.upperBound)
                case .llama3(let digits): bytes.llama3Piece(start, part.upperBound, digits: digits)
                }
            pieces.append(start..<end)
            start = end
        }
    }
}

/// The kinds of characters that the expressions distinguish.
private enum Kind { case letter, number, space, symbol }

/// Where pieces end; `end` is where the part does.
extension Span<UInt8> {
    @inline(__always)
    fileprivate func kind(_ index: Int) -> (kind: Kind, length: Int) {
        let byte = self[index]
        if byte < 0x80 {
            switch byte {
            case 0x61...0x7A, 0x41...0x5A: return (.letter, 1)
            case 0x30...0x39: return (.number, 1)
            case 0x20, 0x09...0x0D: return (.space, 1)
            default: return (.symbol, 1)
            }
        }
        let (scalar, length) = scalar(at: index)
        let properties = ScalarClass.of(scalar)
        if properties.contains(.letter) { return (.letter, length) }
        if properties.contains(.number) { return (.number, length) }
        return (properties.contains(.whitespace) ? .space : .symbol, length)
    }

    /// The end of the longest run of one kind.
    @inline(__always)
    fileprivate func run(_ wanted: Kind, from start: Int, _ end: Int, atMost limit: Int = .max) -> Int {
        var (index, left) = (start, limit)
        while index < end && left > 0 {
            let (kind, length) = self.kind(index)
            if kind != wanted { break }
            index += length
            left -= 1
        }
        return index
    }

    fileprivate func gpt2Piece(_ start: Int, _ end: Int) -> Int {
        if let end = contraction(start, end, ignoresCase: false) { return end }
        let (kind, length) = self.kind(start)
        if kind != .space { return run(kind, from: start + length, end) }
        let next = start + 1
        if self[start] == 0x20 && next < end {
            let (following, length) = self.kind(next)
            if following != .space { return run(following, from: next + length, end) }
        }
        return spaces(start, end)
    }

    fileprivate func llama3Piece(_ start: Int, _ end: Int, digits: Int) -> Int {
        if let end = contraction(start, end, ignoresCase: true) { return end }
        let (kind, length) = self.kind(start)
        let next = start + length
        switch kind {
        case .letter: return run(.letter, from: next, end)
        case .number: return run(.number, from: next, end, atMost: digits - 1)
        case .space, .symbol:
            let following: Kind? = next < end ? self.kind(next).kind : nil
            if following == .letter && !isLineEnd(start) { return run(.letter, from: next, end) }
            if kind == .symbol || (self[start] == 0x20 && following == .symbol) {
                var index = run(.symbol, from: next, end)
                while index < end && isLineEnd(index) { index += 1 }
                return index
            }
            let runEnd = run(.space, from: next, end)
            var last = runEnd - 1
            while last >= start && !isLineEnd(last) { last -= 1 }
            if last >= start { return last + 1 }
            return spaces(start, end)
        }
    }

    private func isLineEnd(_ index: Int) -> Bool { self[index] == 0x0A || self[index] == 0x0D }

    /// `\s+(?!\S)|\s+`: white space without its last character when a word follows, unless that is all there is.
    private func spaces(_ start: Int, _ end: Int) -> Int {
        let runEnd = run(.space, from: start, end)
        if runEnd == end { return end }
        let last = runEnd - scalar(before: runEnd).length
        return last > start ? last : runEnd
    }

    /// The end of 's, 't, 're, 've, 'm, 'll or 'd at a place.
    private func contraction(_ start: Int, _ end: Int, ignoresCase: Bool) -> Int? {
        guard self[start] == UInt8(ascii: "'"), start + 1 < end else { return nil }
        func letter(_ index: Int) -> UInt8 {
            guard index < end else { return 0 }
            let byte = self[index]
            return ignoresCase && byte &- 0x41 < 26 ? byte + 32 : byte
        }
        switch (letter(start + 1), letter(start + 2)) {
        case (UInt8(ascii: "s"), _), (UInt8(ascii: "t"), _), (UInt8(ascii: "m"), _), (UInt8(ascii: "d"), _):
            return start + 2
        case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
            (UInt8(ascii: "l"), UInt8(ascii: "l")):
            return start + 3
        default: return nil
        }
    }
}
