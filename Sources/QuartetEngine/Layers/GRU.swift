/// Gated recurrent units (Cho et al., 2014), as PyTorch defines and names them:
///
///     r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
///     z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
///     n = tanh(W_in x + b_in + r (W_hn h + b_hn))
///     h' = (1 - z) n + z h
///
/// Layers are stacked. With two directions a layer's results are the forward and the reverse states, concatenated. Only
/// first-order gradients are supported.
public struct GRU {
    public struct Output {
        /// States of the last layer at all steps, `[batch, time, directions * hidden]` or in the requested order; zero
        /// after a sequence's end.
        public let sequence: Tensor
        /// After each sequence's last step, `[batch, hidden]` for each layer and direction: layer 0, layer 0 reverse,
        /// layer 1, ...
        public let states: [Tensor]
    }

    let stack: RecurrentStack

    public var hidden: Int { stack.hidden }
    /// The number of initial and of final states.
    public var stateCount: Int { stack.stateCount }

    /// - Parameters:
    ///   - dropout: rate between layers, in training.
    ///   - bias: false for layers without biases.
    public init(
        _ scope: ParameterScope, inputs: Int, hidden: Int, layers: Int = 1, isBidirectional: Bool = false,
        dropout: Float = 0, bias: Bool = true
    ) {
        stack = RecurrentStack(
            scope, .gru, inputs: inputs, hidden: hidden, layers: layers, isBidirectional: isBidirectional,
            dropout: dropout, bias: bias)
    }

    /// - Parameters:
    ///   - context: `[batch, features]`, as if appended to the features of every step; `inputs` includes them.
    ///   - states: initial states in the order of `Output.states`; zero by default.
    ///   - lengths: int32 `[batch]`, the number of steps of each sequence; all steps by default. A reverse direction begins
    ///     at each sequence's own end.
    public func callAsFunction(
        _ x: Tensor, context: Tensor? = nil, states: [Tensor]? = nil, lengths: Tensor? = nil,
        order: SequenceOrder = .batchFirst,
        mode: Mode = .evaluation
    ) -> Output {
        let result = stack(
            x, context: context, states: states, cells: nil, lengths: lengths, order: order, mode: mode)
        return Output(sequence: result.sequence, states: result.states)
    }
}
