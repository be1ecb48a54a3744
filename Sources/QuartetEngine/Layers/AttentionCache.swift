/// The keys and values that one attention layer has seen, kept between the runs of one or several plans: one plan reads a
/// prompt, another writes the answer.
///
/// A cache belongs to one thread at a time.
public final class AttentionCache {
    public let keys: CacheBuffer
    public let values: CacheBuffer

    /// - Parameters:
    ///   - capacity: tokens that each row has room for.
    ///   - type: `float32`, or `float16` or `bfloat16` for half the memory.
    public init(batch: Int, keyHeads: Int, capacity: Int, headSize: Int, type: ElementType = .float32) {
        keys = CacheBuffer(batch: batch, heads: keyHeads, capacity: capacity, size: headSize, type: type)
        values = CacheBuffer(batch: batch, heads: keyHeads, capacity: capacity, size: headSize, type: type)
    }

    /// One cache for each layer of a decoder.
    ///
    /// - Throws: ``OutOfMemory`` if the machine does not have the memory for all of them.
    public static func layers(
        _ count: Int, batch: Int, keyHeads: Int, capacity: Int, headSize: Int, type: ElementType = .float32
    ) throws(OutOfMemory) -> [AttentionCache] {
        let size = [count, 2, batch, keyHeads, capacity, headSize]
        try Machine.requireMemory(
            forFloats: [type.size == 2 ? [count] + size.dropFirst(2) : size],
            purpose: "the keys and values of \(capacity) tokens",
            remedy: "shorten the text or the answer, or choose a smaller network")
        return (0..<count).map { _ in
            AttentionCache(
                batch: batch, keyHeads: keyHeads, capacity: capacity, headSize: headSize, type: type)
        }
    }

    /// Writes rows from `positions[b]` on, and returns the whole contents.
    public func appending(keys newKeys: Tensor, values newValues: Tensor, positions: Tensor)
        -> (keys: Tensor, values: Tensor)
    {
        (
            newKeys.appended(to: keys, positions: positions),
            newValues.appended(to: values, positions: positions)
        )
    }

    /// The contents of the cache when a run begins.
    public func contents(in graph: Graph) -> (keys: Tensor, values: Tensor) {
        (graph.cached(keys), graph.cached(values))
    }

    /// Replaces row `b` with what row `rows[b]` has seen.
    public func reorder(_ rows: [Int]) {
        keys.reorder(rows)
        values.reorder(rows)
    }
}
