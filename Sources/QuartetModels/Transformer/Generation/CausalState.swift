public import QuartetEngine

/// The state of a ``LanguageModel`` that is decoding: keys and values of the tokens so far stay in caches. One plan reads
/// a single token, others read many at once.
///
/// It belongs to one thread at a time.
public final class CausalState: NextTokenModel {
    public let batch: Int
    public let capacity: Int
    public private(set) var lengths: [Int]
    public var vocabulary: Int { model.configuration.vocabulary }
    private let model: LanguageModel
    // Parameters do not own their store.
    private let store: ParameterStore
    private let caches: [AttentionCache]
    private let precision: Precision
    private var readers: [Int: Reader] = [:]
    private let last: ScoreTable

    /// A plan that reads a fixed number of tokens of each text.
    private struct Reader {
        let plan: Plan
        let tokens, positions, scores: Tensor
        /// The position of every token, for a model with learned positions.
        let places: Tensor?
        /// The row of each text's last token.
        let lasts: Tensor?
    }

    /// Tokens per run. The rest of a text is padded to the next of these sizes.
    private static let sizes = [512, 256, 128, 32, 8, 1]

    /// - Parameters:
    ///   - store: of the model's parameters, trained or loaded.
    ///   - capacity: tokens of the longest text; the model's whole context by default.
    ///   - cacheType: `float16` takes half the memory of `float32`; the default depends on the model's arithmetic.
    /// - Throws: ``OutOfMemory`` if the caches need more memory than the machine has.
    public init(
        _ model: LanguageModel, _ store: ParameterStore, batch: Int = 1, capacity: Int? = nil,
        precision: Precision = .float32, cacheType: ElementType? = nil
    ) throws(OutOfMemory) {
        let c = model.configuration
        (self.model, self.store, self.batch, self.precision) = (model, store, batch, precision)
        self.capacity = min(capacity ?? c.context, c.context)
        let room = self.capacity
        let type = cacheType ?? (model.arithmetic == .ggml ? .float16 : .float32)
        caches = try AttentionCache.layers(
            c.layers, batch: batch, keyHeads: c.keyHeads, capacity: room, headSize: c.headSize, type: type)
        lengths = [Int](repeating: 0, count: batch)
        last = ScoreTable(rows: batch, vocabulary: c.vocabulary)
    }

    /// Forgets all tokens.
    public func reset() { lengths = [Int](repeating: 0, count: batch) }

    /// Forgets all but the first `count` tokens of each text.
    public func truncate(to count: Int) { lengths = lengths.map { min($0, count) } }

    public func read(_ tokens: [[Int32]]) throws(OutOfMemory) {
        if tokens.count != batch { fatalError("read: \(tokens.count) texts, expected \(batch).") }
        var start = 0
        let longest = tokens.map(\.count).max() ?? 0
        while start < longest {
            // If a text is nearly full, a run must not write beyond its end.
            let room = capacity - (zip(lengths, tokens).filter { !$1.isEmpty }.map(\.0).max() ?? 0)
            if room < 1 { fatalError("read: the texts have no room for more than \(capacity) tokens.") }
            let left = longest - start
            let size = left == 1 ? 1 : Self.sizes.first { $0 <= room && ($0 <= left || $0 == 8) } ?? 1
            run(try reader(size), tokens.map { Array($0.dropFirst(start).prefix(size)) }, size: size)
            start += size
        }
    }

    public func scores(of row: Int) -> UnsafeBufferPointer<Float> { last[row] }

    public func reorder(_ rows: [Int]) {
        for cache in caches { cache.reorder(rows) }
        last.reorder(rows)
        lengths = rows.map { lengths[$0] }
    }

    private func run(_ reader: Reader, _ tokens: [[Int32]], size: Int) {
        let plan = reader.plan
        let (ids, positions) = (plan.integers(of: reader.tokens), plan.integers(of: reader.positions))
        let places = reader.places.map { plan.integers(of: $0) }
        let lasts = reader.lasts.map { plan.integers(of: $0) }
        for row in 0..<batch {
            // A text that has ended may be full: its padding must stay inside.
            positions[row] = Int32(tokens[row].isEmpty ? min(lengths[row], capacity - size) : lengths[row])
            lasts?[row] = Int32(row * size + max(tokens[row].count, 1) - 1)
            for i in 0..<size {
                // Padding is never attended to, and the next tokens overwrite it.
                ids[row * size + i] = i < tokens[row].count ? tokens[row][i] : 0
                places?[row * size + i] = Int32(min(lengths[row] + i, model.configuration.context - 1))
            }
        }
        plan.run()
        let scores = plan.floats(of: reader.scores)
        for row in 0..<batch where !tokens[row].isEmpty {
            lengths[row] += tokens[row].count
            last.set(row, UnsafeBufferPointer(rebasing: scores[row * vocabulary..<(row + 1) * vocabulary]))
        }
    }

    private func reader(_ size: Int) throws(OutOfMemory) -> Reader {
        if let reader = readers[size] { return reader }
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [batch, size], type: .int32)
        let places =
            model.positions == nil ? nil : graph.input("places", shape: [batch, size], type: .int32)
        let positions = graph.input("positions", shape: [batch], type: .int32)
        let lasts = size == 1 ? nil : graph.input("last tokens", shape: [batch], type: .int32)
        let x = model(
            tokens, at: places, mask: AttentionMask(isCausal: true, positions: positions), caches: caches)
        let width = model.configuration.width
        let rows = x.reshaped([batch * size, width])
        let ends = lasts.map { rows.rows(at: $0) } ?? rows
        let scores = model.scores(ends).inFullPrecision()
        let plan = try Plan.checked(
            graph, stages: [Stage(outputs: [scores])], precision: precision, frozen: true)
        let reader = Reader(
            plan: plan, tokens: tokens, positions: positions, scores: scores, places: places, lasts: lasts)
        readers[size] = reader
        return reader
    }
}
