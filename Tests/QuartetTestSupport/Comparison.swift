public import Testing

/// How far values may lie from what is expected: `relative |expected| + ofLargest max|expected| + absolute`.
public struct Tolerance: Sendable {
    public var relative: Float
    public var ofLargest: Float
    public var absolute: Float

    public init(relative: Float = 1e-5, ofLargest: Float = 2e-6, absolute: Float = 1e-37) {
        self.relative = relative
        self.ofLargest = ofLargest
        self.absolute = absolute
    }

    public static let tight = Tolerance()
    public static let exact = Tolerance(relative: 0, ofLargest: 0, absolute: 0)
}

/// Records an issue that names the element that is farthest off.
public func expectClose(
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

/// Whether two numbers differ by at most `tolerance`, in units of the expected one where that is larger than 1.
public func isClose(_ actual: Double, _ expected: Double, within tolerance: Double = 1e-12) -> Bool {
    abs(actual - expected) <= tolerance * max(1, abs(expected))
}

/// Whether all numbers are close and there are as many of them.
public func areClose(_ actual: [Double], _ expected: [Double], within tolerance: Double = 1e-12) -> Bool {
    actual.count == expected.count && zip(actual, expected).allSatisfy { isClose($0, $1, within: tolerance) }
}

public func expectClose(
    _ actual: [Float], _ expected: [Float], _ what: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    expectClose(actual, expected, .tight, what, sourceLocation: sourceLocation)
}
