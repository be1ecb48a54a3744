internal import Foundation
internal import QuartetEngine

/// How much a text seems to be about none of the classes, from 0 to 1: logistic regression on how sure the classes are of
/// it and how far it is from every example.
struct Strangeness: Sendable, Codable, Equatable {
    /// `sigmoid(bias + sum_i factor_i x_i)`.
    var factors: [Double]
    var bias: Double
    /// From here on a text counts as out of scope.
    var threshold: Double

    /// What the score is made of: the surprise of the best class, the log-probability of the second best relative to it,
    /// the least rejection by a machine, and with vectors the free energy of the head (Liu et al., 2020) and the distance
    /// from the nearest example. All grow with strangeness.
    static func signs(_ evidence: IntentEvidence, logProbabilities: [Float]) -> [Double] {
        var (best, second) = (-Float.infinity, -Float.infinity)
        for x in logProbabilities {
            if x > best { (best, second) = (x, best) } else if x > second { second = x }
        }
        // A second class that is all but impossible is as good as none.
        var signs = [-best, max(second - best, -30), -(evidence.scores[.words]?.max() ?? -1)]
        if let head = evidence.scores[.head] { signs.append(-head.logSumExponential) }
        if let closest = evidence.closest.max() { signs.append(-closest) }
        return signs.map(Double.init)
    }

    func callAsFunction(_ signs: [Double]) -> Double {
        let x = zip(factors, signs).reduce(bias) { $0 + $1.0 * $1.1 }
        return 1 / (1 + exp(-x))
    }

    /// Signs of texts that belong to no class, and how much each of them counts.
    struct Strangers {
        var signs: [[Double]]
        var weight = 1.0
    }

    /// Fits the score to texts of the classes and texts of none; each side counts half, whatever its number.
    ///
    /// - Parameters:
    ///   - familiar: signs of texts of the classes that the classifiers were not trained on.
    ///   - strangers: the others, in groups of different weight.
    ///   - judged: the group on which the threshold is chosen for the best mean of both shares of right decisions; nil
    ///     chooses the threshold above which 5 % of the familiar texts are.
    init(familiar: [[Double]], strangers: [Strangers], judged: Strangers?) {
        let scales = Self.scales(familiar + strangers.flatMap(\.signs))
        func scaled(_ signs: [Double]) -> [Double] {
            zip(signs, scales).map { ($0 - $1.mean) / $1.deviation }
        }
        let total = strangers.reduce(0) { $0 + $1.weight * Double($1.signs.count) }
        var rows = familiar.map { (x: scaled($0), isStrange: false, weight: 0.5 / Double(familiar.count)) }
        for group in strangers {
            rows += group.signs.map { (scaled($0), true, 0.5 * group.weight / max(total, 1e-9)) }
        }
        var point = [Double](repeating: 0, count: scales.count + 1)
        LimitedMemoryBFGS().minimize(&point) { point, gradient in
            gradient = point.map { 2e-3 * $0 }
            gradient[point.count - 1] = 0
            var loss = point.dropLast().reduce(0) { $0 + 1e-3 * $1 * $1 }
            for (x, isStrange, weight) in rows {
                let logit = zip(point, x).reduce(point[point.count - 1]) { $0 + $1.0 * $1.1 }
                let signed = isStrange ? logit : -logit
                // log(1 + exp(-z)), without overflow.
                loss += weight * (max(-signed, 0) + log1p(exp(-abs(signed))))
                let slope = weight * (1 / (1 + exp(-logit)) - (isStrange ? 1 : 0))
                for i in x.indices { gradient[i] += slope * x[i] }
                gradient[point.count - 1] += slope
            }
            return loss
        }
        factors = zip(point, scales).map { $0 / $1.deviation }
        bias = zip(factors, scales).reduce(point[point.count - 1]) { $0 - $1.0 * $1.1.mean }
        threshold = 1
        let scores = familiar.map { self($0) }.sorted()
        if let judged, !judged.signs.isEmpty {
            threshold = Self.bestThreshold(scores, judged.signs.map { self($0) })
        } else if !scores.isEmpty {
            threshold = scores[min(scores.count * 95 / 100, scores.count - 1)]
        }
    }

    private static func scales(_ rows: [[Double]]) -> [(mean: Double, deviation: Double)] {
        (0..<(rows.first?.count ?? 0)).map { column in
            let mean = rows.reduce(0) { $0 + $1[column] } / Double(rows.count)
            let square = rows.reduce(0) { $0 + ($1[column] - mean) * ($1[column] - mean) }
            return (mean, max((square / Double(rows.count)).squareRoot(), 1e-6))
        }
    }

    /// The threshold with the largest sum of the share of strangers at or above it and of familiar texts below it.
    private static func bestThreshold(_ familiar: [Double], _ strangers: [Double]) -> Double {
        let all =
            familiar.map { ($0, 0.0, 1 / Double(familiar.count)) }
            + strangers.map { ($0, 1 / Double(strangers.count), 0.0) }
        var (best, result, recall, alarms) = (-1.0, 1.0, 0.0, 0.0)
        for (score, stranger, friend) in all.sorted(by: { $0.0 > $1.0 }) {
            (recall, alarms) = (recall + stranger, alarms + friend)
            if recall - alarms > best { (best, result) = (recall - alarms, score) }
        }
        return result
    }

    init(factors: [Double], bias: Double, threshold: Double) {
        (self.factors, self.bias, self.threshold) = (factors, bias, threshold)
    }
}

extension Strangeness {
    /// A score that was fitted to CLINC150, for data with too few messages to fit one.
    static func usual(_ pool: LogarithmicPool) -> Strangeness {
        pool.weights.count == 1
            ? Strangeness(factors: [0.3, 0.4, 1.5], bias: 1, threshold: 0.8)
            : Strangeness(factors: [0.05, 0.4, 0.6, 0.3, 4], bias: 4, threshold: 0.8)
    }
}
