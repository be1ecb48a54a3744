public import QuartetEngine
public import QuartetModels

/// The SMILES VAE, ready for inference: codes and properties of molecules, and strings written from codes or without one.
///
/// It belongs to one thread at a time.
public final class MoleculeAutoencoder {
    /// The network, and the strings that it takes.
    public struct Description: ModelDescription, Sendable, Equatable {
        public var network: SequenceAutoencoder.Configuration
        public var vocabulary: TokenVocabulary
        /// What the heads predict; empty without heads.
        public var properties: [SequenceProperty]
        /// Width of the heads' hidden layer.
        public var headWidth: Int
        /// Tokens of the longest SMILES that it was trained on.
        public var longest: Int

        public static let architecture = "MoleculeAutoencoder"
        public static let contents = "a model of molecules"
        public static let command = "quartet molecules train"

        public func validate() throws(InvalidConfiguration) {
            try vocabulary.validate()
            try network.validate()
            try check("network.vocabulary", network.vocabulary, in: vocabulary.count...vocabulary.count)
            let padding = Int(TokenVocabulary.padding)
            try check("network.padding", network.padding, in: padding...padding)
            try check("properties", properties.count, in: 0...1000)
            for property in properties { try property.validate() }
            try check("headWidth", headWidth, in: 1...16_384)
            try check("longest", longest, in: 1...100_000)
        }
    }

    /// Strings that are written at the same time.
    static let slots = 256

    public let description: Description
    /// What the weights file records of its training.
    public let metadata: [String: String]
    let network: SequenceAutoencoder
    let heads: PropertyHeads?
    private let store: ParameterStore
    private let inference: SequenceInference
    private let encoder: TokenVocabulary.Encoder
    private let properties: PropertyTable
    private let rules: [SmilesRule.Level: SmilesRule]

    private init(_ description: Description, _ metadata: [String: String], _ store: ParameterStore) {
        (self.description, self.metadata, self.store) = (description, metadata, store)
        network = SequenceAutoencoder(store.scope, description.network)
        let count = description.properties.count
        heads =
            count == 0
            ? nil
            : PropertyHeads(
                store.scope("properties"), latents: description.network.latents,
                width: description.headWidth, count: count)
        // What a token's probability loses by rounding is far below what training has left of it.
        inference = SequenceInference(network, heads: heads, batch: Self.slots, writingPrecision: .bfloat16)
        encoder = description.vocabulary.encoder
        properties = PropertyTable(description.properties, values: [])
        rules = Dictionary(
            uniqueKeysWithValues: SmilesRule.Level.allCases.map {
                ($0, SmilesRule(description.vocabulary, $0))
            })
    }

    /// A model that is being trained: it uses the parameters in `store` as they are at each call.
    convenience init(_ description: Description, training store: ParameterStore) {
        self.init(description, [:], store)
    }

    /// Loads trained weights.
    public convenience init(path: String) throws(CheckpointError) {
        let file = try ModelFile<Description>(path: path)
        let store = ParameterStore()
        self.init(file.description, file.metadata, store)
        try file.load(into: store)
    }

    /// Writes the weights with their description.
    func save(to path: String, metadata: [String: String]) throws(CheckpointError) {
        try ModelFile.write(store, describedBy: description, metadata: metadata, to: path)
    }

    public var latents: Int { description.network.latents }

    // MARK: Reading

    /// Codes of molecules: means `[molecules, latents]`, and properties `[molecules, properties]` in their own units.
    public struct Codes: Sendable {
        public let means: [Float]
        public let properties: [Float]
    }

    /// Tokens of a SMILES.
    ///
    /// - Throws: ``SmilesTokenError``, or `UnknownToken` for one that no training molecule had.
    public func tokens(of smiles: String) throws -> [Int32] {
        try encoder.tokens(ofSMILES: smiles)
    }

    public func codes(of sequences: [[Int32]]) throws(OutOfMemory) -> Codes {
        let codes = try inference.codes(of: sequences)
        return Codes(means: codes.means, properties: properties.restored(codes.properties))
    }

    func evidence(of sequences: [[Int32]], seed: UInt64) throws(OutOfMemory) -> SequenceInference.Evidence {
        try inference.evidence(of: sequences, seed: seed)
    }

    // MARK: Writing

    /// How strings are written.
    public struct Writing: Sendable {
        /// Divides the logits before a token is drawn; 0 takes the most likely token.
        public var temperature: Float
        /// Tokens less likely than this share of the likeliest one's probability are not drawn.
        public var minP: Float
        /// What rules out tokens that can only make a string invalid; nil for nothing.
        public var rule: SmilesRule.Level?
        public var seed: UInt64
        /// The number of the first string among those of the seed: the draws of a string depend on both alone.
        var first = 0

        public init(
            temperature: Float = 1, minP: Float = 0, rule: SmilesRule.Level? = .chemistry, seed: UInt64 = 1
        ) {
            (self.temperature, self.minP) = (temperature, minP)
            (self.rule, self.seed) = (rule, seed)
        }

        /// The string that the model holds likeliest.
        public static let greedy = Writing(temperature: 0)
    }

    /// Strings for latent vectors, given one after another; they need not be valid.
    public func strings(ofLatents latents: [Float], _ writing: Writing) throws(OutOfMemory) -> [String] {
        try strings(ofLatents: latents, writing, following: writing.rule.flatMap { rules[$0] })
    }

    /// Strings that follow a rule of their own.
    func strings(ofLatents latents: [Float], _ writing: Writing, following rule: (any WritingRule)?)
        throws(OutOfMemory) -> [String]
    {
        var rules = SequenceWriter.Rules(
            begin: TokenVocabulary.begin, end: TokenVocabulary.end,
            longest: description.longest + Self.room)
        rules.excluded = [TokenVocabulary.padding, TokenVocabulary.begin, TokenVocabulary.hidden]
        return try inference.sequences(
            ofLatents: latents, rules, following: rule, temperature: writing.temperature, minP: writing.minP,
            seed: writing.seed,
            first: writing.first
        ).map { description.vocabulary.text(of: $0) }
    }

    /// Strings written without a code: by the decoder as a language model.
    public func strings(_ count: Int, withoutCode writing: Writing) throws(OutOfMemory) -> [String] {
        try Machine.requireMemory(
            forFloats: [[count, latents]], purpose: "\(count) molecules", remedy: "ask for fewer molecules")
        return try strings(ofLatents: [Float](repeating: 0, count: count * latents), writing)
    }

    /// The greedy reading of the mean of each sequence's code.
    public func reconstructions(of sequences: [[Int32]]) throws(OutOfMemory) -> [String] {
        try strings(ofLatents: inference.codes(of: sequences).means, .greedy)
    }

    /// Tokens that may be written beyond the longest training molecule: a limit at that length cuts some molecules that the
    /// model would have ended.
    private static let room = 6
}
