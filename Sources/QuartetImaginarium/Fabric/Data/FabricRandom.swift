import Foundation

/// SplitMix64 (Steele, Lea and Flood 2014): a small seeded generator whose streams are derived by hashing, so
/// that example n of a seed is the same whoever asks for it and in whatever order.
struct FabricRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A stream of its own for each (seed, numbers…).
    init(seed: UInt64, _ numbers: UInt64...) {
        var hash = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
        for number in numbers { hash = Self.mix(hash ^ Self.mix(number &+ 0xD1B5_4A32_D192_ED03)) }
        state = hash
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }

    /// Uniform in [low, high).
    mutating func uniform(_ low: Float, _ high: Float) -> Float { low + (high - low) * uniform() }

    /// Uniform whole number of the closed range.
    mutating func integer(_ low: Int, _ high: Int) -> Int {
        low + Int(next() % UInt64(max(1, high - low + 1)))
    }

    /// True with the given probability.
    mutating func chance(_ probability: Float) -> Bool { uniform() < probability }

    /// One element; the array must not be empty.
    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[integer(0, choices.count - 1)] }

    /// Standard normal (Box and Muller 1958).
    mutating func gaussian() -> Float {
        let radius = (-2 * Foundation.log(1 - uniform())).squareRoot()
        return radius * Foundation.cos(2 * .pi * uniform())
    }

    /// Index drawn in proportion to non-negative weights that do not all vanish.
    mutating func index(weights: [Float]) -> Int {
        var rest = uniform() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.count - 1
    }
}
