internal import Foundation
public import QuartetFiles

/// Why a prompt cannot become a design.
public enum PromptError: UserFacingError, Sendable, Equatable {
    /// The prompt has no words.
    case empty
    /// The prompt is too long; lengths in characters.
    case tooLong(found: Int, limit: Int)
    /// The prompt does not name a garment of the catalog. The suggestions are garments with similar names, the garments
    /// those that can be drawn. A prompt of cloth alone may mean cloth by itself.
    case noGarment(words: [String], suggestions: [String], garments: [String], isCloth: Bool)
    /// Two wishes exclude each other.
    case contradiction(about: String, words: [String])
    /// The prompt names two things of which a design has one.
    case onlyOne(String, words: [String])
    /// The prompt is in a language that is not read, as its subtag.
    case otherLanguage(String)
    /// The wish names more garments than are drawn together.
    case tooManyGarments(found: Int, limit: Int)
    /// The number of designs is out of range.
    case badCount(found: Int, limit: Int)

    /// Garments that a message names.
    private static let examples = 14

    public var kind: FailureKind { .badData }

    public var description: String {
        switch self {
        case .empty:
            return
                "the prompt is empty; describe a garment, for example \"a long blue dress with floral patterns\""
        case .tooLong(let found, let limit):
            return
                "the prompt has \(found) characters, expected at most \(limit); shorten it by \(found - limit)"
        case .noGarment(let words, let suggestions, let garments, let isCloth):
            let all = words.joined(separator: " ")
            let read = words.isEmpty ? "" : " in \"\(all.count > 90 ? String(all.prefix(88)) + "…" : all)\""
            let hint =
                suggestions.isEmpty
                ? "; name one, such as " + garments.prefix(Self.examples).joined(separator: ", ")
                    + (garments.count > Self.examples ? " (\(garments.count) are known)" : "")
                : "; did you mean " + suggestions.joined(separator: ", ") + "?"
            let cloth = isCloth ? "; for cloth by itself use `quartet design fabric`" : ""
            return "no garment found\(read)\(hint)\(cloth)"
        case .contradiction(let about, let words):
            let quoted = words.map { "\"\($0)\"" }.joined(separator: " and ")
            return "the prompt contradicts itself about the \(about): \(quoted); remove one of them"
        case .onlyOne(let thing, let words):
            let quoted = words.map { "\"\($0)\"" }.joined(separator: " and ")
            return "the prompt names two \(thing)s, \(quoted); a design has only one: remove one of them"
        case .otherLanguage(let code):
            let name = Locale(identifier: "en").localizedString(forLanguageCode: code) ?? code
            return "the prompt seems to be \(name); write it in English, German or French"
        case .tooManyGarments(let found, let limit):
            return "the prompt names \(found) garments; at most \(limit) are drawn together"
        case .badCount(let found, let limit):
            return "the prompt asks for \(found) designs; expected 1 to \(limit)"
        }
    }
}
