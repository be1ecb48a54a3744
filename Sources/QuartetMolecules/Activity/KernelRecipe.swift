internal import Foundation

/// Which features a process compares molecules by.
package struct KernelRecipe: Codable, Sendable, Equatable {
    package let counts: [MoleculeFeatures.Counts]
    package let numbers: [MoleculeFeatures.Numbers]

    package init(counts: [MoleculeFeatures.Counts], numbers: [MoleculeFeatures.Numbers]) {
        (self.counts, self.numbers) = (counts, numbers)
    }

    /// The processes that are tried; how much each counts is found by cross-validation. What fingerprints of environments
    /// alone tell holds best for new scaffolds, while descriptors carry solubility and partition.
    package static let all = [
        KernelRecipe(counts: [.environments], numbers: []),
        KernelRecipe(counts: [.environments, .roles, .pairs, .torsions], numbers: []),
        KernelRecipe(
            counts: [.environments, .roles, .pairs, .torsions], numbers: [.descriptors, .atomTypes]),
    ]
}

/// The parameters of a process's kernel, each the logarithm of a positive number.
///
///     k(x, y) = Σ aᵢ² minmaxᵢ(x, y) + Σ bⱼ² (1 + √(3 dⱼ) / lⱼ) exp(-√(3 dⱼ) / lⱼ) + σ² [x is y]
///
/// The second sum is Matérn's kernel of order 3/2 (Rasmussen & Williams, Gaussian Processes for Machine Learning, 2006,
/// 4.17) over the mean squared difference `d` of standardised numbers.
package struct KernelParameters: Codable, Sendable, Equatable {
    /// `aᵢ` for each fingerprint, then `bⱼ` and `lⱼ` for each kind of numbers, then `σ`.
    package var logarithms: [Double]

    package init(logarithms: [Double]) { self.logarithms = logarithms }

    /// Where the search begins: most of the variance explained, in equal parts.
    package init(for recipe: KernelRecipe) {
        let parts = Double(recipe.counts.count + recipe.numbers.count)
        let amplitude = -0.5 * log(max(parts, 1)) - 0.35
        logarithms =
            recipe.counts.map { _ in amplitude } + recipe.numbers.flatMap { _ in [amplitude, 0.7] } + [-0.9]
    }
}

extension KernelParameters {
    func isFit(for recipe: KernelRecipe) -> Bool {
        logarithms.count == recipe.counts.count + 2 * recipe.numbers.count + 1
            && logarithms.allSatisfy { abs($0) < 20 }
    }
}
