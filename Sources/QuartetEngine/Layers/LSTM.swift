/// Long short-term memory (Hochreiter & Schmidhuber, 1997; Gers et al., 2000), as PyTorch defines and names it:
///
///     i, f, o = sigmoid(W_i x + b_i + W_h h + b_h)    each with rows of its own
///     g = tanh(W_ig x + b_ig + W_hg h + b_hg)
///     c' = f c + i g
///     h' = o tanh(c')
///
/// Layers and directions as in `GRU`. The gradient is of first order only.
public struct LSTM {
    public struct Output {
        /// States of the last layer at all steps, `[batch, time, directions * hidden]` or in the order asked for; zero
        /// after a sequence's end.
        public let sequence: Tensor
        /// States and cells after each sequence's last step, `[batch, hidden]` for each layer and direction: layer 0,
        /// layer 0 reverse, layer 1, ...
        public let states: [Tensor]
        public let cells: [Tensor]
    }

    let stack: RecurrentStack

    public var hidden: Int { stack.hidden }
    /// Number of states, and of cells, that go in and come out.
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
    ///   - context: `[batch, features]`, as if joined to the end of every step's features; `inputs` counts them too.
    ///   - states, cells: initial states and cells in the order of `Output.states`; zero by default.
    ///   - lengths: int32 `[batch]`: steps of each sequence; a reverse direction begins at each one's own end. All steps
    ///     by default.
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
