internal import QuartetText

/// The questions of a message: most have one; "what does express cost and do you ship to Norway?" has two.
package struct MessageParts: Sendable, Equatable {
    /// Each question in its own words. A statement before a question stays with it.
    package let questions: [String]

    /// At most this many questions are answered; a longer message is searched as a whole.
    private static let most = 3
    /// Words that a part needs to be a question of its own.
    private static let fewestWords = 3

    package init(_ message: String) {
        var parts: [String] = []
        var pending: [String] = []
        for (place, whole) in SentenceSplitter.sentences(of: message).enumerated() {
            // "And how long …" after another question asks something else.
            let sentence = place > 0 ? Self.withoutJoint(whole) : whole
            for clause in Self.clauses(of: sentence) {
                pending.append(clause)
                if Self.asks(clause) {
                    parts.append(pending.joined(separator: " "))
                    pending = []
                }
            }
        }
        if !pending.isEmpty {
            // What follows the last question belongs to it.
            if let last = parts.popLast() {
                parts.append(([last] + pending).joined(separator: " "))
            } else {
                parts = [pending.joined(separator: " ")]
            }
        }
        let hasTwo = (2...Self.most).contains(parts.count)
        let areComplete = parts.allSatisfy {
            SearchWords($0).content.count >= 1 && SearchWords($0).words.count >= Self.fewestWords
        }
        questions = hasTwo && areComplete ? parts : [message]
    }

    /// Splits "… and how long …" before a second question's first word.
    private static func clauses(of sentence: String) -> [String] {
        let words = sentence.split(separator: " ").map { String($0) }
        let keys = words.map { SearchWords($0).words.first ?? "" }
        var clauses: [[String]] = [[]]
        for (index, word) in words.enumerated() {
            let followsJoint = index > 2 && joints.contains(keys[index - 1])
            let next = index + 1 < keys.count ? keys[index + 1] : ""
            if followsJoint, opens(keys[index], next),
                clauses[clauses.count - 1].contains(where: { _ in true }),
                asks(clauses[clauses.count - 1].joined(separator: " "))
            {
                clauses[clauses.count - 1].removeLast()
                clauses.append([])
            }
            clauses[clauses.count - 1].append(word)
        }
        return clauses.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
    }

    private static func withoutJoint(_ sentence: String) -> String {
        let words = sentence.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let first = SearchWords(String(words[0])).words.first, joints.contains(first)
        else { return sentence }
        return String(words[1])
    }

    private static let joints: Set<String> = ["and", "also", "und", "et", "y"]
    private static let question: Set<String> = [
        "how", "what", "when", "where", "which", "who", "why", "wie", "was", "wann", "wo", "welche", "warum",
        "wer", "comment",
        "quand", "quel", "quelle", "pourquoi", "combien", "como", "cuando", "donde", "cuanto", "cual", "que",
    ]
    private static let verbs: Set<String> = [
        "can", "could", "do", "does", "is", "are", "will", "would", "may", "should", "kann", "konnen", "ist",
        "sind", "gibt",
        "puis", "peut", "est", "avez", "puedo", "hay", "tienen",
    ]
    private static let subjects: Set<String> = [
        "i", "you", "we", "it", "they", "there", "the", "my", "your", "ich", "sie", "es", "man", "je", "vous",
        "on", "yo", "usted",
    ]

    private static func opens(_ word: String, _ next: String) -> Bool {
        question.contains(word) || (verbs.contains(word) && subjects.contains(next))
    }

    private static func asks(_ clause: String) -> Bool {
        if clause.contains(where: { "?？؟".contains($0) }) { return true }
        let words = SearchWords(clause).words
        return zip(words, words.dropFirst() + [""]).contains { opens($0, $1) }
    }
}
