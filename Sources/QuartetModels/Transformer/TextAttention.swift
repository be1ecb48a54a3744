/// The attention weights of one text, in every layer and head.
public struct TextAttention: Sendable {
    public let tokens: [String]
    /// The weights of each layer, `[heads, tokens, tokens]`.
    public let layers: [[Float]]
    public let heads: Int

    /// The weights of one head, `[tokens, tokens]`; rows are queries, columns keys.
    public func weights(layer: Int, head: Int) -> [Float] {
        let size = tokens.count * tokens.count
        return Array(layers[layer][head * size..<(head + 1) * size])
    }

    /// The mean over the heads, `[tokens, tokens]`.
    public func meanWeights(layer: Int) -> [Float] {
        let size = tokens.count * tokens.count
        return (0..<size).map { place in
            (0..<heads).reduce(Float(0)) { $0 + layers[layer][$1 * size + place] } / Float(heads)
        }
    }
}
