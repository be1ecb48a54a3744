/// What the bot does with a message, and what it says.
public struct Reply: Sendable, Equatable {
    public enum Action: String, Sendable, Codable, CaseIterable { case answer, clarify, escalate }

    /// Why a person takes over.
    public enum Reason: String, Sendable, Codable, CaseIterable {
        /// The customer wishes for a person.
        case asked
        /// The customer is angry or badly disappointed.
        case mood
        /// The subject or the article always goes to a person.
        case subject
        /// No article answers surely enough.
        case noSupport
        /// Work on the customer's order or account that no tool does.
        case needsPerson
        /// The bot asked back twice, or its answers were rejected.
        case failedTurns
        /// A look-up failed.
        case tool
        /// No article is in the customer's language.
        case language
    }

    /// Something that the customer may pick.
    public struct Choice: Sendable, Equatable, Codable {
        /// The article that answers.
        public var article: String
        /// How it is called; never an inner name.
        public var title: String

        public init(article: String, title: String) { (self.article, self.title) = (article, title) }
    }

    /// Where a statement stands.
    public struct Citation: Sendable, Equatable, Codable {
        public var article: String
        public var title: String
        /// The passage's place in its article, from 0.
        public var passage: Int
        /// The statement as it stands there.
        public var quote: String
        public var address: String?
    }

    /// A passage that was considered, for the reader of ``considered``.
    public struct Considered: Sendable, Equatable {
        public var article: String
        public var passage: Int
        public var heading: String
        /// The weighted sum that the search ordered by, and the pair encoder's logit where it read the passage.
        public var score: Double
        public var logit: Float?
        public var reading: PairReading?
        /// BM25, coverage, and the cosines of passage, statement, neighbours and name.
        public var parts: [Double]
    }

    public var action: Action
    public var reason: Reason?
    /// Empty only while a person has the conversation.
    public var text: String
    public var choices: [Choice] = []
    public var citations: [Citation] = []
    /// The calibrated probability that the answer is right; nil where nothing was looked up.
    public var confidence: Double?
    public var intent: String?
    public var slots: [String: String] = [:]
    /// What was searched for.
    public var query: String?
    public var language: String
    public var session: String
    public var ticket: Int64?
    /// The encoder that understood the message.
    public var encoder: String
    /// The pair encoder that judged the answer; nil where none serves.
    public var pairs: String?
    public var writer: String
    /// Milliseconds by stage.
    public var latency: [String: Double] = [:]
    /// The passages that were considered, the best first. They are not part of the JSON.
    public var considered: [Considered] = []
}

extension Reply: Encodable {
    private enum Keys: String, CodingKey {
        case action, reason, text, choices, citations, confidence, intent, slots, query, language, session,
            ticket, encoder, pairs,
            writer, latencyMs
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(action, forKey: .action)
        try container.encode(reason, forKey: .reason)
        try container.encode(text, forKey: .text)
        try container.encode(choices, forKey: .choices)
        try container.encode(citations, forKey: .citations)
        try container.encode(confidence, forKey: .confidence)
        try container.encode(intent, forKey: .intent)
        try container.encode(slots, forKey: .slots)
        try container.encode(query, forKey: .query)
        try container.encode(language, forKey: .language)
        try container.encode(session, forKey: .session)
        try container.encode(ticket, forKey: .ticket)
        try container.encode(self.encoder, forKey: .encoder)
        try container.encode(pairs, forKey: .pairs)
        try container.encode(writer, forKey: .writer)
        try container.encode(latency, forKey: .latencyMs)
    }
}
