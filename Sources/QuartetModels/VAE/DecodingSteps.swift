internal import QuartetEngine

/// A decoder that writes one token of each row at a time, and what it keeps of the tokens before. Rows are at different
/// positions: where one sequence ends the next begins.
protocol DecodingSteps {
    /// How many rows must be free until it is worth to begin sequences in them, while others are being written.
    var rowsWorthBeginning: Int { get }

    /// Forgets what was written in these rows.
    ///
    /// - Parameter codes: of the sequences that begin in them, one after another.
    func begin(_ rows: [Int], codes: ArraySlice<Float>)

    /// The logits after one more token of each row, `[batch, vocabulary]`.
    ///
    /// - Parameter positions: of the tokens, 0 for the first of a sequence.
    func logits(after tokens: [Int32], at positions: [Int32]) -> UnsafeMutableBufferPointer<Float>
}

/// Steps of a ``RecurrentDecoder``: they keep the states of its layers.
final class RecurrentSteps: DecodingSteps {
    private let batch, latents: Int
    /// Computes the states that sequences begin with.
    private let start: Plan
    private let startCode, startState: Tensor
    private let step: Plan
    private let token, code, logits: Tensor
    private let states, nextStates: [Tensor]

    /// The plan of beginnings runs for a whole batch.
    var rowsWorthBeginning: Int { batch / 8 }

    init(
        _ model: SequenceAutoencoder, _ decoder: RecurrentDecoder, batch: Int, precision: Precision
    ) throws(OutOfMemory) {
        let c = model.configuration
        (self.batch, latents) = (batch, c.latents)
        let first = Graph()
        startCode = first.input("code", shape: [batch, c.latents])
        startState = decoder.firstState(startCode)
        start = try Plan.checked(
            first, stages: [Stage(outputs: [startState])], precision: precision, frozen: true)
        let graph = Graph()
        token = graph.input("token", shape: [1, batch], type: .int32)
        code = graph.input("code", shape: [batch, c.latents])
        states = (0..<c.decoderLayers).map { graph.input("state \($0)", shape: [batch, c.decoder]) }
        let next = decoder(model.embedding(token), code: code, states: states, mode: .evaluation)
        (logits, nextStates) = (model.output(next.sequence), next.states)
        step = try Plan.checked(
            graph, stages: [Stage(outputs: [logits] + nextStates)], precision: precision, frozen: true)
    }

    func begin(_ rows: [Int], codes: ArraySlice<Float>) {
        start.write(
            codes + [Float](repeating: 0, count: (batch - rows.count) * latents), to: startCode)
        start.run()
        let state = start.floats(of: startState)
        let width = state.count / batch
        for (number, row) in rows.enumerated() {
            for input in states {
                let states = step.floats(of: input)
                for column in 0..<width { states[row * width + column] = state[number * width + column] }
            }
        }
        step.copy(codes, of: latents, to: rows, of: code)
    }

    func logits(after tokens: [Int32], at positions: [Int32]) -> UnsafeMutableBufferPointer<Float> {
        step.write(tokens, to: token)
        step.run()
        for (from, to) in zip(nextStates, states) {
            _ = step.floats(of: to).update(from: step.floats(of: from))
        }
        return step.floats(of: logits)
    }
}

/// Steps of an ``AttentionDecoder``: they keep the keys and values of its layers. A row that begins again at position 0 sees
/// nothing of what was written in it before.
final class AttentionSteps: DecodingSteps {
    private let latents: Int
    private let step: Plan
    private let token, code, positions, logits: Tensor

    let rowsWorthBeginning = 1

    /// - Parameter longest: positions that a row has room for.
    init(
        _ model: SequenceAutoencoder, _ decoder: AttentionDecoder, heads: Int, batch: Int, longest: Int,
        precision: Precision
    ) throws(OutOfMemory) {
        let c = model.configuration
        latents = c.latents
        let caches = try AttentionCache.layers(
            c.decoderLayers, batch: batch, keyHeads: heads, capacity: max(longest, 1),
            headSize: c.decoder / heads, type: precision == .bfloat16 ? .bfloat16 : .float32)
        let graph = Graph()
        token = graph.input("token", shape: [1, batch], type: .int32)
        code = graph.input("code", shape: [batch, c.latents])
        positions = graph.input("positions", shape: [batch], type: .int32)
        let decoded = decoder(
            model.embedding(token), code: code, memory: .init(caches: caches, positions: positions),
            mode: .evaluation)
        logits = model.output(decoded)
        step = try Plan.checked(
            graph, stages: [Stage(outputs: [logits])], precision: precision, frozen: true)
    }

    func begin(_ rows: [Int], codes: ArraySlice<Float>) {
        step.copy(codes, of: latents, to: rows, of: code)
    }

    func logits(after tokens: [Int32], at places: [Int32]) -> UnsafeMutableBufferPointer<Float> {
        step.write(tokens, to: token)
        step.write(places, to: positions)
        step.run()
        return step.floats(of: logits)
    }
}

extension Plan {
    /// Copies vectors, given one after another, to rows of a tensor.
    fileprivate func copy(_ vectors: ArraySlice<Float>, of width: Int, to rows: [Int], of tensor: Tensor) {
        let target = floats(of: tensor)
        for (number, row) in rows.enumerated() {
            for column in 0..<width {
                target[row * width + column] = vectors[vectors.startIndex + number * width + column]
            }
        }
    }
}
