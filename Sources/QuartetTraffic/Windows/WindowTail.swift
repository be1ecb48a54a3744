import Foundation
public import QuartetModels

/// The upper tail of a statistic's distribution on normal logs: ranks up to a high value, a Pareto tail above it.
public struct WindowTail: Sendable, Codable, Equatable, Validatable {
    /// Distinct values in rising order, at most 1,024 and the largest 50, and how many values are at least as large.
    public private(set) var values: [Float] = []
    public private(set) var atLeast: [Int] = []
    /// How many values there were.
    public private(set) var count = 0
    /// Where the Pareto tail begins; 0 without one.
    public private(set) var start = 0.0
    /// Mean of `log(x / start)` above it (Hill, 1975), at least 0.25, and the number of values in that mean.
    public private(set) var exponent = 1.0
    public private(set) var excesses = 1

    /// - Parameter values: of normal sources, in any order.
    public init(_ values: [Float]) {
        let sorted = values.filter { $0 > 0 && $0.isFinite }.sorted()
        count = sorted.count
        guard count > 0 else { return }
        excesses = max(min(50, count / 10), 1)
        if count > excesses {
            start = Double(sorted[count - excesses - 1])
            let sum = sorted.suffix(excesses).reduce(0) { $0 + log(Double($1) / start) }
            exponent = max(sum / Double(excesses), 0.25)
        }
        let stride = max(1, (count - excesses) / 1024)
        for (index, value) in sorted.enumerated() where self.values.last != value {
            if index % stride == 0 || index >= count - excesses || self.values.isEmpty {
                self.values.append(value)
                atLeast.append(count - index)
            }
        }
    }

    public func validate() throws(InvalidConfiguration) {
        try check("count", count, in: 0...1 << 40)
        try check("excesses", excesses, in: 1...1 << 40)
        try check("exponent", exponent, exponent > 0, expected: "a positive number")
        try check("start", start, start.isFinite, expected: "a finite number")
        try check(
            "number of values", values.count, values.count == atLeast.count && (count == 0) == values.isEmpty,
            expected: "one for each of the \(atLeast.count) ranks")
        try check("atLeast", atLeast, in: 0...count)
        try check(
            "values", values.count, zip(values, values.dropFirst()).allSatisfy { $0 < $1 },
            expected: "ascending values")
    }

    /// `-log` of the share of normal values that are at least as large, in nats: `-log((#{v >= x} + 1) / (n + 1))` up to
    /// the tail's start u, `log((n + 1) / (m + 1)) + log(x / u) / b` above it.
    public func surprise(_ value: Double) -> Double {
        if count == 0 || value <= 0 || value.isNaN { return 0 }
        if start > 0, value > start {
            return log(Double(count + 1) / Double(excesses + 1)) + log(value / start) / exponent
        }
        return -log(Double(reaching(value) + 1) / Double(count + 1))
    }

    /// How many normal values are at least as large.
    func reaching(_ value: Double) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if Double(values[middle]) < value { low = middle + 1 } else { high = middle }
        }
        return low < atLeast.count ? atLeast[low] : 0
    }

    /// A value just below the smallest one with such a surprise: smaller values need not be judged.
    func trigger(surprise threshold: Double) -> Float {
        guard count > 0 else { return .infinity }
        for value in values where surprise(Double(value)) >= threshold { return value.nextDown }
        if start > 0 {
            let beyond = (threshold - log(Double(count + 1) / Double(excesses + 1))) * exponent
            return max(Float(start * exp(min(max(beyond, 0), 80))) * 0.999, values.last! * 0.999)
        }
        return values.last!
    }
}
