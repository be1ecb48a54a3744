public import QuartetEngine

extension LanguageModel {
    /// Loads a model of the Llama form from a GGUF file. Matrices stay mapped in the file's own types; only the
    /// normalisation vectors are copied into the store.
    ///
    /// - Throws: when the architecture is not Llama, a size is out of range, or a tensor is missing or of another shape.
    public static func load(_ file: GGUFFile) throws(CheckpointError) -> (
        model: LanguageModel, store: ParameterStore
    ) {
        let configuration = try configuration(file)
        let c = configuration
        let store = ParameterStore()
        var vectors: [(Parameter, String)] = []
        func norm(_ name: String) -> TokenNorm {
            let norm = RMSNorm(store.scope(name), features: c.width, epsilon: c.epsilon, arithmetic: .ggml)
            vectors.append((norm.weight, name + ".weight"))
            return .rootMeanSquare(norm)
        }
        func projection(_ name: String, _ rows: Int, _ columns: Int) throws(CheckpointError) -> any Projection
        {
            QuantizedProjection(matrix: try file.matrix(name + ".weight", shape: [rows, columns]))
        }
        var attention = AttentionConfiguration(width: c.width, heads: c.heads, keyHeads: c.keyHeads)
        attention.rotary = RotaryEmbedding(
            dimensions: c.headSize, base: c.rotaryBase, pairs: .interleaved, arithmetic: .ggml)
        attention.arithmetic = .ggml
        let keyWidth = c.keyHeads * c.headSize
        var blocks: [TransformerBlock] = []
        for layer in 0..<c.layers {
            let name = "blk.\(layer)."
            let query = try file.matrix(name + "attn_q.weight", shape: [c.width, c.width])
            let key = try file.matrix(name + "attn_k.weight", shape: [keyWidth, c.width])
            let value = try file.matrix(name + "attn_v.weight", shape: [keyWidth, c.width])
            let output = try projection(name + "attn_output", c.width, c.width)
            let selfAttention =
                query.type == key.type && key.type == value.type
                ? SelfAttention(
                    joint: QuantizedProjection(matrix: try QuantizedMatrix(stacking: [query, key, value])),
                    output: output, attention)
                : SelfAttention(
                    query: QuantizedProjection(matrix: query), key: QuantizedProjection(matrix: key),
                    value: QuantizedProjection(matrix: value), output: output, attention)
            let gate = try file.matrix(name + "ffn_gate.weight", shape: [c.hidden, c.width])
            let up = try file.matrix(name + "ffn_up.weight", shape: [c.hidden, c.width])
            let down = try projection(name + "ffn_down", c.width, c.hidden)
            let feedForward =
                gate.type == up.type
                ? FeedForward(
                    joint: QuantizedProjection(matrix: try QuantizedMatrix(stacking: [gate, up])),
                    second: down)
                : FeedForward(
                    first: QuantizedProjection(matrix: up), gate: QuantizedProjection(matrix: gate),
                    second: down,
                    activation: .swiGLU)
            blocks.append(
                TransformerBlock(
                    selfAttention: selfAttention, feedForward: feedForward,
                    norms: [norm(name + "attn_norm"), norm(name + "ffn_norm")], normalizesFirst: true))
        }
        let table = try file.matrix("token_embd.weight", shape: [c.vocabulary, c.width])
        let output =
            file.entries["output.weight"] == nil
            ? table : try file.matrix("output.weight", shape: table.shape)
        try requireNothingElse(file, layers: c.layers)
        let model = LanguageModel(
            configuration, tokens: .quantized(table), blocks: blocks, norm: norm("output_norm"),
            output: QuantizedProjection(matrix: output), arithmetic: .ggml)
        store.initialize(seed: 0)
        for (parameter, name) in vectors {
            let values = try file.floats(name)
            if values.count != parameter.elementCount {
                throw CheckpointError(
                    file: file.path, tensor: name,
                    "has \(values.count) elements; expected \(parameter.elementCount)")
            }
            parameter.values.baseAddress?.update(from: values, count: values.count)
        }
        return (model, store)
    }

    private static func configuration(_ file: GGUFFile) throws(CheckpointError) -> Configuration {
        let metadata = file.metadata
        let architecture = try metadata.string("general.architecture")
        guard architecture == "llama" else {
            throw CheckpointError(
                file: file.path, "holds a model of architecture \(architecture); expected llama")
        }
        guard let table = file.entries["token_embd.weight"], table.shape.count == 2 else {
            throw CheckpointError(file: file.path, tensor: "token_embd.weight", "is missing or not a matrix")
        }
        let heads = try metadata.integer("llama.attention.head_count")
        var configuration = Configuration(
            form: .llama, vocabulary: table.shape[0], context: try metadata.integer("llama.context_length"),
            width: try metadata.integer("llama.embedding_length"),
            layers: try metadata.integer("llama.block_count"), heads: heads,
            keyHeads: metadata.contains("llama.attention.head_count_kv")
                ? try metadata.integer("llama.attention.head_count_kv") : heads,
            hidden: try metadata.integer("llama.feed_forward_length"))
        configuration.epsilon = try metadata.float("llama.attention.layer_norm_rms_epsilon")
        if metadata.contains("llama.rope.freq_base") {
            configuration.rotaryBase = Double(try metadata.float("llama.rope.freq_base"))
        }
        try configuration.validate(from: file.path)
        if metadata.contains("llama.rope.dimension_count"),
            try metadata.integer("llama.rope.dimension_count") != configuration.headSize
        {
            throw CheckpointError(
                file: file.path,
                "rotates \(try metadata.integer("llama.rope.dimension_count")) numbers of each head; expected all \(configuration.headSize)"
            )
        }
        if metadata.contains("llama.rope.scaling.type"),
            try metadata.string("llama.rope.scaling.type") != "none"
        {
            throw CheckpointError(
                file: file.path,
                "scales its positions (\(try metadata.string("llama.rope.scaling.type"))), which is not supported"
            )
        }
        return configuration
    }

    /// A tensor that is not read belongs to another kind of model, such as one with biases or scaled positions.
    private static func requireNothingElse(_ file: GGUFFile, layers: Int) throws(CheckpointError) {
        let parts = ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"]
        let known = Set(
            ["token_embd.weight", "output.weight", "output_norm.weight"]
                + (0..<layers).flatMap { layer in
                    (parts + ["attn_norm", "ffn_norm"]).map { "blk.\(layer).\($0).weight" }
                })
        let others = file.entries.keys.filter { !known.contains($0) }.sorted()
        guard let first = others.first else { return }
        throw CheckpointError(
            file: file.path, tensor: first,
            "is not part of a Llama of \(layers) layers (nor are \(others.count - 1) others)")
    }
}
