extension Tensor {
    /// The same elements in row-major order with another shape; one extent may be -1 and is then inferred.
    public func reshaped(_ extents: [Int]) -> Tensor {
        guard let open = extents.firstIndex(of: -1) else { return reshaped(Shape(extents)) }
        var target = extents
        target[open] = 1
        let known = Shape(target).elementCount
        target[open] = known == 0 ? 0 : elementCount / known
        return reshaped(Shape(target))
    }

    /// The same elements in row-major order with another shape.
    public func reshaped(_ target: Shape) -> Tensor {
        if target.elementCount != elementCount { fatalError("reshape: \(text) to \(target).") }
        return target == shape ? self : graph.append(.reshape, [self], shape: target)
    }

    /// Expands axes of extent 1 (and missing leading axes) to the target shape.
    public func broadcast(to target: Shape) -> Tensor {
        if shape == target { return self }
        if shape.broadcast(with: target) != target { fatalError("broadcast: \(text) to \(target).") }
        return graph.append(.broadcast, [self], shape: target)
    }

    /// Axes in a new order: `result.shape[i] == shape[order[i]]`.
    public func transposed(_ order: [Int]) -> Tensor {
        if order.sorted() != Array(0..<rank) { fatalError("transpose: \(text) by \(order).") }
        if order == Array(0..<rank) { return self }
        return graph.append(.transpose(order), [self], shape: Shape(order.map { shape[$0] }))
    }

    /// A linear map along one axis by a constant sparse matrix.
    public func mapped(axis: Int, by map: AxisMap) -> Tensor {
        let axis = self.axis(axis, in: "axis map")
        if shape[axis] != map.columns {
            fatalError("axis map: axis \(axis) of \(text), the map takes an extent of \(map.columns).")
        }
        if map.isIdentity { return self }
        var result = shape
        result[axis] = map.rows
        return graph.append(.axisMap(axis: axis, map), [self], shape: result)
    }

    /// Elements `range.lowerBound, + step, ...` below `range.upperBound` along an axis.
    public func sliced(axis: Int, _ range: Range<Int>, step: Int = 1) -> Tensor {
        let axis = self.axis(axis, in: "slice")
        if range.lowerBound < 0 || range.upperBound > shape[axis] || step < 1 {
            fatalError("slice: \(range) by \(step) of axis \(axis) of \(text).")
        }
        return mapped(
            axis: axis,
            by: .taking(
                Array(stride(from: range.lowerBound, to: range.upperBound, by: step)),
                of: shape[axis]))
    }

    /// Joins tensors along an axis; their other extents must agree.
    public static func concatenate(_ parts: [Tensor], axis: Int) -> Tensor {
        guard let first = parts.first else { fatalError("concatenate: no tensors.") }
        let axis = first.axis(axis, in: "concatenate")
        var shape = first.shape
        for part in parts.dropFirst() {
            var expected = first.shape
            if part.rank > axis { expected[axis] = part.shape[axis] }
            if part.shape != expected {
                fatalError("concatenate: \(first.text) and \(part.text) along \(axis).")
            }
            shape[axis] += part.shape[axis]
        }
        return parts.count == 1 ? first : first.graph.append(.concatenate(axis: axis), parts, shape: shape)
    }

    /// Rows of a `[count, width]` table: `result[..., :] = table[indices[...], :]`. Indices are an int32 input.
    public func rows(at indices: Tensor) -> Tensor {
        if rank != 2 { fatalError("rows: table \(text) is not [count, width].") }
        if !indices.isWhole { fatalError("rows of \(text): \(indices.text) is not an int32 input.") }
        return graph.append(.gather, [self, indices], shape: indices.shape + [shape[1]])
    }

    /// One element of each row: `result[...] = self[..., indices[...]]`. Indices are an int32 input.
    public func picked(at indices: Tensor) -> Tensor {
        if rank < 1 || indices.shape != Shape(shape.dropLast()) {
            fatalError("pick: \(text) at \(indices.text).")
        }
        if !indices.isWhole { fatalError("pick of \(text): \(indices.text) is not an int32 input.") }
        return graph.append(.pick, [self, indices], shape: indices.shape)
    }

    /// True for an int32 input and for reshaped or concatenated ones.
    var isWhole: Bool {
        switch node.operation {
        case .input(_, .int32): true
        case .reshape, .concatenate: node.inputs.allSatisfy { graph.tensor($0).isWhole }
        default: false
        }
    }

    /// The sum of this tensor's rows into a table: `result[indices[...], :] += self[..., :]`.
    func scatteredRows(at indices: Tensor, count: Int) -> Tensor {
        graph.append(.scatterAdd, [self, indices], shape: [count, shape[rank - 1]])
    }
}
