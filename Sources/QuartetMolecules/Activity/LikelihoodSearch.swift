internal import Foundation

/// Climbs the marginal likelihood of a process with Rprop (Blum & Riedmiller, Optimization of Gaussian process
/// hyperparameters using Rprop, ESANN 2013): steps depend on the signs of the gradient alone.
package struct LikelihoodSearch {
    let recipe: KernelRecipe
    /// Similarities and distances between the molecules, in the recipe's order.
    let parts: [[Float]]
    /// Standardised.
    let values: [Double]

    package init(recipe: KernelRecipe, parts: [[Float]], values: [Double]) {
        (self.recipe, self.parts, self.values) = (recipe, parts, values)
    }

    private static let steps = 30
    /// A weak preference for parameters near one, on their logarithms: some are not determined by the data.
    private static let priorDeviation = 3.0

    package func best(from start: KernelParameters) -> KernelParameters {
        var current = start.logarithms
        var sizes = [Double](repeating: 0.25, count: current.count)
        var last = [Double](repeating: 0, count: current.count)
        var best = (value: -Double.infinity, parameters: start)
        for _ in 0..<Self.steps {
            guard let (value, gradient) = likelihood(current) else { break }
            if value > best.value { best = (value, KernelParameters(logarithms: current)) }
            for index in current.indices {
                let agreement = gradient[index] * last[index]
                if agreement > 0 { sizes[index] = min(sizes[index] * 1.2, 1) }
                if agreement < 0 { sizes[index] = max(sizes[index] * 0.5, 1e-3) }
                // After a change of sign the step is left out once.
                last[index] = agreement < 0 ? 0 : gradient[index]
                if last[index] != 0 { current[index] += last[index] > 0 ? sizes[index] : -sizes[index] }
                current[index] = min(max(current[index], -7), 4)
            }
            if sizes.allSatisfy({ $0 < 0.01 }) { break }
        }
        return best.parameters
    }

    /// `log p(y) = -½ yᵀ K⁻¹ y - ½ log |K|` up to a constant, with the prior, and its gradient
    /// `½ tr((α αᵀ - K⁻¹) ∂K/∂θ)`, `α = K⁻¹ y`.
    package func likelihood(_ logarithms: [Double]) -> (value: Double, gradient: [Double])? {
        let count = values.count
        let forms = recipe.forms(logarithms)
        let noise = KernelParameters(logarithms: logarithms).noise
        var matrix = [Double](repeating: 0, count: count * count)
        for (part, form) in zip(parts, forms) { form.add(part, to: &matrix) }
        for index in 0..<count { matrix[index * count + index] += noise }
        guard let factor = CholeskyFactor(matrix, width: count) else { return nil }
        let weights = factor.solve(values)
        var slopes = factor.inverse()
        slopes.withUnsafeMutableBufferPointer { slopes in
            for row in 0..<count {
                for column in 0..<count {
                    let index = row * count + column
                    slopes[index] = 0.5 * (weights[row] * weights[column] - slopes[index])
                }
            }
        }
        var gradient: [Double] = []
        for (part, form) in zip(parts, forms) { gradient += form.gradient(part, slopes) }
        gradient.append((0..<count).reduce(0) { $0 + slopes[$1 * count + $1] } * 2 * (noise - 1e-6))
        let fit = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        var value = -0.5 * fit - factor.halfLogDeterminant
        let precision = 1 / (Self.priorDeviation * Self.priorDeviation)
        for (index, logarithm) in logarithms.enumerated() {
            value -= 0.5 * precision * logarithm * logarithm
            gradient[index] -= precision * logarithm
        }
        return value.isFinite ? (value, gradient) : nil
    }
}

extension KernelForm {
    /// The derivatives by the logarithms of its parameters, where `slopes` are those by the elements of the matrix.
    fileprivate func gradient(_ part: [Float], _ slopes: [Double]) -> [Double] {
        part.withUnsafeBufferPointer { part in
            slopes.withUnsafeBufferPointer { slopes in
                var (amplitude, stretch) = (0.0, 0.0)
                switch self {
                case .similarity(let variance):
                    for index in 0..<part.count { amplitude += slopes[index] * Double(part[index]) }
                    return [2 * variance * amplitude]
                case .matern(let variance, let length):
                    let factor = 3.0.squareRoot() / length
                    for index in 0..<part.count {
                        let r = factor * Double(part[index]).squareRoot()
                        let decay = slopes[index] * exp(-r)
                        amplitude += decay * (1 + r)
                        stretch += decay * r * r
                    }
                    return [2 * variance * amplitude, variance * stretch]
                }
            }
        }
    }
}
