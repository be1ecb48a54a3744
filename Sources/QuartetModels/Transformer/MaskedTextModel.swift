internal import Foundation
internal import QuartetEngine
public import QuartetText

/// A masked language model (BERT; Devlin et al., 2019): a ``TextEncoder`` with a ``MaskedTokenHead`` and its tokenizer.
///
/// It belongs to one thread at a time.
public final class MaskedTextModel {
    /// What its file records.
    public struct Description: EncoderDescription, Sendable, Equatable {
        public var encoder: TextEncoder.Configuration
        public var maximumTokens: Int
        public var lowercases: Bool

        public static let architecture = "MaskedTextModel"
        public static let contents = "a masked language model"
        public static let command = "quartet lab masked train"

        public func validate() throws(InvalidConfiguration) { try validateEncoder() }
    }

    /// A token in place of a mask.
    public struct Guess: Sendable, Equatable {
        public let token: String
        public let probability: Double
    }

    public let tokenizer: Tokenizer
    public let description: Description
    let network: MaskedNetwork
    let store: ParameterStore

    init(
        _ network: MaskedNetwork, _ store: ParameterStore, _ description: Description, _ tokenizer: Tokenizer
    ) {
        (self.network, self.store, self.description, self.tokenizer) = (
            network, store, description, tokenizer
        )
    }

    /// Reads what ``MaskedLab`` wrote. The weights stay mapped.
    public convenience init(file: String) throws {
        let source = try EncoderSource<Description>(file: file)
        let (network, store) = try source.network { MaskedNetwork($0, $1.encoder) }
        self.init(network, store, source.description, source.tokenizer)
    }

    /// The file of a masked language model at a path, which is that file or the folder of its training; nil for another
    /// model.
    static func file(in path: String) -> String? {
        [path, path + "/masked.safetensors"].first {
            (try? SafetensorsFile(path: $0))?.metadata["architecture"] == Description.architecture
        }
    }

    /// The token that hides another, as it is written: `[MASK]`.
    public var mask: String? { tokenizer.special.mask.flatMap { tokenizer.token($0) } }

    /// The likeliest tokens for each mask of a text, the best first.
    ///
    /// - Parameter count: of guesses for each mask.
    /// - Throws: `GenerationError` for a text that is longer than the model's context.
    public func guesses(in text: String, count: Int = 5) throws -> [[Guess]] {
        let encoding = try tokenizer.encode(
            description.cased(text), options: EncodingOptions(tracksOffsets: false))
        let (ids, vocabulary) = (encoding.ids, description.encoder.vocabulary)
        if ids.count > description.maximumTokens {
            throw GenerationError.promptTooLong(tokens: ids.count, capacity: description.maximumTokens)
        }
        let places = ids.indices.filter { ids[$0] == tokenizer.special.mask }
        if places.isEmpty { return [] }
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [1, ids.count], type: .int32)
        let hidden = graph.input("places", shape: [places.count], type: .int32)
        let scores = network(tokens, lengths: nil, places: hidden)
        let plan = try Plan.checked(graph, stages: [Stage(outputs: [scores])], remedy: "shorten the text")
        plan.write(ids, to: tokens)
        plan.write(places.map { Int32($0) }, to: hidden)
        plan.run()
        let all = plan.read(scores)
        return places.indices.map { row in
            let logs = Array(all[row * vocabulary..<(row + 1) * vocabulary]).logSoftmax
            let best = logs.indices.sorted { (logs[$0], $1) > (logs[$1], $0) }.prefix(count)
            return best.map { token in
                Guess(
                    token: tokenizer.token(Int32(token)) ?? "?",
                    probability: Double(logs[token]).exponential)
            }
        }
    }

    /// Writes weights, description and tokenizer to one file.
    func save(to path: String, metadata: [String: String]) throws(CheckpointError) {
        try ModelFile.write(
            store, describedBy: description, tokenizer: tokenizer, metadata: metadata, to: path)
    }
}

/// The network of a ``MaskedTextModel``: the scores of the tokens at some places, `head(encoder(tokens)[places])`.
struct MaskedNetwork {
    private let encoder: TextEncoder
    private let head: MaskedTokenHead

    init(_ scope: ParameterScope, _ configuration: TextEncoder.Configuration) {
        encoder = TextEncoder(scope, configuration)
        head = MaskedTokenHead(scope("head"), encoder)
    }

    /// - Parameters:
    ///   - tokens: `[batch, tokens]` int32.
    ///   - lengths: of the texts, `[batch]` int32; the rest is padding.
    ///   - places: among all tokens of the batch, `[count]` int32.
    /// - Returns: logits, `[count, vocabulary]`.
    func callAsFunction(_ tokens: Tensor, lengths: Tensor?, places: Tensor, mode: Mode = .evaluation)
        -> Tensor
    {
        let x = encoder(tokens, lengths: lengths, mode: mode)
        let rows = x.reshaped([tokens.shape[0] * tokens.shape[1], x.shape[2]])
        return head(rows.rows(at: places)).inFullPrecision()
    }
}
