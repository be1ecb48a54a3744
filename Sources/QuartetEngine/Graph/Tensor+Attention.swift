internal import Foundation

/// Which keys a query sees.
public struct AttentionMask {
    /// Query `i` sees keys up to `keys - queries + i`: earlier ones and its own.
    public var isCausal: Bool
    /// `[batch]` int32: keys of a row beyond its length are padding, which is never seen.
    public var lengths: Tensor?
    /// `[batch]` int32, with a cache: the position of each row's first query. Query `i` sees keys up to
    /// `positions[b] + i`.
    public var positions: Tensor?
    /// A query sees only its own key and those less than this many positions before it: a sliding window (Beltagy et al.,
    /// 2020).
    public var window: Int?
    /// Added to the scaled scores; broadcasts to `[batch, heads, queries, keys]`. With it all scores are in memory.
    public var bias: Tensor?

    public init(
        isCausal: Bool = false, lengths: Tensor? = nil, positions: Tensor? = nil, window: Int? = nil,
        bias: Tensor? = nil
    ) {
        if positions != nil, !isCausal { fatalError("AttentionMask: positions belong to causal attention.") }
        if let window, window < 1 || !isCausal { fatalError("AttentionMask: a window of \(window) keys.") }
        (self.isCausal, self.lengths, self.positions) = (isCausal, lengths, positions)
        (self.window, self.bias) = (window, bias)
    }

    public static var none: AttentionMask { AttentionMask() }
    public static var causal: AttentionMask { AttentionMask(isCausal: true) }
}

extension Tensor {
    /// Scaled dot-product attention of many heads (Vaswani et al., 2017), with grouped queries (Ainslie et al., 2023):
    /// `y_i = sum_j softmax_j(scale q_i . k_j) v_j` in each head; `heads / keyHeads` heads in a row share keys and
    /// values. Scores are computed in float32 and are never all in memory. A query that sees no key gives zeros.
    ///
    /// This tensor contains the queries, `[batch, queries, heads * size]`. Slices of a wider tensor along the last axis are
    /// read in place.
    ///
    /// - Parameters:
    ///   - keys: `[batch, keys, keyHeads * size]`, or a cache `[batch, keyHeads, capacity, size]`.
    ///   - values: of the same shape as the keys.
    ///   - scale: `1 / sqrt(size)` by default.
    ///   - arithmetic: `ggml` applies to fewer than 64 queries at a time and to caches of float16.
    /// - Returns: `[batch, queries, heads * size]`.
    public func attention(
        keys: Tensor, values: Tensor, heads: Int, keyHeads: Int? = nil, scale: Float? = nil,
        mask: AttentionMask = .none, arithmetic: Arithmetic = .standard
    ) -> Tensor {
        let keyHeads = keyHeads ?? heads
        if rank != 3 || heads < 1 || keyHeads < 1 || heads % keyHeads != 0 || shape[2] % heads != 0 {
            fatalError("attention: queries \(text) in \(heads) heads, keys in \(keyHeads).")
        }
        let size = shape[2] / heads
        let expected: Shape = [shape[0], keyHeads, size]
        for operand in [keys, values] where operand.headExtents(size) != expected {
            fatalError(
                "attention: \(operand.text) beside queries \(text): batch, heads and size are "
                    + "\(operand.headExtents(size)), expected \(expected).")
        }
        if keys.tokenExtent != values.tokenExtent {
            fatalError("attention: keys \(keys.text) and values \(values.text) differ in number.")
        }
        for (name, vector) in [("lengths", mask.lengths), ("positions", mask.positions)] {
            guard let vector else { continue }
            if vector.shape != [shape[0]] || !vector.isWhole {
                fatalError(
                    "attention: \(name) \(vector.text), expected an int32 input of shape [\(shape[0])].")
            }
        }
        if mask.bias != nil {
            let weights = attentionWeights(
                keys: keys, heads: heads, keyHeads: keyHeads, scale: scale, mask: mask)
            return weights.matrixProduct(values.spread(over: heads, keyHeads: keyHeads))
                .transposed([0, 2, 1, 3]).reshaped(shape)
        }
        var sources: [Tensor] = []
        let places = [self, keys, values].map { operand -> AttentionGeometry.Place in
            let (source, column) = operand.columnsOfWider
            if let known = sources.firstIndex(where: { $0.index == source.index }) {
                return .init(source: known, column: column)
            }
            sources.append(source)
            return .init(source: sources.count - 1, column: column)
        }
        var geometry = AttentionGeometry(
            batch: shape[0], queries: shape[1], keys: keys.tokenExtent, heads: heads, keyHeads: keyHeads,
            size: size, scale: scale ?? 1 / Float(size).squareRoot(), isCausal: mask.isCausal,
            hasLengths: mask.lengths != nil, hasPositions: mask.positions != nil, places: places)
        geometry.window = mask.window
        geometry.hasHalfSums =
            arithmetic == .ggml && shape[1] < 64 && keys.isHalfCache && values.isHalfCache && size % 32 == 0
            && size <= 256
        return graph.append(
            .attention(geometry), sources + [mask.lengths, mask.positions].compactMap(\.self),
            shape: geometry.result)
    }

    /// The attention weights, `softmax(scale q k^T)`: `[batch, heads, queries, keys]`, composed of other primitives so that
    /// they can be read and differentiated. A query that sees no key has equal weights.
    public func attentionWeights(
        keys: Tensor, heads: Int, keyHeads: Int? = nil, scale: Float? = nil, mask: AttentionMask = .none
    ) -> Tensor {
        let keyHeads = keyHeads ?? heads
        let (batch, queries, size) = (shape[0], shape[1], shape[2] / heads)
        let count = keys.tokenExtent
        let left = reshaped([batch, queries, heads, size]).transposed([0, 2, 1, 3])
        let scores = left.matrixProduct(
            keys.spread(over: heads, keyHeads: keyHeads), transposeRight: true
        ).inFullPrecision()
        var scaled = scores * (scale ?? 1 / Float(size).squareRoot())
        if let bias = mask.bias { scaled = scaled + bias }
        guard let hidden = hiddenKeys(queries: queries, keys: count, mask) else { return scaled.softmax() }
        return (scaled + hidden * -1e30).softmax()
    }

    /// Keys or values with those of each key head repeated for its heads: `[batch, heads, count, size]`.
    private func spread(over heads: Int, keyHeads: Int) -> Tensor {
        let (batch, count) = (shape[0], tokenExtent)
        let size = rank == 4 ? shape[3] : shape[2] / keyHeads
        let apart =
            rank == 4 ? self : reshaped([batch, count, keyHeads, size]).transposed([0, 2, 1, 3])
        return apart.reshaped([batch, keyHeads, 1, count, size])
            .broadcast(to: [batch, keyHeads, heads / keyHeads, count, size])
            .reshaped([batch, heads, count, size])
    }

    /// 1 where a key is hidden from a query; broadcasts to `[batch, heads, queries, keys]`.
    private func hiddenKeys(queries: Int, keys: Int, _ mask: AttentionMask) -> Tensor? {
        let key = graph.constant((0..<keys).map(Float.init), shape: [1, 1, 1, keys])
        var hidden: [Tensor] = []
        if let lengths = mask.lengths {
            hidden.append((key + 0.5).greater(than: (lengths + 0).reshaped([shape[0], 1, 1, 1])))
        }
        if mask.isCausal {
            let query = graph.constant((0..<queries).map(Float.init), shape: [1, 1, queries, 1])
            let last = mask.positions.map { query + ($0 + 0).reshaped([shape[0], 1, 1, 1]) }
            let place = last ?? query + Float(keys - queries)
            hidden.append(key.greater(than: place))
            if let window = mask.window { hidden.append((place + Float(1 - window)).greater(than: key)) }
        }
        return hidden.dropFirst().reduce(hidden.first) { $0?.maximum($1) }
    }

    /// Batch, heads and size of keys or values with heads of `size` numbers.
    private func headExtents(_ size: Int) -> Shape {
        if rank == 4 { return [shape[0], shape[1], shape[3]] }
        return rank == 3 && shape[2] % size == 0 ? [shape[0], shape[2] / size, size] : shape
    }

    private var isHalfCache: Bool {
        switch node.operation {
        case .cache(let buffer), .cacheAppend(let buffer): buffer.type == .float16
        default: false
        }
    }

    /// The number of keys or values.
    private var tokenExtent: Int { rank == 4 ? shape[2] : shape[1] }

    /// The tensor of which this one is a run of columns, and the first column; otherwise itself and 0.
    private var columnsOfWider: (source: Tensor, column: Int) {
        guard case .axisMap(let axis, let map) = node.operation, axis == rank - 1, let run = map.run,
            run.row == 0, run.length == map.rows
        else { return (self, 0) }
        return (graph.tensor(node.inputs[0]), run.column)
    }
}

/// How rotary positions rotate the numbers of a head.
public struct RotaryEmbedding: Sendable {
    /// Which two numbers of a head form a pair.
    public enum Pairs: Sendable {
        /// `(2p, 2p + 1)`: the paper, and Llama models in GGUF files.
        case interleaved
        /// `(p, p + dimensions / 2)`: models from Hugging Face.
        case halves
    }

    /// Radians per position, one for each pair.
    public let frequencies: [Double]
    public let pairs: Pairs
    private(set) var ratio: Float?

    /// `frequency_p = base^(-2p / dimensions)`.
    ///
    /// - Parameter dimensions: how many numbers of a head are rotated, counted from the first; even.
    public init(
        dimensions: Int, base: Double = 10_000, pairs: Pairs = .halves, arithmetic: Arithmetic = .standard
    ) {
        if dimensions < 2 || dimensions % 2 != 0 { fatalError("RotaryEmbedding: \(dimensions) dimensions.") }
        frequencies = (0..<dimensions / 2).map { pow(base, -2 * Double($0) / Double(dimensions)) }
        self.pairs = pairs
        if arithmetic == .ggml { ratio = powf(Float(base), -2 / Float(dimensions)) }
    }

    /// Frequencies that were scaled for long contexts.
    public init(frequencies: [Double], pairs: Pairs) {
        (self.frequencies, self.pairs) = (frequencies, pairs)
    }
}

extension Tensor {
    /// Rotary positions (Su et al., 2021): each pair `(x, y)` of a head is rotated by `position * frequency`,
    /// `(x cos a - y sin a, x sin a + y cos a)`. The tensor is `[batch, tokens, heads * size]`.
    ///
    /// - Parameters:
    ///   - rotatedHeads: how many heads are rotated, counted from the first: queries and keys of a joint projection.
    ///   - positions: int32, `[batch]` for the first token of each row or `[batch, tokens]`; from 0 on by default.
    public func rotated(
        _ rotary: RotaryEmbedding, heads: Int, rotatedHeads: Int? = nil, positions: Tensor? = nil
    ) -> Tensor {
        let pairs = rotary.frequencies.count
        if rank != 3 || heads < 1 || shape[2] % heads != 0 || 2 * pairs > shape[2] / heads || pairs > 512 {
            fatalError("rotary: \(text) in \(heads) heads, \(2 * pairs) numbers of each.")
        }
        if let positions,
            !positions.isWhole || (positions.shape != [shape[0]] && positions.shape != [shape[0], shape[1]])
        {
            fatalError(
                "rotary: positions \(positions.text) of \(text), expected int32 of shape [\(shape[0])] or "
                    + "[\(shape[0]), \(shape[1])].")
        }
        let geometry = RotaryGeometry(
            heads: heads, rotatedHeads: rotatedHeads ?? heads, size: shape[2] / heads,
            frequencies: rotary.frequencies, ratio: rotary.ratio, isInterleaved: rotary.pairs == .interleaved,
            positionsAreOfRows: positions.map { $0.rank == 1 } ?? true)
        return rotated(geometry, positions: positions)
    }

    func rotated(_ geometry: RotaryGeometry, positions: Tensor?) -> Tensor {
        graph.append(.rotary(geometry), [self] + (positions.map { [$0] } ?? []), shape: shape)
    }

    /// Writes these rows, `[batch, tokens, heads * size]`, into a cache from `positions[b]` on (`[batch]`, int32), and
    /// returns the cache: `[batch, heads, capacity, size]`. Rows of padding after a text's own tokens may contain
    /// anything: no query sees them, and the next tokens overwrite them.
    ///
    /// The caller must make sure that the rows fit; otherwise a run traps.
    public func appended(to buffer: CacheBuffer, positions: Tensor) -> Tensor {
        let cache = buffer.shape
        if rank != 3 || shape[0] != cache[0] || shape[2] != cache[1] * cache[3] || shape[1] > cache[2] {
            fatalError("append: \(text) to a cache of \(cache) (batch, heads, capacity, size).")
        }
        if positions.shape != [shape[0]] || !positions.isWhole {
            fatalError("append: positions \(positions.text), expected an int32 input of shape [\(shape[0])].")
        }
        return graph.append(.cacheAppend(buffer), [graph.cached(buffer), self, positions], shape: cache)
    }
}

extension Graph {
    /// The contents of a cache when a run begins, `[batch, heads, capacity, size]`, for attention to read.
    public func cached(_ buffer: CacheBuffer) -> Tensor { append(.cache(buffer), [], shape: buffer.shape) }
}
