internal import Foundation
internal import QuartetFiles

/// The numbers that garments, colours and cloth are drawn from. What they make of the generator's words never changes,
/// so that a stored design is drawn again as it was; the standard library does not promise that.
extension PhiloxGenerator {
    /// Uniform in 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform between two bounds.
    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    /// Uniform in -amount...amount.
    mutating func around(_ amount: Double) -> Double { between(-amount, amount) }

    /// Uniform in low..<high.
    mutating func uniform(_ low: Float, _ high: Float) -> Float { low + (high - low) * uniform() }

    /// True with the given probability.
    mutating func chance(_ probability: Float) -> Bool { uniform() < probability }

    /// Standard normal (Box and Muller 1958).
    mutating func gaussian() -> Float {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * .pi * uniform())
    }

    /// One element. The list must not be empty.
    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: choices.indices, using: &self)]
    }

    /// An index drawn in proportion to weights, which are not negative and do not all vanish.
    mutating func index(weights: [Float]) -> Int {
        var rest = uniform() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.count - 1
    }
}
