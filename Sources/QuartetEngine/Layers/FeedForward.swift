/// The feed-forward part of a transformer block, applied to each token separately: `y = W2 f(W1 x + b1) + b2`, or gated,
/// `y = W2 (f(Wg x) * (W1 x))` with `f` `silu` (SwiGLU; Shazeer, 2020) or GELU (GeGLU).
///
/// | here | PyTorch | BERT | GPT-2 | Llama | GGUF |
/// |---|---|---|---|---|---|
/// | `linear1` | `linear1` | `intermediate.dense` | `mlp.c_fc` (transposed) | `mlp.up_proj` | `ffn_up` |
/// | `gate` (gated) | | | | `mlp.gate_proj` | `ffn_gate` |
/// | `linear2` | `linear2` | `output.dense` | `mlp.c_proj` (transposed) | `mlp.down_proj` | `ffn_down` |
public struct FeedForward {
    public enum Activation: Sendable {
        case relu
        case gelu
        /// GELU by the hyperbolic tangent, as in GPT-2.
        case geluTanh
        /// Gated by `silu`.
        case swiGLU
        /// Gated by GELU by the hyperbolic tangent, as in Gemma.
        case geGLU

        public var isGated: Bool { self == .swiGLU || self == .geGLU }
    }

    private let first: any Projection
    private let gate: (any Projection)?
    private let second: any Projection
    public let activation: Activation
    private let isJoint: Bool

    public init(
        _ scope: ParameterScope, width: Int, hidden: Int, activation: Activation = .gelu, bias: Bool = true
    ) {
        first = Linear(scope("linear1"), inputs: width, outputs: hidden, bias: bias)
        gate =
            activation.isGated
            ? Linear(scope("gate"), inputs: width, outputs: hidden, bias: bias) : nil
        second = Linear(scope("linear2"), inputs: hidden, outputs: width, bias: bias)
        self.activation = activation
        isJoint = false
    }

    /// With projections of another kind, such as quantised ones; `gate` for the gated activations only.
    public init(
        first: any Projection, gate: (any Projection)? = nil, second: any Projection, activation: Activation
    ) {
        if (gate != nil) != activation.isGated {
            fatalError("FeedForward: \(activation) \(activation.isGated ? "needs a" : "takes no") gate.")
        }
        (self.first, self.gate, self.second, self.activation) = (first, gate, second, activation)
        isJoint = false
    }

    /// SwiGLU for inference only, rounded as in `Arithmetic.ggml`: `joint` computes the gate and then the gated values.
    public init(joint: any Projection, second: any Projection) {
        (first, gate, self.second, activation, isJoint) = (joint, nil, second, .swiGLU, true)
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        let hidden = first(x)
        if isJoint { return second(hidden.gatedUnit()) }
        if let gate { return second((activation == .swiGLU ? gate(x).silu() : gate(x).geluTanh()) * hidden) }
        switch activation {
        case .relu: return second(hidden.relu())
        case .geluTanh: return second(hidden.geluTanh())
        case .gelu, .swiGLU, .geGLU: return second(hidden.gelu())
        }
    }
}
