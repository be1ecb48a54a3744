internal import Foundation

/// The statements of the found passages that answer a question, cut out and not changed.
package struct Extract: Sendable, Equatable {
    /// A statement with its place.
    package struct Piece: Sendable, Equatable {
        package var passage: Int64
        package var article: String
        package var statement: Int
        package var text: String
        package var score: Double

        package init(passage: Int64, article: String, statement: Int, text: String, score: Double) {
            (self.passage, self.article, self.statement) = (passage, article, statement)
            (self.text, self.score) = (text, score)
        }
    }

    /// In the order of the text, the best passage first.
    package var pieces: [Piece]

    package init(pieces: [Piece]) { self.pieces = pieces }

    package var text: String { pieces.map(\.text).joined(separator: " ") }

    /// What is cut out.
    package struct Limits: Sendable, Equatable {
        /// Statements of a passage.
        package var statements = 4
        /// Words of a passage's statements together.
        package var words = 90
        /// A passage of at most this many words is shown whole when its best statement answers.
        package var wholeWords = 45
        /// How far a statement may be behind the best one, as a cosine.
        package var margin: Float = 0.12
        /// The weight of the cosines beside words and the kind of answer.
        package var trust: Float = 1
        /// The same in a language that the encoder does not know, whose cosines say little.
        package static let unreadTrust: Float = 0.25

        package init() {}
    }

    /// Of a statement with all content words of the question, as a cosine. On the shop's 300 questions extracts became shorter
    /// (41 words instead of 43) and lost no fact.
    private static let coverageBonus: Float = 0.1

    /// Chooses the best statement of a passage, and those that belong to it.
    ///
    /// - Parameters:
    ///   - question: the customer's, which may name a row of a table.
    ///   - scores: of the statements, by number; higher is better.
    ///   - kind: what the question asks for; a statement with it is preferred.
    ///   - isShown: false for statements that are never shown, such as orders to a bot.
    package init(
        from found: FoundPassage, question: String, scores: [Int: Float], kind: AskedKind?,
        limits: Limits = Limits(),
        isShown: (String) -> Bool = { _ in true }
    ) {
        let statements = found.passage.statements
        let table = AskedRows(statements, question: question)
        // Where rows are asked for, the others answer something else.
        let others = table.asked.isEmpty ? [] : table.rows.subtracting(table.asked)
        let usable = statements.indices.filter { isShown(statements[$0]) && !others.contains($0) }
        let subject = SearchWords(question).content.filter { !FunctionWords.asking.contains($0) }
        let bonuses = statements.map { statement -> Float in
            let words = Set(SearchWords(statement).words)
            let covered = subject.count { words.contains($0) }
            let coverage = Float(covered) / Float(max(subject.count, 1))
            let hasKind = kind?.isAnswered(by: statement) == true
            return (hasKind ? 0.15 : 0) + Self.coverageBonus * coverage
        }
        func score(_ index: Int) -> Float {
            limits.trust * (scores[index] ?? scores.values.min() ?? 0) + bonuses[index]
        }
        func words(_ indices: some Sequence<Int>) -> Int {
            indices.reduce(0) { $0 + statements[$1].split(separator: " ").count }
        }
        let asked = usable.filter { table.asked.contains($0) }
        guard
            let best = (asked.isEmpty ? usable : asked).max(by: { (score($0), $1) < (score($1), $0) })
        else {
            pieces = []
            return
        }
        var chosen: Set<Int> = [best]
        chosen.formUnion(asked.prefix(limits.statements))
        if words(usable) <= limits.wholeWords {
            chosen = Set(usable)
        } else {
            // The next best, and a neighbour that the best one leads to.
            let ranked = usable.filter { $0 != best }.sorted { (score($0), $1) > (score($1), $0) }
            for index in ranked where chosen.count < limits.statements {
                if score(index) < score(best) - limits.margin { break }
                if words(chosen) + words([index]) <= limits.words { chosen.insert(index) }
            }
            let following = best + 1
            if chosen.count < 2, usable.contains(following),
                words(chosen) + words([following]) <= limits.words
            {
                chosen.insert(following)
            }
        }
        pieces = chosen.sorted().map { index in
            Piece(
                passage: found.id, article: found.article.id, statement: index, text: statements[index],
                score: Double(score(index)))
        }
    }
}
