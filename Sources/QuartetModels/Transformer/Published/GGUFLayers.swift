internal import QuartetEngine

/// Makes a language model's layers of the tensors of a GGUF file. Matrices stay mapped; the vectors of norms and biases
/// are parameters of the store, filled at the end.
struct GGUFLayers {
    let file: GGUFFile
    let description: GGUFDescription
    let store = ParameterStore()
    /// Parameters, and the tensors that they hold one after another.
    private var vectors: [(parameter: Parameter, names: [String])] = []
    /// Tensors that were asked for.
    private var used: Set<String> = []

    init(_ file: GGUFFile) throws(CheckpointError) {
        self.file = file
        description = try GGUFDescription(file)
    }

    // MARK: Parts

    mutating func matrix(_ name: String, _ rows: Int, _ columns: Int) throws(CheckpointError)
        -> QuantizedMatrix
    {
        used.insert(name + ".weight")
        return try file.matrix(name + ".weight", shape: [rows, columns])
    }

    /// A norm over `features` numbers.
    mutating func norm(_ name: String, features: Int, _ kind: TokenNorm.Kind = .rootMeanSquare) -> TokenNorm {
        let epsilon = description.configuration.epsilon
        switch kind {
        case .layer:
            let norm = LayerNorm(store.scope(name), features: features, epsilon: epsilon)
            hold(norm.weight, [name + ".weight"])
            hold(norm.bias, [name + ".bias"])
            return .layer(norm)
        case .rootMeanSquare:
            let norm = RMSNorm(store.scope(name), features: features, epsilon: epsilon, arithmetic: .ggml)
            hold(norm.weight, [name + ".weight"])
            return .rootMeanSquare(norm)
        }
    }

    /// `W x`, plus a bias if the file has one.
    mutating func projection(_ name: String, _ rows: Int, _ columns: Int) throws(CheckpointError)
        -> any Projection
    {
        biased(try matrix(name, rows, columns), [name])
    }

    /// Several projections of the same vectors as one, if their types agree and either all have biases or none.
    private mutating func joined(_ names: [String], _ matrices: [QuantizedMatrix]) throws(CheckpointError)
        -> (any Projection)?
    {
        let biases = names.filter { file.entries[$0 + ".bias"] != nil }.count
        guard Set(matrices.map(\.type)).count == 1, biases == 0 || biases == names.count else { return nil }
        return biased(try QuantizedMatrix(stacking: matrices), names)
    }

    private mutating func biased(_ matrix: QuantizedMatrix, _ names: [String]) -> any Projection {
        let projection = QuantizedProjection(matrix: matrix)
        let biases = names.map { $0 + ".bias" }
        guard file.entries[biases[0]] != nil else { return projection }
        let scope = store.scope(names.joined(separator: "+"))
        let bias = scope.parameter("bias", shape: [matrix.rows], .zeros)
        hold(bias, biases)
        return BiasedProjection(projection: projection, bias: bias)
    }

    private mutating func hold(_ parameter: Parameter, _ names: [String]) {
        vectors.append((parameter, names))
        used.formUnion(names)
    }

    // MARK: Blocks

    mutating func block(_ layer: Int) throws(CheckpointError) -> TransformerBlock {
        let (name, c, form) = ("blk.\(layer).", description.configuration, description.architecture)
        let attention = try selfAttention(layer)
        let feedForward = try feedForward(name)
        let norms = [
            norm(name + "attn_norm", features: c.width, form.norm),
            norm(name + "ffn_norm", features: c.width, form.norm),
        ]
        let results = form.normalizesResults ? ["post_attention_norm", "post_ffw_norm"] : []
        return TransformerBlock(
            selfAttention: attention, feedForward: feedForward, norms: norms,
            resultNorms: results.map { norm(name + $0, features: c.width) }, normalizesFirst: true)
    }

    private mutating func selfAttention(_ layer: Int) throws(CheckpointError) -> SelfAttention {
        let (name, c) = ("blk.\(layer).attn_", description.configuration)
        var attention = AttentionConfiguration(
            width: c.width, heads: c.heads, keyHeads: c.keyHeads, headSize: c.headSize)
        attention.rotary = description.rotary(ofLayer: layer)
        attention.window = description.window(ofLayer: layer)
        attention.scale = description.attentionScale
        attention.arithmetic = .ggml
        let (queries, keys) = (c.heads * c.headSize, c.keyHeads * c.headSize)
        let output = try projection(name + "output", c.width, queries)
        let norms: SelfAttention.HeadNorms? =
            description.architecture.normalizesHeads
            ? .init(
                query: norm(name + "q_norm", features: c.headSize),
                key: norm(name + "k_norm", features: c.headSize)) : nil
        if description.architecture.isJoint {
            let joint = try projection(name + "qkv", queries + 2 * keys, c.width)
            return SelfAttention(joint: joint, output: output, attention, norms: norms)
        }
        let names = ["q", "k", "v"].map { name + $0 }
        let matrices = [
            try matrix(names[0], queries, c.width), try matrix(names[1], keys, c.width),
            try matrix(names[2], keys, c.width),
        ]
        if let joint = try joined(names, matrices) {
            return SelfAttention(joint: joint, output: output, attention, norms: norms)
        }
        return SelfAttention(
            query: biased(matrices[0], [names[0]]), key: biased(matrices[1], [names[1]]),
            value: biased(matrices[2], [names[2]]), output: output, attention, norms: norms)
    }

    private mutating func feedForward(_ block: String) throws(CheckpointError) -> FeedForward {
        let (c, form) = (description.configuration, description.architecture)
        let down = try projection(block + "ffn_down", c.width, c.hidden)
        let (gate, up) = (block + "ffn_gate", block + "ffn_up")
        if !form.activation.isGated {
            let first = try projection(up, c.hidden, c.width)
            return FeedForward(first: first, second: down, activation: form.activation)
        }
        if form.isJoint {
            return FeedForward(joint: try projection(up, 2 * c.hidden, c.width), second: down)
        }
        let matrices = [try matrix(gate, c.hidden, c.width), try matrix(up, c.hidden, c.width)]
        if form.activation == .swiGLU, let joint = try joined([gate, up], matrices) {
            return FeedForward(joint: joint, second: down)
        }
        return FeedForward(
            first: biased(matrices[1], [up]), gate: biased(matrices[0], [gate]), second: down,
            activation: form.activation)
    }

    /// Learned positions, which are small enough to be expanded.
    mutating func positions() -> Embedding? {
        guard description.architecture.pairs == nil else { return nil }
        let c = description.configuration
        let table = Embedding(store.scope("position_embd"), count: c.context, width: c.width)
        hold(table.weight, ["position_embd.weight"])
        return table
    }

    // MARK: End

    /// Fills the parameters, and makes sure that every tensor is used: another one belongs to another kind of model.
    func finish() throws(CheckpointError) {
        let known = used.union(["rope_freqs.weight", "rope_factors_short.weight", "rope_factors_long.weight"])
        let others = file.entries.keys.filter { !known.contains($0) }.sorted()
        if let first = others.first {
            throw CheckpointError(
                file: file.path, tensor: first,
                "is not part of a model of the architecture \(description.architecture.name) with "
                    + "\(description.configuration.layers) layers (nor are \(others.count - 1) others)")
        }
        store.initialize(seed: 0)
        for (parameter, names) in vectors {
            var values: [Float] = []
            for name in names { values += try file.floats(name) }
            if values.count != parameter.elementCount {
                throw CheckpointError(
                    file: file.path, tensor: names[0],
                    "\(names.count > 1 ? "and those joined to it have" : "has") \(values.count) elements; "
                        + "expected \(parameter.elementCount)")
            }
            parameter.values.baseAddress?.update(from: values, count: values.count)
        }
    }
}

/// `y = f(x) + b`.
struct BiasedProjection: Projection {
    let projection: QuantizedProjection
    let bias: Parameter

    func callAsFunction(_ x: Tensor) -> Tensor { projection(x) + x.graph.parameter(bias) }
}
