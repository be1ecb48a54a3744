import Foundation
import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

/// A published encoder of two words and random weights, whose tokenizer adds no tokens around a text.
@Suite struct SentenceEncoderTests {
    /// The names of a block's parts in published weights.
    private static let parts = [
        "self_attn.q_proj": "attention.self.query", "self_attn.k_proj": "attention.self.key",
        "self_attn.v_proj": "attention.self.value", "self_attn.out_proj": "attention.output.dense",
        "norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm", "linear1": "intermediate.dense",
        "linear2": "output.dense",
    ]

    private func write(to folder: String) throws {
        let store = ParameterStore()
        _ = TextEncoder(
            store.scope,
            .init(vocabulary: 4, context: 8, width: 8, layers: 1, heads: 2, hidden: 16, segments: 2))
        store.initialize(seed: 3)
        var writer = SafetensorsWriter()
        for parameter in store.parameters {
            var name = parameter.name.replacing("blocks.0.", with: "encoder.layer.0.")
            for (own, theirs) in Self.parts { name = name.replacing(".\(own).", with: ".\(theirs).") }
            writer.add(name, shape: parameter.shape, Array(parameter.values))
        }
        try writer.write(to: folder + "/model.safetensors")
        try """
        {"model_type": "bert", "hidden_size": 8, "intermediate_size": 16, "max_position_embeddings": 8,
         "num_attention_heads": 2, "num_hidden_layers": 1, "type_vocab_size": 2, "vocab_size": 4}
        """.write(toFile: folder + "/config.json", atomically: true, encoding: .utf8)
        try """
        {"version": "1.0", "added_tokens": [], "normalizer": null, "pre_tokenizer": {"type": "Whitespace"},
         "post_processor": null, "decoder": null,
         "model": {"type": "WordPiece", "unk_token": "[UNK]", "vocab": {"[UNK]": 0, "a": 1, "b": 2, "c": 3}}}
        """.write(toFile: folder + "/tokenizer.json", atomically: true, encoding: .utf8)
    }

    @Test func textsWithoutTokensAreNoTrap() throws {
        try inFolders { folder, _ in
            try write(to: folder)
            let encoder = try SentenceEncoder(folder: folder)
            let vectors = try encoder.vectors(of: ["", "a b", ""])
            #expect(vectors.allSatisfy { $0.count == 8 && $0.allSatisfy(\.isFinite) })
            #expect(vectors[1] != vectors[0])
            #expect(try encoder.vectors(of: [""])[0].allSatisfy(\.isFinite))
            #expect(throws: GenerationError.emptyPrompt) { try encoder.attention(of: "") }
            #expect(try encoder.attention(of: "a b").tokens.count == 2)
        }
    }
}
