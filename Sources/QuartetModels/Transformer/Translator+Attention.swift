internal import QuartetEngine
internal import QuartetText

/// The attention of an encoder-decoder that translates a text.
public struct TranslationAttention: Sendable {
    /// Between the tokens of the source.
    public let encoder: TextAttention
    /// Between the tokens of the target that the decoder has read: each attends to itself and those before it.
    public let decoder: TextAttention
    /// From each token of the target, as it is written, to the source.
    public let cross: TextAttention
}

extension Translator {
    /// Whether a file holds the weights of a translator.
    public static func isTranslator(path: String) -> Bool {
        (try? SafetensorsFile(path: path))?.metadata["architecture"]
            == EncoderDecoder.Configuration.architecture
    }

    /// The attention weights of a text and a translation.
    ///
    /// - Parameter target: the translation; nil for the model's own.
    /// - Throws: `GenerationError` for an empty text, or one that is longer than the model's context.
    public func attention(of source: String, to target: String? = nil) throws -> TranslationAttention {
        let target = try target ?? translations(of: [source])[0]
        let (begin, end) = try Self.ends(of: tokenizer)
        let read = tokenizer.ids(of: source, addsSpecialTokens: false)
        let written = tokenizer.ids(of: target, addsSpecialTokens: false)
        let capacity = model.configuration.context
        for ids in [read, written + [end]] where ids.count > capacity {
            throw GenerationError.promptTooLong(tokens: ids.count, capacity: capacity)
        }
        if read.isEmpty { throw GenerationError.emptyPrompt }
        let given = [begin] + written
        let (c, remedy) = (model.configuration, "shorten the text")
        try Machine.requireMemory(
            forFloats: [
                [c.encoderLayers, c.heads, read.count, read.count],
                [c.decoderLayers, c.heads, given.count, given.count + read.count],
            ], purpose: "the attention maps of \(read.count) and \(given.count) tokens", remedy: remedy)
        let graph = Graph()
        let sources = graph.input("source", shape: [1, read.count], type: .int32)
        let targets = graph.input("target", shape: [1, given.count], type: .int32)
        let weights = model.attentionWeights(sources, targets)
        let plan = try Plan.checked(
            graph, stages: [Stage(outputs: weights.encoder + weights.decoder + weights.cross)], remedy: remedy
        )
        plan.write(read, to: sources)
        plan.write(given, to: targets)
        plan.run()
        func maps(_ queries: [Int32], _ keys: [Int32], _ layers: [Tensor]) -> TextAttention {
            func shown(_ ids: [Int32]) -> [String] {
                ids.map { tokenizer.decode([$0], skipsSpecialTokens: false) }
            }
            return TextAttention(
                queries: shown(queries), keys: shown(keys), layers: layers.map { plan.read($0) },
                heads: c.heads)
        }
        // The decoder reads a token to write the next one.
        return TranslationAttention(
            encoder: maps(read, read, weights.encoder), decoder: maps(given, given, weights.decoder),
            cross: maps(written + [end], read, weights.cross))
    }
}
