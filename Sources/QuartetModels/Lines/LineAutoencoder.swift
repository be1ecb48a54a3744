public import QuartetEngine

/// A variational autoencoder of lines of text, character by character, ready for inference: samples, reconstructions,
/// evidence.
///
/// It belongs to one thread at a time.
public final class LineAutoencoder {
    /// The network, and the lines that it takes.
    public struct Description: ModelDescription, Sendable, Equatable {
        public var network: SequenceAutoencoder.Configuration
        public var vocabulary: CharacterVocabulary
        /// Characters of the longest line that it was trained on.
        public var longest: Int

        public static let architecture = "SequenceAutoencoder"
        public static let contents = "an autoencoder of lines"
        public static let command = "quartet lab lines"

        public func validate() throws(InvalidConfiguration) {
            try vocabulary.validate()
            try check("network.vocabulary", network.vocabulary, in: vocabulary.count...vocabulary.count)
            try check("network.embedding", network.embedding, in: 1...16_384)
            try check("network.encoder", network.encoder, in: 1...16_384)
            try check("network.decoder", network.decoder, in: 1...16_384)
            try check("network.latents", network.latents, in: 1...16_384)
            try check("network.encoderLayers", network.encoderLayers, in: 1...16)
            try check("network.decoderLayers", network.decoderLayers, in: 1...16)
            try check("network.dropout", network.dropout, in: 0..<1)
            try check("network.tokenDropout", network.tokenDropout, in: 0..<1)
            try check("network.unknown", network.unknown, in: 0..<network.vocabulary)
            let padding = Int(CharacterVocabulary.padding)
            try check("network.padding", network.padding, in: padding...padding)
            try check("longest", longest, in: 1...100_000)
        }
    }

    public let description: Description
    /// What the weights file records of its training.
    public let metadata: [String: String]
    private let store: ParameterStore
    private let model: SequenceAutoencoder
    private var passes: [[Int]: Pass] = [:]
    private static let batch = 100

    private struct Pass {
        let plan: Plan
        let tokens, lengths, mean, reconstruction, divergence, withoutCode: Tensor
    }

    /// A model that is being trained: it uses the parameters in `store` as they are at each call.
    init(_ model: SequenceAutoencoder, _ store: ParameterStore, _ description: Description) {
        (self.model, self.store, self.description, metadata) = (model, store, description, [:])
    }

    /// Loads trained weights.
    public init(path: String) throws(CheckpointError) {
        let file = try ModelFile<Description>(path: path)
        description = file.description
        metadata = file.metadata
        store = ParameterStore()
        model = SequenceAutoencoder(store.scope, description.network)
        try file.load(into: store)
    }

    /// Writes the weights with their description.
    func save(to path: String, metadata: [String: String]) throws(CheckpointError) {
        try ModelFile.write(store, describedBy: description, metadata: metadata, to: path)
    }

    // MARK: Lines

    /// Lines written from latent vectors that are drawn from the prior.
    public func samples(_ count: Int, temperature: Float = 1, seed: UInt64) throws(OutOfMemory) -> [String] {
        try Machine.requireMemory(
            forFloats: [[count, description.network.latents]], purpose: "\(count) lines",
            remedy: "ask for fewer lines")
        let latent = CounterRandom.normals(
            count * description.network.latents, seed: seed, stream: Self.priorStream)
        return try lines(ofLatents: latent, temperature: temperature, seed: seed)
    }

    /// Lines written without a code, by the decoder alone.
    public func linesWithoutCode(_ count: Int, temperature: Float = 1, seed: UInt64) throws(OutOfMemory)
        -> [String]
    {
        try Machine.requireMemory(
            forFloats: [[count, description.network.latents]], purpose: "\(count) lines",
            remedy: "ask for fewer lines")
        let zeros = [Float](repeating: 0, count: count * description.network.latents)
        return try lines(ofLatents: zeros, temperature: temperature, seed: seed)
    }

    /// Decodes the mean of each line, always with the most likely character.
    public func reconstructions(_ lines: [String]) throws(OutOfMemory) -> [String] {
        var means: [Float] = []
        try forEachBatch(of: lines) { pass, _ in
            pass.plan.run()
            means += pass.plan.read(pass.mean)
        }
        return try self.lines(ofLatents: means, temperature: 0, seed: 0)
    }

    /// How the lines come back from their codes.
    public func measuredReconstructions(of lines: [String]) throws(OutOfMemory) -> LineReconstructions {
        LineReconstructions(of: lines, try reconstructions(lines))
    }

    /// Lines for latent vectors, given one after another.
    public func lines(ofLatents latent: [Float], temperature: Float, seed: UInt64) throws(OutOfMemory)
        -> [String]
    {
        let count = latent.count / description.network.latents
        if count == 0 { return [] }
        let writer = try SequenceWriter(model, batch: min(Self.batch, count))
        var rules = SequenceWriter.Rules(
            begin: CharacterVocabulary.begin, end: CharacterVocabulary.end, longest: description.longest)
        rules.excluded = [
            CharacterVocabulary.padding, CharacterVocabulary.begin, CharacterVocabulary.unknown,
        ]
        return writer.sequences(ofLatents: latent, rules, temperature: temperature, seed: seed)
            .map { description.vocabulary.line(of: $0) }
    }

    private static let priorStream: UInt32 = 0x5052_494F

    // MARK: Evidence

    /// How well the model explains lines, in nats per line.
    public struct Evidence: Sendable, Codable, Equatable {
        /// The negative evidence lower bound: the sum of the other two.
        public let negativeELBO: Double
        /// `-log p(x|z)` and the divergence of `q(z|x)` from the prior.
        public let reconstruction: Double
        public let divergence: Double
        public let code: CodeUse
        /// `-log p(x)` of the decoder without a code: zeros in its place. It is a language model's only if codes were
        /// dropped in training.
        public let withoutCode: Double
        public let lines: Int
        /// Samples of `z` that each line's terms are averaged over.
        public let passes: Int
    }

    /// The negative evidence lower bound of lines, with one sample of `z` in each pass.
    public func evidence(of lines: [String], passes: Int = 1, seed: UInt64) throws(OutOfMemory) -> Evidence {
        var (reconstruction, divergence, withoutCode) = (0.0, 0.0, 0.0)
        var means: [Float] = []
        for number in 0..<passes {
            try forEachBatch(of: lines) { pass, first in
                pass.plan.run(seed: seed, step: UInt64(number * lines.count + first))
                reconstruction += pass.plan.read(pass.reconstruction).reduce(0) { $0 + Double($1) }
                divergence += pass.plan.read(pass.divergence).reduce(0) { $0 + Double($1) }
                if number > 0 { return }
                means += pass.plan.read(pass.mean)
                pass.plan.run(stage: 1)
                withoutCode += pass.plan.read(pass.withoutCode).reduce(0) { $0 + Double($1) }
            }
        }
        let count = Double(max(passes * lines.count, 1))
        return Evidence(
            negativeELBO: (reconstruction + divergence) / count, reconstruction: reconstruction / count,
            divergence: divergence / count,
            code: CodeUse(
                means: means, latents: description.network.latents, divergence: divergence / count),
            withoutCode: withoutCode / Double(max(lines.count, 1)), lines: lines.count, passes: passes)
    }

    private func forEachBatch(of lines: [String], _ body: (Pass, Int) -> Void) throws(OutOfMemory) {
        let sequences = description.vocabulary.tokens(of: lines)
        for first in stride(from: 0, to: lines.count, by: Self.batch) {
            let part = Array(sequences[first..<min(first + Self.batch, lines.count)])
            let pass = try pass(
                time: SequenceBatch(longest: part.map(\.count).max() ?? 0).time, batch: part.count)
            SequenceBatch.write(
                part, padding: CharacterVocabulary.padding, tokens: pass.plan.integers(of: pass.tokens),
                lengths: pass.plan.integers(of: pass.lengths))
            body(pass, first)
        }
    }

    private func pass(time: Int, batch: Int) throws(OutOfMemory) -> Pass {
        if let pass = passes[[time, batch]] { return pass }
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [time, batch], type: .int32)
        let lengths = graph.input("lengths", shape: [batch], type: .int32)
        let noise = graph.normal(shape: [batch, description.network.latents])
        let run = model(tokens, lengths: lengths, noise: noise)
        let without = model(
            tokens, lengths: lengths, noise: noise, keptCodes: graph.fill(0, shape: [batch]))
        let terms = model.terms(tokens, run).evidence
        let outputs = [run.mean, terms.reconstruction, terms.divergence]
        let withoutCode = model.terms(tokens, without).evidence.reconstruction
        let pass = Pass(
            plan: try Plan.checked(
                graph, stages: [Stage(outputs: outputs), Stage(outputs: [withoutCode])],
                remedy: "shorten the lines"), tokens: tokens,
            lengths: lengths,
            mean: outputs[0], reconstruction: outputs[1], divergence: outputs[2], withoutCode: withoutCode)
        passes[[time, batch]] = pass
        return pass
    }
}
