internal import Foundation

/// How rare a value is among normal records, `-log((c + 1) / (n + 1))` where `c` of `n` validation values are at least as
/// large.
///
/// Beyond the largest validation value it extrapolates with the mean excess of the largest ones, by at most 5 nats.
struct TailTable: Sendable {
    /// Validation values in ascending order, thinned below the largest `exact`.
    private let knots: [Float]
    /// Their surprise, in nats.
    private let surprises: [Float]
    private let excess: Float
    /// The surprise of a value above all validation values, `log(n + 1)`.
    private let beyondAll: Float
    private let index: KnotIndex
    private static let exact = 128
    private static let thinned = 384
    private static let mostBeyond: Float = 5

    init(_ values: [Float]) {
        let sorted = values.sorted()
        let count = sorted.count
        // Of equal values the first, so that all values of the same size count.
        var places: [Int] = []
        for index in sorted.indices where index == 0 || sorted[index] > sorted[index - 1] {
            places.append(index)
        }
        let dense = places.suffix(Self.exact)
        let coarse = places.dropLast(dense.count)
        let step = max(Double(coarse.count) / Double(Self.thinned), 1)
        let kept = stride(from: 0, to: Double(coarse.count), by: step).map { coarse[Int($0)] } + dense
        beyondAll = Float(log(Double(count + 1)))
        knots = kept.map { sorted[$0] }
        surprises = kept.map { Float(-log(Double(count - $0 + 1) / Double(count + 1))) }
        let largest = min(50, count / 20)
        if largest > 0 {
            let from = sorted[count - largest - 1]
            excess = max(sorted.suffix(largest).reduce(0) { $0 + ($1 - from) } / Float(largest), 1e-6)
        } else {
            excess = 1
        }
        index = KnotIndex(knots)
    }

    /// In nats; 0 for a value that every normal record reaches.
    func surprise(_ value: Float) -> Float {
        guard let first = knots.first, value > first else { return 0 }
        return surprise(above: value, knots.span, surprises.span)
    }

    /// The surprise of each value, in nats.
    func surprises(_ values: [Float]) -> [Float] {
        var surprises = [Float](repeating: 0, count: values.count)
        var span = surprises.mutableSpan
        add(values.span, to: &span)
        return surprises
    }

    /// Adds the surprise of each value to a sum.
    func add(_ values: Span<Float>, to sums: inout MutableSpan<Float>) {
        let (knots, surprises) = (knots.span, surprises.span)
        guard knots.count > 0 else { return }
        let first = knots[0]
        for record in values.indices {
            let value = values[record]
            // Most records are ordinary.
            if value > first { sums[record] += surprise(above: value, knots, surprises) }
        }
    }

    /// Of a value above the first knot.
    @inline(__always) private func surprise(
        above value: Float, _ knots: Span<Float>, _ surprises: Span<Float>
    ) -> Float {
        let last = knots[knots.count - 1]
        if value > last { return beyondAll + min(Self.mostBeyond, log1p((value - last) / excess)) }
        return surprises[index.place(of: value, in: knots)]
    }
}

extension TailTable: Codable {
    private enum CodingKeys: CodingKey { case knots, surprises, excess, beyondAll }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        knots = try container.decode([Float].self, forKey: .knots)
        surprises = try container.decode([Float].self, forKey: .surprises)
        excess = try container.decode(Float.self, forKey: .excess)
        beyondAll = try container.decode(Float.self, forKey: .beyondAll)
        guard knots.count == surprises.count, knots.count < 1 << 16, excess > 0,
            zip(knots, knots.dropFirst()).allSatisfy({ $0 < $1 })
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .knots, in: container,
                debugDescription: "expected ascending knots, each with a surprise")
        }
        index = KnotIndex(knots)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(knots, forKey: .knots)
        try container.encode(surprises, forKey: .surprises)
        try container.encode(excess, forKey: .excess)
        try container.encode(beyondAll, forKey: .beyondAll)
    }
}
