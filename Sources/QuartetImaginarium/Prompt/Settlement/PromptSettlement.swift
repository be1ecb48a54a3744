/// One step from phrases to a request.
struct PromptRule: Sendable {
    let name: String
    let apply: @Sendable (inout PromptDraft) throws -> Void

    init(_ name: String, _ apply: @escaping @Sendable (inout PromptDraft) throws -> Void) {
        self.name = name
        self.apply = apply
    }
}

/// Turns a draft into a reading by a list of rules, each of which relies on those before it.
enum PromptSettlement {
    /// The rules in the order in which they apply.
    static let rules: [PromptRule] = [
        // What each phrase means for the garment. Everything below works on its results.
        .phrases,
        // "without stripes" leaves the cloth plain unless some other phrase named a pattern.
        .absentPatterns,
        // A colour's role depends on the phrases on both sides of it, so all must have been read.
        .colourRoles,
        // A second colour is spare when the cloth, now decided, has room for one only.
        .spareColours,
        // Refusals come last, so that they see every choice with its words.
        .sleevesOrNone, .collarOrNone, .straplessOrSleeves, .excludedStyles, .ownMaterial, .wantedOrAvoided,
    ]

    /// The reading after all rules; throws ``PromptError`` where one of them refuses the prompt.
    static func settle(_ draft: PromptDraft) throws -> PromptReading {
        try rules.reduce(into: draft) { draft, rule in try rule.apply(&draft) }.reading
    }

    /// The reading after each rule, by the rule's name.
    static func steps(_ draft: PromptDraft) throws -> [(rule: String, reading: PromptReading)] {
        var draft = draft
        return try rules.map { rule in
            try rule.apply(&draft)
            return (rule.name, draft.reading)
        }
    }
}
