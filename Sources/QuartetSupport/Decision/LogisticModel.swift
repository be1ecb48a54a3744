internal import Foundation

/// A logistic regression: `p = 1 / (1 + exp(-(w · x + b)))`, fitted by Newton's method with an L2 penalty on `w`
/// (Hastie et al., The Elements of Statistical Learning, 2009, 4.4).
package struct LogisticModel: Codable, Sendable, Equatable {
    package var weights: [Double]
    package var bias: Double

    package init(weights: [Double], bias: Double) { (self.weights, self.bias) = (weights, bias) }

    package func callAsFunction(_ features: [Double]) -> Double {
        1 / (1 + exp(-(zip(weights, features).reduce(bias) { $0 + $1.0 * $1.1 })))
    }

    /// Fits the model.
    ///
    /// - Parameters:
    ///   - examples: features of equal count, at least one example.
    ///   - penalty: the weight of `|w|² / 2` beside the sum of the log-losses.
    ///   - importance: how much each example counts; 1 by default.
    package init(
        _ examples: [[Double]], labels: [Bool], penalty: Double = 1, importance: [Double]? = nil
    ) {
        let width = (examples.first?.count ?? 0) + 1
        var theta = [Double](repeating: 0, count: width)
        for _ in 0..<50 {
            var gradient = [Double](repeating: 0, count: width)
            var hessian = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
            for (index, example) in examples.enumerated() {
                let x = example + [1]
                let p = 1 / (1 + exp(-zip(theta, x).reduce(0) { $0 + $1.0 * $1.1 }))
                let count = importance?[index] ?? 1
                let (error, slope) = ((p - (labels[index] ? 1 : 0)) * count, p * (1 - p) * count)
                for i in 0..<width {
                    gradient[i] += error * x[i]
                    for j in 0...i { hessian[i][j] += slope * x[i] * x[j] }
                }
            }
            for i in 0..<width - 1 {
                gradient[i] += penalty * theta[i]
                hessian[i][i] += penalty
            }
            // Keeps the bias bounded when all labels are equal.
            hessian[width - 1][width - 1] += 1e-6
            gradient[width - 1] += 1e-6 * theta[width - 1]
            let step = Self.solved(hessian, gradient)
            for i in 0..<width { theta[i] -= step[i] }
            if step.allSatisfy({ abs($0) < 1e-9 }) { break }
        }
        weights = Array(theta.dropLast())
        bias = theta[width - 1]
    }

    /// `A⁻¹ b` by Cholesky's factors; `A` is symmetric and positive definite, its lower half is read.
    private static func solved(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
        let count = vector.count
        var factor = matrix
        for i in 0..<count {
            for j in 0...i {
                var sum = factor[i][j]
                for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
                factor[i][j] = i == j ? max(sum, 1e-12).squareRoot() : sum / factor[j][j]
            }
        }
        var result = vector
        for i in 0..<count {
            for k in 0..<i { result[i] -= factor[i][k] * result[k] }
            result[i] /= factor[i][i]
        }
        for i in (0..<count).reversed() {
            for k in i + 1..<count { result[i] -= factor[k][i] * result[k] }
            result[i] /= factor[i][i]
        }
        return result
    }
}
