internal import Foundation
internal import QuartetEngine

/// One distribution of several kinds of evidence: `p(k) ~ exp(sum_t w_t s_t(k))`, a logarithmic opinion pool (Genest &
/// Zidek, 1986). The weights are fitted on texts that the classifiers had not seen, so the probabilities are calibrated.
struct LogarithmicPool: Sendable, Codable, Equatable {
    var weights: [IntentEvidence.Term: Float]

    /// Weights that hold where nothing is known: about what BANKING77, CLINC150 and HINT3 give.
    private static let usual: [IntentEvidence.Term: Double] = [
        .words: 2.5, .head: 0.7, .nearest: 5, .tuned: 0.7,
    ]
    /// Texts whose weight the usual weights have.
    private static let prior = 5.0
    /// More texts change the weights no further.
    private static let most = 6000

    /// `log p` of every class.
    func logProbabilities(_ evidence: IntentEvidence) -> [Float] {
        var logits: [Float] = []
        // In a fixed order, so that sums are always the same.
        for term in IntentEvidence.Term.allCases {
            guard let weight = weights[term], let scores = evidence.scores[term] else { continue }
            if logits.isEmpty { logits = [Float](repeating: 0, count: scores.count) }
            for k in scores.indices { logits[k] += weight * scores[k] }
        }
        let total = logits.logSumExponential
        return logits.map { $0 - total }
    }

    /// Fits the weights to texts by maximum likelihood. Their logarithms are the parameters, so that none is negative.
    ///
    /// - Parameters:
    ///   - evidence: of texts that the classifiers were not trained on; may be empty.
    ///   - labels: the right class of each.
    init(_ terms: [IntentEvidence.Term], fittedTo evidence: [IntentEvidence], labels: [Int]) {
        let usual = terms.map { Self.usual[$0].map { log($0) } ?? 0 }
        let step = max(1, evidence.count / Self.most)
        let rows = stride(from: 0, to: evidence.count, by: step).map { row in
            (own: labels[row], scores: terms.map { evidence[row].scores[$0] ?? [] })
        }
        var point = usual
        var solver = LimitedMemoryBFGS()
        solver.maximumIterations = 60
        solver.minimize(&point) { point, gradient in
            let weights = point.map { exp($0) }
            var (loss, slopes) = (0.0, [Double](repeating: 0, count: terms.count))
            for row in rows { loss += Self.loss(row.scores, row.own, weights, &slopes) }
            let count = Double(rows.count) + Self.prior
            for t in terms.indices {
                let distance = point[t] - usual[t]
                loss += Self.prior * distance * distance
                gradient[t] = (slopes[t] * weights[t] + 2 * Self.prior * distance) / count
            }
            return loss / count
        }
        weights = Dictionary(uniqueKeysWithValues: zip(terms, point.map { Float(exp($0)) }))
    }

    /// `-log p(own)`; adds its derivatives by the weights.
    private static func loss(
        _ scores: [[Float]], _ own: Int, _ weights: [Double], _ slopes: inout [Double]
    ) -> Double {
        let classes = scores.first?.count ?? 0
        var logits = [Float](repeating: 0, count: classes)
        for (term, weight) in zip(scores, weights) {
            for k in term.indices { logits[k] += Float(weight) * term[k] }
        }
        let total = logits.logSumExponential
        for (t, term) in scores.enumerated() {
            var mean: Float = 0
            for k in term.indices { mean += exp(logits[k] - total) * term[k] }
            slopes[t] += Double(mean - term[own])
        }
        return Double(total - logits[own])
    }
}
