internal import Foundation
internal import QuartetText

/// One message and the rules that it meets, in their order.
struct Turn {
    let desk: Desk
    let message: String
    let meaning: MessageMeaning
    var state: ConversationState
    let now: Date

    typealias Plan = ReplyPlanner.Plan

    /// The language of the bot's own phrases.
    var language: String { state.language ?? Phrases.fallbackLanguage }

    var today: CalendarDay? { CalendarDay(of: now, in: desk.catalog.hours?.zone ?? .gmt) }

    mutating func plan() throws -> Plan {
        // Wishes and moods cannot be read in a language that the bot does not know.
        if isInUnreadLanguage(except: desk.phrases.languages) { return try escalate(.language) }
        if meaning.wishesForPerson { return try escalate(.asked) }
        // "No, 2217" corrects what a tool was asked with; it rejects no answer.
        if bringsSlot, let plan = try lookedUp() { return plan }
        if let plan = try picked() { return plan }
        if meaning.rejects { return try rejected() }
        if meaning.isAngry { return try escalate(.mood) }
        if let talk = meaning.smallTalk { return smallTalk(talk) }
        if meaning.personSubject != nil { return try adviseAndEscalate(.subject) }
        if let plan = try lookedUp() { return plan }
        if isInUnreadLanguage() { return try escalate(.language) }
        if meaning.asksForAccountWork { return try adviseAndEscalate(.needsPerson) }
        return try answered()
    }

    private func isInUnreadLanguage(except known: [String] = []) -> Bool {
        guard let language = meaning.language, meaning.translator == nil, !desk.languages.isEmpty else {
            return false
        }
        return !desk.languages.contains(language) && !known.contains(language)
    }

    func phrase(_ name: String, _ values: [String: String] = [:]) -> String {
        desk.phrase(name, language: language, values, after: state.said)
    }

    // MARK: What the message means beside its question

    private mutating func smallTalk(_ talk: MessageMeaning.SmallTalk) -> Plan {
        state.choices = []
        state.clarifications = 0
        return Plan(action: .answer, text: phrase(talk.rawValue))
    }

    /// A choice that was offered answers the question that is still open.
    private mutating func picked() throws -> Plan? {
        guard let index = ChoicePick.index(of: message, among: state.choices, affirms: meaning.affirms) else {
            return nil
        }
        let choice = state.choices[index]
        let question = [state.question, choice.title].compactMap { $0 }.joined(separator: " ")
        let found = try desk.finder(question, within: [choice.article], on: today)
        guard let chosen = found.best else { return nil }
        if chosen.article.handover == .always { return try adviseAndEscalate(.subject, found) }
        return answer([found], to: question)
    }

    /// "No, not that" is not searched for: others are offered, and after the second time a person takes over.
    private mutating func rejected() throws -> Plan {
        state.failedTurns += 1
        if state.failedTurns >= 2 || state.clarifications >= DecisionRules.mostClarifications {
            return try escalate(.failedTurns)
        }
        guard let question = state.question else { return clarify(.rephrase, nil) }
        let found = try desk.finder(question, excluding: Set(state.seen), on: today)
        return clarify(.choices, found, phrase: "clarify.others")
    }

    // MARK: Tools

    /// The tool that waits for a slot, or was asked last.
    private var openTool: ToolDeclaration? {
        (state.tool ?? state.lastTool).flatMap { name in desk.catalog.tools.first { $0.name == name } }
    }

    /// Whether the message gives the open tool what it needs, and little else.
    private var bringsSlot: Bool {
        guard let tool = openTool, meaning.slots[tool.needs.rawValue] != nil else { return false }
        return SearchWords(message).content.count <= Self.mostWordsWithSlot
    }

    /// Content words of a message that is nothing but a slot: "sorry, it's BR-104-2217".
    private static let mostWordsWithSlot = 5

    /// Whether the message only asks about the slot that the bot asked for, or gives a part of it: "which order?", "I don't
    /// know the number", "2217".
    private var isAboutSlot: Bool {
        guard let tool = openTool, state.tool != nil else { return false }
        return SearchWords(message).content.allSatisfy { word in
            word == tool.needs.rawValue || Self.wordsAboutSlot.contains(word)
                || word.contains(where: \.isNumber)
        }
    }

    private static let wordsAboutSlot: Set<String> = [
        "number", "know", "find", "have", "remember", "lost", "nummer", "bestellnummer", "bestellung",
        "weiss", "finde", "habe", "numero", "commande", "sais", "trouve", "pedido", "encuentro", "tengo",
    ]

    /// Asks a tool, or for what it needs. Nil when the message is about something else.
    private mutating func lookedUp() throws -> Plan? {
        let asked = meaning.tool.flatMap { name in desk.catalog.tools.first { $0.name == name } }
        // An answer to the question back brings the slot, or is about it; another question leaves it.
        guard let tool = asked ?? (bringsSlot || isAboutSlot ? openTool : nil) else {
            state.tool = nil
            return nil
        }
        guard let value = state.slots[tool.needs.rawValue] else {
            state.tool = tool.name
            if state.clarifications >= DecisionRules.mostClarifications { return try escalate(.failedTurns) }
            state.clarifications += 1
            let name = tool.needs == .order ? "clarify.order" : "clarify.slot"
            return Plan(action: .clarify, text: phrase(name, ["slot": tool.needs.rawValue]))
        }
        (state.tool, state.lastTool) = (nil, tool.name)
        switch desk.tools(tool, value) {
        case .found(let values):
            let form = tool.sentences[language] ?? tool.sentences[Phrases.fallbackLanguage] ?? "{status}"
            switch ToolAnswer(form, values, asked: value, for: tool.needs) {
            case .sentence(let text):
                state.helped(message, by: nil)
                return Plan(action: .answer, text: text)
            case .failed(let failure): return try failed(failure)
            }
        case .notFound:
            state.clarifications += 1
            if state.clarifications > DecisionRules.mostClarifications { return try escalate(.failedTurns) }
            state.tool = tool.name
            return Plan(action: .clarify, text: phrase("status.unknown", [tool.needs.rawValue: value]))
        case .failed(let failure): return try failed(failure)
        }
    }

    private mutating func failed(_ failure: String) throws -> Plan {
        var plan = try escalate(.tool)
        plan.failure = failure
        return plan
    }

    // MARK: Articles

    private mutating func answered() throws -> Plan {
        // Without articles no other words of the customer would help.
        if desk.languages.isEmpty { return try escalate(.noSupport) }
        let parts = MessageParts(message).questions
        // "… and what does it cost?" refers to the part before it.
        let found = try parts.enumerated().map { index, part in
            try desk.finder(part, after: index == 0 ? state.question : parts[index - 1], on: today)
        }
        let decisions = found.map { decision($0) }
        if found.count > 1 {
            let good = zip(found, decisions).filter { $1 == .answer }.map(\.0)
            if good.count == found.count { return answer(good) }
            if !good.isEmpty {
                var plan = answer(good)
                for (part, decision) in zip(parts, decisions) where decision != .answer {
                    plan.notes.append(phrase("partly", ["question": part]))
                }
                return plan
            }
            // No part by itself: perhaps the whole.
            let whole = try desk.finder(message, after: state.question, on: today)
            return try follow(decision(whole), whole)
        }
        return try follow(decisions[0], found[0])
    }

    private func decision(_ found: AnswerFinder.Found) -> Decision {
        // "Membership", where several articles are about one: which of them?
        if found.namesSeveral, state.clarifications < DecisionRules.mostClarifications {
            return .clarify(.choices)
        }
        // Statements about something else do not answer what it costs.
        let isAnswer = !found.pieces.isEmpty && !found.lacks(.price)
        let best = found.best
        let scores = best?.scores ?? SearchScores()
        let isOnSubject =
            max(scores.bestCosine, scores.coverage) >= desk.rules.offSubjectCosine
            || scores.question ?? 0 >= desk.rules.onSubjectInformation
        return desk.rules.decision(
            probability: isAnswer ? found.probability : 0, best: best, isOnSubject: isOnSubject,
            hasContent: found.evidence.length > 0, clarifications: state.clarifications)
    }

    private mutating func follow(_ decision: Decision, _ found: AnswerFinder.Found) throws -> Plan {
        switch decision {
        case .answer: return answer([found])
        case .adviseAndEscalate(let reason): return try adviseAndEscalate(reason, found)
        case .clarify(let kind): return clarify(kind, found)
        case .escalate(let reason): return try escalate(reason, found)
        }
    }

    /// - Parameter question: what is answered; nil for the message.
    private mutating func answer(_ found: [AnswerFinder.Found], to question: String? = nil) -> Plan {
        var plan = Plan(action: .answer, text: "")
        var shown: Set<String> = []
        for part in found {
            let pieces = part.pieces.filter { shown.insert($0.text).inserted }
            plan.text += (plan.text.isEmpty ? "" : "\n") + AnswerText(pieces).text
            plan.citations += citations(pieces, part)
        }
        plan.confidence = found.map(\.probability).min()
        plan.query = found.map(\.query).joined(separator: " | ")
        plan.passages = found.flatMap(\.passages)
        plan.milliseconds = found.reduce(into: [:]) { $0.merge($1.milliseconds, uniquingKeysWith: +) }
        let isFollowUp = found.count == 1 && found[0].leansOnPrevious
        state.helped(question ?? message, leaning: isFollowUp, by: found.first?.best?.article.id)
        state.seen = plan.citations.map(\.article)
        return plan
    }

    private func citations(_ pieces: [Extract.Piece], _ found: AnswerFinder.Found) -> [Reply.Citation] {
        pieces.compactMap { piece in
            guard let passage = found.passages.first(where: { $0.id == piece.passage }) else { return nil }
            return Reply.Citation(
                article: piece.article, title: passage.article.title, passage: passage.passage.place,
                quote: piece.text,
                address: passage.article.address)
        }
    }

    private mutating func clarify(
        _ kind: Decision.Clarification, _ found: AnswerFinder.Found?, phrase name: String? = nil
    ) -> Plan {
        state.clarifications += 1
        var plan = Plan(action: .clarify, text: "")
        plan.query = found?.query
        plan.confidence = found?.probability
        plan.passages = found?.passages ?? []
        plan.milliseconds = found?.milliseconds ?? [:]
        if kind == .choices, let found {
            var choices: [Reply.Choice] = []
            let language = languageOfChoices(found)
            for passage in found.passages
            where choices.count < 3 && passage.article.language == language
                && !choices.contains(where: { $0.article == passage.article.id })
            {
                choices.append(Reply.Choice(article: passage.article.id, title: passage.article.title))
            }
            plan.choices = choices
        }
        state.choices = plan.choices
        state.seen += plan.choices.map(\.article)
        if !meaning.rejects, kind != .offSubject, let found {
            state.asked(message, leaning: found.leansOnPrevious)
        }
        switch kind {
        case .choices where !plan.choices.isEmpty:
            let list = plan.choices.enumerated().map { "\($0 + 1). \($1.title)" }
            plan.text = ([self.phrase(name ?? "clarify.choices")] + list).joined(separator: "\n")
        case .offSubject: plan.text = self.phrase("clarify.offSubject")
        default: plan.text = self.phrase("clarify.rephrase")
        }
        return plan
    }

    /// The message's language; the conversation's where no article has that. Of a message whose language cannot be guessed,
    /// that of the best article.
    private func languageOfChoices(_ found: AnswerFinder.Found) -> String? {
        let best = found.best?.article.language
        guard let spoken = meaning.language ?? meaning.guess?.language else { return best }
        let wanted = desk.languages.contains(spoken) ? spoken : language
        return found.passages.contains { $0.article.language == wanted } ? wanted : best
    }

    // MARK: A person

    /// What the article says is shown first, and a person takes over.
    private mutating func adviseAndEscalate(_ reason: Reply.Reason, _ found: AnswerFinder.Found? = nil) throws
        -> Plan
    {
        let found = try found ?? desk.finder(message, after: state.question, on: today)
        var plan = try escalate(reason, found)
        let isMarked = found.best?.article.handover == .always
        if found.probability >= desk.rules.answersFrom || isMarked, !found.pieces.isEmpty {
            let advice = AnswerText(found.pieces).text
            plan.text += "\n" + phrase("advice") + " " + advice
            plan.citations = citations(found.pieces, found)
        }
        return plan
    }

    private mutating func escalate(_ reason: Reply.Reason, _ found: AnswerFinder.Found? = nil) throws -> Plan
    {
        var plan = Plan(action: .escalate, reason: reason, text: phrase("escalate.\(reason.rawValue)"))
        if let back = desk.catalog.hours?.next(after: now) {
            let values = ["time": back.time, "day": dayName(back)]
            plan.text += " " + phrase(back.isToday ? "hours.back" : "hours.backOn", values)
        }
        // A suggestion for the person: what the articles say to the last question.
        let question = reason == .failedTurns ? state.question ?? message : message
        let best = try found ?? desk.finder(question, after: state.question, for: .staff, on: today)
        if !best.pieces.isEmpty, best.probability >= desk.rules.offersFrom,
            let article = best.best?.article.id
        {
            plan.suggestion = ReplyPlanner.Suggestion(
                text: AnswerText(best.pieces).text, article: article)
        }
        plan.query = best.query
        plan.confidence = found?.probability
        plan.passages = best.passages
        plan.milliseconds = best.milliseconds
        (state.choices, state.clarifications, state.failedTurns, state.tool) = ([], 0, 0, nil)
        return plan
    }

    /// A weekday within the next six days, else the date, in the language of the phrases.
    private func dayName(_ opening: OpeningHours.Opening) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: language)
        formatter.timeZone = desk.catalog.hours?.zone
        formatter.setLocalizedDateFormatFromTemplate("EEEEdMMMM")
        return formatter.string(from: opening.date)
    }
}
