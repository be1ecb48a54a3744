/// Random numbers that are a function of seed, step and stream alone: Philox4x32-10 (Salmon, Moraes, Dror and Shaw,
/// "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
///
/// The numbers of any step are computed without those of the steps before it, so that a resumed training draws what one
/// that was never interrupted draws. The words and their order are those of the kernels that fill tensors.
///
/// Use it with the standard library: `shuffled(using:)`, `randomElement(using:)`, `Int.random(in:using:)`. How those turn
/// words into numbers may change from one version of Swift to the next. What is drawn again from a seed in a file uses
/// ``uniform()``, which does not change.
public struct PhiloxGenerator: RandomNumberGenerator, Sendable {
    private let key: UInt64
    private let stream: UInt32
    private let step: UInt32
    private var block: UInt64 = 0
    private var words = SIMD4<UInt32>()
    private var taken = 4

    /// - Parameters:
    ///   - stream: a constant of its own for each purpose, so that two purposes do not draw the same numbers.
    public init(seed: UInt64, step: UInt64 = 0, stream: UInt32) {
        // The step's upper half joins the key: counters stay 128 bits wide.
        key = seed ^ (step >> 32) &* 0x9E37_79B9_7F4A_7C15
        self.step = UInt32(truncatingIfNeeded: step)
        self.stream = stream
    }

    /// A stream that is named rather than numbered.
    public init(seed: UInt64, step: UInt64 = 0, stream name: String) {
        self.init(seed: seed, step: step, stream: Fingerprint.stream(of: name))
    }

    /// The next 32 bits.
    public mutating func word() -> UInt32 {
        if taken == 4 {
            let counter = SIMD4(
                UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32), stream, step)
            words = Self.block(counter, key: key)
            (block, taken) = (block &+ 1, 0)
        }
        defer { taken += 1 }
        return words[taken]
    }

    /// The next two words, the first in the lower half.
    public mutating func next() -> UInt64 {
        let low = word()
        return UInt64(word()) << 32 | UInt64(low)
    }

    /// Uniform in [0, 1): the upper 24 bits of one word. An index or anything else that needs more than 16.8 million
    /// different values takes `Int.random(in:using:)`.
    public mutating func uniform() -> Float { Float(word() >> 8) * 0x1p-24 }

    /// The four words of one counter.
    public static func block(_ counter: SIMD4<UInt32>, key: UInt64) -> SIMD4<UInt32> {
        var c = counter
        var (k0, k1) = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
        for _ in 0..<10 {
            let p0 = c[0].multipliedFullWidth(by: 0xD251_1F53)
            let p1 = c[2].multipliedFullWidth(by: 0xCD9E_8D57)
            c = SIMD4(p1.high ^ c[1] ^ k0, p1.low, p0.high ^ c[3] ^ k1, p0.low)
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return c
    }
}
