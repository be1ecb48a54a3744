public import Foundation

/// How the bot and the desk have done, for the people who look after them: the statistics, the wrong answers against the
/// promise of the thresholds, and the questions that no article answers.
public struct SupportReport: Sendable, Encodable {
    /// How the answers that are known to be wrong compare with the promised share.
    public struct PromiseCheck: Sendable, Equatable, Encodable {
        public enum Verdict: String, Sendable, Encodable {
            case kept
            /// More than promised, but so few answers may have so many mistakes by chance.
            case unclear
            /// More than chance allows at the promise's confidence.
            case broken
        }

        /// The largest share of wrong answers that `tune` promised, and how surely.
        public let wrongShare: Double
        public let confidence: Double
        /// `wrongAnswers / answers`; mistakes that nobody complained about are not in it.
        public let found: Double
        public let verdict: Verdict

        /// - Returns: nil without answers.
        public init?(wrong: Int, of answers: Int, wrongShare: Double, confidence: Double) {
            guard answers > 0 else { return nil }
            (self.wrongShare, self.confidence) = (wrongShare, confidence)
            found = Double(wrong) / Double(answers)
            // The lower bound of the wrong share is the upper bound of the right share, seen from the other side.
            let lowest =
                1 - Promise.upperBound(mistakes: answers - wrong, of: answers, confidence: confidence)
            verdict = found <= wrongShare ? .kept : lowest <= wrongShare ? .unclear : .broken
        }
    }

    public let since: Date?
    public let statistics: SupportStatistics
    /// Nil before the first `tune`, and without answers.
    public let promise: PromiseCheck?
    /// The most frequent first.
    public let unanswered: [QuestionGroup]

    /// - Parameters:
    ///   - time: nil counts everything.
    ///   - encoder: compares questions by their meaning; nil compares their words.
    public init(_ knowledge: KnowledgeBase, since time: Date? = nil, encoder: SharedEncoder? = nil) throws {
        since = time
        let statistics = try knowledge.statistics(since: time)
        self.statistics = statistics
        promise = try Desk.tuning(of: knowledge).flatMap {
            PromiseCheck(
                wrong: statistics.wrongAnswers, of: statistics.answers, wrongShare: $0.wrongShare,
                confidence: $0.confidence)
        }
        unanswered = try knowledge.unansweredQuestions(
            since: time, vectors: encoder.map { encoder in { try encoder.vectors(of: $0) } })
    }

    private enum Keys: String, CodingKey {
        case since, conversations, withoutPerson, containment, confirmed, handoverReasons, openTickets,
            answers
        case wrongAnswers, wrongBy, promise, firstReply, resolution, unanswered
    }

    private struct Group: Encodable {
        let title, lastAsked: String
        let count: Int
        let questions: [String]
    }

    /// Times are in ISO 8601, durations in seconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(since?.formatted(.iso8601), forKey: .since)
        try container.encode(statistics.conversations, forKey: .conversations)
        try container.encode(statistics.withoutPerson, forKey: .withoutPerson)
        try container.encode(statistics.containment, forKey: .containment)
        try container.encode(statistics.confirmed, forKey: .confirmed)
        try container.encode(statistics.handoverReasons, forKey: .handoverReasons)
        try container.encode(statistics.openTickets, forKey: .openTickets)
        try container.encode(statistics.answers, forKey: .answers)
        try container.encode(statistics.wrongAnswers, forKey: .wrongAnswers)
        try container.encode(statistics.wrongBy, forKey: .wrongBy)
        try container.encode(promise, forKey: .promise)
        try container.encode(statistics.firstReply, forKey: .firstReply)
        try container.encode(statistics.resolution, forKey: .resolution)
        let groups = unanswered.map {
            Group(
                title: $0.title, lastAsked: $0.lastAsked.formatted(.iso8601), count: $0.questions.count,
                questions: $0.questions)
        }
        try container.encode(groups, forKey: .unanswered)
    }
}
