public import QuartetEngine

/// How the vectors of a text's tokens become one vector (Reimers & Gurevych, 2019).
public enum SentencePooling: String, Sendable, Codable, CaseIterable {
    case mean
    /// The vector of the first token, `[CLS]`.
    case firstToken = "cls"
    /// The largest number of each place.
    case maximum = "max"
    /// The sum by the square root of the number of tokens.
    case meanBySquareRoot = "mean_sqrt_len_tokens"

    /// - Parameters:
    ///   - x: `[batch, tokens, width]`.
    ///   - lengths: of the texts, `[batch]` int32; the rest is padding.
    /// - Returns: `[batch, width]`.
    public func callAsFunction(_ x: Tensor, lengths: Tensor) -> Tensor {
        let (batch, tokens, width) = (x.shape[0], x.shape[1], x.shape[2])
        if self == .firstToken { return x.sliced(axis: 1, 0..<1).reshaped([batch, width]) }
        let places = x.graph.constant((0..<tokens).map { Float($0) + 0.5 }, shape: [1, tokens, 1])
        let isText = (lengths + 0).reshaped([batch, 1, 1]).greater(than: places)
        if self == .maximum { return (x + (isText - 1) * 1e30).maximum(axis: 1).reshaped([batch, width]) }
        // A text without tokens counts as one, so that nothing is divided by zero.
        let count = (lengths + 0).reshaped([batch, 1]).maximum(x.graph.fill(1, shape: [batch, 1]))
        let sum = (x * isText).sum(axes: [1])
        return self == .mean ? sum / count : sum * count.reciprocalSquareRoot()
    }
}
