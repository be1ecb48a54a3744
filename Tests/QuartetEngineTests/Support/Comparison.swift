import QuartetEngine
import Testing

/// How far values may lie from what is expected: `relative |expected| + ofLargest max|expected| + absolute`.
struct Tolerance {
    var relative: Float = 1e-5
    var ofLargest: Float = 2e-6
    var absolute: Float = 1e-37

    static let tight = Tolerance()
    static let exact = Tolerance(relative: 0, ofLargest: 0, absolute: 0)
}

/// Records an issue that names the element that is farthest off.
func expectClose(
    _ actual: [Float], _ expected: [Float], _ tolerance: Tolerance, _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard actual.count == expected.count else {
        Issue.record(
            "\(what): \(actual.count) elements, expected \(expected.count)", sourceLocation: sourceLocation)
        return
    }
    let largest = expected.reduce(0 as Float) { $1.isFinite ? max($0, abs($1)) : $0 }
    var worst: (index: Int, excess: Float)?
    var wrong = 0
    for (index, (a, e)) in zip(actual, expected).enumerated() where !(a == e || (a.isNaN && e.isNaN)) {
        let allowed = tolerance.relative * abs(e) + tolerance.ofLargest * largest + tolerance.absolute
        let error = abs(a - e)
        if error <= allowed { continue }
        wrong += 1
        let excess = error.isFinite ? error / max(allowed, .leastNormalMagnitude) : .infinity
        if worst == nil || excess > worst!.excess { worst = (index, excess) }
    }
    guard let worst else { return }
    Issue.record(
        """
        \(what): \(wrong) of \(actual.count) elements are off, worst at \(worst.index): \(actual[worst.index]), \
        expected \(expected[worst.index]) (\(worst.excess) times the tolerance; largest \(largest))
        """, sourceLocation: sourceLocation)
}

/// The nearest value that bfloat16 can hold, ties to even.
func roundedToBFloat16(_ value: Float) -> Float {
    let bits = value.bitPattern
    if value.isNaN { return value }
    return Float(bitPattern: (bits &+ 0x7fff &+ ((bits >> 16) & 1)) & 0xffff_0000)
}

/// Numbers for tests: the same on every run (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func floats(_ count: Int, in range: ClosedRange<Float> = -1...1) -> [Float] {
        (0..<count).map { _ in Float.random(in: range, using: &self) }
    }
}

func expectClose(
    _ actual: [Float], _ expected: [Float], _ what: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    expectClose(actual, expected, .tight, what, sourceLocation: sourceLocation)
}
