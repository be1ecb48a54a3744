/// A regular expression as a tree.
indirect enum Expression: Sendable {
    /// One character of a class.
    case character(CharacterClass)
    case sequence([Expression])
    /// The first alternative that leads to a match.
    case choice([Expression])
    /// `atMost` is nil without a limit; a lazy one prefers fewer.
    case repeated(Expression, atLeast: Int, atMost: Int?, isLazy: Bool)
    case place(TextPlace)
    /// Whether the text from here on begins with a match; consumes nothing.
    case ahead(Expression, isWanted: Bool)
    /// Whether the character before is one of a class.
    case behind(CharacterClass, isWanted: Bool)

    /// The fewest characters of a match, at most a million.
    var shortest: Int {
        let characters =
            switch self {
            case .character: 1
            case .sequence(let parts): parts.reduce(0) { min($0 + $1.shortest, 1 << 20) }
            case .choice(let alternatives): alternatives.map(\.shortest).min() ?? 0
            case .repeated(let part, let least, _, _): least * part.shortest
            case .place, .ahead, .behind: 0
            }
        return min(characters, 1 << 20)
    }
}

/// A place in a text that has no width.
enum TextPlace: Sendable {
    case textStart, textEnd
    /// The end, or before a line feed that ends the text.
    case lastLineEnd
    case lineStart, lineEnd
    case wordBoundary, notWordBoundary

    func holds(_ bytes: Span<UInt8>, _ part: Range<Int>, at index: Int) -> Bool {
        let (isStart, isEnd) = (index == part.lowerBound, index == part.upperBound)
        switch self {
        case .textStart: return isStart
        case .textEnd: return isEnd
        case .lastLineEnd: return isEnd || (index + 1 == part.upperBound && bytes[index] == 0x0A)
        case .lineStart: return isStart || (!isEnd && bytes[index - 1] == 0x0A)
        case .lineEnd: return isEnd || bytes[index] == 0x0A
        case .wordBoundary, .notWordBoundary:
            let before = !isStart && ScalarClass.of(bytes.scalar(before: index).scalar).contains(.word)
            let after = !isEnd && ScalarClass.of(bytes.scalar(at: index).scalar).contains(.word)
            return (before != after) == (self == .wordBoundary)
        }
    }
}

/// Why a text is not a regular expression that this library runs.
struct ExpressionError: Error, CustomStringConvertible {
    /// What it cannot do, with the place.
    let description: String

    static let known =
        "characters, classes with \\p{…} and &&, groups, |, * + ? {n,m} greedy or lazy, possessive ones of single "
        + "characters, ^ $ \\b \\A \\z, (?i), lookahead, and lookbehind of one character"
}
