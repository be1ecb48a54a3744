internal import Foundation
public import QuartetFiles

/// Evolution strategy with covariance matrix adaptation, CMA-ES, with the usual constants (Hansen, The CMA Evolution Strategy:
/// A Tutorial, arXiv:1604.00772). It minimises or maximises alike: it only learns which points are better.
public struct CovarianceAdaptation: Codable, Sendable, Equatable {
    /// Points of a generation, λ.
    public let population: Int
    /// The mean of the distribution, m.
    public private(set) var mean: [Double]
    /// The step size, σ.
    public private(set) var stepSize: Double
    public private(set) var generation = 0

    private let constants: Constants
    /// Row by row; C = B D² Bᵀ.
    private var covariance: [Double]
    private var axes: [Double]
    private var scales: [Double]
    private var stepPath: [Double]
    private var shapePath: [Double]
    private var decomposedAt = 0

    private struct Constants: Codable, Sendable, Equatable {
        /// Of the better half, by falling rank; they sum to 1.
        let weights: [Double]
        /// μ_eff, c_σ, d_σ, c_c, c_1 and c_μ.
        let mass, stepRate, damping, pathRate, rankOne, rankMu: Double
        /// E‖N(0, I)‖.
        let expectedNorm: Double

        init(dimensions: Int, population: Int) {
            let n = Double(dimensions)
            let half = population / 2
            let raw = (1...half).map { log(Double(population + 1) / 2) - log(Double($0)) }
            let sum = raw.reduce(0, +)
            weights = raw.map { $0 / sum }
            mass = 1 / weights.reduce(0) { $0 + $1 * $1 }
            stepRate = (mass + 2) / (n + mass + 5)
            damping = 1 + 2 * max(0, ((mass - 1) / (n + 1)).squareRoot() - 1) + stepRate
            pathRate = (4 + mass / n) / (n + 4 + 2 * mass / n)
            rankOne = 2 / (pow(n + 1.3, 2) + mass)
            rankMu = min(1 - rankOne, 2 * (mass - 2 + 1 / mass) / (pow(n + 2, 2) + mass))
            expectedNorm = n.squareRoot() * (1 - 1 / (4 * n) + 1 / (21 * n * n))
        }
    }

    /// - Parameters:
    ///   - mean: where it begins, of at least one dimension.
    ///   - stepSize: a third of the distance to the expected optimum, or less.
    ///   - population: at least 4; 4 + 3 ln n without it.
    public init(mean: [Double], stepSize: Double, population: Int? = nil) {
        let n = mean.count
        let usual = 4 + Int(3 * log(Double(max(n, 1))))
        self.population = max(population ?? usual, 4)
        constants = Constants(dimensions: max(n, 1), population: self.population)
        (self.mean, self.stepSize) = (mean, stepSize)
        covariance = Self.identity(n)
        axes = Self.identity(n)
        scales = [Double](repeating: 1, count: n)
        stepPath = [Double](repeating: 0, count: n)
        shapePath = stepPath
    }

    private static func identity(_ n: Int) -> [Double] {
        (0..<n * n).map { $0 / n == $0 % n ? 1 : 0 }
    }

    /// The points of the next generation: m + σ B D z, with z normal.
    public func points(_ draw: inout PhiloxGenerator) -> [[Double]] {
        let n = mean.count
        return (0..<population).map { _ in
            let scaled = (0..<n).map { scales[$0] * draw.normal() }
            return (0..<n).map { row in
                var sum = 0.0
                for column in 0..<n { sum += axes[row * n + column] * scaled[column] }
                return mean[row] + stepSize * sum
            }
        }
    }

    /// Moves towards the better points.
    /// - Parameter ranked: all points of the generation, the best first.
    public mutating func learn(_ ranked: [[Double]]) {
        let n = mean.count
        let steps = ranked.prefix(constants.weights.count).map { point in
            (0..<n).map { (point[$0] - mean[$0]) / stepSize }
        }
        var step = [Double](repeating: 0, count: n)
        for (weight, one) in zip(constants.weights, steps) { for i in 0..<n { step[i] += weight * one[i] } }
        for i in 0..<n { mean[i] += stepSize * step[i] }
        generation += 1

        let rate = constants.stepRate
        let push = (rate * (2 - rate) * constants.mass).squareRoot()
        let whitened = whitened(step)
        for i in 0..<n { stepPath[i] = (1 - rate) * stepPath[i] + push * whitened[i] }
        let norm = stepPath.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let grown = 1 - pow(1 - rate, 2 * Double(generation))
        let isShort = norm / grown.squareRoot() < (1.4 + 2 / Double(n + 1)) * constants.expectedNorm
        adaptShape(step, steps, isShort: isShort)
        stepSize *= exp(rate / constants.damping * (norm / constants.expectedNorm - 1))
        decomposeIfDue()
    }

    private mutating func adaptShape(_ step: [Double], _ steps: [[Double]], isShort: Bool) {
        let n = mean.count
        let rate = constants.pathRate
        let push = isShort ? (rate * (2 - rate) * constants.mass).squareRoot() : 0
        for i in 0..<n { shapePath[i] = (1 - rate) * shapePath[i] + push * step[i] }
        let lost = isShort ? 0 : constants.rankOne * rate * (2 - rate)
        let kept = 1 - constants.rankOne - constants.rankMu + lost
        for i in 0..<n {
            for j in 0...i {
                var sum = kept * covariance[i * n + j] + constants.rankOne * shapePath[i] * shapePath[j]
                for (weight, one) in zip(constants.weights, steps) {
                    sum += constants.rankMu * weight * one[i] * one[j]
                }
                covariance[i * n + j] = sum
                covariance[j * n + i] = sum
            }
        }
    }

    /// B D⁻¹ Bᵀ y.
    private func whitened(_ y: [Double]) -> [Double] {
        let n = y.count
        let inner = (0..<n).map { column in
            var sum = 0.0
            for row in 0..<n { sum += axes[row * n + column] * y[row] }
            return sum / scales[column]
        }
        return (0..<n).map { row in
            var sum = 0.0
            for column in 0..<n { sum += axes[row * n + column] * inner[column] }
            return sum
        }
    }

    /// The decomposition costs more than a generation, and C changes slowly: it is made anew after 1/(10 n (c_1 + c_μ))
    /// generations.
    private mutating func decomposeIfDue() {
        let wait = 1 / (10 * Double(mean.count) * (constants.rankOne + constants.rankMu))
        guard Double(generation - decomposedAt) > wait else { return }
        decomposedAt = generation
        let (values, vectors) = SymmetricMatrix(covariance, width: mean.count).eigenvectors()
        axes = vectors
        scales = values.map { max($0, 1e-20).squareRoot() }
    }
}

extension PhiloxGenerator {
    /// Normal with mean 0 and variance 1 (Box and Muller, Ann. Math. Stat. 1958, 29, 610).
    mutating func normal() -> Double {
        // Never 0, whose logarithm is infinite.
        let radius = (-2 * log(1 - Double(uniform()))).squareRoot()
        return radius * cos(2 * .pi * Double(uniform()))
    }
}
