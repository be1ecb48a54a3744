/// Why a prompt could not become a design.
public enum PromptError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There are no words in it.
    case empty
    /// It is longer than a prompt may be, in characters.
    case tooLong(found: Int, limit: Int)
    /// It names nothing that the catalogue can draw.
    case noGarment(words: [String], suggestions: [String])
    /// It wishes for two things that exclude each other.
    case contradiction(about: String, words: [String])
    /// It asks for more designs at once than are drawn.
    case tooMany(found: Int, limit: Int)

    public var description: String {
        switch self {
        case .empty:
            return
                "the prompt is empty; say what to draw, for example \"a long blue dress with floral patterns\""
        case .tooLong(let found, let limit):
            return "the prompt has \(found) characters; at most \(limit) are read"
        case .noGarment(let words, let suggestions):
            let read = words.isEmpty ? "" : " in \"" + words.joined(separator: " ") + "\""
            let hint =
                suggestions.isEmpty ? "" : "; did you mean " + suggestions.joined(separator: ", ") + "?"
            return "no garment found\(read)\(hint)"
        case .contradiction(let about, let words):
            let quoted = words.map { "\"\($0)\"" }.joined(separator: " and ")
            return "the prompt contradicts itself about the \(about): \(quoted)"
        case .tooMany(let found, let limit):
            return "the prompt asks for \(found) designs; at most \(limit) are drawn at once"
        }
    }
}
