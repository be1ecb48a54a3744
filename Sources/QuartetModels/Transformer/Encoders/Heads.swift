public import QuartetEngine

/// A class for each vector: `y = W dropout(x) + b`, `[batch, width]` to scores of the classes, `[batch, classes]`.
public struct ClassifierHead {
    private let linear: Linear
    private let dropout: Dropout

    public init(_ scope: ParameterScope, width: Int, classes: Int, dropout: Float = 0) {
        linear = Linear(scope, inputs: width, outputs: classes)
        self.dropout = Dropout(rate: dropout)
    }

    public func callAsFunction(_ x: Tensor, mode: Mode = .evaluation) -> Tensor {
        linear(dropout(x, mode: mode)).inFullPrecision()
    }
}

/// A class for each token: `y = W dropout(x) + b`, `[batch, tokens, width]` to `[batch, tokens, classes]`.
public struct TokenHead {
    private let linear: Linear
    private let dropout: Dropout

    public init(_ scope: ParameterScope, width: Int, classes: Int, dropout: Float = 0) {
        linear = Linear(scope, inputs: width, outputs: classes)
        self.dropout = Dropout(rate: dropout)
    }

    public func callAsFunction(_ x: Tensor, mode: Mode = .evaluation) -> Tensor {
        linear(dropout(x, mode: mode)).inFullPrecision()
    }

    /// The cross-entropy of the tokens that count, a mean over them.
    ///
    /// - Parameters:
    ///   - scores: `[batch, tokens, classes]`.
    ///   - labels: `[batch, tokens]` int32; of tokens that do not count, any class.
    ///   - mask: 1 for tokens that count, otherwise 0, `[batch, tokens]`.
    public static func loss(_ scores: Tensor, labels: Tensor, mask: Tensor) -> Tensor {
        crossEntropy(logits: scores, labels: labels, mask: mask)
    }
}

/// The part of a text that answers a question (Devlin et al., 2019): scores of each token as the answer's first, `s x`,
/// and as its last, `e x`, `[batch, tokens, width]` to `[batch, tokens]` each.
public struct SpanHead {
    /// Logits over the tokens; those of padding are -1e30.
    public struct Logits {
        /// `[batch, tokens]`.
        public let start, end: Tensor
    }

    private let linear: Linear

    public init(_ scope: ParameterScope, width: Int) { linear = Linear(scope, inputs: width, outputs: 2) }

    /// - Parameter mask: 1 for tokens where an answer may begin or end, otherwise 0, `[batch, tokens]`.
    public func callAsFunction(_ x: Tensor, mask: Tensor) -> Logits {
        let both = linear(x).inFullPrecision()
        func part(_ index: Int) -> Tensor {
            both.sliced(axis: 2, index..<index + 1).reshaped(mask.shape) + (mask - 1) * 1e30
        }
        return Logits(start: part(0), end: part(1))
    }

    /// `(-log p(start) - log p(end)) / 2`, mean over the batch.
    ///
    /// - Parameter starts, ends: the answer's first and last token, `[batch]` int32.
    public static func loss(_ logits: Logits, starts: Tensor, ends: Tensor) -> Tensor {
        (crossEntropy(logits: logits.start, labels: starts) + crossEntropy(logits: logits.end, labels: ends))
            * 0.5
    }

    /// The span with the largest sum of its two logits among those of at most `longest` tokens; nil without tokens.
    public static func best(
        start: [Float], end: [Float], longest: Int
    ) -> (tokens: ClosedRange<Int>, score: Float)? {
        var best: (tokens: ClosedRange<Int>, score: Float)?
        for first in start.indices {
            for last in first..<min(first + max(longest, 1), end.count)
            where start[first] + end[last] > best?.score ?? -.infinity {
                best = (first...last, start[first] + end[last])
            }
        }
        return best
    }
}
