internal import Foundation

/// Finds the passages that may answer a question: by words, by vectors, and by both together.
package struct PassageSearch: Sendable {
    /// Passages that each way of searching puts forward.
    private static let candidates = 30
    /// Vectors that are looked at: several may stand for one passage.
    private static let nearestVectors = 120
    /// Articles that known questions put forward, with all their passages.
    private static let articlesOfQuestions = 5

    private let knowledge: KnowledgeBase
    private let vectors: VectorIndex?
    private let encoder: SharedEncoder?
    private let repair: SpellingRepair
    private let rarity: WordRarity
    private let weights: FusionWeights
    private let questions: QuestionModel?

    /// What a search found.
    package struct Outcome: Sendable {
        /// The best first.
        package var found: [FoundPassage]
        /// Unknown words and what they were taken for.
        package var repaired: [String: String]
        /// The share of the words of the message's subject that no article has.
        package var unknownShare: Double
        /// Content words of the message.
        package var contentWords: Int
        /// The message with unknown words mended.
        package var mended: String
        /// What the team's own questions tell of the message.
        package var prediction: QuestionModel.Prediction?
        package var milliseconds: [String: Double]
    }

    package init(
        _ knowledge: KnowledgeBase, encoder: SharedEncoder?, vectors: VectorIndex?, repair: SpellingRepair,
        rarity: WordRarity, questions: QuestionModel? = nil, weights: FusionWeights? = nil
    ) {
        (self.knowledge, self.encoder, self.vectors) = (knowledge, encoder, vectors)
        (self.repair, self.rarity) = (repair, rarity)
        self.questions = questions
        self.weights = weights ?? (vectors == nil ? .wordsOnly : .usual)
    }

    /// The same as if the team had no questions of its own.
    package var withoutQuestions: PassageSearch {
        PassageSearch(
            knowledge, encoder: encoder, vectors: vectors, repair: repair, rarity: rarity, weights: weights)
    }

    /// - Parameters:
    ///   - question: the customer's own words, or with those of the turn before.
    ///   - language: of the question, where it is known.
    ///   - audience: staff also find what customers may read.
    ///   - count: passages that are returned.
    ///   - day: articles that do not hold on it are left out.
    ///   - articles: the only ones that are searched, with all their passages; nil for all.
    ///   - others: articles that are searched with all their passages, too, whether or not words or vectors find them.
    ///   - rejected: articles that are left out.
    package func callAsFunction(
        _ question: String, in language: String? = nil, for audience: Article.Audience = .customers,
        on day: CalendarDay? = nil, within articles: Set<String>? = nil, including others: Set<String> = [],
        excluding rejected: Set<String> = [], count: Int = 8
    ) throws -> Outcome {
        var milliseconds: [String: Double] = [:]
        func timed<Result>(_ stage: String, _ work: () throws -> Result) rethrows -> Result {
            let start = ContinuousClock.now
            defer {
                milliseconds[stage, default: 0] += (ContinuousClock.now - start) / .milliseconds(1)
            }
            return try work()
        }
        let words = SearchWords(question)
        var repaired: [String: String] = [:]
        for word in words.content { repaired[word] = repair.repaired(word) }
        let mended = words.words.map { repaired[$0] ?? $0 }
        let matches = try timed("words") {
            try wordMatches(words.distinct + repaired.values.sorted(), question)
        }
        let questions = [question] + (repaired.isEmpty ? [] : [mended.joined(separator: " ")])
        let queries = try timed("encoder") { try encoder?.questionVectors(of: questions) ?? [] }
        let prediction = try timed("questions") {
            try self.prediction(of: question, words.distinct, excluding: rejected)
        }
        var nearest = timed("vectors") { self.nearest(queries) }
        let known = articles ?? Set(prediction?.nearestArticles(Self.articlesOfQuestions) ?? [])
        for article in known.union(others) {
            nearest.formUnion(try knowledge.passages(of: article).map(\.id))
        }
        let found = try timed("passages") { try join(matches, nearest, queries) }
        let content = words.content.map { repaired[$0] ?? $0 }.filter { !FunctionWords.all.contains($0) }
        let isForeign = encoder != nil && language.map(reads) == false
        let weights = isForeign ? weights.trustingWords : weights
        let readable = found.filter {
            isReadable($0.article, audience, day) && !rejected.contains($0.article.id)
                && articles?.contains($0.article.id) ?? true
        }
        let texts = readable.map { passage in
            Set(([passage.passage.encodedText] + passage.article.synonyms).flatMap { SearchWords($0).words })
        }
        let subjects = content.filter { !FunctionWords.asking.contains($0) }
        let covered = subjects.isEmpty ? content : subjects
        let scored = zip(readable, texts).map { score($0, $1, covered, weights, prediction) }
        // A word that only an article has which this reader may not see is unknown, too.
        let unknown = subjects.count { word in !texts.contains { $0.contains(word) } }
        return Outcome(
            found: Array(scored.sorted { ($0.fused, $1.id) > ($1.fused, $0.id) }.prefix(count)),
            repaired: repaired,
            unknownShare: Double(unknown) / Double(max(subjects.count, 1)), contentWords: content.count,
            mended: repaired.isEmpty ? question : mended.joined(separator: " "), prediction: prediction,
            milliseconds: milliseconds)
    }

    /// Whether the encoder's vectors say something in a language.
    package func reads(_ language: String) -> Bool { encoder?.knows(language) ?? false }

    private func isReadable(_ article: ArticleHeader, _ audience: Article.Audience, _ day: CalendarDay?)
        -> Bool
    {
        if audience == .customers, article.audience == .staff { return false }
        if let day, let last = article.validUntil, last < day { return false }
        return true
    }

    /// BM25 of each passage, by words and by word parts, each divided by the largest sum that the words allow.
    private func wordMatches(_ words: [String], _ question: String) throws -> [Int64: Double] {
        let searched = rarity.searchable(words)
        let content = words.filter { !FunctionWords.all.contains($0) }
        // BM25's factor of a word has at most k1 + 1 = 2.2.
        let most = (content.isEmpty ? words : content).reduce(0) { $0 + rarity[$1] } * 2.2
        var scores: [Int64: Double] = [:]
        for match in try knowledge.wordMatches(searched, limit: Self.candidates) {
            scores[match.passage] = match.score / most
        }
        let parts = WordParts.parts(of: question)
        if !parts.isEmpty {
            let matches = try knowledge.partMatches(parts, limit: Self.candidates)
            let best = max(matches.first?.score ?? 0, 1e-9)
            // Parts say less than words: the best of them counts as half a match.
            for match in matches {
                scores[match.passage] = max(scores[match.passage] ?? 0, 0.5 * match.score / best)
            }
        }
        return scores
    }

    /// The passages of the nearest vectors.
    private func nearest(_ queries: [[Float]]) -> Set<Int64> {
        guard let vectors else { return [] }
        return queries.reduce(into: []) { passages, query in
            var nearest: Set<Int64> = []
            for hit in vectors.nearest(to: query, count: Self.nearestVectors)
            where nearest.count < Self.candidates {
                nearest.insert(hit.entry.passage)
            }
            passages.formUnion(nearest)
        }
    }

    private func join(_ matches: [Int64: Double], _ nearest: Set<Int64>, _ queries: [[Float]]) throws
        -> [FoundPassage]
    {
        let ids = nearest.union(matches.keys)
        var found: [Int64: FoundPassage] = [:]
        let stored = try knowledge.passages(ids.sorted())
        let headers = try knowledge.headers(of: Set(stored.values.map(\.passage.article)))
        for (id, stored) in stored {
            guard let article = headers[stored.passage.article] else { continue }
            found[id] = FoundPassage(id: id, passage: stored.passage, article: article)
            found[id]?.scores.words = matches[id] ?? 0
        }
        for query in queries {
            for id in ids { for hit in vectors?.hits(of: id, for: query) ?? [] { found[id]?.add(hit) } }
        }
        return Array(found.values)
    }

    /// The head reads vectors of the encoder as it was before it was tuned for questions and passages.
    private func prediction(of question: String, _ words: [String], excluding rejected: Set<String>) throws
        -> QuestionModel.Prediction?
    {
        guard let questions else { return nil }
        return questions(
            try encoder?.vector(of: question), counts: try knowledge.questionCounts(of: words),
            excluding: rejected)
    }

    private func score(
        _ found: FoundPassage, _ text: Set<String>, _ content: [String], _ weights: FusionWeights,
        _ prediction: QuestionModel.Prediction?
    ) -> FoundPassage {
        var found = found
        found.scores.question = prediction?.information(on: found.article.id)
        found.scores.section =
            prediction?.information(on: found.passage.headings, of: found.article.id) ?? 0
        found.scores.coverage = rarity.coverage(of: content, by: text)
        if weights.title > 0 {
            let title = SearchWords(found.passage.title + " " + found.passage.headings.joined(separator: " "))
            found.scores.title = rarity.coverage(of: content, byPartsOf: title.words)
        }
        // A grain that a short passage lacks is the passage.
        if found.scores.statement == 0 { found.scores.statement = found.scores.passage }
        if found.scores.neighbours == 0 { found.scores.neighbours = found.scores.passage }
        if found.scores.name == 0 { found.scores.name = found.scores.passage }
        found.fused = weights(found.scores)
        return found
    }
}

extension FoundPassage {
    /// Keeps the largest cosine of each grain.
    fileprivate mutating func add(_ hit: VectorIndex.Hit) {
        let cosine = Double(hit.cosine)
        switch hit.entry.grain {
        case .passage: scores.passage = max(scores.passage, cosine)
        case .statement: scores.statement = max(scores.statement, cosine)
        case .neighbours: scores.neighbours = max(scores.neighbours, cosine)
        case .name: scores.name = max(scores.name, cosine)
        }
        if hit.entry.grain == .statement || hit.entry.grain == .neighbours {
            let place = Int(hit.entry.statement)
            statements[place] = max(statements[place] ?? -1, hit.cosine)
        }
    }
}
