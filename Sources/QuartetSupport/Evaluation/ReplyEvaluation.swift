public import Foundation
internal import QuartetMetrics

/// What the bot does with questions whose right outcome is known.
public struct ReplyEvaluation: Sendable, Encodable {
    /// One question with what happened.
    public struct Row: Sendable, Encodable {
        public var question: String
        public var action: Reply.Action
        public var expected: [String]
        public var article: String?
        public var articles: [String]
        public var isRightAction: Bool
        public var confidence: Double?
        public var text: String
        /// Facts that the answer lacks, in their first wording.
        public var missingFacts: [String]
        /// Statements that do not stand in the passages cited.
        public var unsupported: [String]
        /// The passages that were considered: article, fused score, the pair encoder's logit, and
        /// what the score is made of.
        public var considered: [Candidate]
    }

    public struct Candidate: Sendable, Encodable {
        public var article: String
        public var score: Double
        public var logit: Float?
        public var parts: SearchScores
    }

    public var questions: Int
    public var rightAction: Double
    /// Of the answers with known facts, the share with all of them.
    public var allFacts: Double?
    public var unsupportedStatements: Int
    /// Questions without an answer that were answered.
    public var answeredWithoutSupport: Int
    public var answered: Int
    /// Answers from another article than the right one, or to a question without an answer.
    public var wrongAnswers: Int
    /// How far the stated probabilities are from the truth on average: the expected calibration error over ten bins of
    /// equal count.
    public var calibrationError: Double?
    /// The area under the ROC curve of the probability, right answers against questions without one.
    public var discrimination: Double?
    public var medianMilliseconds: Double
    public var percentile95Milliseconds: Double
    public var rows: [Row]

    /// Each question begins a conversation of its own, or follows the question before it.
    public init(
        _ items: [QuestionSet.Item], _ desk: Desk, at now: Date, progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        let planner = ReplyPlanner(desk)
        var (rows, times): ([Row], [Double]) = ([], [])
        for (index, item) in items.enumerated() {
            var state = ConversationState()
            func plan(_ message: String) throws -> ReplyPlanner.Plan {
                let meaning = try desk.reader.meaning(
                    of: message, known: state.slots, today: CalendarDay(of: now, in: .gmt))
                return try planner.plan(message, meaning, &state, at: now)
            }
            if let previous = item.previous { _ = try plan(previous) }
            let start = ContinuousClock.now
            let plan = try plan(item.question)
            times.append((ContinuousClock.now - start) / .milliseconds(1))
            rows.append(Self.row(item, plan, desk))
            progress(index + 1, items.count)
        }
        self.init(rows, items, milliseconds: times)
    }

    private init(_ rows: [Row], _ items: [QuestionSet.Item], milliseconds: [Double]) {
        let pairs = zip(rows, items)
        let count = Double(max(rows.count, 1))
        questions = rows.count
        rightAction = Double(rows.count(where: \.isRightAction)) / count
        let withFacts = pairs.filter { !$1.facts.isEmpty }
        allFacts =
            withFacts.isEmpty
            ? nil
            : Double(withFacts.count { $0.0.action == .answer && $0.0.missingFacts.isEmpty })
                / Double(withFacts.count)
        unsupportedStatements = rows.reduce(0) { $0 + $1.unsupported.count }
        answeredWithoutSupport = pairs.count { $0.action == .answer && $0.article != nil && !$1.isAnswerable }
        answered = rows.count { $0.action == .answer && $0.article != nil }
        wrongAnswers = pairs.count { row, item in
            guard row.action == .answer, let article = row.article else { return false }
            return !item.articles.contains(article) || !item.isAnswerable
        }
        let judged = pairs.compactMap { row, item in
            row.confidence.map {
                ($0, row.article.map { item.articles.contains($0) && item.isAnswerable } ?? false)
            }
        }
        calibrationError = Self.calibrationError(judged)
        discrimination =
            (try? Ranking(scores: judged.map(\.0), isPositive: judged.map(\.1)))?.curve().areaUnderROC
        let sorted = milliseconds.sorted()
        medianMilliseconds = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
        percentile95Milliseconds = sorted.isEmpty ? 0 : sorted[min(sorted.count * 95 / 100, sorted.count - 1)]
        self.rows = rows
    }

    private static func row(_ item: QuestionSet.Item, _ plan: ReplyPlanner.Plan, _ desk: Desk) -> Row {
        let expected =
            item.actions.isEmpty ? (item.articles.isEmpty ? [.clarify, .escalate] : [.answer]) : item.actions
        let cited = Set(plan.citations.map(\.article))
        // An answer from a wrong article is not the right action.
        let isFromRight =
            plan.citations.isEmpty || item.articles.isEmpty || !cited.isDisjoint(with: item.articles)
        let sentences = plan.passages.filter { cited.contains($0.article.id) }.flatMap(\.passage.statements)
        let check = SupportCheck()
        let unsupported =
            plan.action == .answer && !plan.citations.isEmpty
            ? plan.citations.map(\.quote).filter {
                !check.faults(of: $0, in: sentences, support: nil).isEmpty
            } : []
        return Row(
            question: item.question, action: plan.action, expected: expected.map(\.rawValue).sorted(),
            article: plan.citations.first?.article ?? plan.passages.first?.article.id,
            articles: item.articles,
            isRightAction: expected.contains(plan.action) && (plan.action != .answer || isFromRight),
            confidence: plan.confidence, text: plan.said,
            missingFacts: item.missingFacts(in: plan.said),
            unsupported: unsupported,
            considered: plan.passages.map {
                Candidate(article: $0.article.id, score: $0.fused, logit: $0.pair, parts: $0.scores)
            })
    }

    static func calibrationError(_ judged: [(Double, Bool)]) -> Double? {
        if judged.isEmpty { return nil }
        let sorted = judged.sorted { $0.0 < $1.0 }
        let size = max(sorted.count / 10, 1)
        return stride(from: 0, to: sorted.count, by: size).reduce(0.0) { sum, start in
            let bin = sorted[start..<min(start + size, sorted.count)]
            let difference = bin.reduce(0) { $0 + $1.0 - ($1.1 ? 1 : 0) }
            return sum + abs(difference) / Double(sorted.count)
        }
    }
}
