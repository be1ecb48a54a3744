/// Long short-term memory (Hochreiter & Schmidhuber, 1997; Gers et al., 2000), as PyTorch defines and names it:
///
///     i, f, o = sigmoid(W_i x + b_i + W_h h + b_h)    each with its own rows
///     g = tanh(W_ig x + b_ig + W_hg h + b_hg)
///     c' = f c + i g
///     h' = o tanh(c')
///
/// Layers and directions as in `GRU`. Only first-order gradients are supported.
public struct LSTM {
    public struct Output {
        /// States of the last layer at all steps, `[batch, time, directions * hidden]` or in the requested order; zero
        /// after a sequence's end.
        public let sequence: Tensor
        /// States and cells after each sequence's last step, `[batch, hidden]` for each layer and direction: layer 0,
        /// layer 0 reverse, layer 1, ...
        public let states: [Tensor]
        public let cells: [Tensor]
    }

    let stack: RecurrentStack

    public var hidden: Int { stack.hidden }
    /// The number of initial and of final states, and of cells.
    public var stateCount: Int { stack.stateCount }

    /// - Parameters:
    ///   - dropout: rate between layers, in training.
    ///   - bias: false for layers without biases.
    public init(
        _ scope: ParameterScope, inputs: Int, hidden: Int, layers: Int = 1, isBidirectional: Bool = false,
        dropout: Float = 0, bias: Bool = true
    ) {
        stack = RecurrentStack(
            scope, .lstm, inputs: inputs, hidden: hidden, layers: layers, isBidirectional: isBidirectional,
            dropout: dropout, bias: bias)
    }

    /// - Parameters:
    ///   - context: `[batch, features]`, as if appended to the features of every step; `inputs` includes them.
    ///   - states: initial states in the order of `Output.states`; zero by default.
    ///   - cells: initial cells in the same order; zero by default.
    ///   - lengths: int32 `[batch]`, the number of steps of each sequence; all steps by default. A reverse direction begins
    ///     at each sequence's own end.
    public func callAsFunction(
        _ x: Tensor, context: Tensor? = nil, states: [Tensor]? = nil, cells: [Tensor]? = nil,
        lengths: Tensor? = nil,
        order: SequenceOrder = .batchFirst, mode: Mode = .evaluation
    ) -> Output {
        let result = stack(
            x, context: context, states: states, cells: cells, lengths: lengths, order: order, mode: mode)
        return Output(sequence: result.sequence, states: result.states, cells: result.cells)
    }
}
