internal import Foundation
internal import QuartetEngine
internal import QuartetText

/// Where a text encoder comes from, before its weights are read: the folder of a published one, or a file that describes
/// itself.
struct EncoderSource<Description: EncoderDescription> {
    /// The folder or file.
    let path: String
    let description: Description
    let tokenizer: Tokenizer
    fileprivate(set) var weights: [ParameterStore.Source]

    /// The most rows of the embeddings without a token.
    private static var spareTokens: Int { 1024 }

    init(path: String, description: Description, tokenizer: Tokenizer, weights: [ParameterStore.Source])
        throws
    {
        try description.validate(from: path)
        let vocabulary = description.encoder.vocabulary
        // Embeddings may have a few more rows than there are tokens, to fill a round number.
        if !(vocabulary - Self.spareTokens...vocabulary).contains(tokenizer.vocabularySize) {
            throw VocabularyMismatch.size(
                source: tokenizer.source, tokens: tokenizer.vocabularySize, vocabulary: vocabulary)
        }
        (self.path, self.description, self.tokenizer) = (path, description, tokenizer)
        self.weights = weights
    }

    init(file path: String) throws {
        let file = try ModelFile<Description>(path: path)
        try self.init(
            path: path, description: file.description, tokenizer: try file.tokenizer(),
            weights: [file.source])
    }

    /// The path from the root, under which another program finds it.
    var absolutePath: String { URL(filePath: path).standardizedFileURL.path }

    /// Builds the network and fills its parameters. They stay mapped, and frozen, unless they are copied.
    ///
    /// - Parameters:
    ///   - adapter: added to the weights that it belongs to.
    ///   - copying: true for parameters that are to be trained.
    ///   - seed: of parameters that are new; nil if there are none.
    func network<Network>(
        adapter: LowRankAdapter? = nil, copying: (String) -> Bool = { _ in false }, seed: UInt64? = nil,
        _ build: (ParameterScope, Description) -> Network
    ) throws -> (network: Network, store: ParameterStore) {
        let store = ParameterStore()
        let network = build(store.scope, description)
        try store.map(
            weights, copying: { copying($0) || adapter?.changes($0) == true }, seed: seed,
            seldomRead: adapter != nil)
        try adapter?.merge(into: store, of: path)
        return (network, store)
    }
}

/// The description of a text encoder with a task, as its file keeps it.
public protocol EncoderDescription: ModelDescription {
    var encoder: TextEncoder.Configuration { get set }
    /// The longest text in tokens, special ones included.
    var maximumTokens: Int { get }
    /// Whether texts become lower case before the tokenizer sees them.
    var lowercases: Bool { get }
}

extension EncoderDescription {
    /// The same network for training.
    func withDropout(_ rate: Float) -> Self {
        var description = self
        description.encoder.dropout = rate
        return description
    }

    func validateEncoder() throws(InvalidConfiguration) {
        try check("encoder", encoder)
        // Fewer than three would leave no room beside the special tokens.
        try check("maximumTokens", maximumTokens, in: 3...max(encoder.context, 3))
    }
}

extension EncoderSource where Description == SentenceEncoder.Description {
    /// Reads the settings of a folder or of a single file, also those of a masked language model: the mean of its tokens
    /// stands for a text.
    init(path: String) throws {
        if let file = MaskedTextModel.file(in: path) {
            let masked = try EncoderSource<MaskedTextModel.Description>(file: file)
            let description = masked.description
            try self.init(
                path: path,
                description: .init(
                    encoder: description.encoder, maximumTokens: description.maximumTokens,
                    lowercases: description.lowercases, pooling: .mean, steps: [.normalize]),
                tokenizer: masked.tokenizer, weights: masked.weights.map { $0.without("head") })
        } else {
            self = try path.isFolder ? .init(folder: path) : .init(file: path)
        }
    }

    /// Reads the settings of a published sentence encoder; see ``SentenceEncoder/init(folder:precision:)``.
    init(folder: String) throws {
        let published = try PublishedEncoder(folder: folder)
        let description = SentenceEncoder.Description(
            encoder: published.configuration, maximumTokens: published.maximumTokens,
            lowercases: published.lowercases, pooling: published.modules.pooling,
            steps: try published.modules.described(width: published.configuration.width))
        try self.init(
            path: folder, description: description,
            tokenizer: try Tokenizer(folder: published.modules.transformer),
            weights: [published.encoderWeights()] + published.denseWeights())
    }
}

extension EncoderSource where Description == PairEncoder.Description {
    /// Reads the settings of a folder or of a single file.
    init(path: String) throws {
        self = try path.isFolder ? .init(folder: path) : .init(file: path)
        try requireSegments()
    }

    /// Reads the settings of a published pair encoder; see ``PairEncoder/init(folder:precision:)``.
    init(folder: String) throws {
        let published = try PublishedEncoder(folder: folder)
        let description = PairEncoder.Description(
            encoder: published.configuration, maximumTokens: published.maximumTokens,
            lowercases: published.lowercases)
        try self.init(
            path: folder, description: description, tokenizer: try Tokenizer(folder: folder),
            weights: [try published.pairWeights()])
    }

    /// The tokenizer's template must tell question and passage apart in the way of the encoder.
    private func requireSegments() throws {
        let kinds = Set(try tokenizer.encode("a", "b", options: .init(tracksOffsets: false)).typeIDs)
        if !kinds.isSubset(of: [0, 1]) {
            throw CheckpointError(
                file: path,
                "has a tokenizer whose pairs have the segments \(kinds.sorted()); expected 0 and 1")
        }
    }
}

extension String {
    /// There is a folder at this path.
    fileprivate var isFolder: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: self, isDirectory: &isFolder) && isFolder.boolValue
    }
}
