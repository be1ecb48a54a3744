/// The tokens of sequences that are read character by character (Unicode scalar by scalar): padding, a token that
/// begins every sequence, one that ends it, one for unknown characters, then the characters in their order.
public struct CharacterVocabulary: Sendable, Codable, Equatable, Validatable {
    public static let padding: Int32 = 0
    public static let begin: Int32 = 1
    public static let end: Int32 = 2
    public static let unknown: Int32 = 3
    private static let firstCharacter = 4

    /// The characters that have tokens of their own.
    public let characters: String

    /// The characters of some lines.
    public init(of lines: [String]) {
        var found: Set<Unicode.Scalar> = []
        for line in lines { found.formUnion(line.unicodeScalars) }
        var characters = String.UnicodeScalarView()
        characters.append(contentsOf: found.sorted())
        self.characters = String(characters)
    }

    public var count: Int { Self.firstCharacter + characters.unicodeScalars.count }

    public func validate() throws(InvalidConfiguration) {
        let scalars = Array(characters.unicodeScalars)
        try check("number of characters", scalars.count, in: 0...65_535)
        try check(
            "vocabulary", "\"\(characters)\"", Set(scalars).count == scalars.count,
            expected: "each character once")
    }

    /// Tokens of lines, each between the begin and the end token.
    public func tokens(of lines: [String]) -> [[Int32]] {
        var tokenOf: [Unicode.Scalar: Int32] = [:]
        for (index, scalar) in characters.unicodeScalars.enumerated() {
            tokenOf[scalar] = Int32(Self.firstCharacter + index)
        }
        return lines.map { line in
            [Self.begin] + line.unicodeScalars.map { tokenOf[$0] ?? Self.unknown } + [Self.end]
        }
    }

    /// The characters between begin and end; a replacement character for an unknown one.
    public func line(of tokens: [Int32]) -> String {
        let scalars = Array(characters.unicodeScalars)
        var line = String.UnicodeScalarView()
        for token in tokens where token != Self.begin {
            if token == Self.end || token == Self.padding { break }
            let index = Int(token) - Self.firstCharacter
            line.append(scalars.indices.contains(index) ? scalars[index] : "\u{fffd}")
        }
        return String(line)
    }
}
