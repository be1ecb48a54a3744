import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

/// Language models in GGUF files score as their papers say: small random files of each architecture against a decoder in
/// plain loops, read as a prompt and token by token.
@Suite struct PublishedArchitectureTests {
    private let folder = TemporaryFolder()
    private static let text: [Int32] = [3, 14, 15, 9, 2, 6, 5, 3, 5, 8, 9, 7, 22, 0, 19, 3]

    private func check(_ small: SmallGGUF, tolerance: Float = 2e-4) throws {
        let (model, store) = try load(small.file)
        let state = try CausalState(model, store, cacheType: .float32)
        var read: [Int32] = []
        // The prompt in two pieces of different plans, and three single tokens.
        for count in [12, 1, 1, 2] {
            let next = Array(Self.text[read.count..<read.count + count])
            try state.read([next])
            read += next
            let expected = small.decoder.scores(after: read).map { Float($0) }
            expectClose(
                Array(state.scores(of: 0)), expected, Tolerance(ofLargest: tolerance),
                "after \(read.count) tokens")
        }
    }

    private func load(_ file: GGUFBuilder) throws -> (LanguageModel, ParameterStore) {
        try LanguageModel.load(GGUFFile(path: folder.write(file.bytes, to: "model.gguf")))
    }

    /// Llama 3.2: neighbouring numbers are pairs, and the frequencies of long waves are divided.
    @Test func llamaWithScaledPositions() throws {
        var small = SmallGGUF("llama")
        small.set("rope.freq_base", Float(500_000))
        small.set("rope.dimension_count", 8)
        small.fill(.init(ownOutput: true))
        small.vector("rope_freqs.weight", 4, in: 1...8)
        let factors = small.decoder.tensors["rope_freqs.weight"]!
        small.change {
            $0.isInterleaved = true
            $0.frequencies = { _ in zip(SmallGGUF.frequencies(8, base: 500_000), factors).map { $0 / $1 } }
        }
        try check(small)
    }

    /// Mistral 7B: a llama with a window.
    @Test func llamaWithWindow() throws {
        var small = SmallGGUF("llama")
        small.set("attention.sliding_window", 5)
        small.fill()
        small.change {
            $0.isInterleaved = true
            $0.frequencies = { _ in SmallGGUF.frequencies(8, base: 10_000) }
            $0.window = { _ in 5 }
        }
        try check(small)
    }

    @Test func llamaWithLinearScaling() throws {
        var small = SmallGGUF("llama", keyHeads: 4)
        small.set("rope.scaling.type", "linear")
        small.set("rope.scaling.factor", Float(4))
        small.fill()
        small.change {
            $0.isInterleaved = true
            $0.frequencies = { _ in SmallGGUF.frequencies(8, base: 10_000).map { $0 / 4 } }
        }
        try check(small)
    }

    /// Biases of queries, keys and values; the output is scored by the embeddings.
    @Test func qwen2() throws {
        var small = SmallGGUF("qwen2")
        small.set("rope.freq_base", Float(1_000_000))
        small.fill(.init(inputBias: true))
        small.change { $0.frequencies = { _ in SmallGGUF.frequencies(8, base: 1_000_000) } }
        try check(small)
    }

    /// Norms of each head, whose size is its own.
    @Test func qwen3() throws {
        var small = SmallGGUF("qwen3", headSize: 16)
        small.set("rope.freq_base", Float(1_000_000))
        small.fill(.init(headNorms: true))
        small.change { $0.frequencies = { _ in SmallGGUF.frequencies(16, base: 1_000_000) } }
        try check(small)
    }

    /// Scaled embeddings, GeGLU, norms before and after each part, five layers with a window to one without.
    @Test func gemma3() throws {
        var small = SmallGGUF("gemma3", layers: 7, keyHeads: 1, headSize: 16)
        small.set("rope.freq_base", Float(1_000_000))
        small.set("rope.scaling.type", "linear")
        small.set("rope.scaling.factor", Float(8))
        small.set("attention.sliding_window", 4)
        small.fill(.init(headNorms: true, resultNorms: true))
        small.change {
            $0.embeddingScale = 32.0.squareRoot()
            $0.activation = ReferenceDecoder.gelu
            $0.window = { $0 == 5 ? nil : 4 }
            $0.frequencies = { layer in
                layer == 5
                    ? SmallGGUF.frequencies(16, base: 1_000_000).map { $0 / 8 }
                    : SmallGGUF.frequencies(16, base: 10_000)
            }
        }
        try check(small)
    }

    /// Joint matrices, a part of each head rotated, and the factors and the scale for long texts.
    @Test func phi3() throws {
        var small = SmallGGUF("phi3", headSize: 16)
        small.set("rope.dimension_count", 12)
        small.set("attention.sliding_window", 6)
        small.set("rope.scaling.original_context_length", 32)
        small.set("rope.scaling.attn_factor", Float(1.2))
        small.fill(.init(isJoint: true, ownOutput: true))
        small.vector("rope_factors_short.weight", 6, in: 1...2)
        small.vector("rope_factors_long.weight", 6, in: 1...60)
        let factors = small.decoder.tensors["rope_factors_short.weight"]!
        small.change {
            $0.attentionScale *= 1.2 * 1.2
            $0.window = { _ in 6 }
            $0.frequencies = { _ in zip(SmallGGUF.frequencies(12, base: 10_000), factors).map { $0 / $1 } }
        }
        try check(small)
        #expect(try load(small.file).0.configuration.context == 32)
    }

    /// Learned positions, LayerNorm, GELU, biases everywhere.
    @Test func gpt2() throws {
        var small = SmallGGUF("gpt2", keyHeads: 4, isGated: false)
        small.fill(.init(isJoint: true, isGated: false, allBiases: true))
        small.matrix("position_embd", 64, 32)
        try check(small)
    }

    /// The types of a download of medium size, mixed as they are there; activations are rounded to eight bits.
    @Test func quantisedTypesMixed() throws {
        var small = SmallGGUF("llama", width: 256, heads: 4, keyHeads: 2, hidden: 256)
        // Queries and keys stay float32, and inputs small: random quantised ones are so large that attention becomes a choice
        // between tokens, which the rounding of activations turns over.
        small.normRange = 0.05...0.1
        small.fill(
            .init(
                types: [
                    "token_embd": 14, "attn_v": 14, "attn_output": 13, "ffn_gate": 12, "ffn_up": 12,
                    "ffn_down": 14, "output": 8,
                ], ownOutput: true))
        small.change {
            $0.isInterleaved = true
            $0.frequencies = { _ in SmallGGUF.frequencies(64, base: 10_000) }
        }
        // A last bit can turn the rounding of an activation over, which moves scores by up to 2 %.
        try check(small, tolerance: 0.05)
    }

    // MARK: What does not run

    private func refusal(_ small: SmallGGUF) -> String {
        do {
            _ = try load(small.file)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func otherArchitecturesAreNamedWithThoseThatRun() {
        let text = refusal(SmallGGUF("mamba"))
        #expect(text.contains("\"mamba\", which does not run here"), "\(text)")
        #expect(text.contains("llama, qwen2, qwen3, gemma3, phi3, gpt2"), "\(text)")
    }

    @Test func whatWouldChangeTheAnswersIsRefused() {
        func check(_ expected: String, _ change: (inout SmallGGUF) -> Void) {
            var small = SmallGGUF("llama")
            small.fill()
            change(&small)
            let text = refusal(small)
            #expect(text.contains(expected), "\(text)")
        }
        check("mixture of 8 experts") { $0.set("expert_count", 8) }
        check("by the rule \"yarn\"") { $0.set("rope.scaling.type", "yarn") }
        check("factor is 0.0") {
            $0.set("rope.scaling.type", "linear")
            $0.set("rope.scaling.factor", Float(0))
        }
        check("caps its scores (llama.attn_logit_softcapping)") {
            $0.set("attn_logit_softcapping", Float(50))
        }
        check("heads of 8 numbers in keys and 16 in values") {
            $0.set("attention.key_length", 8)
            $0.set("attention.value_length", 16)
        }
        check("rotates 9 numbers of each head") { $0.set("rope.dimension_count", 9) }
        check("blk.0.attn_q_norm.weight: is not part of") { $0.norm("blk.0.attn_q_norm", 8) }
        check("has 3 factors; expected 4") { $0.vector("rope_freqs.weight", 3, in: 1...2) }
        check("rope_freqs.weight: has 4 factors") { $0.vector("rope_freqs.weight", 4, in: -1...0) }
    }

    /// A bias of the wrong length, and a norm that is missing.
    @Test func tensorsThatDoNotFitAreNamed() {
        var biased = SmallGGUF("qwen2")
        biased.fill()
        for part in ["q", "k", "v"] { biased.vector("blk.0.attn_\(part).bias", 16, in: -1...1) }
        #expect(refusal(biased).contains("blk.0.attn_q.bias"))
        var bare = SmallGGUF("qwen3")
        bare.fill()
        #expect(refusal(bare).contains("blk.0.attn_q_norm.weight: is missing"))
    }
}
