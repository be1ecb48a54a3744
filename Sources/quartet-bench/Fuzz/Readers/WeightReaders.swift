import Foundation
import QuartetEngine
import QuartetFiles
import QuartetModels

extension FuzzReader {
    /// Files of weights, whatever model they are for.
    static let weights: [FuzzReader] = [
        FuzzReader(
            "safetensors", file: "model.safetensors",
            words: [
                "\"__metadata__\":", "\"dtype\":\"F32\"", "\"BF16\"", "\"I64\"", "\"shape\":[]",
                "\"data_offsets\":[0,0]",
                "{", "}", "[", "]", ",", "\\u0000", "\"\"",
            ],
            seeds: { folder in
                var writer = SafetensorsWriter(metadata: ["format": "pt"])
                writer.add("layer.weight", shape: [2, 3], [1, 2, 3, 4, 5, 6])
                writer.add("layer.bias", shape: [3], [1, 2, 3], as: .bfloat16)
                writer.add("half", shape: [2], [1, 2], as: .float16)
                writer.add("ids", shape: [2], integers: [Int64(1), 2])
                writer.add("empty", shape: [0], [])
                return [try written(folder) { try writer.write(to: $0) }]
            },
            read: { path in
                let file = try SafetensorsFile(path: path)
                // One tensor of a wrong kind does not spare the others.
                for name in file.entries.keys.sorted() { _ = try? file.floats(name) }
            }),
        FuzzReader(
            "safetensors-index", file: "model.safetensors.index.json",
            words: [
                "\"weight_map\":", "../", "part.safetensors", "\"metadata\":", "{", "}", "null", "/dev/zero",
            ],
            seeds: { folder in
                var writer = SafetensorsWriter()
                writer.add("a", shape: [2], [1, 2])
                try writer.write(to: folder + "/part.safetensors")
                return [Array(#"{"metadata":{"total_size":8},"weight_map":{"a":"part.safetensors"}}"#.utf8)]
            },
            read: { _ = try SafetensorsFile(path: $0).floats("a") }),
        FuzzReader(
            "gguf", file: "model.gguf",
            words: [
                "llama.block_count", "general.architecture", "tokenizer.ggml.tokens", "tokenizer.ggml.merges",
                "GGUF", "llama", "qwen2", "gemma3", "gpt2", "tokenizer.chat_template",
                "{% for m in messages %}",
            ],
            seeds: { _ in [GGUFSeed.llama(type: 0), GGUFSeed.llama(type: 8)] },
            read: { path in
                let writer = try TextGenerator(path: path)
                var options = TextGenerator.Options()
                options.maximumTokens = 2
                _ = try writer.continuation(of: "a b", options)
            }),
    ]

    /// The bytes of what `write` writes to a path.
    static func written(_ folder: String, _ write: (_ path: String) throws -> Void) throws -> [UInt8] {
        let path = folder + "/written"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write(path)
        return try FileBytes.read(path)
    }
}
