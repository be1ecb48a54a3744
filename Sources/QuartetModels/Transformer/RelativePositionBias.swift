internal import Foundation
public import QuartetEngine

/// A number for each head and each distance between two tokens, added to the scores of attention (Raffel et al., 2020,
/// as in MPNet; Song et al., 2020).
///
/// `bias[h, i, j] = table[bucket(j - i), h]`. Half of the buckets are for keys before the query, half for keys behind
/// it. Of each half the first half are single distances, the others grow by the logarithm up to 128 tokens.
public struct RelativePositionBias {
    private let table: Parameter
    private let buckets: Int
    private let heads: Int
    /// Farther tokens share the last bucket.
    private static let farthest = 128

    public init(_ scope: ParameterScope, buckets: Int, heads: Int) {
        (self.buckets, self.heads) = (buckets, heads)
        table = scope.parameter("weight", shape: [buckets, heads], .normal(standardDeviation: 0.02))
    }

    /// `[1, heads, tokens, tokens]`, queries before keys.
    public func callAsFunction(_ graph: Graph, tokens: Int) -> Tensor {
        let rows = (0..<tokens * tokens).map { bucket($0 % tokens - $0 / tokens) }
        return graph.parameter(table).mapped(axis: 0, by: .taking(rows, of: buckets))
            .reshaped([tokens, tokens, heads]).transposed([2, 0, 1]).reshaped([1, heads, tokens, tokens])
    }

    private func bucket(_ distance: Int) -> Int {
        let half = buckets / 2
        let (first, away) = (distance > 0 ? half : 0, abs(distance))
        let single = half / 2
        if away < single { return first + away }
        let share =
            log(Float(away) / Float(single)) / log(Float(Self.farthest) / Float(single))
        return first + min(single + Int(share * Float(half - single)), half - 1)
    }
}
