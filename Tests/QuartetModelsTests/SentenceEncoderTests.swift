import Foundation
import QuartetEngine
import QuartetModels
import QuartetTestSupport
import QuartetText
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

    private struct Reference: Decodable {
        struct Model: Decodable {
            let ids: [[Int32]]
            let vectors: [[Float]]
        }

        let texts: [String]
        let models: [String: Model]
    }

    static let published = [
        "bert-cls", "bert-max-dense", "bert-sqrt", "distilbert-mean", "roberta-mean", "xlm-roberta-mean",
        "mpnet-mean",
    ]

    private static func folder(_ name: String) -> String {
        Checkout.file("Fixtures/reference/encoders/" + name)
    }

    private func reference() throws -> Reference {
        let path = Self.folder("vectors.json")
        return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: URL(filePath: path)))
    }

    /// Each family, pooling and kind of tokenizer gives the vectors of sentence-transformers, short texts beside long
    /// ones that are truncated.
    @Test(arguments: published) func vectorsAreThoseOfThePublicPackage(_ name: String) throws {
        let reference = try reference()
        let model = try #require(reference.models[name])
        let encoder = try SentenceEncoder(folder: Self.folder(name))
        #expect(encoder.maximumTokens == (name == "mpnet-mean" ? 180 : 20))
        for (text, ids) in zip(reference.texts, model.ids) { #expect(encoder.tokenizer.ids(of: text) == ids) }
        let vectors = try encoder.vectors(of: reference.texts)
        for (index, (vector, expected)) in zip(vectors, model.vectors).enumerated() {
            #expect(vector.count == expected.count && vector.count == encoder.width)
            let worst = zip(vector, expected).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
            let largest = expected.reduce(1) { max($0, abs($1)) }
            #expect(worst < 1e-4 * largest, "\(name), text \(index): off by \(worst)")
            let alone = try encoder.vectors(of: [reference.texts[index]])[0]
            #expect(zip(alone, vector).allSatisfy { abs($0 - $1) < 1e-4 * largest })
        }
    }

    /// The weights of attention that are shown belong to the vectors: each query's sum to 1, and MPNet's follow distance.
    @Test func attentionWithRelativePositionsIsShown() throws {
        let shown = try SentenceEncoder(folder: Self.folder("mpnet-mean")).attention(
            of: "the cat sat on the mat")
        let count = shown.keys.count
        for layer in shown.layers {
            for query in 0..<layer.count / count {
                let sum = layer[query * count..<(query + 1) * count].reduce(0, +)
                #expect(abs(sum - 1) < 1e-4)
            }
        }
    }

    /// What does not run is refused by its name, with what runs instead.
    @Test(arguments: [
        (
            "config.json", "\"bert\"", "\"nomic_bert\"",
            "describes a nomic_bert; expected one of bert, distilbert, roberta"
        ),
        ("config.json", "\"gelu\"", "\"silu\"", "describes the activation silu; expected gelu"),
        ("config.json", "\"hidden_size\"", "\"other_size\"", "lacks hidden_size, which a bert has"),
        ("config.json", "\"hidden_size\": 8", "\"hidden_size\": 9", "9"),
        ("1_Pooling/config.json", "cls", "lasttoken", "pools by lasttoken; expected one of mean, cls, max"),
        (
            "modules.json", "models.Normalize", "models.LSTM",
            "models.LSTM in \"2_Normalize\" as part 3; expected Transf"
        ),
        ("modules.json", "1_Pooling", "../1_Pooling", "as part 2"),
        ("modules.json", "models.Pooling", "models.Normalize", "as part 2"),
    ])
    func whatDoesNotRunIsRefused(_ file: String, _ old: String, _ new: String, _ reason: String) throws {
        try inFolder { folder in
            try FileManager.default.copyItem(atPath: Self.folder("bert-cls"), toPath: folder + "/m")
            let path = folder + "/m/" + file
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains(old))
            try text.replacing(old, with: new).write(toFile: path, atomically: false, encoding: .utf8)
            let error = #expect(throws: (any Error).self) { try SentenceEncoder(folder: folder + "/m") }
            #expect("\(error.map { "\($0)" } ?? "")".contains(reason), "\(error.map { "\($0)" } ?? "")")
        }
    }

    @Test func textsBecomeLowerCaseIfTheFolderSaysSo() throws {
        try inFolder { folder in
            try FileManager.default.copyItem(atPath: Self.folder("roberta-mean"), toPath: folder + "/m")
            let asWritten = try SentenceEncoder(folder: folder + "/m").vectors(of: ["THE CAT", "the cat"])
            #expect(asWritten[0] != asWritten[1])
            try #"{"max_seq_length": 20, "do_lower_case": true}"#.write(
                toFile: folder + "/m/sentence_bert_config.json", atomically: false, encoding: .utf8)
            let lowered = try SentenceEncoder(folder: folder + "/m").vectors(of: ["THE CAT"])
            #expect(lowered[0].elementsEqual(asWritten[1]) { abs($0 - $1) < 1e-5 })
        }
    }

    /// Tasks that use one encoder at the same time get what one alone gets.
    @Test(arguments: [nil, 1]) func tasksTakeTurns(_ threads: Int?) throws {
        let encoder = try SentenceEncoder(folder: Self.folder("bert-cls"), threads: threads)
        let texts = ["the cat", "a dog walks in new york", "the cat sat on the mat and the dog"]
        let expected = try texts.map { try encoder.vectors(of: [$0])[0] }
        let found = try parallelMap(24) { try encoder.vectors(of: [texts[$0 % 3]])[0] }
        for (index, vector) in found.enumerated() {
            #expect(zip(vector, expected[index % 3]).allSatisfy { abs($0 - $1) < 1e-5 })
        }
    }

    @Test func weightsInAPickleAreRefused() throws {
        try inFolder { folder in
            try FileManager.default.copyItem(atPath: Self.folder("bert-cls"), toPath: folder + "/m")
            try FileManager.default.moveItem(
                atPath: folder + "/m/model.safetensors", toPath: folder + "/m/pytorch_model.bin")
            let error = #expect(throws: (any Error).self) { try SentenceEncoder(folder: folder + "/m") }
            #expect("\(error.map { "\($0)" } ?? "")".contains("expected model.safetensors"))
        }
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
            #expect(try encoder.attention(of: "a b").queries.count == 2)
        }
    }
}
