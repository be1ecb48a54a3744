internal import Foundation

/// How seldom normal records have so large a value: `-log((number of held-back values >= s, plus 1) / (n + 1))`.
///
/// Beyond the largest held-back value it goes on with the mean excess of the largest ones, by at most 5 nats.
struct TailTable: Sendable, Codable {
    /// Held-back values in rising order, thinned below the largest `exact`.
    private let knots: [Float]
    /// Their surprise, in nats.
    private let surprises: [Float]
    private let excess: Float
    /// Surprise of a value that no held-back record reached: `log(n + 1)`.
    private let beyondAll: Float
    private static let exact = 128
    private static let thinned = 384
    private static let mostBeyond: Float = 5

    init(_ values: [Float]) {
        let sorted = values.sorted()
        let count = sorted.count
        // The place of each value counts all that are as large: of equal ones the first.
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
    }

    /// In nats; 0 for what every normal record reaches.
    func surprise(_ value: Float) -> Float {
        var result: Float = 0
        withUnsafePointer(to: value) { add($0, stride: 1, count: 1, to: &result) }
        return result
    }

    /// Adds the surprise of each value, of which one lies every `stride` numbers, to a sum.
    func add(_ values: UnsafePointer<Float>, stride: Int, count: Int, to sums: UnsafeMutablePointer<Float>) {
        knots.withUnsafeBufferPointer { knots in
            surprises.withUnsafeBufferPointer { surprises in
                guard let first = knots.first else { return }
                let last = knots.count - 1
                for index in 0..<count {
                    let value = values[index * stride]
                    // Most records are ordinary.
                    if !(value > first) { continue }
                    sums[index] +=
                        value > knots[last]
                        ? beyondAll + min(Self.mostBeyond, log1p((value - knots[last]) / excess))
                        : surprises[Self.place(of: value, in: knots)]
                }
            }
        }
    }

    /// The first knot that is not below the value: held-back values as large begin there.
    @inline(__always) private static func place(of value: Float, in knots: UnsafeBufferPointer<Float>) -> Int
    {
        var (low, high) = (0, knots.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if knots[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
