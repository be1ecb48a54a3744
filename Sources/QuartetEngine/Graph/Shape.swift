/// The extents of a tensor, outermost first. A picture batch is `[batch, height, width, channels]`.
public typealias Shape = [Int]

extension [Int] {
    /// Number of elements: the product of the extents, 1 for a scalar.
    public var elementCount: Int { reduce(1, *) }

    /// The shape that both operands of an elementwise operation stretch to, or nil when they do not fit: aligned at
    /// the last axis, extents are equal or one of them is 1.
    func broadcast(with other: Shape) -> Shape? {
        let rank = Swift.max(count, other.count)
        var result = Shape(repeating: 1, count: rank)
        for axis in 0..<rank {
            let mine = axis < rank - count ? 1 : self[axis - (rank - count)]
            let theirs = axis < rank - other.count ? 1 : other[axis - (rank - other.count)]
            guard mine == theirs || mine == 1 || theirs == 1 else { return nil }
            result[axis] = mine == 1 ? theirs : mine
        }
        return result
    }

    /// Row-major strides in elements.
    var rowMajorStrides: [Int] {
        var strides = [Int](repeating: 1, count: count)
        for axis in stride(from: count - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * self[axis + 1]
        }
        return strides
    }

    /// Strides that walk a row-major tensor of this shape as if it had the shape `target` (0 along stretched axes).
    func broadcastStrides(to target: Shape) -> [Int] {
        let own = rowMajorStrides
        let missing = target.count - count
        return target.indices.map { axis in
            axis < missing || self[axis - missing] == 1 ? 0 : own[axis - missing]
        }
    }
}
