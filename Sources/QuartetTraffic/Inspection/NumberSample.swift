internal import QuartetFiles

/// The range of a field's numbers, and quantiles from a uniform sample of them (Vitter's algorithm R, 1985): exact
/// while the sample contains all of them.
struct NumberSample {
    static let capacity = 8192

    private(set) var count = 0
    private(set) var least = Double.infinity
    private(set) var most = -Double.infinity
    private var sample: [Double] = []
    /// The same log gives the same report.
    private var generator = PhiloxGenerator(seed: 0, stream: 0x5A3)

    mutating func add(_ value: Double) {
        count += 1
        least = min(least, value)
        most = max(most, value)
        if sample.count < Self.capacity { return sample.append(value) }
        let place = Int.random(in: 0..<count, using: &generator)
        if place < Self.capacity { sample[place] = value }
    }

    /// The values below which these shares of the numbers lie.
    func quantiles(_ shares: [Double]) -> [Double] {
        guard !sample.isEmpty else { return [] }
        let sorted = sample.sorted()
        return shares.map { sorted[Int(($0 * Double(sorted.count - 1)).rounded())] }
    }
}
