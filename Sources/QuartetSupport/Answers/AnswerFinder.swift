internal import Foundation
internal import QuartetText

/// From a question to the answer that the articles give, with the evidence for it: search, the pair encoder, extract.
package struct AnswerFinder: Sendable {
    /// The articles' answer to one question.
    package struct Found: Sendable {
        /// What was searched for.
        package var query: String
        /// The best first.
        package var passages: [FoundPassage]
        /// What is cut out, over all passages that answer; empty when nothing was found.
        package var pieces: [Extract.Piece]
        package var evidence: Evidence
        /// That the answer is right.
        package var probability: Double
        package var milliseconds: [String: Double]

        package var best: FoundPassage? { passages.first }
    }

    let search: PassageSearch
    let pairs: SharedPairEncoder?
    let model: DecisionModel
    let reranking: Reranking
    let tuning: Tuning?

    /// How the pair encoder's logits and the search's scores are weighed.
    package struct Reranking: Sendable, Equatable, Codable {
        /// Passages that are read with the question.
        package var count = 10
        /// Of a tenth of a logit, beside the fused score.
        package var weight = 0.4
        /// A second article belongs to the answer when its logit is at least this, and at most ``reach`` behind the best.
        package var alsoFrom: Float = 1.5
        package var reach: Float = 1.5

        package init() {}
    }

    package init(
        _ search: PassageSearch, pairs: SharedPairEncoder?, model: DecisionModel,
        reranking: Reranking = Reranking(),
        tuning: Tuning? = nil
    ) {
        (self.search, self.pairs, self.model) = (search, pairs, model)
        (self.reranking, self.tuning) = (reranking, tuning)
    }

    /// - Parameters:
    ///   - question: the customer's question in their own words.
    ///   - previous: the question before, which it may refer to.
    ///   - excluding: articles that were rejected.
    ///   - count: passages that are returned.
    package func callAsFunction(
        _ question: String, after previous: String? = nil, excluding rejected: Set<String> = [],
        for audience: Article.Audience = .customers, on day: CalendarDay? = nil, count: Int = 10
    ) throws -> Found {
        let query = ConversationQuery(question, after: previous)
        let language = LanguageGuess(question).flatMap { $0.confidence >= 0.9 ? $0.language : nil }
        var outcome = try search(
            query.joined ?? query.own, in: language, for: audience, on: day, count: count)
        if query.joined != nil {
            outcome = Self.merged(
                try search(query.own, in: language, for: audience, on: day, count: count), with: outcome)
        }
        var passages = outcome.found.filter {
            !rejected.contains($0.article.id) && !$0.passage.statements.isEmpty
        }
        let asked = query.joined ?? query.own
        let start = ContinuousClock.now
        try rerank(&passages, asked)
        outcome.milliseconds["pairs"] = (ContinuousClock.now - start) / .milliseconds(1)
        let kind = AskedKind(question)
        try readStatements(of: &passages, asked)
        let pieces = extract(passages, kind)
        let evidence = evidence(passages, pieces, kind, outcome)
        let probability = passages.isEmpty ? 0 : model(evidence)
        return Found(
            query: asked, passages: passages, pieces: pieces, evidence: evidence,
            probability: tuning.map { $0(probability) } ?? probability, milliseconds: outcome.milliseconds)
    }

    /// The customer's own words find what the turn before hides, and the other way round.
    private static func merged(_ own: PassageSearch.Outcome, with joined: PassageSearch.Outcome)
        -> PassageSearch.Outcome
    {
        var merged = joined
        for passage in own.found {
            if let place = merged.found.firstIndex(where: { $0.id == passage.id }) {
                if passage.fused > merged.found[place].fused { merged.found[place] = passage }
            } else {
                merged.found.append(passage)
            }
        }
        merged.found.sort { ($0.fused, $1.id) > ($1.fused, $0.id) }
        for (stage, time) in own.milliseconds { merged.milliseconds[stage, default: 0] += time }
        return merged
    }

    private func rerank(_ passages: inout [FoundPassage], _ question: String) throws {
        guard let pairs else { return }
        let count = min(reranking.count, passages.count)
        let texts = passages.prefix(count).map { $0.passage.encoded($0.bestText) }
        for (index, logit) in try pairs.logits(of: question, with: texts).enumerated() {
            passages[index].pair = logit
        }
        func total(_ passage: FoundPassage) -> Double {
            passage.fused + reranking.weight * Double(passage.pair ?? -12) / 10
        }
        passages.sort { (total($0), $1.id) > (total($1), $0.id) }
    }

    /// The pair encoder reads each statement of a long best passage with its title: which of them answer.
    private func readStatements(of passages: inout [FoundPassage], _ question: String) throws {
        guard let pairs, let best = passages.first, best.passage.statements.count > 1, !best.isShort else {
            return
        }
        let nearest = best.passage.statements.indices.sorted {
            (best.statements[$0] ?? 0, $1) > (best.statements[$1] ?? 0, $0)
        }.prefix(Self.mostStatements)
        let texts = nearest.map { best.passage.encoded(best.passage.statements[$0]) }
        let logits = try pairs.logits(of: question, with: texts)
        // A tenth of a logit is on the scale of a cosine.
        passages[0].statements = Dictionary(uniqueKeysWithValues: zip(nearest, logits.map { $0 / 10 }))
        passages[0].statementPair = logits.max()
    }

    /// Statements of a passage that are read with the question.
    private static let mostStatements = 10

    private func extract(_ passages: [FoundPassage], _ kind: AskedKind?) -> [Extract.Piece] {
        guard let best = passages.first else { return [] }
        var pieces = Extract(from: best, scores: best.statements, kind: kind, isShown: Self.mayBeShown).pieces
        // Another article that answers as well: "standard delivery" and "delivery to islands".
        if let logit = best.pair {
            let also = passages.dropFirst().first { passage in
                passage.article.id != best.article.id && passage.article.language == best.article.language
                    && (passage.pair ?? -.infinity) >= max(reranking.alsoFrom, logit - reranking.reach)
            }
            if let also {
                var limits = Extract.Limits()
                limits.statements = 2
                pieces +=
                    Extract(
                        from: also, scores: also.statements, kind: kind, limits: limits,
                        isShown: Self.mayBeShown
                    ).pieces
            }
        }
        return pieces
    }

    /// Statements that give orders to a program are data, and are never shown.
    private static func mayBeShown(_ statement: String) -> Bool { !OrdersToBot.isOrder(statement) }

    private func evidence(
        _ passages: [FoundPassage], _ pieces: [Extract.Piece], _ kind: AskedKind?,
        _ outcome: PassageSearch.Outcome
    ) -> Evidence {
        var evidence = Evidence()
        guard let best = passages.first else { return evidence }
        let other = passages.first { $0.article.id != best.article.id }
        evidence.fused = best.fused
        evidence.margin = best.fused - (other?.fused ?? 0)
        evidence.passageCosine = best.scores.passage
        evidence.statementCosine = best.scores.statement
        evidence.nameCosine = best.scores.name
        evidence.words = best.scores.words
        evidence.coverage = best.scores.coverage
        evidence.statementPair = (best.statementPair ?? best.pair).map { Double($0) }
        evidence.passagePair = best.pair.map { Double($0) }
        evidence.otherPair = other?.pair.map { Double($0) } ?? (best.pair == nil ? nil : -11)
        if let kind {
            evidence.askedKind = pieces.contains { kind.isAnswered(by: $0.text) } ? 1 : -1
        }
        evidence.unknownWords = outcome.unknownShare
        evidence.length = outcome.contentWords
        return evidence
    }
}

extension FoundPassage {
    /// Whether it is shown whole.
    fileprivate var isShort: Bool {
        passage.statements.reduce(0) { $0 + $1.split(separator: " ").count } <= Extract.Limits().wholeWords
    }

    /// What the pair encoder reads: a short passage whole, else the best statement with the ones around it.
    fileprivate var bestText: String {
        let statements = passage.statements
        let words = statements.reduce(0) { $0 + $1.split(separator: " ").count }
        guard words > 60,
            let best = self.statements.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key,
            statements.indices.contains(best)
        else { return words > 60 ? statements.prefix(3).joined(separator: " ") : passage.text }
        return statements[max(best - 1, 0)...min(best + 1, statements.count - 1)].joined(separator: " ")
    }
}
