internal import QuartetEngine

/// The network of a ``SentenceEncoder``: `steps(pooling(encoder(tokens)))`, from tokens to one vector for each text.
struct SentenceNetwork {
    /// What follows the pooling.
    private enum Step {
        /// `f(W x + b)`, with the hyperbolic tangent or without a function.
        case dense(any Projection, hasTangent: Bool)
        /// To length 1.
        case normalize
    }

    let encoder: TextEncoder
    private let pooling: SentencePooling
    private let steps: [Step]

    /// - Parameter adapter: one that is to be trained, for whose weights the network leaves a place.
    init(
        _ scope: ParameterScope, _ description: SentenceEncoder.Description, adapter: LowRankAdapter? = nil
    ) {
        encoder = TextEncoder(scope, description.encoder, adapter: adapter)
        pooling = description.pooling
        steps = description.steps.enumerated().map { index, step in
            switch step {
            case .normalize: .normalize
            case .dense(let inputs, let outputs, let hasBias, let hasTangent):
                .dense(
                    Linear(scope("dense")(index), inputs: inputs, outputs: outputs, bias: hasBias),
                    hasTangent: hasTangent)
            }
        }
    }

    /// - Parameters:
    ///   - tokens: `[batch, tokens]` int32.
    ///   - lengths: of the texts, `[batch]` int32; the rest is padding.
    /// - Returns: `[batch, width]`.
    func callAsFunction(_ tokens: Tensor, lengths: Tensor, mode: Mode = .evaluation) -> Tensor {
        let contextual = encoder(tokens, lengths: lengths, mode: mode)
        return steps.reduce(pooling(contextual.inFullPrecision(), lengths: lengths)) { x, step in
            switch step {
            case .dense(let linear, let hasTangent): return hasTangent ? linear(x).tanh() : linear(x)
            case .normalize:
                return x * (x.squared().sum(axes: [1], keepingAxes: true) + 1e-24).reciprocalSquareRoot()
            }
        }
    }
}
