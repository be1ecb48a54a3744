public import QuartetEngine

extension LanguageModel {
    /// Loads a language model from a GGUF file. Matrices stay mapped in the file's own types; only the vectors of norms and
    /// biases, and learned positions, are copied into the store.
    ///
    /// - Throws: when the architecture is not one that runs here, a size is out of range, or a tensor is missing, of another
    ///   shape, or one too many.
    public static func load(_ file: GGUFFile) throws(CheckpointError) -> (
        model: LanguageModel, store: ParameterStore
    ) {
        var layers = try GGUFLayers(file)
        let (c, form) = (layers.description.configuration, layers.description.architecture)
        let table = try layers.matrix("token_embd", c.vocabulary, c.width)
        let positions = layers.positions()
        var blocks: [TransformerBlock] = []
        for layer in 0..<c.layers { blocks.append(try layers.block(layer)) }
        let norm = layers.norm("output_norm", features: c.width, form.norm)
        // Without a matrix of its own, the output is scored by the table of embeddings.
        let output: any Projection =
            file.entries["output.weight"] == nil
            ? QuantizedProjection(matrix: table) : try layers.projection("output", c.vocabulary, c.width)
        try layers.finish()
        let model = LanguageModel(
            c, tokens: .quantized(table), positions: positions,
            embeddingScale: form.scalesEmbeddings ? Float(c.width).squareRoot() : 1, blocks: blocks,
            norm: norm, output: output, arithmetic: .ggml)
        return (model, layers.store)
    }
}
