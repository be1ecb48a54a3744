public import QuartetFiles

/// Why a prompt could not become a design.
public enum PromptError: UserFacingError, Sendable, Equatable {
    /// There are no words in it.
    case empty
    /// It is longer than a prompt may be, in characters.
    case tooLong(found: Int, limit: Int)
    /// It names nothing that the catalog can draw.
    case noGarment(words: [String], suggestions: [String])
    /// It wishes for two things that exclude each other.
    case contradiction(about: String, words: [String])
    /// It asks for two things of which a design has one.
    case onlyOne(String, words: [String])
    /// It asks for no design, or for more at once than are drawn.
    case badCount(found: Int, limit: Int)

    public var kind: FailureKind { .badData }

    public var description: String {
        switch self {
        case .empty:
            return
                "the prompt is empty; say what to draw, for example \"a long blue dress with floral patterns\""
        case .tooLong(let found, let limit):
            return "the prompt has \(found) characters, expected at most \(limit); leave out \(found - limit)"
        case .noGarment(let words, let suggestions):
            let all = words.joined(separator: " ")
            let read = words.isEmpty ? "" : " in \"\(all.count > 90 ? String(all.prefix(88)) + "…" : all)\""
            let hint =
                suggestions.isEmpty ? "" : "; did you mean " + suggestions.joined(separator: ", ") + "?"
            return "no garment found\(read)\(hint)"
        case .contradiction(let about, let words):
            let quoted = words.map { "\"\($0)\"" }.joined(separator: " and ")
            return "the prompt contradicts itself about the \(about): \(quoted)"
        case .onlyOne(let thing, let words):
            let quoted = words.map { "\"\($0)\"" }.joined(separator: " and ")
            return "the prompt names two \(thing)s, \(quoted); a design has one: leave out one of them"
        case .badCount(let found, let limit):
            return "the prompt asks for \(found) designs; expected 1 to \(limit)"
        }
    }
}
