public import Foundation
internal import GRDB

/// How the bot and the desk have done since a time.
public struct SupportStatistics: Sendable, Equatable, Codable {
    /// Why an answer counts as wrong.
    public enum Complaint: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
        /// Somebody judged it as not helpful.
        case feedback
        /// The customer rejected it in the next message.
        case rejection
        /// The customer was handed over in the next reply for want of a better one, and a person wrote.
        case person
    }

    /// Conversations in which the customer wrote.
    public var conversations = 0
    /// Those that were never handed over and in which no person wrote.
    public var withoutPerson = 0
    /// Those of them in which the customer said that it helped: silence is no solution.
    public var confirmed = 0
    /// Tickets by the reason of their hand-over.
    public var handoverReasons: [String: Int] = [:]
    public var openTickets = 0
    /// Replies that answered from an article.
    public var answers = 0
    /// Those of them that were wrong for any reason.
    public var wrongAnswers = 0
    public var wrongBy: [Complaint: Int] = [:]
    /// From the opening of a ticket to a person's first reply.
    public var firstReply: DurationSummary?
    /// From the opening of a ticket to its resolution.
    public var resolution: DurationSummary?

    public init() {}

    /// `withoutPerson / conversations`; nil without conversations.
    public var containment: Double? {
        conversations == 0 ? nil : Double(withoutPerson) / Double(conversations)
    }
}

/// What the words of the bot's turns mean to the statistics.
public struct StatisticsTerms: Sendable {
    /// Intents of a customer who says that it helped.
    public var confirming: Set<String> = [
        MessageMeaning.SmallTalk.thanks.rawValue, MessageMeaning.SmallTalk.praise.rawValue,
    ]
    /// Intents of a customer who says that it was not meant.
    public var rejecting: Set<String> = [MessageMeaning.rejection]
    /// Reasons of a hand-over that speak against the answer before. Others, such as a subject for people, do not.
    public var correcting: Set<String> = ["asked", "mood", "failedTurns"]
    /// Reasons of a reply to a question that no article answers.
    public var unanswered: Set<String> = ["noSupport", "failedTurns"]

    public init() {}
}

extension KnowledgeBase {
    /// - Parameter time: nil counts everything.
    public func statistics(since time: Date? = nil, terms: StatisticsTerms = StatisticsTerms()) throws
        -> SupportStatistics
    {
        let begin = time?.stored ?? -Double.greatestFiniteMagnitude
        return try read { database in
            var statistics = SupportStatistics()
            try database.countTickets(since: begin, into: &statistics)
            let rows = try database.cursor(
                """
                SELECT turn.conversation, author, turn.text, action, reason, citations <> '[]', intent, isHelpful,
                    EXISTS(SELECT 1 FROM ticket WHERE ticket.conversation = turn.conversation AND openedAt >= ?1)
                FROM turn LEFT JOIN feedback ON feedback.turn = turn.id
                WHERE turn.at >= ?1 ORDER BY turn.conversation, turn.id
                """, [begin])
            var tally: ConversationTally?
            while let row = try rows.next() {
                let conversation = try row.decode(String.self, atIndex: 0)
                if tally?.conversation != conversation {
                    tally?.add(to: &statistics)
                    tally = ConversationTally(conversation: conversation, terms: terms)
                    tally?.hasPerson = try row.decode(Bool.self, atIndex: 8)
                }
                try tally?.read(row)
            }
            tally?.add(to: &statistics)
            return statistics
        }
    }
}

extension Database {
    fileprivate func countTickets(since begin: Double, into statistics: inout SupportStatistics) throws {
        var firstReplies: [Double] = []
        var resolutions: [Double] = []
        let rows = try cursor(
            """
            SELECT reason, status, openedAt, closedAt,
                (SELECT min(at) FROM turn WHERE turn.conversation = ticket.conversation AND author = 'person'
                    AND text <> '' AND at >= openedAt)
            FROM ticket WHERE openedAt >= ?
            """, [begin])
        while let row = try rows.next() {
            statistics.handoverReasons[try row.decode(String.self, atIndex: 0), default: 0] += 1
            if try row.decode(String.self, atIndex: 1) == TicketRecord.Status.open.rawValue {
                statistics.openTickets += 1
            }
            let opened = try row.decode(Double.self, atIndex: 2)
            if let closed = try row.decode(Double?.self, atIndex: 3) { resolutions.append(closed - opened) }
            if let replied = try row.decode(Double?.self, atIndex: 4) {
                firstReplies.append(replied - opened)
            }
        }
        statistics.firstReply = DurationSummary(firstReplies)
        statistics.resolution = DurationSummary(resolutions)
    }
}

/// Reads the turns of one conversation in their order.
private struct ConversationTally {
    let conversation: String
    let terms: StatisticsTerms
    var hasPerson = false
    private var hasCustomer = false
    private var isConfirmed = false
    /// For each answer why it is wrong.
    private var answers: [Set<SupportStatistics.Complaint>] = []
    /// Whether the last answer is the bot's last reply.
    private var isLast = false
    /// Whether the bot's last reply answered, from an article or with a tool: thanks for a question back confirm nothing.
    private var hasAnswered = false
    /// Whether the last answer led to a hand-over, so that a person's reply corrects it.
    private var isDoubted = false

    init(conversation: String, terms: StatisticsTerms) {
        (self.conversation, self.terms) = (conversation, terms)
    }

    /// - Parameter row: conversation, author, text, action, reason, whether there are citations, intent, feedback.
    mutating func read(_ row: Row) throws {
        let author = try row.decode(String.self, atIndex: 1)
        let intent = try row.decode(String?.self, atIndex: 6)
        let isHelpful = try row.decode(Bool?.self, atIndex: 7)
        switch TurnRecord.Author(rawValue: author) {
        case .customer:
            hasCustomer = true
            if let intent, terms.confirming.contains(intent), hasAnswered { isConfirmed = true }
            if let intent, terms.rejecting.contains(intent), isLast { complain(.rejection) }
        case .bot:
            let action = try row.decode(String?.self, atIndex: 3)
            let reason = try row.decode(String?.self, atIndex: 4)
            isDoubted = isLast && action == "escalate" && reason.map(terms.correcting.contains) ?? false
            hasAnswered = action == "answer"
            isLast = try hasAnswered && row.decode(Bool.self, atIndex: 5)
            if isLast { answers.append([]) }
            if isHelpful == true { isConfirmed = true }
            if isHelpful == false, isLast { complain(.feedback) }
        case .person:
            hasPerson = true
            if isDoubted, try row.decode(String.self, atIndex: 2) != "" { complain(.person) }
        case nil: break
        }
    }

    private mutating func complain(_ complaint: SupportStatistics.Complaint) {
        answers[answers.count - 1].insert(complaint)
    }

    func add(to statistics: inout SupportStatistics) {
        guard hasCustomer else { return }
        statistics.conversations += 1
        if !hasPerson { statistics.withoutPerson += 1 }
        if !hasPerson, isConfirmed { statistics.confirmed += 1 }
        statistics.answers += answers.count
        statistics.wrongAnswers += answers.count { !$0.isEmpty }
        for complaint in answers.joined() { statistics.wrongBy[complaint, default: 0] += 1 }
    }
}
