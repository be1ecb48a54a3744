/// Minimises a smooth function of some numbers by its gradient: limited-memory BFGS (Liu & Nocedal, 1989) with steps that
/// are halved until the function falls enough (Armijo, 1966). For convex losses over all data, such as those of linear
/// models, it needs tens of evaluations where an optimiser of ``OptimizerKind`` needs thousands of steps.
public struct LimitedMemoryBFGS: Sendable {
    /// Past steps that shape the next one.
    public var memory = 10
    public var maximumIterations = 200
    /// It stops when no component of the gradient is larger.
    public var tolerance = 1e-4

    public init() {}

    /// - Parameters:
    ///   - point: where the search begins, and what it found.
    ///   - evaluate: returns the function's value at a point and sets its gradient there.
    /// - Returns: the function's value at the end.
    @discardableResult
    public func minimize(
        _ point: inout [Double], _ evaluate: (_ point: [Double], _ gradient: inout [Double]) -> Double
    ) -> Double {
        var gradient = [Double](repeating: 0, count: point.count)
        var value = evaluate(point, &gradient)
        var history: [Step] = []
        for _ in 0..<maximumIterations {
            if gradient.allSatisfy({ abs($0) <= tolerance }) { break }
            var direction = self.direction(gradient, history)
            var slope = product(direction, gradient)
            if !(slope < 0) {
                // Rounding has spoilt the history.
                history = []
                direction = gradient.map { -$0 }
                slope = -product(gradient, gradient)
            }
            let length = history.isEmpty ? min(1, 1 / (-slope).squareRoot()) : 1
            guard
                let step = search(
                    from: point, value, along: direction, slope, length, evaluate)
            else { break }
            let moved = zip(step.point, point).map { $0 - $1 }
            let turned = zip(step.gradient, gradient).map { $0 - $1 }
            let curvature = product(moved, turned)
            if curvature > 1e-12 * product(turned, turned) {
                if history.count == memory { history.removeFirst() }
                history.append(Step(moved: moved, turned: turned, curvature: curvature))
            }
            (point, value, gradient) = (step.point, step.value, step.gradient)
        }
        return value
    }

    /// How a step moved the point, and how it changed the gradient.
    private struct Step {
        let moved, turned: [Double]
        /// Their product.
        let curvature: Double
    }

    private func product(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for i in a.indices { sum += a[i] * b[i] }
        return sum
    }

    /// The two loops of Nocedal (1980).
    private func direction(_ gradient: [Double], _ history: [Step]) -> [Double] {
        var result = gradient.map { -$0 }
        var shares: [Double] = []
        for step in history.reversed() {
            let share = product(step.moved, result) / step.curvature
            for i in result.indices { result[i] -= share * step.turned[i] }
            shares.append(share)
        }
        if let last = history.last {
            let scale = last.curvature / product(last.turned, last.turned)
            for i in result.indices { result[i] *= scale }
        }
        for (step, share) in zip(history, shares.reversed()) {
            let rest = share - product(step.turned, result) / step.curvature
            for i in result.indices { result[i] += rest * step.moved[i] }
        }
        return result
    }

    /// The first of ever shorter steps after which the function is lower by a part of what the slope promises; nil where
    /// none is.
    private func search(
        from point: [Double], _ value: Double, along direction: [Double], _ slope: Double, _ length: Double,
        _ evaluate: (_ point: [Double], _ gradient: inout [Double]) -> Double
    ) -> (point: [Double], value: Double, gradient: [Double])? {
        var gradient = [Double](repeating: 0, count: point.count)
        var length = length
        for _ in 0..<30 {
            let next = zip(point, direction).map { $0 + length * $1 }
            let found = evaluate(next, &gradient)
            if found <= value + 1e-4 * length * slope { return (next, found, gradient) }
            length /= 2
        }
        return nil
    }
}
