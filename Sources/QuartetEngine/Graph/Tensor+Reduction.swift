extension Tensor {
    /// The sum over axes, all of them by default. Reduced axes are removed unless they are kept with extent 1.
    public func sum(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
        let axes = resolved(axes, in: "sum")
        return removing(axes, keepingAxes, from: reduced(.sum, axes))
    }

    /// The mean over axes, all of them by default.
    public func mean(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
        let resolvedAxes = resolved(axes, in: "mean")
        let count = resolvedAxes.reduce(1) { $0 * shape[$1] }
        return sum(axes: resolvedAxes, keepingAxes: keepingAxes) * (1 / Float(max(count, 1)))
    }

    /// The largest element along an axis, which keeps an extent of 1. Ties share the gradient evenly.
    public func maximum(axis: Int) -> Tensor { reduced(.maximum, [self.axis(axis, in: "maximum")]) }

    private func resolved(_ axes: [Int]?, in operation: String) -> [Int] {
        guard let axes else { return Array(0..<rank) }
        return Set(axes.map { axis($0, in: operation) }).sorted()
    }

    private func removing(_ axes: [Int], _ keeping: Bool, from tensor: Tensor) -> Tensor {
        if keeping { return tensor }
        let kept = tensor.shape.indices.filter { !axes.contains($0) }
        return tensor.reshaped(Shape(kept.map { tensor.shape[$0] }))
    }

    /// One primitive for each run of neighbouring axes, the last run first; axes of extent 1 need none.
    private func reduced(_ reduction: Reduction, _ axes: [Int]) -> Tensor {
        var result = self
        var remaining = axes
        while let last = remaining.popLast() {
            var first = last
            while let next = remaining.last, next == first - 1 {
                first = next
                remaining.removeLast()
            }
            let range = first..<(last + 1)
            if range.allSatisfy({ result.shape[$0] == 1 }) { continue }
            var shape = result.shape
            for axis in range { shape[axis] = 1 }
            result = graph.append(.reduce(reduction, axes: range), [result], shape: shape)
        }
        return result
    }

    /// Sums over the axes that `broadcast` expanded, back to `target`: the gradient of broadcasting.
    func reduced(toShape target: Shape) -> Tensor {
        if shape == target { return self }
        let missing = rank - target.count
        let stretched = shape.indices.filter { $0 < missing || (target[$0 - missing] == 1 && shape[$0] != 1) }
        return sum(axes: stretched, keepingAxes: true).reshaped(target)
    }
}
