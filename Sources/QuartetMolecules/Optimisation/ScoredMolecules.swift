internal import Foundation

/// What has been scored so far: the candidates in order, found again by their structure and by their rank.
struct ScoredMolecules: Sendable {
    private(set) var candidates: [ScoredMolecule] = []
    /// Indices of the candidates, the best first; of equal ones the earlier.
    private(set) var ranking: [Int] = []
    private var places: [String: Int] = [:]

    var count: Int { candidates.count }

    func contains(_ smiles: String) -> Bool { places[smiles] != nil }

    func score(of smiles: String) -> Double? { places[smiles].map { candidates[$0].score } }

    mutating func append(_ candidate: ScoredMolecule) {
        let index = candidates.count
        candidates.append(candidate)
        places[candidate.smiles] = index
        var (low, high) = (0, ranking.count)
        while low < high {
            let middle = (low + high) / 2
            if candidates[ranking[middle]].score >= candidate.score {
                low = middle + 1
            } else {
                high = middle
            }
        }
        ranking.insert(index, at: low)
    }

    /// The best candidates, best first.
    func best(_ count: Int) -> [ScoredMolecule] { ranking.prefix(count).map { candidates[$0] } }
}

/// How the mean score of the best ten grew with the number of molecules scored (Gao et al., Sample Efficiency Matters,
/// NeurIPS 2022).
public struct OptimisationCurve: Sendable, Equatable {
    /// Molecules scored, and the mean of the best ten of them by then.
    public struct Point: Codable, Sendable, Equatable {
        public let scored: Int
        public let topMean: Double
    }

    public let points: [Point]
    public let budget: Int

    /// - Parameters:
    ///   - scores: in the order in which they were found.
    ///   - every: molecules between two points: 100, as the benchmark has them, or a hundredth of a smaller budget.
    public init(scores: [Double], budget: Int, top: Int = 10, every: Int? = nil) {
        let every = every ?? min(100, max(1, budget / 100))
        var best: [Double] = []
        var points: [Point] = []
        for (index, score) in scores.prefix(budget).enumerated() {
            let place = best.firstIndex { $0 < score } ?? best.count
            if place < top {
                best.insert(score, at: place)
                if best.count > top { best.removeLast() }
            }
            if (index + 1) % every == 0 || index + 1 == min(scores.count, budget) {
                points.append(Point(scored: index + 1, topMean: best.reduce(0, +) / Double(best.count)))
            }
        }
        (self.points, self.budget) = (points, budget)
    }

    /// The mean of the best ten at the end.
    public var topMean: Double { points.last?.topMean ?? 0 }

    /// The area under the curve as a share of the budget, by trapezoids from 0; what was not spent counts with the last
    /// value.
    public var area: Double {
        var (sum, before, scored) = (0.0, 0.0, 0)
        for point in points {
            sum += Double(point.scored - scored) * (point.topMean + before) / 2
            (before, scored) = (point.topMean, point.scored)
        }
        return (sum + Double(budget - scored) * before) / Double(max(budget, 1))
    }
}
