internal import QuartetText

extension Desk {
    /// A message as the articles can answer it, with what it means.
    struct ReadMessage {
        var text: String
        var meaning: MessageMeaning
    }

    /// Brings a message in a language that no article has to one that some have.
    ///
    /// - Parameters:
    ///   - known: slots of the conversation, which the message may correct.
    ///   - today: what "yesterday" counts from.
    /// - Returns: nil when the articles have its language, or when no translator keeps its numbers and codes.
    func translated(_ message: ReadMessage, known: [String: String], today: CalendarDay?) throws
        -> ReadMessage?
    {
        guard let language = message.meaning.language ?? guessed(message.meaning), !languages.isEmpty,
            !languages.contains(language)
        else { return nil }
        for translator in translators
        where translator.source == language && languages.contains(translator.target) {
            guard let text = try translation(of: message.text, by: translator, readsWords: false) else {
                continue
            }
            var meaning = try reader.meaning(of: text, known: known, today: today)
            meaning.language = language
            meaning.translator = translator.name
            // An order number is copied from the customer's own words.
            meaning.slots.merge(message.meaning.slots) { $1 }
            if phrases.languages.contains(language) { meaning.join(message.meaning) }
            return ReadMessage(text: text, meaning: meaning)
        }
        return nil
    }

    /// The language of a message that is too short to be sure of it, where a translator is there for it.
    private func guessed(_ meaning: MessageMeaning) -> String? {
        meaning.guess.flatMap { guess in
            guess.confidence >= 0.6 && translators.contains { $0.source == guess.language }
                ? guess.language : nil
        }
    }

    /// An answer in the customer's language.
    ///
    /// - Parameter sources: the languages of the articles cited.
    /// - Returns: nil without a translator for this direction, or when numbers, prices or codes would not be the same.
    func answer(_ answer: String, in language: String, from sources: Set<String>) throws -> String? {
        guard sources.count == 1, let source = sources.first else { return nil }
        for translator in translators where translator.source == source && translator.target == language {
            if let text = try translation(of: answer, by: translator, readsWords: true) { return text }
        }
        return nil
    }

    private func translation(of text: String, by translator: any MessageTranslator, readsWords: Bool) throws
        -> String?
    {
        guard let translation = try translator.translation(of: text).map({ SafeMessage($0).text }),
            !translation.isEmpty,
            ExactFacts(translation, readsWords: readsWords) == ExactFacts(text, readsWords: readsWords)
        else { return nil }
        return translation
    }
}

extension MessageMeaning {
    /// Adds wishes, mood and small talk that were read in the customer's own words.
    fileprivate mutating func join(_ own: MessageMeaning) {
        wishesForPerson = wishesForPerson || own.wishesForPerson
        isAngry = isAngry || own.isAngry
        rejects = rejects || own.rejects
        affirms = affirms || own.affirms
        smallTalk = smallTalk ?? own.smallTalk
        intent = name
    }
}
