extension ConversationTurn {
    /// Lets the writer rephrase an answer, and brings it to the customer's language where a translator can.
    ///
    /// - Parameter emit: is given the writer's sentences with the spaces between them; nothing of an answer that may be
    ///   translated, because its sentences are not final.
    /// - Returns: what the reply says of the writer.
    func write(
        _ plan: inout ReplyPlanner.Plan, _ message: Desk.ReadMessage, emit: (String) -> Void
    ) throws -> String {
        var writer = "extract"
        let isTranslated = message.meaning.translator != nil
        let isAnswer = plan.action == .answer && !plan.citations.isEmpty
        if isAnswer, let model = desk.writer {
            let quotes = plan.citations.map(\.quote)
            var isFirst = true
            let sentences = try model.answer(to: message.text, from: quotes, check: desk.isSupported) {
                sentence in
                if isTranslated { return }
                emit(isFirst ? sentence : " " + sentence)
                isFirst = false
            }
            if let sentences {
                plan.text = sentences.joined(separator: " ")
                writer = model.name
            }
        }
        guard isTranslated, let language = message.meaning.language else { return writer }
        let cited = Set(plan.citations.map(\.article))
        let sources = Set(plan.passages.map(\.article).filter { cited.contains($0.id) }.map(\.language))
        var note = "translated.question"
        if isAnswer, let text = try desk.answer(plan.text, in: language, from: sources) {
            plan.text = text
            note = "translated.both"
        }
        let question =
            message.text.count > Self.longestQuoted
            ? message.text.prefix(Self.longestQuoted) + "…" : message.text[...]
        plan.notes.append(desk.phrase(note, language: language, ["question": String(question)]))
        return writer
    }

    /// Characters of a translated question that its reply quotes.
    private static let longestQuoted = 200
}
