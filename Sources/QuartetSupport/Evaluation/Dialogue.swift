/// A conversation with what is right at each turn, as a team writes it down in YAML or JSON:
///
///     - id: express
///       given:
///         articles:
///           - { id: delivery, text: "# Delivery\nExpress arrives on the next working day." }
///       expect:
///         - { say: "how fast is express?", action: answer, article: delivery, words: [next working day] }
public struct Dialogue: Sendable, Decodable {
    public var id: String
    /// Without articles of its own the dialogue is tried on the knowledge base that the test is given.
    public var given: Given?
    public var expect: [Turn]

    public struct Given: Sendable, Decodable {
        public var articles: [ArticleText]?
        /// The shop's own phrases, by name.
        public var phrases: [String: String]?
        public var hours: Hours?
        /// The moment of the first turn, in ISO 8601.
        public var clock: String?
        public var tool: Tool?
        /// `on`, or the name of a language model: the answer may be rephrased.
        public var generator: String?
    }

    public struct ArticleText: Sendable, Decodable {
        public var id: String
        /// Markdown, front matter included.
        public var text: String
        public var language: String?
    }

    public struct Hours: Sendable, Decodable {
        public var zone: String
        /// Periods such as `08:00-12:00`, by weekday.
        public var periods: [String: [String]]
        public var closed: [String]

        private struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            zone = try container.decode(String.self, forKey: Key(stringValue: "zone"))
            closed = try container.decodeIfPresent([String].self, forKey: Key(stringValue: "closed")) ?? []
            periods = [:]
            for day in OpeningHours.weekdays {
                periods[day] = try container.decodeIfPresent([String].self, forKey: Key(stringValue: day))
            }
        }
    }

    public struct Tool: Sendable, Decodable {
        public var name: String
        /// `timeout`, `error` or `nonsense`: the tool does so at every call.
        public var fails: String?
    }

    public struct Turn: Sendable, Decodable {
        /// The customer's message; a remark in brackets where only something is done.
        public var say: String
        /// `resolve`, `handback`, `reopen`, `forget` or `import`: what the desk does.
        public var act: String?
        /// Another customer's conversation.
        public var session: String?
        public var actions: [Reply.Action]
        public var reason: Reply.Reason?
        /// Articles that must all be cited.
        public var articles: [String]
        public var words: [String]
        public var notWords: [String]
        public var citations: Int?
        /// Whether this turn opens a ticket.
        public var newTicket: Bool?
        /// The message as it is stored, whole or in parts.
        public var stored: String?
        public var storedHas: [String]
        public var storedNot: [String]

        private enum Keys: String, CodingKey {
            case say, `do`, session, action, reason, article, articles, words, notWords, citations, newTicket,
                stored, storedHas,
                storedNot
        }

        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            say = try container.decode(String.self, forKey: .say)
            act = try container.decodeIfPresent(String.self, forKey: .do)
            session = try container.decodeIfPresent(String.self, forKey: .session)
            actions =
                try container.decodeIfPresent(OneOrMore<Reply.Action>.self, forKey: .action)?.values ?? []
            reason = try container.decodeIfPresent(Reply.Reason.self, forKey: .reason)
            let article = try container.decodeIfPresent(String.self, forKey: .article)
            articles =
                try container.decodeIfPresent([String].self, forKey: .articles) ?? article.map { [$0] } ?? []
            words = try container.decodeIfPresent([String].self, forKey: .words) ?? []
            notWords = try container.decodeIfPresent([String].self, forKey: .notWords) ?? []
            citations = try container.decodeIfPresent(Int.self, forKey: .citations)
            newTicket = try container.decodeIfPresent(Bool.self, forKey: .newTicket)
            stored = try container.decodeIfPresent(String.self, forKey: .stored)
            storedHas = try container.decodeIfPresent([String].self, forKey: .storedHas) ?? []
            storedNot = try container.decodeIfPresent([String].self, forKey: .storedNot) ?? []
        }
    }
}

/// A value or a list of values.
private struct OneOrMore<Value: Decodable & Sendable>: Decodable, Sendable {
    let values: [Value]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let values = try? container.decode([Value].self) {
            self.values = values
        } else {
            values = [try container.decode(Value.self)]
        }
    }
}
