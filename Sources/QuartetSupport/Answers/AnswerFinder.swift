internal import Foundation
internal import QuartetText

/// From a question to the answer that the articles give, with the evidence for it: search, the pair encoder, extract.
package struct AnswerFinder: Sendable {
    /// The articles' answer to one question.
    package struct Found: Sendable {
        /// What was searched for.
        package var query: String
        /// Whether the message was searched with the one before it.
        package var leansOnPrevious: Bool
        /// The best first.
        package var passages: [FoundPassage]
        /// What is cut out, over all passages that answer; empty when nothing was found.
        package var pieces: [Extract.Piece]
        package var evidence: Evidence
        /// That the answer is right.
        package var probability: Double
        package var milliseconds: [String: Double]

        /// What kind of answer is asked for, where the words show it.
        package var kind: AskedKind?
        /// Whether the message only names a subject that several of the articles found have in their titles.
        package var namesSeveral = false

        package var best: FoundPassage? { passages.first }

        /// Whether a kind of answer is asked for that no statement of the answer has.
        package func lacks(_ kind: AskedKind) -> Bool {
            self.kind == kind && !pieces.contains { kind.isAnswered(by: $0.text) }
        }
    }

    let search: PassageSearch
    let pairs: SharedPairEncoder?
    let model: DecisionModel
    let reranking: Reranking
    let tuning: Tuning?

    /// When the pair encoder reads, and how its logits and the search's scores are weighed.
    package struct Reranking: Sendable, Equatable {
        /// It reads when the search alone gives a probability in between: it takes as long as everything else many times
        /// over, and seldom changes what is sure.
        package var doubt = 0.1...0.9
        /// Passages that are read with the question: those whose fused score is at most ``near`` behind the best, at most
        /// ``most`` and at least two.
        package var most = 5
        package var near = 0.12
        /// Of a tenth of a logit, beside the fused score.
        package var weight = 0.25
        /// A second article belongs to the answer when its logit is at least this, and at most ``reach`` behind the best.
        package var alsoFrom: Float = 1.5
        package var reach: Float = 1.5

        package init() {}

        /// Reads every question: for training material and for measuring.
        package static let always: Reranking = {
            var reranking = Reranking()
            reranking.doubt = 0...1
            return reranking
        }()
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
    ///   - previous: what was asked before, on which it may lean.
    ///   - excluding: articles that were rejected.
    ///   - articles: the only ones that may answer; nil for all.
    ///   - count: passages that are returned.
    package func callAsFunction(
        _ question: String, after previous: String? = nil, excluding rejected: Set<String> = [],
        within articles: Set<String>? = nil, for audience: Article.Audience = .customers,
        on day: CalendarDay? = nil, count: Int = 10
    ) throws -> Found {
        let language = LanguageGuess(question).flatMap { $0.confidence >= 0.9 ? $0.language : nil }
        let searched = try ConversationSearch(count: count) { text, others in
            try search(
                text, in: language, for: audience, on: day, within: articles, including: others,
                excluding: rejected, count: .max)
        }(ConversationQuery(question, after: previous))
        var outcome = searched.outcome
        var passages = outcome.found.filter { !$0.passage.statements.isEmpty }
        let kind = AskedKind(searched.mended)
        prefer(kind, searched.mended, in: &passages)
        var pieces = extract(passages, searched.mended, kind)
        var evidence = evidence(passages, pieces, kind, outcome)
        var probability = passages.isEmpty ? 0 : model(evidence)
        if let pairs, passages.count > 1, reranking.doubt.contains(probability),
            language.map(pairs.knows) ?? true
        {
            let start = ContinuousClock.now
            try rerank(&passages, outcome.mended, pairs)
            pieces = extract(passages, searched.mended, kind)
            evidence = self.evidence(passages, pieces, kind, outcome)
            probability = model(evidence)
            outcome.milliseconds["pairs"] = (ContinuousClock.now - start) / .milliseconds(1)
        }
        var found = Found(
            query: searched.query, leansOnPrevious: searched.leansOnPrevious, passages: passages,
            pieces: pieces,
            evidence: evidence,
            probability: tuning.map { $0(probability) } ?? probability, milliseconds: outcome.milliseconds)
        found.kind = kind
        found.namesSeveral = TopicQuery.isAmbiguous(question, among: passages)
        return found
    }

    /// Of two passages that are about as near, the one with the kind of answer that is asked for comes first, such as a
    /// price; and of the passages of a long table the one with the row that is asked for.
    private func prefer(_ kind: AskedKind?, _ question: String, in passages: inout [FoundPassage]) {
        for index in passages.indices {
            let statements = passages[index].passage.statements
            if let kind, passages[index].has(kind) {
                passages[index].fused += Self.kindBonus
            }
            if !AskedRows(statements, question: question).asked.isEmpty {
                passages[index].fused += Self.rowBonus
            }
        }
        passages.sort { ($0.fused, $1.id) > ($1.fused, $0.id) }
        guard let best = passages.first else { return }
        let near = passages.indices.filter {
            passages[$0].article.id == best.article.id && passages[$0].fused > best.fused - Self.sectionReach
        }
        let better: Int?
        if let kind {
            // Another section of the same article may have the kind of answer that the best one lacks.
            better = best.has(kind) ? nil : near.first { passages[$0].has(kind) }
        } else {
            better = TopicQuery(question, title: best.article.title)?.section(of: passages, among: near)
        }
        guard let better, better > 0 else { return }
        passages[better].fused = best.fused
        passages.insert(passages.remove(at: better), at: 0)
    }

    private static let sectionReach = 0.35
    private static let kindBonus = 0.05
    private static let rowBonus = 0.1

    /// The same with the pair encoder at other times.
    package func reranking(_ reranking: Reranking) -> AnswerFinder {
        AnswerFinder(search, pairs: pairs, model: model, reranking: reranking, tuning: tuning)
    }

    /// The same with probabilities as they are before tuning.
    package var untuned: AnswerFinder {
        AnswerFinder(search, pairs: pairs, model: model, reranking: reranking)
    }

    /// The same as if the team had no questions of its own.
    package var withoutQuestions: AnswerFinder {
        AnswerFinder(
            search.withoutQuestions, pairs: pairs, model: model, reranking: reranking, tuning: tuning)
    }

    private func rerank(_ passages: inout [FoundPassage], _ question: String, _ pairs: SharedPairEncoder)
        throws
    {
        let best = passages[0].fused
        let count = min(
            max(passages.prefix(reranking.most).count { $0.fused >= best - reranking.near }, 2),
            passages.count)
        let texts = passages.prefix(count).map { $0.passage.encoded($0.bestText) }
        for (index, logit) in try pairs.logits(of: question, with: texts).enumerated() {
            passages[index].pair = logit
            passages[index].reading = PairReading(question: question, text: texts[index])
        }
        // Those that were not read keep their places behind.
        func total(_ passage: FoundPassage) -> Double {
            passage.fused + reranking.weight * Double(passage.pair ?? 0) / 10
        }
        let read = passages.prefix(count).sorted { (total($0), $1.id) > (total($1), $0.id) }
        passages.replaceSubrange(0..<count, with: read)
    }

    private func extract(_ passages: [FoundPassage], _ question: String, _ kind: AskedKind?) -> [Extract
        .Piece]
    {
        guard let best = passages.first else { return [] }
        var limits = Extract.Limits()
        if !search.reads(best.article.language) { limits.trust = Extract.Limits.unreadTrust }
        var pieces = Extract(
            from: best, question: question, scores: best.statements, kind: kind, limits: limits,
            isShown: Self.mayBeShown
        ).pieces
        // Another article that answers as well: "standard delivery" and "delivery to islands".
        if let logit = best.pair {
            let also = passages.dropFirst().first { passage in
                passage.article.id != best.article.id && passage.article.language == best.article.language
                    && (passage.pair ?? -.infinity) >= max(reranking.alsoFrom, logit - reranking.reach)
            }
            if let also {
                limits.statements = 2
                pieces +=
                    Extract(
                        from: also, question: question, scores: also.statements, kind: kind, limits: limits,
                        isShown: Self.mayBeShown
                    ).pieces
            }
        }
        if let kind, let base = base(of: pieces, in: passages, kind) { pieces.append(base) }
        return pieces
    }

    /// What a statement compares with, where that is all that answers: "Standard delivery takes 3 working days" for "2 working
    /// days longer than to the mainland".
    private func base(
        of pieces: [Extract.Piece], in passages: [FoundPassage], _ kind: AskedKind
    ) -> Extract.Piece? {
        let answers = pieces.filter { kind.isAnswered(by: $0.text) }
        guard !answers.isEmpty, answers.allSatisfy({ Comparison.isOnly($0.text) }) else { return nil }
        let subject = Set(answers.flatMap { SearchWords($0.text).content })
        let language = passages.first?.article.language
        for passage in passages where passage.article.language == language {
            let statements = passage.passage.statements
            let bases = statements.indices.filter { index in
                !pieces.contains { $0.passage == passage.id && $0.statement == index }
                    && Self.mayBeShown(statements[index])
                    && kind.isAnswered(by: statements[index]) && !Comparison.isOnly(statements[index])
                    && !subject.isDisjoint(with: SearchWords(statements[index]).content)
            }
            let score = { passage.statements[$0] ?? -1 }
            if let best = bases.max(by: { (score($0), $1) < (score($1), $0) }) {
                return Extract.Piece(
                    passage: passage.id, article: passage.article.id, statement: best, text: statements[best],
                    score: Double(score(best)))
            }
        }
        return nil
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
        evidence.share = Self.share(of: best, among: passages)
        evidence.pair = best.pair.map { Double($0) }
        evidence.otherPair =
            passages.dropFirst().filter { $0.article.id != best.article.id }
            .compactMap(\.pair).max().map { Double($0) } ?? (best.pair == nil ? nil : -11)
        if let kind {
            evidence.askedKind = pieces.contains { kind.isAnswered(by: $0.text) } ? 1 : -1
        }
        evidence.unknownWords = outcome.unknownShare
        evidence.length = outcome.contentWords
        if let prediction = outcome.prediction {
            evidence.hasQuestions = 1
            evidence.known = prediction.answered
            evidence.question = prediction.articles[best.article.id] ?? 0
        }
        return evidence
    }

    /// The softmax of the best article's fused score among those of all articles found, at the temperature of
    /// ``QuestionTuning``.
    private static func share(of best: FoundPassage, among passages: [FoundPassage]) -> Double {
        let scores = Dictionary(passages.map { ($0.article.id, $0.fused) }) { max($0, $1) }
        let sum = scores.values.reduce(0) { $0 + exp(($1 - best.fused) / 0.05) }
        return sum > 0 ? exp(((scores[best.article.id] ?? 0) - best.fused) / 0.05) / sum : 0
    }
}

extension FoundPassage {
    fileprivate func has(_ kind: AskedKind) -> Bool {
        passage.statements.contains { kind.isAnswered(by: $0) }
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
