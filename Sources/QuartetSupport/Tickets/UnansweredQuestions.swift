public import Foundation
internal import GRDB

/// Questions that mean the same and that no article answers.
public struct QuestionGroup: Sendable, Equatable {
    /// A title for the article that would answer them.
    public let title: String
    /// In the order in which they were asked.
    public let questions: [String]
    public let lastAsked: Date
}

extension KnowledgeBase {
    /// Questions that no article answered, those that mean the same together, the most frequent first.
    ///
    /// A question was not answered when the reply to it handed over for that reason, and when the customer left after
    /// being asked back.
    ///
    /// - Parameters:
    ///   - time: nil counts everything.
    ///   - vectors: of texts; nil compares words.
    /// - Throws: ``StoreError``, and what `vectors` throws.
    public func unansweredQuestions(
        since time: Date? = nil, terms: StatisticsTerms = StatisticsTerms(),
        vectors: (([String]) throws -> [[Float]])? = nil
    ) throws -> [QuestionGroup] {
        let begin = time?.stored ?? -Double.greatestFiniteMagnitude
        let asked = try read { database in
            // The bot's next turn is the reply. After rejections it is the query that names the question.
            try database.rows(
                """
                SELECT CASE reply.reason WHEN 'failedTurns' THEN ifnull(reply.query, question.text)
                        ELSE question.text END, question.at, reply.reason,
                    reply.action = 'clarify' AND reply.query IS NOT NULL AND NOT EXISTS
                        (SELECT 1 FROM turn WHERE conversation = question.conversation AND id > reply.id)
                FROM turn AS question JOIN turn AS reply ON reply.id =
                    (SELECT min(id) FROM turn WHERE conversation = question.conversation AND id > question.id)
                WHERE question.author = 'customer' AND reply.author = 'bot' AND question.at >= ? ORDER BY question.id
                """, [begin])
        }
        let unanswered = try asked.filter { row in
            let isUnanswered =
                try row.decode(String?.self, atIndex: 2).map(terms.unanswered.contains)
                ?? row.decode(Bool.self, atIndex: 3)
            // "?!" asks for no article.
            return try isUnanswered
                && row.decode(String.self, atIndex: 0).contains { $0.isLetter || $0.isNumber }
        }
        let texts = try unanswered.map { try $0.decode(String.self, atIndex: 0) }
        let likeness =
            try vectors.map { QuestionLikeness(vectors: try $0(texts)) } ?? QuestionLikeness(words: texts)
        return try likeness.groups().map { members in
            QuestionGroup(
                title: QuestionLikeness.title(of: texts[likeness.centre(of: members)]),
                questions: members.map { texts[$0] },
                lastAsked: try members.map { try unanswered[$0].date("at") }.max()
                    ?? Date(timeIntervalSince1970: 0))
        }
    }
}

/// How alike questions are: the cosine of their vectors, or of their words weighted by rarity.
struct QuestionLikeness {
    private enum Form {
        case vectors([[Float]])
        case words([[String: Double]])
    }

    private let form: Form
    private let count: Int
    /// Questions more alike than this mean the same.
    private let threshold: Double

    init(vectors: [[Float]]) {
        form = .vectors(vectors.map { Self.normalized($0) })
        (count, threshold) = (vectors.count, 0.6)
    }

    init(words texts: [String]) {
        let words = texts.map { text in
            Set(
                text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
                    .split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map { String($0) })
        }
        var frequency: [String: Int] = [:]
        for word in words.joined() { frequency[word, default: 0] += 1 }
        form = .words(
            words.map { words in
                // Long words carry the subject; "my" and "the" are short and frequent.
                let weights = words.map { word in
                    let rarity = log(1 + Double(texts.count) / Double(frequency[word] ?? 1))
                    return (word, rarity * Double(min(word.count, 8)))
                }
                let length = weights.reduce(0) { $0 + $1.1 * $1.1 }.squareRoot()
                return Dictionary(weights.map { ($0.0, $0.1 / max(length, 1e-9)) }, uniquingKeysWith: max)
            })
        (count, threshold) = (texts.count, 0.5)
    }

    private static func normalized(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }

    func between(_ one: Int, _ other: Int) -> Double {
        switch form {
        case .vectors(let vectors): Double(zip(vectors[one], vectors[other]).reduce(0) { $0 + $1.0 * $1.1 })
        case .words(let words): words[one].reduce(0) { $0 + $1.value * (words[other][$1.key] ?? 0) }
        }
    }

    /// Groups, the largest first: each question joins the group whose first question is most like it, or begins one.
    func groups() -> [[Int]] {
        var groups: [[Int]] = []
        for question in 0..<count {
            let scores = groups.map { between(question, $0[0]) }
            if let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best] >= threshold {
                groups[best].append(question)
            } else {
                groups.append([question])
            }
        }
        return groups.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }

    /// The member of a group that is most like the others. Of a large group the first ones are compared.
    func centre(of members: [Int]) -> Int {
        let compared = members.prefix(50)
        let scores = compared.map { member in compared.reduce(0) { $0 + between(member, $1) } }
        return scores.indices.max(by: { scores[$0] < scores[$1] }).map { members[$0] } ?? 0
    }

    /// A question as a title: one line of at most 60 characters, with a capital and without its mark.
    static func title(of question: String) -> String {
        let words = question.split(whereSeparator: \.isWhitespace)
        var title = ""
        for word in words where title.count + word.count < 60 { title += (title.isEmpty ? "" : " ") + word }
        if title.isEmpty { title = String(question.prefix(60)) }
        while let last = title.last, "?.!？。！,;:".contains(last) { title.removeLast() }
        return title.prefix(1).uppercased() + title.dropFirst()
    }
}
