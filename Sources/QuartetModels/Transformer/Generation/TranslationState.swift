public import QuartetEngine

/// The state of an ``EncoderDecoder`` that is decoding: sources are encoded once, and their keys and values for the
/// decoder's cross attention stay in caches, as do those of the targets.
///
/// It belongs to one thread at a time.
public final class TranslationState: NextTokenModel {
    public let batch: Int
    /// Tokens of the longest source, and of the longest target.
    public let sourceCapacity: Int
    public let capacity: Int
    public private(set) var lengths: [Int]
    public var vocabulary: Int { model.configuration.vocabulary }
    private let model: EncoderDecoder
    // Parameters do not own their store.
    private let store: ParameterStore
    private let caches: [AttentionCache]
    private let memory: [AttentionCache]
    private let encoding: Encoding
    private let step: Step
    private let last: ScoreTable
    private var sourceLengths: [Int32]

    private struct Encoding {
        let plan: Plan
        let tokens, lengths, starts: Tensor
    }

    private struct Step {
        let plan: Plan
        let tokens, places, positions, sourceLengths, scores: Tensor
    }

    public init(
        _ model: EncoderDecoder, _ store: ParameterStore, batch: Int = 1, sourceCapacity: Int? = nil,
        capacity: Int? = nil, precision: Precision = .float32
    ) throws(OutOfMemory) {
        let c = model.configuration
        (self.model, self.store, self.batch) = (model, store, batch)
        let (source, target) = (
            min(sourceCapacity ?? c.context, c.context), min(capacity ?? c.context, c.context)
        )
        (self.sourceCapacity, self.capacity) = (source, target)
        func caches(_ capacity: Int) throws(OutOfMemory) -> [AttentionCache] {
            try AttentionCache.layers(
                c.decoderLayers, batch: batch, keyHeads: c.heads, capacity: capacity,
                headSize: c.width / c.heads)
        }
        self.caches = try caches(target)
        memory = try caches(source)
        encoding = try Self.encoding(model, memory, batch: batch, capacity: source, precision)
        step = try Self.step(model, self.caches, memory, batch: batch, precision)
        lengths = [Int](repeating: 0, count: batch)
        sourceLengths = [Int32](repeating: 0, count: batch)
        last = ScoreTable(rows: batch, vocabulary: c.vocabulary)
    }

    /// Encodes sources, and starts new targets.
    public func begin(_ sources: [[Int32]]) {
        if sources.count != batch || sources.contains(where: { $0.count > sourceCapacity || $0.isEmpty }) {
            fatalError(
                "begin: sources of \(sources.map(\.count)) tokens, expected \(batch) of 1 to \(sourceCapacity)."
            )
        }
        let ids = encoding.plan.integers(of: encoding.tokens)
        for row in 0..<batch {
            for i in 0..<sourceCapacity {
                ids[row * sourceCapacity + i] = i < sources[row].count ? sources[row][i] : 0
            }
        }
        sourceLengths = sources.map { Int32($0.count) }
        encoding.plan.write(sourceLengths, to: encoding.lengths)
        encoding.plan.write([Int32](repeating: 0, count: batch), to: encoding.starts)
        encoding.plan.run()
        lengths = [Int](repeating: 0, count: batch)
    }

    public func read(_ tokens: [[Int32]]) {
        if tokens.count != batch { fatalError("read: \(tokens.count) texts, expected \(batch).") }
        for i in 0..<(tokens.map(\.count).max() ?? 0) {
            if lengths.contains(where: { $0 >= capacity }) {
                fatalError("read: the texts have no room for more than \(capacity) tokens.")
            }
            let plan = step.plan
            plan.write(tokens.map { i < $0.count ? $0[i] : 0 }, to: step.tokens)
            plan.write(lengths.map { Int32($0) }, to: step.places)
            plan.write(lengths.map { Int32($0) }, to: step.positions)
            plan.write(sourceLengths, to: step.sourceLengths)
            plan.run()
            let scores = plan.floats(of: step.scores)
            for row in 0..<batch where i < tokens[row].count {
                lengths[row] += 1
                last.set(
                    row, UnsafeBufferPointer(rebasing: scores[row * vocabulary..<(row + 1) * vocabulary]))
            }
        }
    }

    /// Forgets the targets; the sources stay.
    public func reset() { lengths = [Int](repeating: 0, count: batch) }

    public func scores(of row: Int) -> UnsafeBufferPointer<Float> { last[row] }

    public func reorder(_ rows: [Int]) {
        for cache in caches + memory { cache.reorder(rows) }
        last.reorder(rows)
        lengths = rows.map { lengths[$0] }
        sourceLengths = rows.map { sourceLengths[$0] }
    }

    private static func encoding(
        _ model: EncoderDecoder, _ memory: [AttentionCache], batch: Int, capacity: Int, _ precision: Precision
    ) throws(OutOfMemory) -> Encoding {
        let graph = Graph()
        let tokens = graph.input("source", shape: [batch, capacity], type: .int32)
        let lengths = graph.input("lengths", shape: [batch], type: .int32)
        let starts = graph.input("starts", shape: [batch], type: .int32)
        let encoded = model.encode(tokens, lengths: lengths)
        let kept = model.decoder.crossAttention(to: encoded, keptIn: memory, at: starts)
        let plan = try Plan.checked(
            graph, stages: [Stage(outputs: kept)], precision: precision, frozen: true)
        return Encoding(plan: plan, tokens: tokens, lengths: lengths, starts: starts)
    }

    private static func step(
        _ model: EncoderDecoder, _ caches: [AttentionCache], _ memory: [AttentionCache], batch: Int,
        _ precision: Precision
    ) throws(OutOfMemory) -> Step {
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [batch, 1], type: .int32)
        let places = graph.input("places", shape: [batch, 1], type: .int32)
        let positions = graph.input("positions", shape: [batch], type: .int32)
        let lengths = graph.input("source lengths", shape: [batch], type: .int32)
        let x = model.decode(
            tokens, at: places, mask: AttentionMask(isCausal: true, positions: positions), caches: caches,
            memory: memory, contextMask: AttentionMask(lengths: lengths))
        let scores = model.scores(x.reshaped([batch, model.configuration.width])).inFullPrecision()
        let plan = try Plan.checked(
            graph, stages: [Stage(outputs: [scores])], precision: precision, frozen: true)
        return Step(
            plan: plan, tokens: tokens, places: places, positions: positions, sourceLengths: lengths,
            scores: scores)
    }
}

extension [TransformerBlock] {
    /// Stores the keys and values with which each block attends to an encoded source.
    ///
    /// - Parameters:
    ///   - encoded: the source, `[batch, tokens, width]`.
    ///   - caches: one of each block.
    ///   - starts: the places in the caches from which on they are stored, `[batch]` int32.
    /// - Returns: the contents of the caches, which a plan must compute.
    func crossAttention(to encoded: Tensor, keptIn caches: [AttentionCache], at starts: Tensor) -> [Tensor] {
        zip(self, caches).flatMap { block, cache -> [Tensor] in
            guard let attention = block.crossAttention else { return [] }
            let (keys, values) = attention.keysAndValues(of: encoded)
            let all = cache.appending(keys: keys, values: values, positions: starts)
            return [all.keys, all.values]
        }
    }
}
