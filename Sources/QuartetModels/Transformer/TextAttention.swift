/// Attention weights between texts, in every layer and head.
public struct TextAttention: Sendable {
    /// The tokens that attend, and those that are attended to.
    public let queries, keys: [String]
    /// The weights of each layer, `[heads, queries, keys]`.
    public let layers: [[Float]]
    public let heads: Int

    public init(queries: [String], keys: [String], layers: [[Float]], heads: Int) {
        (self.queries, self.keys, self.layers, self.heads) = (queries, keys, layers, heads)
    }

    /// Attention inside one text.
    public init(tokens: [String], layers: [[Float]], heads: Int) {
        self.init(queries: tokens, keys: tokens, layers: layers, heads: heads)
    }

    /// The weights of one head, `[queries, keys]`.
    public func weights(layer: Int, head: Int) -> [Float] {
        let size = queries.count * keys.count
        return Array(layers[layer][head * size..<(head + 1) * size])
    }

    /// The mean over all layers and heads, `[queries, keys]`.
    public var meanWeights: [Float] {
        let means = layers.indices.map { meanWeights(layer: $0) }
        return (0..<queries.count * keys.count).map { place in
            means.reduce(Float(0)) { $0 + $1[place] } / Float(max(means.count, 1))
        }
    }

    /// The mean over the heads, `[queries, keys]`.
    public func meanWeights(layer: Int) -> [Float] {
        let size = queries.count * keys.count
        return (0..<size).map { place in
            (0..<heads).reduce(Float(0)) { $0 + layers[layer][$1 * size + place] } / Float(heads)
        }
    }
}
