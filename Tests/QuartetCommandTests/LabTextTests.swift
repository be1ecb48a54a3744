import Foundation
import QuartetTestSupport
import Testing

/// `lab gpt`, `generate`, `attention`, `translate` and `encode` on texts made up here.
@Suite struct LabTextTests {
    private static let smallTransformer = ["--width", "16", "--layers", "1", "--heads", "2", "--steps", "20"]

    @Test func aLanguageModelIsTrainedAndWrites() throws {
        try inFolder { folder in
            let text = (0..<200).map { "the cat number \($0 * 37 % 101) sat on the mat\n" }.joined()
            try Data(text.utf8).write(to: URL(filePath: folder + "/text.txt"))
            let training = try Program.run(
                ["lab", "gpt", "--data", "text.txt", "--out", "gpt", "--context", "16", "--batch", "4"]
                    + ["--quiet", "--json"] + Self.smallTransformer, in: folder)
            #expect(training.status == 0, "\(training.errors)")
            #expect(training.errors.isEmpty)
            let result = try Program.dictionary(training.output)
            #expect(result["steps"] as? Int == 20)
            // An untrained model takes 8 bits for one of 256 bytes.
            #expect(try #require(result["bitsPerCharacter"] as? Double) < 8)
            for file in [
                "last.safetensors", "best.safetensors", "gpt.safetensors", "metrics.jsonl", "curves.png",
                "sample.txt",
            ] {
                #expect(FileManager.default.fileExists(atPath: folder + "/gpt/" + file), "\(file)")
            }

            let model = ["--model", "gpt/gpt.safetensors"]
            let generate =
                ["lab", "generate", "--prompt", "the cat", "--max-tokens", "5", "--json"] + model
            let written = try Program.run(generate + ["--temperature", "1", "--seed", "7"], in: folder)
            #expect(written.status == 0, "\(written.errors)")
            let answer = try Program.dictionary(written.output)
            #expect((answer["tokens"] as? [Int])?.count == 5 && answer["end"] as? String == "length")
            #expect((answer["logProbabilities"] as? [Double])?.allSatisfy { $0 < 0 } == true)
            let again = try Program.run(generate + ["--temperature", "1", "--seed", "7"], in: folder)
            #expect(again.output == written.output)

            // The context of 16 tokens slides over a long text, and a long prompt keeps its end.
            let long = try Program.run(
                [
                    "lab", "generate", "--prompt", String(repeating: "the cat ", count: 5), "--max-tokens",
                    "40", "--json",
                ]
                    + model, in: folder)
            let longAnswer = try Program.dictionary(long.output)
            #expect((longAnswer["tokens"] as? [Int])?.count == 40 && longAnswer["end"] as? String == "length")
            #expect(longAnswer["promptTokens"] as? Int == 16 && longAnswer["droppedTokens"] as? Int == 24)
            #expect(try #require(longAnswer["slides"] as? Int) > 3)
            #expect(long.errors.contains("saw only the last 16"))
            let searched = try Program.run(generate + ["--beams", "3"], in: folder)
            #expect(searched.status == 0, "\(searched.errors)")
            #expect((try Program.dictionary(searched.output)["tokens"] as? [Int])?.count == 5)
            #expect(
                try Program.run(generate + ["--beams", "3", "--temperature", "1"], in: folder).status == 64)
            #expect(try Program.run(generate + ["--beams", "3", "--top-k", "5"], in: folder).status == 64)
            #expect(try Program.run(generate + ["--beams", "3", "--top-p", "0.1"], in: folder).status == 64)

            let untaught = try Program.run(generate + ["--chat"], in: folder)
            #expect(untaught.status == 65 && untaught.errors.contains("has no chat template"))
            try Data("{% for m in messages %}{{ m.content[:2] }}{% endfor %}".utf8)
                .write(to: URL(filePath: folder + "/chat.jinja"))
            let talk = try Program.run(
                ["lab", "generate", "--chat", "--template", "chat.jinja", "--max-tokens", "2", "--json"]
                    + model,
                in: folder, input: Data("a cat\n\nmore\n".utf8))
            #expect(talk.status == 0, "\(talk.errors)")
            let turns = try talk.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
            #expect(turns.map { $0["prompt"] as? String } == ["a cat", "more"])
            #expect(turns[0]["promptTokens"] as? Int == 2 && turns[1]["promptTokens"] as? Int ?? 0 > 4)
            #expect(try Program.run(["lab", "generate"] + model, in: folder).status == 64)
            let piped = try Program.run(
                ["lab", "generate", "--prompt", "-", "--max-tokens", "5", "--quiet"] + model, in: folder,
                input: Data("the cat\n".utf8))
            let plain = try Program.run(generate, in: folder)
            #expect(piped.output == (try Program.dictionary(plain.output)["text"] as? String ?? "") + "\n")

            let drawn = try Program.run(
                ["lab", "attention", "--text", "the cat", "--layer", "1", "--out", "heads.svg"] + model,
                in: folder)
            #expect(drawn.status == 0 && drawn.output == "heads.svg\n", "\(drawn.errors)")
            let picture = try String(contentsOfFile: folder + "/heads.svg", encoding: .utf8)
            #expect(picture.contains("<svg"))
            let noLayer = try Program.run(
                ["lab", "attention", "--text", "the cat", "--layer", "2"] + model, in: folder)
            #expect(noLayer.status == 64 && noLayer.errors.contains("--layer 2"))
            let noTarget = try Program.run(
                ["lab", "attention", "--text", "the cat", "--target", "die Katze"] + model, in: folder)
            #expect(noTarget.status == 64 && noTarget.errors.contains("--target is for a model from"))
            #expect(!noTarget.errors.contains("Usage"), "\(noTarget.errors)")
        }
    }

    @Test func filesThatAreNoTextAreExplained() throws {
        try inFolder { folder in
            let umlauts = String(repeating: "Grüße aus Köln. ", count: 20)
            let files: [(data: Data?, text: String)] = [
                (Data(), "data.txt: is empty"), (Data(" \n".utf8), "data.txt: is empty"),
                (umlauts.data(using: .utf16), "UTF-16"), (umlauts.data(using: .isoLatin1), "Windows-1252"),
                (Data("hello world".utf8), "give more text or a smaller --context"),
            ]
            for (data, text) in files {
                try data?.write(to: URL(filePath: folder + "/data.txt"))
                let training = try Program.run(
                    ["lab", "gpt", "--data", "data.txt", "--out", "made"] + Self.smallTransformer, in: folder)
                #expect(training.status == 65 && training.errors.contains(text), "\(training.errors)")
            }
        }
    }

    @Test func aTranslatorIsTrainedAndTranslates() throws {
        try inFolder { folder in
            let words = [("one", "eins"), ("two", "zwei"), ("three", "drei"), ("four", "vier")]
            let pairs = (0..<96).map { index in
                let (first, second) = (words[index % 4], words[index / 4 % 4])
                return "\(first.0) \(second.0)\t\(first.1) \(second.1)\n"
            }
            try Data(pairs.joined().utf8).write(to: URL(filePath: folder + "/pairs.tsv"))
            let train =
                ["lab", "translate", "--out", "made", "--vocabulary", "300", "--batch", "8", "--quiet"]
                + Self.smallTransformer
            let training = try Program.run(
                train + ["--data", "pairs.tsv", "--hold-back", "8", "--json"], in: folder)
            #expect(training.status == 0, "\(training.errors)")
            let result = try Program.dictionary(training.output)
            #expect(result["steps"] as? Int == 20 && result["chrF"] is Double && result["bleu"] is Double)
            // Quiet or not: a result cannot be judged without what it leaves out.
            #expect(
                training.errors.contains("Left out: 40 training pairs whose source"), "\(training.errors)")
            let long = [String](repeating: "one two three four", count: 50).joined(separator: " ")
            let clean = try Program.run(
                [
                    "lab", "translate", "--data", "-", "--out", "cut", "--vocabulary", "300", "--batch", "8",
                    "--quiet", "--hold-back", "0", "--context", "24",
                ] + Self.smallTransformer, in: folder,
                input: Data((pairs + ["\(long)\teins\n"]).joined().utf8))
            #expect(
                clean.errors
                    == "Left out: 1 training pair with a text of more than 24 tokens; --context sets this number.\n"
            )
            let table = try String(contentsOfFile: folder + "/made/translations.tsv", encoding: .utf8)
            #expect(table.split(separator: "\n").count == 8)

            let model = ["--model", "made/translate.safetensors", "--beams", "1"]
            try Data("one two\nfour four\n".utf8).write(to: URL(filePath: folder + "/texts.txt"))
            let translated = try Program.run(
                ["lab", "translate", "text", "three one", "--in", "texts.txt"] + model, in: folder)
            #expect(translated.status == 0, "\(translated.errors)")
            #expect(translated.output.split(separator: "\n", omittingEmptySubsequences: false).count == 4)

            try Data("no tab\n".utf8).write(to: URL(filePath: folder + "/wrong.tsv"))
            let wrong = try Program.run(train + ["--data", "wrong.tsv"], in: folder)
            #expect(wrong.status == 65 && wrong.errors.contains("wrong.tsv:1"))
            let attention = try Program.run(
                ["lab", "attention", "--text", "one two", "--target", "eins zwei", "--out", "a.svg"]
                    + model.prefix(2), in: folder)
            #expect(attention.status == 0, "\(attention.errors)")
            let drawing = try String(contentsOfFile: folder + "/a.svg", encoding: .utf8)
            #expect(drawing.contains("<svg"))
            let wrongLayer = try Program.run(
                ["lab", "attention", "--text", "one", "--target", "eins", "--layer", "2"] + model.prefix(2),
                in: folder)
            #expect(wrongLayer.status == 64 && wrongLayer.errors.contains("--layer 2"))
            #expect(try Program.run(["lab", "translate", "text"] + model, in: folder).status == 64)
            let piped = try Program.run(
                ["lab", "translate", "text", "--in", "-"] + model, in: folder,
                input: Data("one two\n\nfour four\n".utf8))
            #expect(piped.status == 0, "\(piped.errors)")
            let answers = piped.output.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(answers.count == 4 && answers[1].isEmpty)
            let pieces = try Program.run(
                ["lab", "tokens", "--model", "made/translate.safetensors", "one two"], in: folder)
            #expect(pieces.status == 0 && pieces.output.hasPrefix("one two: "))
        }
    }

    @Test func textsBecomeVectors() throws {
        try inFolder { folder in
            try Self.writeEncoder(in: folder + "/encoder")
            let encode = ["lab", "encode", "--model", "encoder"]
            let one = try Program.run(encode + ["the cat"], in: folder)
            #expect(one.status == 0, "\(one.errors)")
            let vector = one.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
            #expect(vector.count == 8)
            #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)

            try Data("the dog\nthe cat\n".utf8).write(to: URL(filePath: folder + "/texts.txt"))
            let lines = try Program.run(encode + ["the cat", "--in", "texts.txt", "--json"], in: folder)
            let rows = try lines.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
            #expect(rows.compactMap { $0["text"] as? String } == ["the cat", "the dog", "the cat"])
            let vectors = rows.compactMap { $0["vector"] as? [Double] }
            #expect(vectors.count == 3 && vectors[0] == vectors[2] && vectors[0] != vectors[1])

            let table = try Program.run(encode + ["the cat", "the dog"], in: folder)
            #expect(table.output.split(separator: "\n").allSatisfy { $0.contains(" 1.000") })
            #expect(lines.output.hasPrefix(#"{"text":"the cat","vector":["#))

            // A blank line has an empty result, and the others have theirs.
            let blank = Data("the cat\n\n \nthe dog\n".utf8)
            let piped = try Program.run(encode + ["--in", "-", "--json"], in: folder, input: blank)
            let results = try piped.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
            #expect(piped.status == 0 && results.map { ($0["vector"] as? [Double])?.count } == [8, 0, 0, 8])
            let cosines = try Program.run(encode + ["-"], in: folder, input: blank)
            let cells = cosines.output.split(separator: "\n").map { $0.split(separator: " ").prefix(4) }
            #expect(cells.count == 4 && cells[0][1] == "-" && cells[1][0] == "-" && cells[3][3] == "1.000")
            #expect(try Program.run(encode, in: folder).status == 64)
            #expect(try Program.run(encode + ["--in", "/dev/null"], in: folder).status == 65)
            #expect(try Program.run(["lab", "encode", "--model", "none", "cat"], in: folder).status == 66)
            for command in [["encode", "cat"], ["attention", "--text", "cat"]] {
                let other = try Program.run(["lab"] + command + ["--model", folder + "/"], in: folder)
                #expect(other.status == 65 && other.errors.contains("holds no sentence encoder"))
                #expect(!other.errors.contains("//"), "\(other.errors)")
            }
            try FileManager.default.removeItem(atPath: folder + "/encoder/model.safetensors")
            let damaged = try Program.run(["lab", "encode", "--model", "encoder/", "cat"], in: folder)
            #expect(damaged.status != 0 && !damaged.errors.contains("//"), "\(damaged.errors)")
        }
    }

    /// The tokens of a text, from a published folder, a vocabulary alone and weights of the laboratory.
    @Test func tokensOfTextsAreShown() throws {
        try inFolder { folder in
            try Self.writeEncoder(in: folder + "/encoder")
            let tokens = ["lab", "tokens", "--model", "encoder"]
            let table = try Program.run(tokens + ["The cat!"], in: folder)
            #expect(table.status == 0, "\(table.errors)")
            let rows = table.output.split(separator: "\n").map { $0.split(separator: " ").map { String($0) } }
            #expect(rows.first == ["The", "cat!:", "5", "tokens"])
            #expect(
                Array(rows.dropFirst()) == [
                    ["2", "-", "[CLS]"], ["5", "0-3", "the"], ["6", "4-7", "cat"], ["1", "7-8", "[UNK]"],
                    ["3", "-", "[SEP]"],
                ])
            let lines = try Program.run(
                tokens + ["-", "--json"], in: folder, input: Data("cat\n\ndog\n".utf8))
            #expect(lines.status == 0, "\(lines.errors)")
            let objects = try lines.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
            #expect(objects.compactMap { $0["text"] as? String } == ["cat", "", "dog"])
            let last = try #require(objects.last?["tokens"] as? [[String: Any]])
            #expect(
                last.compactMap { $0["id"] as? Int } == [2, 8, 3] && last[1]["piece"] as? String == "dog")
            #expect(last[1]["start"] as? Int == 0 && last[1]["end"] as? Int == 3 && last[0]["start"] == nil)
            let alone = try Program.run(
                ["lab", "tokens", "--model", "encoder/vocab.txt", "The cat!"], in: folder)
            #expect(alone.output == table.output)
            let weights = try Program.run(
                ["lab", "tokens", "--model", "encoder/model.safetensors", "cat"], in: folder)
            #expect(weights.status == 65 && weights.errors.contains("does not hold a tokenizer"))
        }
    }

    /// A sentence encoder of BERT's form with one layer, as published ones come: weights that a formula makes.
    private static func writeEncoder(in folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(
            """
            {"model_type": "bert", "hidden_act": "gelu", "hidden_size": 8, "intermediate_size": 12,
             "num_attention_heads": 2, "num_hidden_layers": 1, "vocab_size": 9,
             "max_position_embeddings": 16, "type_vocab_size": 2}
            """.utf8
        ).write(to: URL(filePath: folder + "/config.json"))
        try Data("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ncat\nsat\ndog\n".utf8).write(
            to: URL(filePath: folder + "/vocab.txt"))
        let layers = [
            ("attention.self.query", 8, 8), ("attention.self.key", 8, 8), ("attention.self.value", 8, 8),
            ("attention.output.dense", 8, 8), ("intermediate.dense", 12, 8), ("output.dense", 8, 12),
        ]
        var tensors: [(name: String, shape: [Int])] = [
            ("embeddings.word_embeddings.weight", [9, 8]),
            ("embeddings.position_embeddings.weight", [16, 8]),
            ("embeddings.token_type_embeddings.weight", [2, 8]),
        ]
        for (name, outputs, inputs) in layers {
            tensors.append(("encoder.layer.0.\(name).weight", [outputs, inputs]))
            tensors.append(("encoder.layer.0.\(name).bias", [outputs]))
        }
        for norm in ["embeddings", "encoder.layer.0.attention.output", "encoder.layer.0.output"] {
            tensors.append((norm + ".LayerNorm.weight", [8]))
            tensors.append((norm + ".LayerNorm.bias", [8]))
        }
        var (header, values): ([String: Any], [Float]) = ([:], [])
        for (name, shape) in tensors {
            let begin = 4 * values.count
            for _ in 0..<shape.reduce(1, *) { values.append(sin(Float(values.count))) }
            header[name] = ["dtype": "F32", "shape": shape, "data_offsets": [begin, 4 * values.count]]
        }
        let json = try JSONSerialization.data(withJSONObject: header)
        var file = withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) }
        file += json + values.withUnsafeBytes { Data($0) }
        try file.write(to: URL(filePath: folder + "/model.safetensors"))
    }
}
