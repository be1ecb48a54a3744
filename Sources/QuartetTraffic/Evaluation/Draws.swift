internal import QuartetEngine

/// Random numbers one after another, of a seed and a stream.
struct Draws {
    private let seed: UInt64
    private let stream: UInt32
    private var block = 0
    private var numbers: [Float] = []

    init(seed: UInt64, stream: UInt32) { (self.seed, self.stream) = (seed, stream) }

    /// Uniform in [0, 1).
    mutating func next() -> Float {
        if numbers.isEmpty {
            numbers = CounterRandom.uniforms(1024, seed: seed, step: block, stream: stream)
            block += 1
        }
        return numbers.removeLast()
    }

    mutating func index(below count: Int) -> Int { min(Int(next() * Float(count)), count - 1) }
}
