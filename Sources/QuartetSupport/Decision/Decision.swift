/// What is done with a message that was looked up.
package enum Decision: Sendable, Equatable {
    /// The answer is shown.
    case answer
    /// The answer's advice is shown, and a person takes over.
    case adviseAndEscalate(Reply.Reason)
    /// One question back, with choices when several articles are near.
    case clarify(Clarification)
    case escalate(Reply.Reason)

    package enum Clarification: Sendable, Equatable {
        /// Several articles could be meant.
        case choices
        /// The message could not be understood.
        case rephrase
        /// The message has nothing to do with the shop.
        case offSubject
    }
}

/// The rules by which ``Decision`` follows from the probability that an answer is right.
package struct DecisionRules: Sendable, Equatable, Codable {
    /// From this probability on an answer is shown.
    package var answersFrom = 0.5
    /// From this probability on choices are offered.
    package var offersFrom = 0.2
    /// Below this cosine with everything that the knowledge base has, a message is off the subject.
    package var offSubjectCosine = 0.33
    /// From this information on that the team's own questions have on an article, a message is on the subject, in nats.
    package var onSubjectInformation = 3.0
    /// Questions back in a row.
    package static let mostClarifications = 2

    package init() {}

    /// - Parameters:
    ///   - probability: that the best answer is right.
    ///   - best: the best passage; nil when nothing was found.
    ///   - isOnSubject: whether the message is about what the knowledge base is about.
    ///   - hasContent: whether it has a word that means something.
    ///   - clarifications: questions back so far, in a row.
    package func decision(
        probability: Double, best: FoundPassage?, isOnSubject: Bool, hasContent: Bool, clarifications: Int
    ) -> Decision {
        if let best, best.article.handover == .always, probability >= offersFrom {
            return .adviseAndEscalate(.subject)
        }
        if let best, best.article.handover == .never, probability >= offersFrom { return .answer }
        if probability >= answersFrom { return .answer }
        if clarifications >= Self.mostClarifications { return .escalate(.failedTurns) }
        if !hasContent { return .clarify(.rephrase) }
        if !isOnSubject { return .clarify(.offSubject) }
        // One question back before a person takes over, and with it the next question.
        return probability >= offersFrom || clarifications == 0 ? .clarify(.choices) : .escalate(.noSupport)
    }
}
