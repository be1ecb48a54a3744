import Foundation

/// A decoder-only transformer in plain loops and double precision, by the papers' formulas: what the models in GGUF files
/// are compared with. The tensors that it has decide which steps there are.
struct ReferenceDecoder {
    var tensors: [String: [Double]] = [:]
    /// Quantised matrices: what they are multiplied by is rounded to signed bytes, each 32 with their own scale in half
    /// precision.
    var quantized: Set<String> = []
    var width: Int
    var layers: Int
    var heads: Int
    var keyHeads: Int
    var headSize: Int
    var epsilon: Double
    var embeddingScale = 1.0
    var attentionScale: Double
    /// Radians per position of a layer's pairs; none for learned positions.
    var frequencies: (_ layer: Int) -> [Double] = { _ in [] }
    /// Pairs are neighbours rather than halves apart.
    var isInterleaved = false
    var window: (_ layer: Int) -> Int? = { _ in nil }
    var activation: (Double) -> Double = ReferenceDecoder.silu

    static func silu(_ x: Double) -> Double { x / (1 + exp(-x)) }
    static func gelu(_ x: Double) -> Double {
        0.5 * x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    }

    /// The scores of the token that follows all these.
    func scores(after tokens: [Int32]) -> [Double] {
        let table = tensors["token_embd.weight"]!
        var x = tokens.enumerated().map { place, token in
            (0..<width).map { i in
                table[Int(token) * width + i] * embeddingScale
                    + (tensors["position_embd.weight"]?[place * width + i] ?? 0)
            }
        }
        for layer in 0..<layers {
            let name = "blk.\(layer)."
            let attended = attention(x.map { norm($0, name + "attn_norm") }, layer)
            x = zip(x, attended).map { add($0, result($1, name + "post_attention_norm")) }
            let fed = x.map { feedForward(norm($0, name + "ffn_norm"), name) }
            x = zip(x, fed).map { add($0, result($1, name + "post_ffw_norm")) }
        }
        return product(
            norm(x[x.count - 1], "output_norm"), tensors["output.weight"] == nil ? "token_embd" : "output")
    }

    private func add(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }

    private func result(_ x: [Double], _ name: String) -> [Double] {
        tensors[name + ".weight"] == nil ? x : norm(x, name)
    }

    /// `W x + b`, `b` if there is one.
    private func product(_ x: [Double], _ name: String) -> [Double] {
        let weights = tensors[name + ".weight"]!
        let bias = tensors[name + ".bias"]
        let x = quantized.contains(name + ".weight") ? Self.rounded(x) : x
        return (0..<weights.count / x.count).map { row in
            let line = weights[row * x.count..<(row + 1) * x.count]
            return zip(line, x).reduce(bias?[row] ?? 0) { sum, pair in sum + pair.0 * pair.1 }
        }
    }

    private static func rounded(_ x: [Double]) -> [Double] {
        stride(from: 0, to: x.count, by: 32).flatMap { start -> [Double] in
            let block = x[start..<start + 32]
            let most = block.map(abs).max() ?? 0
            let scale = Double(Float16(most / 127))
            return block.map { most == 0 ? 0 : ($0 * 127 / most).rounded(.toNearestOrEven) * scale }
        }
    }

    /// The norm of the layer if it has a bias, otherwise of the root mean square.
    private func norm(_ x: [Double], _ name: String) -> [Double] {
        let weights = tensors[name + ".weight"]!
        let bias = tensors[name + ".bias"]
        let mean = bias == nil ? 0 : x.reduce(0, +) / Double(x.count)
        let square = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
        let root = (square + epsilon).squareRoot()
        return x.indices.map { i -> Double in
            let standard = (x[i] - mean) / root * weights[i]
            return standard + (bias?[i] ?? 0)
        }
    }

    private func attention(_ x: [[Double]], _ layer: Int) -> [[Double]] {
        let name = "blk.\(layer).attn_"
        let (queryWidth, keyWidth) = (heads * headSize, keyHeads * headSize)
        let parts = x.map { row -> (q: [Double], k: [Double], v: [Double]) in
            guard tensors[name + "qkv.weight"] != nil else {
                return (product(row, name + "q"), product(row, name + "k"), product(row, name + "v"))
            }
            let all = product(row, name + "qkv")
            return (
                Array(all[0..<queryWidth]), Array(all[queryWidth..<queryWidth + keyWidth]),
                Array(all[(queryWidth + keyWidth)...])
            )
        }
        let queries = parts.enumerated().map { headed($1.q, at: $0, name + "q_norm", layer) }
        let keys = parts.enumerated().map { headed($1.k, at: $0, name + "k_norm", layer) }
        return x.indices.map { place in
            let first = window(layer).map { max(0, place + 1 - $0) } ?? 0
            let joined = (0..<heads).flatMap { head -> [Double] in
                let shared = head / (heads / keyHeads)
                let powers = (first...place).map { key -> Double in
                    let dot = zip(queries[place][head], keys[key][shared]).reduce(0.0) { $0 + $1.0 * $1.1 }
                    return exp(dot * attentionScale)
                }
                let total = powers.reduce(0, +)
                return (0..<headSize).map { i in
                    zip(powers, first...place).reduce(0.0) { sum, key in
                        sum + key.0 / total * parts[key.1].v[shared * headSize + i]
                    }
                }
            }
            return product(joined, name + "output")
        }
    }

    /// The heads of queries or keys: normalised if there is a norm, and rotated.
    private func headed(_ x: [Double], at place: Int, _ name: String, _ layer: Int) -> [[Double]] {
        let frequencies = frequencies(layer)
        return stride(from: 0, to: x.count, by: headSize).map { start in
            var head = Array(x[start..<start + headSize])
            if tensors[name + ".weight"] != nil { head = norm(head, name) }
            for (pair, frequency) in frequencies.enumerated() {
                let (i, j) = isInterleaved ? (2 * pair, 2 * pair + 1) : (pair, pair + frequencies.count)
                let (a, b, angle) = (head[i], head[j], Double(place) * frequency)
                (head[i], head[j]) = (a * cos(angle) - b * sin(angle), a * sin(angle) + b * cos(angle))
            }
            return head
        }
    }

    private func feedForward(_ x: [Double], _ name: String) -> [Double] {
        var up = product(x, name + "ffn_up")
        if tensors[name + "ffn_gate.weight"] != nil {
            up = zip(product(x, name + "ffn_gate"), up).map { activation($0) * $1 }
        } else if up.count == 2 * tensors[name + "ffn_down.weight"]!.count / width {
            up = zip(up.prefix(up.count / 2), up.suffix(up.count / 2)).map { activation($0) * $1 }
        } else {
            up = up.map(activation)
        }
        return product(up, name + "ffn_down")
    }
}
