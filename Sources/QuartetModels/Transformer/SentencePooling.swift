public import QuartetEngine

/// How the vectors of a text's tokens become one vector (Reimers & Gurevych, 2019).
public enum SentencePooling: String, Sendable, CaseIterable {
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

/// What follows the pooling of a sentence encoder.
enum SentenceStep {
    /// `f(W x + b)`, with the hyperbolic tangent or without a function.
    case dense(Linear, hasTangent: Bool)
    /// To length 1.
    case normalize

    func callAsFunction(_ x: Tensor) -> Tensor {
        switch self {
        case .dense(let linear, let hasTangent): return hasTangent ? linear(x).tanh() : linear(x)
        case .normalize:
            let length = (x.squared().sum(axes: [1], keepingAxes: true) + 1e-24).reciprocalSquareRoot()
            return x * length
        }
    }
}
