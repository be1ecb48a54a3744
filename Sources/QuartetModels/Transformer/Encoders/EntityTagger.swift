public import QuartetEngine
internal import QuartetText

/// A ``TextEncoder`` with a ``TokenHead``: finds the entities of texts by classes of their tokens (BERT; Devlin et al.,
/// 2019).
///
/// It does not change, so any number of tasks may use it; they take turns.
public final class EntityTagger: Sendable {
    /// What a single file records of a tagger.
    public struct Description: HeadedDescription, Sendable, Equatable {
        public var encoder: TextEncoder.Configuration
        public var maximumTokens: Int
        public var lowercases: Bool
        /// The kinds of entities.
        public var labels: [String]

        public static let architecture = "EntityTagger"
        public static let contents = "a model that finds entities"
        public static let command = "quartet lab entities train"
        public static let objective = "entities"

        public init(_ encoder: SentenceEncoder.Description, labels: [String]) {
            (self.encoder, maximumTokens) = (encoder.encoder, encoder.maximumTokens)
            (lowercases, self.labels) = (encoder.lowercases, labels)
        }

        /// A new tagger, whose tokenizer is for texts as they are.
        init(_ encoder: TextEncoder.Configuration, labels: [String]) {
            (self.encoder, maximumTokens) = (encoder, encoder.context)
            (lowercases, self.labels) = (false, labels)
        }

        public func validate() throws(InvalidConfiguration) {
            try validateEncoder()
            try check("labels", labels.count, in: 1...1 << 12)
        }

        var tags: EntityTags { EntityTags(labels: labels) }
    }

    /// An entity that was found.
    public struct Finding: Sendable {
        public let entity: Entity
        /// Its part of the text.
        public let text: String
        /// The mean probability of its tokens' classes.
        public let confidence: Double
    }

    /// A token of a text.
    public struct Token: Sendable {
        /// Where it stands in the text, in Unicode scalars.
        public let place: Range<Int>
        /// For each of ``Description/labels``, that the token belongs to such an entity; the rest to 1 is outside of all.
        public let probabilities: [Double]
    }

    public let description: Description
    private let tokenizer: Tokenizer
    // Only read once the weights are in place.
    private nonisolated(unsafe) let store: ParameterStore
    private let passes: EncoderPasses

    /// Reads what ``EntityTuning`` wrote: a whole tagger, or an adapter with its encoder.
    ///
    /// - Parameter encoder: where the encoder of an adapter is now; nil for where it was in the training.
    public init(
        tuned file: String, encoder: String? = nil, precision: Precision = .float32, threads: Int? = nil
    ) throws {
        let (source, adapter) = try EncoderSource<Description>.tuned(file: file, encoder: encoder)
        let (network, store) = try source.network(adapter: adapter) { EntityNetwork($0, $1) }
        (tokenizer, description, self.store) = (source.tokenizer, source.description, store)
        passes = EncoderPasses(
            context: description.encoder.context, precision: precision, threads: threads
        ) { tokens, lengths, _ in
            let scores = network(tokens, lengths: lengths)
            return scores.reshaped([tokens.shape[0], tokens.shape[1] * scores.shape[2]])
        }
    }

    /// The entities of each text in their order. A text of more than ``Description/maximumTokens`` is read in parts.
    ///
    /// - Throws: `TokenizerError` for a text that cannot be encoded.
    public func entities(in texts: [String]) throws -> [[Finding]] {
        let parts = try parts(of: texts)
        var found = [[Finding]](repeating: [], count: texts.count)
        for (part, row) in zip(parts, try passes(parts.map(\.encoding))) {
            found[part.text] += findings(part.encoding, row, part.places, from: part.start)
        }
        return found
    }

    /// The probabilities of the labels for each token of each text.
    ///
    /// - Throws: as ``entities(in:)``.
    public func tokens(in texts: [String]) throws -> [[Token]] {
        let parts = try parts(of: texts)
        var found = [[Token]](repeating: [], count: texts.count)
        for (part, row) in zip(parts, try passes(parts.map(\.encoding))) {
            let (encoding, count) = (part.encoding, description.tags.count)
            for index in encoding.ids.indices where !encoding.offsets[index].isEmpty {
                let classes = Array(row[index * count..<(index + 1) * count]).logSoftmax.map {
                    Double($0).exponential
                }
                let bytes = encoding.offsets[index]
                found[part.text].append(
                    Token(
                        place: part.places.scalars(
                            part.start + bytes.lowerBound..<part.start + bytes.upperBound),
                        probabilities: description.labels.indices.map {
                            classes[2 * $0 + 1] + classes[2 * $0 + 2]
                        }))
            }
        }
        return found
    }

    private typealias Part = (text: Int, places: TextPlaces, start: Int, encoding: Encoding)

    /// The texts in parts that are short enough.
    private func parts(of texts: [String]) throws -> [Part] {
        // The template takes two tokens, in some models more.
        let room = max(description.maximumTokens - 4, 2)
        var parts: [Part] = []
        for (index, text) in texts.enumerated() {
            let places = TextPlaces(text)
            for window in try tokenizer.windows(of: description.cased(text), tokens: room) {
                let encoding = try tokenizer.encode(
                    description.cased(places.part(window)),
                    options: EncodingOptions(
                        maximumLength: description.maximumTokens, findsSpecialTokens: false))
                parts.append((index, places, window.lowerBound, encoding))
            }
        }
        return parts
    }

    private func findings(_ encoding: Encoding, _ row: [Float], _ places: TextPlaces, from start: Int)
        -> [Finding]
    {
        let count = description.tags.count
        let own = encoding.ids.indices.filter { !encoding.offsets[$0].isEmpty }
        let classes = own.map { Array(row[$0 * count..<($0 + 1) * count]).logSoftmax }
        return description.tags.entities(classes).map { entity in
            let (first, last) = (own[entity.tokens.lowerBound], own[entity.tokens.upperBound - 1])
            let bytes =
                start + encoding.offsets[first].lowerBound..<start + encoding.offsets[last].upperBound
            let scalars = places.scalars(bytes)
            return Finding(
                entity: Entity(label: entity.label, start: scalars.lowerBound, end: scalars.upperBound),
                text: places.part(bytes), confidence: entity.confidence)
        }
    }
}

/// The network of an ``EntityTagger``: `head(encoder(tokens))`.
struct EntityNetwork {
    private let encoder: TextEncoder
    private let head: TokenHead

    /// - Parameter adapter: one that is to be trained, which then also has the head.
    init(_ scope: ParameterScope, _ description: EntityTagger.Description, adapter: LowRankAdapter? = nil) {
        encoder = TextEncoder(scope, description.encoder, adapter: adapter)
        func head(_ scope: ParameterScope) -> TokenHead {
            TokenHead(
                scope, width: description.encoder.width, classes: description.tags.count,
                dropout: description.encoder.dropout)
        }
        self.head = adapter?.added("head", head) ?? head(scope("head"))
    }

    /// - Returns: logits, `[batch, tokens, classes]`.
    func callAsFunction(_ tokens: Tensor, lengths: Tensor, mode: Mode = .evaluation) -> Tensor {
        head(encoder(tokens, lengths: lengths, mode: mode), mode: mode)
    }
}
