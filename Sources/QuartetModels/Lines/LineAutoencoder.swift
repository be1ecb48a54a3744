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
            try network.validate()
            let padding = Int(CharacterVocabulary.padding)
            try check("network.padding", network.padding, in: padding...padding)
            try check("longest", longest, in: 1...100_000)
        }
    }

    public let description: Description
    /// What the weights file records of its training.
    public let metadata: [String: String]
    private let store: ParameterStore
    private let inference: SequenceInference

    /// A model that is being trained: it uses the parameters in `store` as they are at each call.
    init(_ model: SequenceAutoencoder, _ store: ParameterStore, _ description: Description) {
        (self.store, self.description, metadata) = (store, description, [:])
        inference = SequenceInference(model)
    }

    /// Loads trained weights.
    public init(path: String) throws(CheckpointError) {
        let file = try ModelFile<Description>(path: path)
        description = file.description
        metadata = file.metadata
        store = ParameterStore()
        inference = SequenceInference(SequenceAutoencoder(store.scope, description.network))
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
        let means = try inference.codes(of: description.vocabulary.tokens(of: lines)).means
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
        var rules = SequenceWriter.Rules(
            begin: CharacterVocabulary.begin, end: CharacterVocabulary.end, longest: description.longest)
        rules.excluded = [
            CharacterVocabulary.padding, CharacterVocabulary.begin, CharacterVocabulary.unknown,
        ]
        return try inference.sequences(ofLatents: latent, rules, temperature: temperature, seed: seed)
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
        let measured = try inference.evidence(
            of: description.vocabulary.tokens(of: lines), passes: passes, seed: seed)
        return Evidence(
            negativeELBO: measured.reconstruction + measured.divergence,
            reconstruction: measured.reconstruction, divergence: measured.divergence, code: measured.code,
            withoutCode: measured.withoutCode, lines: lines.count, passes: passes)
    }
}
