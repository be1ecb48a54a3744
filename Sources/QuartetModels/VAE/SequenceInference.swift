public import QuartetEngine

/// A sequence autoencoder at work: codes and properties of sequences, sequences of codes, evidence. It uses the parameters
/// as they are at each call, so it serves during a training too.
///
/// It belongs to one thread at a time.
public final class SequenceInference {
    /// The terms of the evidence of sequences, means in nats per sequence.
    public struct Evidence: Sendable, Equatable {
        /// `-log p(x|z)`, and the divergence of `q(z|x)` from the prior.
        public let reconstruction, divergence: Double
        /// `-log p(x)` of the decoder without a code: zeros in its place. It is a language model's only if codes were
        /// dropped in training.
        public let withoutCode: Double
        public let code: CodeUse
    }

    /// What the encoder makes of sequences, row after row in their order.
    public struct Codes: Sendable, Equatable {
        /// Means and log variances of `q(z|x)`, `[sequences, latents]`.
        public var means, logVariances: [Float]
        /// Standardised properties, `[sequences, properties]`; empty without heads.
        public var properties: [Float]
    }

    private struct Pass {
        let plan: Plan
        let tokens, lengths, mean, logVariance: Tensor
        let properties: Tensor?
        let reconstruction, divergence, withoutCode: Tensor
    }

    /// The stages of a pass; each later one uses what the first has computed.
    private enum Part: Int { case codes, evidence, withoutCode }

    private let model: SequenceAutoencoder
    private let heads: PropertyHeads?
    private let batch: Int
    private let writingPrecision: Precision
    private var passes: [[Int]: Pass] = [:]

    public var latents: Int { model.configuration.latents }

    /// - Parameters:
    ///   - batch: sequences that are read or written at the same time.
    ///   - writingPrecision: of the matrix products that write sequences.
    public init(
        _ model: SequenceAutoencoder, heads: PropertyHeads? = nil, batch: Int = 100,
        writingPrecision: Precision = .float32
    ) {
        (self.model, self.heads, self.batch) = (model, heads, batch)
        self.writingPrecision = writingPrecision
    }

    /// Codes of sequences, each with its begin and end tokens.
    public func codes(of sequences: [[Int32]]) throws(OutOfMemory) -> Codes {
        let width = latents
        let properties = heads?.count ?? 0
        var codes = Codes(
            means: [Float](repeating: 0, count: sequences.count * width),
            logVariances: [Float](repeating: 0, count: sequences.count * width),
            properties: [Float](repeating: 0, count: sequences.count * properties))
        func scatter(_ rows: [Float], _ indices: [Int], _ width: Int, to all: inout [Float]) {
            for (row, index) in indices.enumerated() {
                for column in 0..<width { all[index * width + column] = rows[row * width + column] }
            }
        }
        try forEachBatch(of: sequences) { pass, indices, _ in
            pass.plan.run(stage: Part.codes.rawValue)
            scatter(pass.plan.read(pass.mean), indices, width, to: &codes.means)
            scatter(pass.plan.read(pass.logVariance), indices, width, to: &codes.logVariances)
            if let predicted = pass.properties {
                scatter(pass.plan.read(predicted), indices, properties, to: &codes.properties)
            }
        }
        return codes
    }

    /// Sequences of latent vectors, given one after another; a vector of zeros lets the decoder write without a code.
    ///
    /// - Parameter first: the index of the first sequence: its draws depend on the seed and its index alone.
    public func sequences(
        ofLatents latent: [Float], _ rules: SequenceWriter.Rules, following rule: (any WritingRule)? = nil,
        temperature: Float, minP: Float = 0, seed: UInt64, first: Int = 0
    ) throws(OutOfMemory) -> [[Int32]] {
        let count = latent.count / latents
        if count == 0 { return [] }
        return try SequenceWriter(model, rules, batch: min(batch, count), precision: writingPrecision)
            .sequences(
                ofLatents: latent, following: rule, temperature: temperature, minP: minP, seed: seed,
                first: first)
    }

    /// The evidence of sequences, with one sample of `z` in each pass.
    public func evidence(of sequences: [[Int32]], passes: Int = 1, seed: UInt64) throws(OutOfMemory)
        -> Evidence
    {
        var (reconstruction, divergence, withoutCode) = (0.0, 0.0, 0.0)
        var means: [Float] = []
        func sum(_ pass: Pass, _ tensor: Tensor) -> Double {
            pass.plan.read(tensor).reduce(0) { $0 + Double($1) }
        }
        for number in 0..<passes {
            try forEachBatch(of: sequences) { pass, _, first in
                pass.plan.run(stage: Part.codes.rawValue)
                pass.plan.run(
                    stage: Part.evidence.rawValue, seed: seed, step: UInt64(number * sequences.count + first))
                reconstruction += sum(pass, pass.reconstruction)
                divergence += sum(pass, pass.divergence)
                if number > 0 { return }
                means += pass.plan.read(pass.mean)
                pass.plan.run(stage: Part.withoutCode.rawValue)
                withoutCode += sum(pass, pass.withoutCode)
            }
        }
        let count = Double(max(passes * sequences.count, 1))
        return Evidence(
            reconstruction: reconstruction / count, divergence: divergence / count,
            withoutCode: withoutCode / Double(max(sequences.count, 1)),
            code: CodeUse(means: means, latents: latents, divergence: divergence / count))
    }

    /// Runs the body on batches of like lengths, with the indices of their sequences and the number of those before.
    private func forEachBatch(of sequences: [[Int32]], _ body: (Pass, [Int], Int) -> Void)
        throws(OutOfMemory)
    {
        let order = sequences.indices.sorted { sequences[$0].count < sequences[$1].count }
        for first in stride(from: 0, to: order.count, by: batch) {
            let indices = Array(order[first..<min(first + batch, order.count)])
            let part = indices.map { sequences[$0] }
            let pass = try pass(
                time: SequenceBatch(longest: part.map(\.count).max() ?? 0).time, batch: part.count)
            SequenceBatch.write(
                part, padding: Int32(model.configuration.padding),
                tokens: pass.plan.integers(of: pass.tokens), lengths: pass.plan.integers(of: pass.lengths))
            body(pass, indices, first)
        }
    }

    private func pass(time: Int, batch: Int) throws(OutOfMemory) -> Pass {
        if let pass = passes[[time, batch]] { return pass }
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [time, batch], type: .int32)
        let lengths = graph.input("lengths", shape: [batch], type: .int32)
        let noise = graph.normal(shape: [batch, latents])
        let run = model(tokens, lengths: lengths, noise: noise)
        let without = model(
            tokens, lengths: lengths, noise: noise, keptCodes: graph.fill(0, shape: [batch]))
        let terms = model.terms(tokens, run).evidence
        let withoutCode = model.terms(tokens, without).evidence.reconstruction
        let properties = heads.map { $0(run.mean) }
        let codes = [run.mean, run.logVariance] + [properties].compactMap(\.self)
        let pass = Pass(
            plan: try Plan.checked(
                graph,
                stages: [
                    Stage(outputs: codes),
                    Stage(outputs: [terms.reconstruction, terms.divergence]),
                    Stage(outputs: [withoutCode]),
                ], remedy: "shorten the sequences"),
            tokens: tokens, lengths: lengths, mean: run.mean, logVariance: run.logVariance,
            properties: properties, reconstruction: terms.reconstruction, divergence: terms.divergence,
            withoutCode: withoutCode)
        passes[[time, batch]] = pass
        return pass
    }
}
