/// What a turn searches for: the customer's own words, and the turn before beside them when the message refers to it.
package struct ConversationQuery: Sendable, Equatable {
    /// The message itself.
    package let own: String
    /// The message with the one before it in front; nil when it stands by itself.
    package let joined: String?

    /// - Parameter previous: the customer's message before this one, when that was a question.
    package init(_ message: String, after previous: String?) {
        own = message
        guard let previous, Self.refersBack(message) else {
            joined = nil
            return
        }
        joined = previous + " " + message
    }

    /// A pronoun without a noun that it could stand for, an ellipsis, or "and …?". A short message with a subject of its
    /// own is a new subject.
    package static func refersBack(_ message: String) -> Bool {
        let words = SearchWords(message).words
        guard let first = words.first else { return false }
        let content = words.filter { !FunctionWords.all.contains($0) && !fillers.contains($0) }
        if openers.contains(where: { words.starts(with: $0) }) { return true }
        let hasPronoun = words.contains { pronouns.contains($0) }
        // "do you ship it to Norway" has a subject of its own beside the pronoun only when it has several content words.
        if hasPronoun {
            return content.count <= 3
                || (content.count <= 5 && demonstratives.contains { words.suffix(2).contains($0) })
        }
        // "how long?", "what about Norway?"
        return content.isEmpty && questionWords.contains(first)
    }

    private static let openers: [[String]] = [
        ["and"], ["also"], ["or"], ["but"], ["what", "about"], ["how", "about"], ["what", "if"], ["even"],
        ["same"], ["then"],
        ["und"], ["oder"], ["auch"], ["aber"], ["was", "ist", "mit"], ["wie", "ist", "es", "mit"], ["et"],
        ["ou"], ["mais"],
        ["meme"], ["y"], ["pero"], ["tambien"], ["que", "tal"],
    ]
    private static let pronouns: Set<String> = [
        "it", "its", "that", "this", "they", "them", "their", "those", "these", "one", "ones", "there", "es",
        "das", "dies", "sie",
        "ihn", "ihm", "diese", "dieser", "dafur", "damit", "dort", "cela", "ca", "celui", "celle", "y", "en",
        "eso", "esto", "ello",
        "lo", "alli",
    ]
    private static let demonstratives: Set<String> = [
        "that", "this", "it", "them", "those", "das", "cela", "ca", "eso",
    ]
    private static let fillers: Set<String> = [
        "long", "take", "takes", "much", "cost", "costs", "many", "work", "works", "apply", "include",
        "included", "kostet",
        "lange", "dauert", "gilt", "temps", "coute", "dure", "cuesta", "tarda", "vale",
    ]
    private static let questionWords: Set<String> = [
        "how", "what", "when", "where", "which", "who", "why", "wie", "was", "wann", "wo", "warum", "comment",
        "quand", "ou",
        "pourquoi", "combien", "como", "cuando", "donde", "cuanto",
    ]
}
