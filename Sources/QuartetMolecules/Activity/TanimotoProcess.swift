internal import Foundation
internal import QuartetFiles

/// A Gaussian process over molecules whose kernel is Tanimoto's similarity of counted fingerprints, with descriptors where
/// they help (Rasmussen & Williams, Gaussian Processes for Machine Learning, 2006, algorithm 2.1).
package struct TanimotoProcess: Sendable {
    let recipe: KernelRecipe
    let parameters: KernelParameters
    private let factor: CholeskyFactor
    private let weights: [Double]
    private let mean: Double
    private let scale: Double

    /// Molecules that the parameters are found on: more make them no better.
    static let sampleSize = 1000

    /// - Parameters:
    ///   - covariance: the kernel without noise between the molecules that it learns from, row by row.
    ///   - values: of these molecules.
    package init(
        _ recipe: KernelRecipe, _ parameters: KernelParameters, covariance: [Double], values: [Double]
    ) {
        (self.recipe, self.parameters) = (recipe, parameters)
        let (mean, scale) = Self.spread(values)
        let factor = Self.factor(covariance, noise: parameters.noise, count: values.count)
        weights = factor.solve(values.map { ($0 - mean) / scale })
        (self.factor, self.mean, self.scale) = (factor, mean, scale)
    }

    /// Of the covariance with noise on its diagonal.
    private static func factor(_ covariance: [Double], noise: Double, count: Int) -> CholeskyFactor {
        var matrix = covariance
        for index in 0..<count { matrix[index * count + index] += noise }
        // A kernel is positive semidefinite: where rounding makes it less, more noise is always enough.
        return CholeskyFactor(matrix, width: count)
            ?? factor(covariance, noise: noise * 10 + 1e-9, count: count)
    }

    package struct Prediction: Sendable {
        package let mean: Double
        /// Of a measurement, noise included.
        package let variance: Double
    }

    /// - Parameter covariance: the kernel between each molecule that is asked about and those that it learnt from, row by
    ///   row.
    package func predict(_ covariance: consuming [Double]) -> [Prediction] {
        var covariance = covariance
        let width = factor.width
        let means = self.means(covariance)
        let count = means.count
        factor.solve(rows: &covariance)
        let own = recipe.forms(parameters.logarithms).reduce(0) { $0 + $1.variance } + parameters.noise
        return covariance.withUnsafeBufferPointer { solved in
            (0..<count).map { row in
                let known = (row * width..<(row + 1) * width).reduce(0.0) { $0 + solved[$1] * solved[$1] }
                return Prediction(
                    mean: means[row],
                    variance: scale * scale * max(own - known, parameters.noise))
            }
        }
    }

    /// The means alone, which need no solution of equations.
    func means(_ covariance: [Double]) -> [Double] {
        let width = factor.width
        return covariance.withUnsafeBufferPointer { covariance in
            (0..<covariance.count / max(width, 1)).map { row in
                mean + scale
                    * weights.indices.reduce(0.0) { $0 + covariance[row * width + $1] * weights[$1] }
            }
        }
    }

    /// What the process says of groups of the molecules that it learnt from when it has not seen them, its parameters being
    /// the same: with `A = K⁻¹` and `α = A y`, those of a group F have the mean `y_F - A_FF⁻¹ α_F` and the covariance
    /// `A_FF⁻¹` (Rasmussen & Williams, 5.4.2, for groups). One inverse serves all groups.
    ///
    /// - Parameters:
    ///   - groups: indices of the molecules that it learnt from.
    ///   - values: of all of these.
    package func leftOut(_ groups: [[Int]], values: [Double]) -> [[Prediction]] {
        let width = factor.width
        let inverse = factor.inverse()
        return groups.map { group in
            let block = inverse.selected(width, group, group)
            let factor = Self.factor(block, noise: 0, count: group.count)
            let errors = factor.solve(group.map { weights[$0] })
            let covariance = factor.inverse()
            return group.indices.map { index in
                Prediction(
                    mean: values[group[index]] - scale * errors[index],
                    variance: scale * scale
                        * max(covariance[index * group.count + index], parameters.noise))
            }
        }
    }

    static func spread(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let count = Double(max(values.count, 1))
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        return (mean, variance > 0 ? variance.squareRoot() : 1)
    }

    /// The parameters of the largest marginal likelihood on a sample of the members.
    static func parameters(
        _ parts: KernelParts, _ recipe: KernelRecipe, members: [Int], values: [Double], seed: UInt64
    ) -> KernelParameters {
        var random = PhiloxGenerator(seed: seed, stream: "process sample")
        let sample = members.count <= sampleSize ? members : random.sample(sampleSize, of: members)
        let (mean, scale) = spread(sample.map { values[$0] })
        let search = LikelihoodSearch(
            recipe: recipe, parts: parts.selected(recipe, rows: sample, columns: sample),
            values: sample.map { (values[$0] - mean) / scale })
        return search.best(from: KernelParameters(for: recipe))
    }
}

extension KernelParameters {
    /// `σ²`; never so small that a matrix cannot be decomposed.
    var noise: Double { exp(2 * (logarithms.last ?? 0)) + 1e-6 }
}

extension KernelForm {
    /// Of a molecule with itself.
    var variance: Double {
        switch self {
        case .similarity(let variance), .matern(let variance, _): variance
        }
    }
}

extension [Double] {
    /// Some rows and columns of a square table of `width` columns.
    fileprivate func selected(_ width: Int, _ rows: [Int], _ columns: [Int]) -> [Double] {
        rows.flatMap { row in columns.map { self[row * width + $0] } }
    }
}

extension PhiloxGenerator {
    /// `count` different elements in random order; the same on every version of Swift.
    mutating func sample<Element>(_ count: Int, of elements: [Element]) -> [Element] {
        var elements = elements
        for place in 0..<min(count, elements.count) {
            let rest = elements.count - place
            elements.swapAt(place, place + min(Int(uniform() * Float(rest)), rest - 1))
        }
        return Array(elements.prefix(count))
    }
}
