internal import Foundation
internal import QuartetEngine

/// The state of a ``WritingNetwork`` that writes: the source is encoded once, and the keys and values of source and answer
/// stay in caches. The next token's scores are log probabilities; tokens that would repeat three in a row get almost none.
///
/// It belongs to one thread at a time.
final class WritingState: NextTokenModel {
    let batch: Int
    let capacity: Int
    private(set) var lengths: [Int]
    let vocabulary: Int
    /// Tokens of the longest source.
    let sourceCapacity: Int
    // Parameters do not own their store.
    private let store: ParameterStore
    private let caches, memory: [AttentionCache]
    private let copying: AttentionCache
    private let encoding: Encoding
    private let step: Step
    private let last: ScoreTable
    private let firstPosition: Int
    private var source: [Int32] = []
    private var texts: [[Int32]]

    private struct Encoding {
        let plan: Plan
        let tokens, segments, lengths, starts: Tensor
    }

    private struct Step {
        let plan: Plan
        let tokens, places, positions, sourceLengths: Tensor
        let one, two: Tensor
        let scores, attention, generating: Tensor
    }

    /// The log probability of a token that would repeat three.
    static let repeated: Float = -1e4

    /// - Parameters:
    ///   - batch: answers that are written to one source.
    ///   - sourceCapacity: tokens of the longest source.
    ///   - capacity: tokens of the longest answer.
    init(
        _ network: WritingNetwork, _ store: ParameterStore, batch: Int, sourceCapacity: Int, capacity: Int,
        precision: Precision
    ) throws(OutOfMemory) {
        let c = network.encoder.configuration
        (self.store, self.batch, self.sourceCapacity) = (store, batch, sourceCapacity)
        (self.capacity, vocabulary, firstPosition) = (capacity, c.vocabulary, c.firstPosition)
        func caches(_ layers: Int, _ capacity: Int, heads: Int) throws(OutOfMemory) -> [AttentionCache] {
            try AttentionCache.layers(
                layers, batch: batch, keyHeads: heads, capacity: capacity, headSize: c.width / heads)
        }
        let layers = network.decoder.blocks.count
        self.caches = try caches(layers, capacity, heads: c.heads)
        memory = try caches(layers, sourceCapacity, heads: c.heads)
        copying = try caches(1, sourceCapacity, heads: 1)[0]
        encoding = try Self.encoding(network, memory, copying, batch, sourceCapacity, precision)
        step = try Self.step(
            network, self.caches, memory, copying, batch, sourceCapacity, precision)
        lengths = [Int](repeating: 0, count: batch)
        texts = [[Int32]](repeating: [], count: batch)
        last = ScoreTable(rows: batch, vocabulary: c.vocabulary)
    }

    /// Encodes a source, and starts new answers.
    func begin(_ source: TextRow) {
        self.source = source.ids
        let padding = [Int32](repeating: 0, count: sourceCapacity - source.ids.count)
        let kinds = source.ids.indices.map { Int32($0 >= source.second ? 1 : 0) }
        for (row, tensor) in [(source.ids, encoding.tokens), (kinds, encoding.segments)] {
            encoding.plan.write((0..<batch).flatMap { _ in row + padding }, to: tensor)
        }
        let count = Int32(source.ids.count)
        encoding.plan.write([Int32](repeating: count, count: batch), to: encoding.lengths)
        encoding.plan.write([Int32](repeating: 0, count: batch), to: encoding.starts)
        encoding.plan.run()
        step.plan.write([Int32](repeating: count, count: batch), to: step.sourceLengths)
        reset()
    }

    func reset() {
        lengths = [Int](repeating: 0, count: batch)
        texts = [[Int32]](repeating: [], count: batch)
    }

    func read(_ tokens: [[Int32]]) {
        for i in 0..<(tokens.map(\.count).max() ?? 0) {
            let plan = step.plan
            plan.write(tokens.map { i < $0.count ? $0[i] : 0 }, to: step.tokens)
            plan.write(lengths.map { Int32($0 + firstPosition) }, to: step.places)
            plan.write(lengths.map { Int32($0) }, to: step.positions)
            for row in 0..<batch where i < tokens[row].count { texts[row].append(tokens[row][i]) }
            writeAgreement()
            plan.run()
            for row in 0..<batch where i < tokens[row].count {
                lengths[row] += 1
                take(row)
            }
        }
    }

    func scores(of row: Int) -> UnsafeBufferPointer<Float> { last[row] }

    func reorder(_ rows: [Int]) {
        for cache in caches { cache.reorder(rows) }
        last.reorder(rows)
        lengths = rows.map { lengths[$0] }
        texts = rows.map { texts[$0] }
    }

    /// Where the source goes on as each text has so far.
    private func writeAgreement() {
        let (one, two) = (step.plan.floats(of: step.one), step.plan.floats(of: step.two))
        for (row, text) in texts.enumerated() {
            for place in 0..<sourceCapacity {
                let isOne = place > 0 && place <= source.count && source[place - 1] == text.last
                let isTwo = isOne && place > 1 && text.count > 1 && source[place - 2] == text[text.count - 2]
                one[row * sourceCapacity + place] = isOne ? 1 : 0
                two[row * sourceCapacity + place] = isTwo ? 1 : 0
            }
        }
    }

    /// Mixes what is generated with what is copied.
    private func take(_ row: Int) {
        let scores = step.plan.floats(of: step.scores)[row * vocabulary..<(row + 1) * vocabulary]
        let attention = step.plan.floats(of: step.attention)[
            row * sourceCapacity..<(row + 1) * sourceCapacity]
        let share = 1 / (1 + exp(-step.plan.floats(of: step.generating)[row]))
        let largest = scores.max() ?? 0
        var mixed = scores.map { exp($0 - largest) }
        let scale = share / mixed.reduce(0, +)
        for token in mixed.indices { mixed[token] *= scale }
        for (token, weight) in zip(source, attention) { mixed[Int(token)] += (1 - share) * weight }
        for token in mixed.indices { mixed[token] = log(max(mixed[token], 1e-30)) }
        for token in repeating(texts[row]) { mixed[Int(token)] = Self.repeated }
        mixed.withUnsafeBufferPointer { last.set(row, $0) }
    }

    /// The tokens that would follow the last two of a text as they did before.
    private func repeating(_ text: [Int32]) -> [Int32] {
        guard text.count > 2 else { return [] }
        let end = text.suffix(2)
        return (2..<text.count).filter { text[$0 - 2..<$0].elementsEqual(end) }.map { text[$0] }
    }

    // MARK: Plans

    private static func encoding(
        _ network: WritingNetwork, _ memory: [AttentionCache], _ copying: AttentionCache, _ batch: Int,
        _ capacity: Int, _ precision: Precision
    ) throws(OutOfMemory) -> Encoding {
        let graph = Graph()
        let tokens = graph.input("source", shape: [batch, capacity], type: .int32)
        let segments = graph.input("segments", shape: [batch, capacity], type: .int32)
        let lengths = graph.input("lengths", shape: [batch], type: .int32)
        let starts = graph.input("starts", shape: [batch], type: .int32)
        let encoded = network.encoder(tokens, lengths: lengths, segments: segments)
        var kept = network.decoder.blocks.crossAttention(to: encoded, keptIn: memory, at: starts)
        kept.append(network.decoder.copyingKeys(of: encoded).appended(to: copying.keys, positions: starts))
        let plan = try Plan.checked(graph, stages: [Stage(outputs: kept)], precision: precision, frozen: true)
        return Encoding(plan: plan, tokens: tokens, segments: segments, lengths: lengths, starts: starts)
    }

    private static func step(
        _ network: WritingNetwork, _ caches: [AttentionCache], _ memory: [AttentionCache],
        _ copying: AttentionCache, _ batch: Int, _ sourceCapacity: Int, _ precision: Precision
    ) throws(OutOfMemory) -> Step {
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [batch, 1], type: .int32)
        let places = graph.input("places", shape: [batch, 1], type: .int32)
        let positions = graph.input("positions", shape: [batch], type: .int32)
        let lengths = graph.input("source lengths", shape: [batch], type: .int32)
        let one = graph.input("one", shape: [batch, 1, sourceCapacity])
        let two = graph.input("two", shape: [batch, 1, sourceCapacity])
        let x = network.decoder(
            network.encoder.embedded(tokens, segments: nil, at: places),
            mask: AttentionMask(isCausal: true, positions: positions), caches: caches,
            memory: memory.map { $0.contents(in: graph) }, lengths: lengths)
        let next = network.decoder.next(
            x, keys: graph.cached(copying.keys), agreement: (one, two), lengths: lengths)
        let outputs = [next.scores, next.attention.inFullPrecision(), next.generating]
        let plan = try Plan.checked(
            graph, stages: [Stage(outputs: outputs)], precision: precision, frozen: true)
        return Step(
            plan: plan, tokens: tokens, places: places, positions: positions, sourceLengths: lengths,
            one: one, two: two, scores: outputs[0], attention: outputs[1], generating: outputs[2])
    }
}
