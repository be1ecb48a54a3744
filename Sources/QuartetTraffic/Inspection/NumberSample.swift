/// The range of a field's numbers, and quantiles from a uniform sample of them (Vitter's algorithm R, 1985): exact
/// while the sample contains all of them.
struct NumberSample {
    static let capacity = 8192

    private(set) var count = 0
    private(set) var least = Double.infinity
    private(set) var most = -Double.infinity
    private var sample: [Double] = []
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func add(_ value: Double) {
        count += 1
        least = min(least, value)
        most = max(most, value)
        if sample.count < Self.capacity { return sample.append(value) }
        // Xorshift is good enough for a sample, and the same log gives the same report.
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        let place = Int(state.multipliedFullWidth(by: UInt64(count)).high)
        if place < Self.capacity { sample[place] = value }
    }

    /// The values below which these shares of the numbers lie.
    func quantiles(_ shares: [Double]) -> [Double] {
        guard !sample.isEmpty else { return [] }
        let sorted = sample.sorted()
        return shares.map { sorted[Int(($0 * Double(sorted.count - 1)).rounded())] }
    }
}
