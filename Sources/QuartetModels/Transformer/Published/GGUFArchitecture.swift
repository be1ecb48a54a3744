internal import QuartetEngine

/// A form of language model that GGUF files hold, by its name there (`general.architecture`), and how it differs from the
/// others. What is not listed is told by the file's numbers and tensors: biases, grouped queries, the size of a head,
/// scaled positions, a table of its own for the output.
struct GGUFArchitecture {
    var name: String
    var norm = TokenNorm.Kind.rootMeanSquare
    var activation = FeedForward.Activation.swiGLU
    /// Which numbers of a head rotary positions pair; nil for learned positions.
    var pairs: RotaryEmbedding.Pairs? = .halves
    /// Queries, keys and values are one matrix, and so are gate and values of a gated feed-forward part.
    var isJoint = false
    /// Each head's queries and keys are normalised.
    var normalizesHeads = false
    /// What attention and the feed-forward part add is normalised, too.
    var normalizesResults = false
    /// Embeddings are multiplied by the root of their width.
    var scalesEmbeddings = false
    /// Layers with a sliding window.
    var window = WindowedLayers.all

    enum WindowedLayers {
        /// Every layer, if the file has a window at all.
        case all
        /// All but each sixth layer; these layers have rotary positions of base 10,000 that are never scaled.
        case fiveOfSix
    }

    func isWindowed(_ layer: Int) -> Bool {
        switch window {
        case .all: true
        case .fiveOfSix: layer % 6 != 5
        }
    }

    /// Llama 1 to 3.2 (Touvron et al., 2023), Mistral 7B (Jiang et al., 2023), SmolLM, TinyLlama; GPT-2 (Radford et al.,
    /// 2019); Qwen 2, 2.5 and 3 (Yang et al., 2024, 2025); Gemma 3 (2025); Phi 3 and 3.5 (Abdin et al., 2024).
    static let all = [
        GGUFArchitecture(name: "llama", pairs: .interleaved),
        GGUFArchitecture(name: "qwen2"),
        GGUFArchitecture(name: "qwen3", normalizesHeads: true),
        GGUFArchitecture(
            name: "gemma3", activation: .geGLU, normalizesHeads: true, normalizesResults: true,
            scalesEmbeddings: true, window: .fiveOfSix),
        GGUFArchitecture(name: "phi3", isJoint: true),
        GGUFArchitecture(name: "gpt2", norm: .layer, activation: .geluTanh, pairs: nil, isJoint: true),
    ]
}

extension GGUFArchitecture {
    /// The architecture of a file.
    init(_ file: GGUFFile) throws(CheckpointError) {
        let name = try file.metadata.string("general.architecture")
        guard let found = Self.all.first(where: { $0.name == name }) else {
            throw CheckpointError(
                file: file.path,
                "holds a model of the architecture \(name.debugDescription), which does not run here; these do: "
                    + Self.all.map(\.name).joined(separator: ", "))
        }
        self = found
    }
}
