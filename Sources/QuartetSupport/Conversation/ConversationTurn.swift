internal import Foundation
internal import QuartetFiles

/// One turn with its storing: message in, reply out, the same in every front end.
struct ConversationTurn {
    let desk: Desk
    let session: String
    let customer: String?

    init(_ desk: Desk, session: String, customer: String?) {
        (self.desk, self.session, self.customer) = (desk, session, customer)
    }

    /// - Parameter emit: is given the text in pieces: a writer's sentences as they are checked, the rest when it is stored.
    func reply(to raw: String, at now: Date, emit: (String) -> Void) throws -> Reply {
        let start = ContinuousClock.now
        let knowledge = desk.knowledge
        let safe = SafeMessage(raw)
        let masked = desk.masking.masked(safe.text)
        let record = try knowledge.begin(session, customer: customer, at: now)
        var state = Self.state(record)
        let today = CalendarDay(of: now, in: desk.catalog.hours?.zone ?? .gmt)
        let own = Desk.ReadMessage(
            text: masked, meaning: try desk.reader.meaning(of: masked, known: state.slots, today: today))
        var turn = TurnRecord(.customer, masked)
        turn.intent = own.meaning.intent
        if record.holder != .bot {
            let reply = try joined(turn, own.meaning, record, &state, at: now)
            if !reply.text.isEmpty { emit(reply.text) }
            return reply
        }
        let message = try desk.translated(own, known: state.slots, today: today) ?? own
        let meaning = message.meaning
        turn.intent = meaning.intent
        var plan = try ReplyPlanner(desk).plan(message.text, meaning, &state, at: now)
        var begun = ""
        let writer = try write(&plan, message) { piece in
            begun += piece
            emit(piece)
        }
        if safe.isCut { plan.notes.append(desk.phrase("long", language: state.language)) }
        state.said = plan.said
        var reply = reply(plan, meaning, state)
        reply.writer = writer
        reply.latency["total"] = (ContinuousClock.now - start) / .milliseconds(1)
        let stored = try knowledge.append(
            turn, reply: Self.record(reply, plan), isBegun: !begun.isEmpty,
            ticket: plan.action == .escalate ? draft(plan, meaning, state, turn) : nil,
            state: try JSONEncoder.sorted.text(state), to: session, at: now)
        reply.ticket = stored.ticket
        // A person took the conversation while the bot was thinking.
        if stored.reply == nil { (reply.text, reply.citations, reply.choices) = ("", [], []) }
        let rest = String(decoding: reply.text.utf8.dropFirst(begun.utf8.count), as: UTF8.self)
        if !rest.isEmpty { emit(rest) }
        return reply
    }

    /// While a person has the conversation the message joins it. As long as nobody has taken it, the customer reads that
    /// the message was added; then the bot stays quiet.
    private func joined(
        _ turn: TurnRecord, _ meaning: MessageMeaning, _ record: ConversationRecord,
        _ state: inout ConversationState,
        at now: Date
    ) throws -> Reply {
        var plan = ReplyPlanner.Plan(action: .escalate, reason: state.reason, text: "")
        if record.holder == .waiting {
            plan.text = desk.phrase(
                "waiting", language: meaning.language ?? state.language, after: state.said)
            state.said = plan.text
        }
        var reply = reply(plan, meaning, state)
        let stored = try desk.knowledge.append(
            turn, reply: record.holder == .waiting ? Self.record(reply, plan) : nil,
            state: try JSONEncoder.sorted.text(state), to: session, at: now)
        reply.ticket = stored.ticket
        return reply
    }

    private static func state(_ record: ConversationRecord) -> ConversationState {
        // What cannot be read, such as the empty state of a new conversation, is a new state.
        (try? JSONDecoder().decode(ConversationState.self, from: Data(record.state.utf8)))
            ?? ConversationState()
    }

    private func reply(_ plan: ReplyPlanner.Plan, _ meaning: MessageMeaning, _ state: ConversationState)
        -> Reply
    {
        let considered = plan.passages.map { found in
            let s = found.scores
            return Reply.Considered(
                article: found.article.id, passage: found.passage.place,
                heading: found.passage.headings.joined(separator: " > "), score: found.fused,
                logit: found.pair, reading: found.reading,
                parts: [s.words, s.coverage, s.passage, s.statement, s.neighbours, s.name])
        }
        return Reply(
            action: plan.action, reason: plan.reason, text: plan.said, choices: plan.choices,
            citations: plan.citations,
            confidence: plan.confidence, intent: meaning.intent, slots: state.slots, query: plan.query,
            language: state.language ?? Phrases.fallbackLanguage, session: session, ticket: nil,
            encoder: desk.encoderName, pairs: desk.pairs?.name, writer: "extract", latency: plan.milliseconds,
            considered: considered)
    }

    private static func record(_ reply: Reply, _ plan: ReplyPlanner.Plan) -> TurnRecord {
        var turn = TurnRecord(.bot, reply.text)
        (turn.action, turn.reason) = (reply.action.rawValue, reply.reason?.rawValue)
        turn.citations = reply.citations.map { citation in
            let passage = plan.passages.first {
                $0.article.id == citation.article && $0.passage.place == citation.passage
            }
            return CitationRecord(
                article: citation.article, title: citation.title, passage: passage?.id ?? 0,
                quote: citation.quote,
                address: citation.address)
        }
        (turn.intent, turn.slots) = (reply.intent, reply.slots)
        (turn.query, turn.confidence, turn.latency) = (reply.query, reply.confidence, reply.latency)
        return turn
    }

    /// What a person needs to know to go on.
    private func draft(
        _ plan: ReplyPlanner.Plan, _ meaning: MessageMeaning, _ state: ConversationState, _ turn: TurnRecord
    ) throws -> TicketDraft {
        var draft = TicketDraft(reason: plan.reason?.rawValue ?? "")
        (draft.intent, draft.slots, draft.failure) = (meaning.intent, state.slots, plan.failure)
        (draft.suggestion, draft.suggestionSource) = (plan.suggestion?.text, plan.suggestion?.article)
        let turns = try desk.knowledge.currentTurns(of: session)
        draft.tried = turns.filter { $0.author == .bot }.flatMap { turn in
            turn.citations.map(\.article)
        }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        draft.summary = TicketSummary.text(turns: turns + [turn], slots: state.slots)
        return draft
    }
}
