import Foundation
import QuartetEngine
import QuartetTestSupport

/// A small random language model, as a GGUF file and as the plain decoder that its scores are compared with.
struct SmallGGUF {
    private(set) var file = GGUFBuilder()
    private(set) var decoder: ReferenceDecoder
    let architecture: String
    private let vocabulary = 23
    private let hidden: Int
    private var generator: SeededGenerator
    /// Weights of norms.
    var normRange: ClosedRange<Float> = 0.5...1.5

    init(
        _ architecture: String, width: Int = 32, layers: Int = 2, heads: Int = 4, keyHeads: Int = 2,
        headSize: Int? = nil, hidden: Int = 48, context: Int = 64, isGated: Bool = true
    ) {
        self.architecture = architecture
        self.hidden = hidden
        generator = SeededGenerator(UInt64(architecture.utf8.count + layers))
        let size = headSize ?? width / heads
        decoder = ReferenceDecoder(
            width: width, layers: layers, heads: heads, keyHeads: keyHeads, headSize: size, epsilon: 1e-5,
            attentionScale: 1 / Double(size).squareRoot())
        if !isGated { decoder.activation = ReferenceDecoder.gelu }
        file.add("general.architecture", architecture)
        let numbers = [
            ("context_length", context), ("embedding_length", width), ("block_count", layers),
            ("feed_forward_length", hidden), ("attention.head_count", heads),
            ("attention.head_count_kv", keyHeads),
        ]
        for (name, value) in numbers { set(name, value) }
        if headSize != nil { set("attention.key_length", size) }
        set(isGated ? "attention.layer_norm_rms_epsilon" : "attention.layer_norm_epsilon", Float(1e-5))
    }

    // MARK: Metadata

    mutating func set(_ name: String, _ value: Int) { file.add("\(architecture).\(name)", UInt32(value)) }
    mutating func set(_ name: String, _ value: Float) {
        file.add("\(architecture).\(name)", type: 6, GGUFBuilder.number(value.bitPattern))
    }
    mutating func set(_ name: String, _ value: String) { file.add("\(architecture).\(name)", value) }

    // MARK: Tensors

    /// A matrix with random elements; quantised ones have the range of their type.
    mutating func matrix(_ name: String, _ rows: Int, _ columns: Int, type: UInt32 = 0) {
        var data: [UInt8] = []
        if type == 0 {
            let elements = generator.floats(rows * columns, in: -0.4...0.4)
            data = elements.flatMap { GGUFBuilder.number($0.bitPattern) }
        } else {
            data = QuantizedBlocks.random(type, rows: rows, columns: columns, &generator)
        }
        file.add(tensor: name + ".weight", [UInt64(columns), UInt64(rows)], type: type, data)
        if QuantizedBlocks.layouts[type] != nil { decoder.quantized.insert(name + ".weight") }
        decoder.tensors[name + ".weight"] = QuantizedBlocks.elements(data, type)
    }

    mutating func vector(_ name: String, _ count: Int, in range: ClosedRange<Float>) {
        let elements = generator.floats(count, in: range)
        file.add(
            tensor: name, [UInt64(count)], type: 0, elements.flatMap { GGUFBuilder.number($0.bitPattern) })
        decoder.tensors[name] = elements.map(Double.init)
    }

    mutating func norm(_ name: String, _ count: Int? = nil, hasBias: Bool = false) {
        vector(name + ".weight", count ?? decoder.width, in: normRange)
        if hasBias { vector(name + ".bias", count ?? decoder.width, in: -0.3...0.3) }
    }

    struct Parts {
        /// Types of the matrices, by the end of their names; float32 for the others.
        var types: [String: UInt32] = [:]
        var isJoint = false
        var isGated = true
        var inputBias = false
        var allBiases = false
        var headNorms = false
        var resultNorms = false
        var ownOutput = false
    }

    /// All tensors of a model.
    mutating func fill(_ parts: Parts = Parts()) {
        let width = decoder.width
        matrix("token_embd", vocabulary, width, type: parts.types["token_embd"] ?? 0)
        for layer in 0..<decoder.layers { block("blk.\(layer).", parts) }
        norm("output_norm", hasBias: parts.allBiases)
        if parts.ownOutput { matrix("output", vocabulary, width, type: parts.types["output"] ?? 0) }
    }

    private mutating func block(_ name: String, _ parts: Parts) {
        let (width, d) = (decoder.width, decoder)
        func type(_ part: String) -> UInt32 { parts.types[part] ?? 0 }
        let (queries, keys) = (d.heads * d.headSize, d.keyHeads * d.headSize)
        let inputs =
            parts.isJoint ? [("qkv", queries + 2 * keys)] : [("q", queries), ("k", keys), ("v", keys)]
        for (part, rows) in inputs {
            matrix(name + "attn_" + part, rows, width, type: type("attn_" + part))
            if parts.inputBias || parts.allBiases { vector(name + "attn_\(part).bias", rows, in: -0.5...0.5) }
        }
        matrix(name + "attn_output", width, queries, type: type("attn_output"))
        let isFused = parts.isJoint && parts.isGated
        matrix(name + "ffn_up", isFused ? 2 * hidden : hidden, width, type: type("ffn_up"))
        if parts.isGated && !isFused { matrix(name + "ffn_gate", hidden, width, type: type("ffn_gate")) }
        matrix(name + "ffn_down", width, hidden, type: type("ffn_down"))
        if parts.allBiases {
            vector(name + "attn_output.bias", width, in: -0.5...0.5)
            vector(name + "ffn_up.bias", hidden, in: -0.5...0.5)
            vector(name + "ffn_down.bias", width, in: -0.5...0.5)
        }
        for norm in ["attn_norm", "ffn_norm"] { self.norm(name + norm, hasBias: parts.allBiases) }
        if parts.headNorms {
            for norm in ["attn_q_norm", "attn_k_norm"] { self.norm(name + norm, d.headSize) }
        }
        if parts.resultNorms {
            for norm in ["post_attention_norm", "post_ffw_norm"] { self.norm(name + norm) }
        }
    }

    mutating func change(_ body: (inout ReferenceDecoder) -> Void) { body(&decoder) }

    /// `base^(-2p / dimensions)`, as many as there are pairs.
    static func frequencies(_ dimensions: Int, base: Double) -> [Double] {
        (0..<dimensions / 2).map { pow(base, -2 * Double($0) / Double(dimensions)) }
    }
}
