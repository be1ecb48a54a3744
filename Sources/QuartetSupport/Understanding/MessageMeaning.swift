package import QuartetText

/// What a message says besides its question.
package struct MessageMeaning: Sendable, Equatable {
    /// The primary subtag of its language; nil when it is too short to tell.
    package var language: String?
    /// What the language seems to be, however unsure.
    package var guess: LanguageGuess?
    /// The translator whose words were read instead of the customer's; nil where these were read themselves.
    package var translator: String?
    /// The customer asks for a person, in any words.
    package var wishesForPerson = false
    /// Anger or bad disappointment.
    package var isAngry = false
    /// A greeting, thanks and the like, and nothing that is to be looked up.
    package var smallTalk: SmallTalk?
    /// The answer before is rejected: "no, not that".
    package var rejects = false
    /// "Yes", "exactly".
    package var affirms = false
    /// Work on the customer's order or account.
    package var asksForAccountWork = false
    /// A subject of ``DeskCatalog/personSubjects``.
    package var personSubject: String?
    /// The name of the tool that it asks for.
    package var tool: String?
    package var slots: [String: String] = [:]
    package var intent: String?

    package enum SmallTalk: String, Sendable, Codable, CaseIterable {
        case greeting, thanks, goodbye, wellbeing, bot, praise
    }

    package init() {}

    /// What the message means as one word, of several the one that the statistics count first.
    var name: String? {
        if rejects { return Self.rejection }
        if wishesForPerson { return "person" }
        return smallTalk?.rawValue ?? tool ?? personSubject ?? (asksForAccountWork ? "accountWork" : nil)
    }

    /// The name of a message that rejects the answer before.
    static let rejection = "rejection"
}
