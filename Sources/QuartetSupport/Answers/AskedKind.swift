internal import Foundation

/// What kind of answer a question asks for, where its words show it. A passage that has nothing of the kind does not
/// answer: a price is asked for, and no amount of money is there.
package enum AskedKind: String, Sendable, CaseIterable {
    case price, duration, time, place, count

    /// The kind that a message asks for; nil when any statement may answer it.
    package init?(_ message: String) {
        let text = " " + SearchWords(message).words.joined(separator: " ") + " "
        func has(_ phrases: [String]) -> Bool { phrases.contains { text.contains(" \($0) ") } }
        if has(Self.priceWords) || Self.pricePattern.hits(text) {
            self = .price
        } else if has(Self.durationWords) {
            self = .duration
        } else if has(Self.timeWords) {
            self = .time
        } else {
            return nil
        }
    }

    /// "What would that cost me", "how much roughly", "and the price?"
    private static let pricePattern = NSRegularExpression(
        own:
            #" how much (?:roughly|about|extra|more|then|for|is|are|it|would|will|does|do|$)| (?:what|which|at what|was|wie viel|combien|cuanto|que)(?: \w+){0,5} (?:costs?|price|charges?|fees?|pay|kosten|kostet|preis|coute|couter|prix|cuesta|costar|precio) | (?:costs?|price|fee|kosten|preis|prix|precio) $"#
    )

    /// What the pattern does not have.
    private static let priceWords = [
        "how expensive", "whats the price", "price of", "cost of", "costs how much", "wieviel kostet",
        "wie teuer",
        "quel est le prix", "c est combien", "cuanto vale",
    ]
    private static let durationWords = [
        "how long", "how many days", "how many weeks", "how many hours", "how many months", "how soon",
        "how quickly",
        "how fast", "wie lange", "wie viele tage", "wie schnell", "combien de temps", "combien de jours",
        "sous combien",
        "cuanto tarda", "cuanto tiempo", "cuantos dias",
    ]
    private static let timeWords = [
        "what time", "which time", "opening times", "opening hours", "when do you open", "when do you close",
        "open until",
        "um wie viel uhr", "offnungszeiten", "quelle heure", "horaires", "que hora", "horario",
    ]

    /// Whether a statement has something of the kind.
    package func isAnswered(by statement: String) -> Bool {
        let lower = statement.lowercased()
        let words = SearchWords(statement).words
        let hasNumber = lower.unicodeScalars.contains { $0.properties.numericType != nil }
        func has(_ set: Set<String>) -> Bool { words.contains { set.contains($0) } }
        switch self {
        case .price:
            let hasMoney =
                hasNumber
                && (lower.contains(where: { "£€$¥".contains($0) })
                    || has([
                        "pounds", "pound", "euro", "euros", "dollars", "gbp", "eur", "usd", "pence", "cent",
                        "chf", "nok",
                    ]))
            return hasMoney || (hasNumber && lower.contains("%"))
                || has([
                    "free", "charge", "kostenlos", "gratis", "kostenfrei", "gratuit", "gratuite", "gratuito",
                    "gratuita",
                ])
        case .duration:
            return Self.hasSpan(words)
        case .time:
            return hasNumber || has(["noon", "midnight", "always", "mittag", "midi", "mediodia"])
        case .place, .count:
            return true
        }
    }

    private static let units: Set<String> = [
        "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year",
        "years", "weekend",
        "minuten", "stunde", "stunden", "tag", "tage", "tagen", "werktage", "werktagen", "woche", "wochen",
        "monat", "monate",
        "monaten", "jahr", "jahre", "jahren", "heure", "heures", "jour", "jours", "semaine", "semaines",
        "mois", "ans",
        "hora", "horas", "dia", "dias", "semana", "semanas", "meses", "ano", "anos",
    ]
    private static let spans: Set<String> = [
        "immediately", "instantly", "once", "today", "tomorrow", "overnight", "forever", "lifetime", "sofort",
        "heute", "morgen",
        "immediatement", "aujourd", "demain", "inmediatamente", "hoy", "manana", "expire", "expires",
        "midnight",
    ]

    private static let numerals: Set<String> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "few",
        "several", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn", "zwolf",
        "wenige", "mehrere",
        "deux", "trois", "quatre", "cinq", "sept", "huit", "neuf", "dix", "douze", "quelques", "plusieurs",
        "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "doce", "pocos", "varios",
    ]
    /// Words that stand directly before a single unit: "a week", "the same day", "per month".
    private static let determiners: Set<String> = [
        "a", "an", "the", "same", "next", "every", "per", "ein", "eine", "einem", "einer", "eines", "einen",
        "un", "une", "una", "por", "par",
    ]

    /// Whether a unit of time has a number or a determiner before it: "4 to 6 working days", "two weeks", "the same day", but
    /// not "working days are Monday to Friday".
    private static func hasSpan(_ words: [String]) -> Bool {
        words.indices.contains { index in
            if spans.contains(words[index]) { return true }
            guard units.contains(words[index]) else { return false }
            let before = words[max(index - 3, 0)..<index]
            return before.last.map(determiners.contains) ?? false
                || before.contains { numerals.contains($0) || $0.contains(where: \.isNumber) }
        }
    }
}
