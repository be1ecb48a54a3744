internal import Foundation
internal import QuartetMetrics

/// How often each way of searching finds the right article, and what each stage costs.
public struct SearchEvaluation: Sendable, Encodable {
    /// A way of searching.
    public struct Stage: Sendable, Encodable {
        public var name: String
        /// The share of questions whose right article came first, and among the first three.
        public var first: Double
        public var inThree: Double
        /// Mean reciprocal rank of the right article among those found.
        public var meanReciprocalRank: Double
        /// The median of its own milliseconds a question.
        public var milliseconds: Double
    }

    public var questions: Int
    public var stages: [Stage]

    /// - Parameter items: those without an article are left out.
    public init(_ items: [QuestionSet.Item], _ desk: Desk, progress: (Int, Int) -> Void = { _, _ in }) throws
    {
        let asked = items.filter { !$0.articles.isEmpty }
        questions = asked.count
        var ranks = [[Int?]](repeating: [], count: Self.names.count)
        var times = [[Double]](repeating: [], count: Self.names.count)
        for (index, item) in asked.enumerated() {
            let found = try desk.finder(item.question, after: item.previous, count: Self.most)
            let right = Set(item.articles)
            let orders: [(FoundPassage) -> Double] = [
                { $0.scores.words }, { $0.scores.bestCosine },
                { 0.5 * $0.scores.words + $0.scores.bestCosine }, { $0.fused },
            ]
            for (stage, order) in orders.enumerated() {
                // What words or vectors give nothing to, they have not found; the fusion may be below 0.
                let isFused = stage == orders.count - 1
                let ordered = found.passages.filter { isFused || order($0) > 0 }
                    .sorted { order($0) > order($1) }
                ranks[stage].append(Self.rank(of: right, in: ordered))
            }
            ranks[4].append(Self.rank(of: right, in: found.passages))
            let spent = found.milliseconds
            times[0].append(spent["words"] ?? 0)
            times[1].append(spent["vectors"] ?? 0)
            times[2].append(0)
            times[3].append(spent["passages"] ?? 0)
            times[4].append(spent["pairs"] ?? 0)
            progress(index + 1, asked.count)
        }
        stages = Self.names.indices.map { stage in
            let count = Double(max(asked.count, 1))
            return Stage(
                name: Self.names[stage], first: Double(ranks[stage].count { $0 == 1 }) / count,
                inThree: Double(ranks[stage].count { $0.map { $0 <= 3 } ?? false }) / count,
                meanReciprocalRank: ranks[stage].reduce(0) { $0 + ($1.map { 1 / Double($0) } ?? 0) } / count,
                milliseconds: times[stage].sorted()[safe: times[stage].count / 2] ?? 0)
        }
    }

    /// More passages than any way of searching puts forward: none of them may hide what another one found.
    private static let most = 1000

    private static let names = [
        "words (BM25)", "vectors", "plain fusion", "tuned fusion", "with the pair encoder",
    ]

    /// The place of the first right article among the distinct articles found, from 1.
    private static func rank(of right: Set<String>, in passages: [FoundPassage]) -> Int? {
        var seen: [String] = []
        for passage in passages where !seen.contains(passage.article.id) { seen.append(passage.article.id) }
        return seen.firstIndex { right.contains($0) }.map { $0 + 1 }
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
