/// How much each model of a stack counts (Wolpert, Neural Networks 1992, 5, 241; Breiman, Machine Learning 1996, 24, 49).
package enum StackWeights {
    /// Weights of at least 0 whose sum is 1, with the smallest squared error of the weighted mean.
    ///
    /// - Parameter predictions: for each model, what it predicts for each molecule without having seen it.
    package static func fit(_ predictions: [[Double]], values: [Double]) -> [Double] {
        let count = predictions.count
        // Of errors: as the sum is 1, the weighted mean's error is the weighted mean of the errors.
        let errors = predictions.map { zip($0, values).map { $0.0 - $0.1 } }
        var products = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        for a in 0..<count {
            for b in 0..<count { products[a][b] = zip(errors[a], errors[b]).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        var weights = [Double](repeating: 1 / Double(max(count, 1)), count: count)
        // Moves weight between two models at a time, as far as the error falls: it is a convex function.
        for _ in 0..<200 {
            for a in 0..<count {
                for b in 0..<count where a != b {
                    let curvature = products[a][a] - 2 * products[a][b] + products[b][b]
                    if curvature <= 0 { continue }
                    let slope = (0..<count).reduce(0) {
                        $0 + weights[$1] * (products[a][$1] - products[b][$1])
                    }
                    let step = min(max(-slope / curvature, -weights[a]), weights[b])
                    weights[a] += step
                    weights[b] -= step
                }
            }
        }
        return rounded(weights)
    }

    /// Models that hardly count are left out: they would cost time in every prediction.
    private static func rounded(_ weights: [Double]) -> [Double] {
        let kept = weights.map { $0 < 0.05 ? 0 : $0 }
        let sum = kept.reduce(0, +)
        return sum > 0 ? kept.map { $0 / sum } : weights
    }
}
