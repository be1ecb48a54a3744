/// Scaled dot-product attention: its sizes, and where its queries, keys and values are stored.
///
/// Operands of the primitive: the sources, the upstream gradient (of a gradient), then lengths and positions if any.
struct AttentionGeometry {
    /// Heads in a source: as columns of `[batch, tokens, width]` from `column` on, or all of a cache
    /// `[batch, heads, capacity, size]`.
    struct Place: Equatable {
        var source: Int
        var column: Int
    }

    var batch: Int
    var queries: Int
    var keys: Int
    var heads: Int
    var keyHeads: Int
    /// Numbers of one head.
    var size: Int
    var scale: Float
    var isCausal: Bool
    var hasLengths: Bool
    var hasPositions: Bool
    /// Queries, keys and values.
    var places: [Place]
    /// A query sees keys less than this many positions before it.
    var window: Int?
    /// Processes keys one by one and sums values in half precision: see `Arithmetic.ggml`.
    var hasHalfSums = false

    var sourceCount: Int { (places.map(\.source).max() ?? 0) + 1 }

    var result: Shape { [batch, queries, heads * size] }

    /// Multiplications and additions of the forward pass; half as many if attention is causal.
    var operations: Int {
        let all = 4 * batch * heads * queries * keys * size
        return isCausal && queries == keys ? all / 2 : all
    }

    /// The keys that a query sees.
    func seen(row: Int, query: Int, length: Int?, position: Int?) -> Range<Int> {
        var count = keys
        if let length { count = min(count, length) }
        let own = query + (position ?? keys - queries)
        if isCausal { count = min(count, own + 1) }
        let end = max(count, 0)
        return min(window.map { max(0, own + 1 - $0) } ?? 0, end)..<end
    }

    /// Strides of a source over batch rows, tokens and heads, in elements.
    func strides(_ shape: Shape) -> (batch: Int, row: Int, head: Int) {
        if shape.count == 4 { return (shape[1] * shape[2] * shape[3], shape[3], shape[2] * shape[3]) }
        return (shape[1] * shape[2], shape[2], size)
    }
}

/// Rotary positions over `[batch, tokens, heads * size]`.
struct RotaryGeometry {
    var heads: Int
    /// How many heads are rotated, counted from the first; the others pass through.
    var rotatedHeads: Int
    var size: Int
    /// Radians per position, one for each pair.
    var frequencies: [Double]
    /// If set, the angle of a pair is that of the previous pair times this, in single precision.
    var ratio: Float?
    var isInterleaved: Bool
    var isInverse = false
    /// There is one position for each row, that of its first token, rather than one for each token.
    var positionsAreOfRows: Bool

    var inverted: RotaryGeometry {
        var result = self
        result.isInverse.toggle()
        return result
    }
}

/// The keys or the values that one attention layer has seen, kept between runs. Plans share this memory; it is not part
/// of any plan's arena.
///
/// A buffer belongs to one thread at a time.
public final class CacheBuffer {
    /// `[batch, heads, capacity, size]`.
    public let shape: Shape
    public let type: ElementType
    let memory: AlignedMemory

    /// - Parameters:
    ///   - capacity: tokens that each row of the batch has room for.
    ///   - type: `float32`, or `float16` or `bfloat16` for half the memory.
    public init(batch: Int, heads: Int, capacity: Int, size: Int, type: ElementType = .float32) {
        if type == .int32 { fatalError("A cache holds float32, float16 or bfloat16, not int32.") }
        shape = [batch, heads, capacity, size]
        self.type = type
        memory = AlignedMemory(bytes: shape.elementCount * type.size)
    }

    public var capacity: Int { shape[2] }

    /// Bytes of memory.
    public var bytes: Int { shape.elementCount * type.size }

    /// Replaces row `b` with what row `rows[b]` was, for beam search.
    public func reorder(_ rows: [Int]) {
        if rows.count != shape[0] || rows.contains(where: { !(0..<shape[0] ~= $0) }) {
            fatalError("reorder: rows \(rows) of a cache of \(shape[0]) rows.")
        }
        let bytes = self.bytes / max(shape[0], 1)
        let moved = rows.indices.filter { rows[$0] != $0 }
        if moved.isEmpty { return }
        let copy = AlignedMemory(bytes: moved.count * bytes)
        for (place, row) in moved.enumerated() {
            copy.base.advanced(by: place * bytes).copyMemory(
                from: memory.base + rows[row] * bytes, byteCount: bytes)
        }
        for (place, row) in moved.enumerated() {
            memory.base.advanced(by: row * bytes).copyMemory(
                from: copy.base + place * bytes, byteCount: bytes)
        }
    }
}
