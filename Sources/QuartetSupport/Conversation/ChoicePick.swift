/// Which of the choices offered a message picks: by number, by place, or by name.
package enum ChoicePick {
    /// - Returns: the index of the choice; nil when the message is something else.
    package static func index(of message: String, among choices: [Reply.Choice], affirms: Bool) -> Int? {
        if choices.isEmpty { return nil }
        let words = SearchWords(message).words
        if affirms, choices.count == 1 { return 0 }
        // "2", "2.", "the second one", "number two": a number in a longer message is something else.
        if words.count <= 5,
            let number = words.lazy.compactMap({ ordinals[$0] ?? Int($0).map { $0 - 1 } }).first
        {
            let number = number == last ? choices.count - 1 : number
            return choices.indices.contains(number) ? number : nil
        }
        return byName(words, choices)
    }

    private static func byName(_ words: [String], _ choices: [Reply.Choice]) -> Int? {
        let content = Set(words.filter { !FunctionWords.all.contains($0) })
        if content.isEmpty { return nil }
        let shares = choices.map { choice -> Double in
            let title = Set(SearchWords(choice.title).content)
            if title.isEmpty { return 0 }
            let shared = Double(title.intersection(content).count)
            // All of the title, or a message that is nothing but a part of it. A sentence such as "where is my order" does not
            // name a choice by one word.
            let isName = content.count > 1 || words.count <= 3
            return isName && content.isSubset(of: title) ? 1 : shared / Double(title.count)
        }
        guard let best = shares.max(), best >= 0.99, shares.count(where: { $0 == best }) == 1 else {
            return nil
        }
        return shares.firstIndex(of: best)
    }

    private static let last = -1
    private static let ordinals: [String: Int] = [
        "first": 0, "1st": 0, "one": 0, "second": 1, "2nd": 1, "two": 1, "third": 2, "3rd": 2, "three": 2,
        "fourth": 3, "last": last,
        "erste": 0, "ersten": 0, "erstes": 0, "zweite": 1, "zweiten": 1, "zweites": 1, "dritte": 2,
        "dritten": 2, "letzte": last,
        "premier": 0, "premiere": 0, "deuxieme": 1, "seconde": 1, "troisieme": 2, "dernier": last,
        "primero": 0, "primera": 0,
        "segundo": 1, "segunda": 1, "tercero": 2, "tercera": 2, "ultimo": last,
    ]
}
