/// A small language model as a GGUF file, byte by byte: the program reads this format and does not write it.
enum GGUFSeed {
    private static func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    private static func text(_ text: String) -> [UInt8] { number(UInt64(text.utf8.count)) + text.utf8 }

    private static func value(_ name: String, _ whole: UInt32) -> [UInt8] {
        text(name) + number(UInt32(4)) + number(whole)
    }

    private static func value(_ name: String, _ words: String) -> [UInt8] {
        text(name) + number(UInt32(8)) + text(words)
    }

    private static func value(_ name: String, _ list: [String]) -> [UInt8] {
        text(name) + number(UInt32(9)) + number(UInt32(8)) + number(UInt64(list.count)) + list.flatMap(text)
    }

    /// A Llama of one layer, 32 wide, with 8 tokens.
    ///
    /// - Parameter type: of its matrices: 0 float32, 8 Q8_0.
    static func llama(type: UInt32) -> [UInt8] {
        let values: [[UInt8]] = [
            value("general.architecture", "llama"), value("llama.context_length", 16),
            value("llama.embedding_length", 32), value("llama.block_count", 1),
            value("llama.attention.head_count", 2), value("llama.attention.head_count_kv", 1),
            value("llama.feed_forward_length", 32),
            text("llama.attention.layer_norm_rms_epsilon") + number(UInt32(6))
                + number(Float(1e-5).bitPattern),
            value("tokenizer.ggml.model", "gpt2"), value("tokenizer.ggml.pre", "gpt-2"),
            value("tokenizer.ggml.tokens", ["a", "b", "c", "Ġ", "Ġa", "Ġb", "bc", "<end>"]),
            value("tokenizer.ggml.merges", ["Ġ a", "Ġ b", "b c"]),
            value("tokenizer.ggml.eos_token_id", 7),
        ]
        let block = "blk.0."
        let tensors: [(name: String, extents: [UInt64], type: UInt32)] = [
            ("token_embd.weight", [32, 8], type), ("output_norm.weight", [32], 0),
            (block + "attn_norm.weight", [32], 0), (block + "ffn_norm.weight", [32], 0),
            (block + "attn_q.weight", [32, 32], type), (block + "attn_k.weight", [32, 16], type),
            (block + "attn_v.weight", [32, 16], type), (block + "attn_output.weight", [32, 32], type),
            (block + "ffn_gate.weight", [32, 32], type), (block + "ffn_up.weight", [32, 32], type),
            (block + "ffn_down.weight", [32, 32], type),
        ]
        var file = Array("GGUF".utf8) + number(UInt32(3))
        file += number(UInt64(tensors.count)) + number(UInt64(values.count)) + values.joined()
        var offset = 0
        for tensor in tensors {
            file += text(tensor.name) + number(UInt32(tensor.extents.count))
            file += tensor.extents.flatMap { number($0) } + number(tensor.type) + number(UInt64(offset))
            offset += padded(bytes(tensor.extents, tensor.type).count)
        }
        for tensor in tensors {
            file += [UInt8](repeating: 0, count: padded(file.count) - file.count)
            file += bytes(tensor.extents, tensor.type)
        }
        return file
    }

    private static func padded(_ count: Int) -> Int { (count + 31) / 32 * 32 }

    private static func bytes(_ extents: [UInt64], _ type: UInt32) -> [UInt8] {
        let count = extents.reduce(1) { $0 * Int($1) }
        if type == 0 { return (0..<count).flatMap { number((Float($0 % 7) / 8 - 0.375).bitPattern) } }
        // Blocks of a scale, in float16, and 32 whole numbers.
        return (0..<count / 32).flatMap { block in
            number(UInt16(0x2400)) + (0..<32).map { UInt8(truncatingIfNeeded: ($0 + block) * 37) }
        }
    }
}
