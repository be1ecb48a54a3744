internal import Foundation

/// Finds what a message states that a tool or a person needs: order number, size, product, date, amount.
package struct SlotReader: Sendable {
    private let order: NSRegularExpression?
    private let products: Set<String>

    /// - Parameters:
    ///   - order: the form of the shop's order numbers, a regular expression.
    ///   - products: what the shop sells, in customers' words.
    package init(order: String?, products: [String]) {
        self.order = order.flatMap { try? NSRegularExpression(pattern: $0, options: .caseInsensitive) }
        self.products = Set(products.flatMap { SearchWords($0).words })
    }

    /// The slots of a message, by name.
    ///
    /// - Parameters:
    ///   - known: slots of the conversation. "No, 2217" corrects the last group of a known order number.
    ///   - today: what "yesterday" counts from.
    package func slots(of message: String, known: [String: String], today: CalendarDay?) -> [String: String] {
        var slots: [String: String] = [:]
        slots["order"] = last(order, in: message)?.uppercased() ?? corrected(known["order"], by: message)
        slots["size"] = last(Self.size, in: message, group: 1)?.uppercased()
        slots["amount"] = last(Self.amount, in: message)
        slots["date"] = date(in: message, today: today)
        slots["product"] = SearchWords(message).words.first {
            products.contains($0) || products.contains(String($0.dropLast())) && $0.hasSuffix("s")
        }
        return slots
    }

    private func last(_ expression: NSRegularExpression?, in text: String, group: Int = 0) -> String? {
        let all = NSRange(location: 0, length: text.utf16.count)
        guard let match = expression?.matches(in: text, range: all).last,
            let range = Range(match.range(at: group), in: text)
        else { return nil }
        return String(text[range])
    }

    // MARK: Order numbers

    /// A known number whose last group is replaced by a lone number of the same length, in a message that is nothing else,
    /// or says that it corrects.
    private func corrected(_ known: String?, by message: String) -> String? {
        guard let known, let end = known.lastIndex(where: { !$0.isNumber }) else { return nil }
        let group = known[known.index(after: end)...]
        let words = SearchWords(message).words
        let numbers = words.filter { $0.count == group.count && $0.allSatisfy(\.isNumber) }
        guard !group.isEmpty, numbers.count == 1 else { return nil }
        let corrects = words.contains { Self.correcting.contains($0) }
        guard corrects || words.count <= 3 else { return nil }
        let candidate = known[...end] + numbers[0]
        return order?.firstMatch(
            in: String(candidate), range: NSRange(location: 0, length: candidate.utf16.count)) == nil
            ? nil : String(candidate)
    }

    private static let correcting: Set<String> = [
        "no", "not", "sorry", "meant", "mean", "wrong", "typo", "correction", "actually", "nein", "falsch",
        "meinte", "non", "pardon",
        "voulais", "perdon", "quise", "ends", "ending",
    ]

    // MARK: Sizes and amounts

    private static let size = NSRegularExpression(
        own:
            #"(?:\bsizes?|\bgröße|\bgr\.|\btaille|\btalla|\bUK|\bEU|\bUS)\s*(?:is|was|of|:)?\s*((?:xxs|xs|s|m|l|xl|xxl|xxxl|small|medium|large|[2-6]xl|\d{1,3}(?:\.5|½)?(?:\s?[a-h]{1,3})?))(?![\p{L}\d\-])"#
    )
    private static let amount = NSRegularExpression(
        own:
            #"(?:[£€$]\s?\d+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?\s?(?:£|€|\$|pounds?|quid|euros?|dollars?|gbp|eur|usd)(?!\p{L}))"#
    )

    // MARK: Dates

    private static let monthNames: [[String]] = [
        ["january", "jan", "januar", "janvier", "enero"],
        ["february", "feb", "februar", "fevrier", "febrero"],
        ["march", "mar", "marz", "mars", "marzo"], ["april", "apr", "avril", "abril"],
        ["may", "mai", "mayo"],
        ["june", "jun", "juni", "juin", "junio"], ["july", "jul", "juli", "juillet", "julio"],
        ["august", "aug", "aout", "agosto"], ["september", "sept", "sep", "septembre", "septiembre"],
        ["october", "oct", "oktober", "octobre", "octubre"], ["november", "nov", "novembre", "noviembre"],
        ["december", "dec", "dezember", "decembre", "diciembre"],
    ]
    private static let relative: [String: Int] = [
        "today": 0, "yesterday": -1, "tomorrow": 1, "heute": 0, "gestern": -1, "morgen": 1, "vorgestern": -2,
        "aujourd": 0, "hier": -1,
        "demain": 1, "hoy": 0, "ayer": -1, "anteayer": -2,
    ]

    /// A day in ISO 8601. A day without a year is the last one before today, or one within the next three months.
    private func date(in message: String, today: CalendarDay?) -> String? {
        let words = SearchWords(message).words
        for (index, word) in words.enumerated() {
            let number = Int(word.prefix { $0.isNumber })
            if let month = Self.monthNames.firstIndex(where: { $0.contains(word) }) {
                let before = index > 0 ? Int(words[index - 1].prefix { $0.isNumber }) : nil
                let after = index + 1 < words.count ? Int(words[index + 1].prefix { $0.isNumber }) : nil
                // "may" is a verb unless a number stands beside it.
                guard let day = before ?? after, (1...31).contains(day) else { continue }
                let year = words.compactMap { $0.count == 4 ? Int($0) : nil }.first {
                    (2000...2100).contains($0)
                }
                return Self.nearest(year: year, month: month + 1, day: day, to: today)?.description
            }
            if let offset = Self.relative[word], let today { return today.adding(days: offset)?.description }
            // 2026-11-21, as words 2026 11 21.
            if word.count == 4, let number, (2000...2100).contains(number), index + 2 < words.count,
                let month = Int(words[index + 1]), let day = Int(words[index + 2])
            {
                if let date = CalendarDay(year: number, month: month, day: day) { return date.description }
            }
        }
        return nil
    }

    private static func nearest(year: Int?, month: Int, day: Int, to today: CalendarDay?) -> CalendarDay? {
        if let year { return CalendarDay(year: year, month: month, day: day) }
        guard let today else { return nil }
        let candidates = [today.year + 1, today.year, today.year - 1].compactMap {
            CalendarDay(year: $0, month: month, day: day)
        }
        let limit = today.adding(days: 92) ?? today
        return candidates.first { $0 <= limit }
    }
}
