/// A recurrent layer over whole sequences in one direction, as a primitive. One matrix product before it computes the
/// input projections of all steps, and one after it the gradients of the weights.
///
/// With the projected input `x[t]` (no bias), recurrent weights `W`, biases `b` and `c`, and `p = W h[t-1] + c`:
///
///     GRU    r = sigmoid(x_r + b_r + p_r)    z = sigmoid(x_z + b_z + p_z)
///            n = tanh(x_n + b_n + r p_n)     h[t] = (1 - z) n + z h[t-1]
///     LSTM   i, f, o = sigmoid(x + b + p)    g = tanh(x_g + b_g + p_g)
///            s[t] = f s[t-1] + i g           h[t] = o tanh(s[t])
///
/// (Cho et al., 2014; Hochreiter & Schmidhuber, 1997), gates in PyTorch's order: r, z, n and i, f, g, o.
struct Recurrence: Equatable {
    enum Cell { case gru, lstm }

    var cell: Cell
    var steps: Int
    var batch: Int
    var hidden: Int
    /// Sequences are processed from their own last element to the first.
    var isReverse: Bool
    /// The last operand contains the sequences' lengths, int32 `[batch]`. States stop changing at the end of a sequence,
    /// and results after it are zero.
    var hasLengths: Bool
    /// Each sequence has its own input biases, `[batch, gates * hidden]`: whatever is the same at all of its steps.
    var hasOwnBiases: Bool

    var gateCount: Int { cell == .gru ? 3 : 4 }
    /// Shape of the input projection: `[steps, batch, gates * hidden]`.
    var projection: Shape { [steps, batch, gateCount * hidden] }
    /// Shape of the result, `[steps, batch, hidden]`.
    var sequence: Shape { [steps, batch, hidden] }
    var state: Shape { [batch, hidden] }

    /// Operands of `.recurrence`. LSTM also has the initial cell; lengths come last.
    enum Operand { static let projection = 0, weight = 1, inputBias = 2, hiddenBias = 3, state = 4, cell = 5 }

    /// Further results of `.recurrence`: the states after the sequences' last steps, and what the gradient needs, which is
    /// the gates of all steps and `p_n` (GRU) or the cells (LSTM).
    enum Result { static let state = 0, cell = 1, gates = 2, extra = 3 }

    /// Operands of `.recurrenceGradient`, whose result is the gradient of the projection. For LSTM the initial cell and the
    /// gradient of the last one follow; lengths come last.
    enum Back {
        static let sequence = 0, gates = 1, extra = 2, weight = 3, state = 4, upstream = 5, lastState = 6
        static let cell = 7, lastCell = 8
    }

    /// Further results of `.recurrenceGradient`: the gradients of the initial states; of the biases (for GRU `p_n` after the
    /// gates); of `p` at each sequence's first step; and, for GRU, of `p_n` at all steps.
    enum BackResult { static let state = 0, cell = 1, biases = 2, start = 3, extra = 4 }

    /// Operands of `.recurrenceWeightGradient`, whose result is the gradient of `W`. GRU also has the gradient of `p_n`.
    enum Weight { static let gates = 0, sequence = 1, state = 2, start = 3, extra = 4 }

    /// Multiplications and additions of one pass over the sequences.
    var operations: Int { 2 * steps * batch * hidden * gateCount * hidden }

    /// The rule for the table of gradients.
    func gradients(of y: Tensor, _ x: [Tensor], _ upstream: Tensor, _ others: [Int: Tensor]) -> [Tensor?] {
        let graph = y.graph
        let zero = graph.fill(0, shape: state)
        let initial = x[Operand.state]
        let gates = y.other(Result.gates, shape: projection)
        let extra = y.other(Result.extra, shape: sequence)
        var operands = [
            y, gates, extra, x[Operand.weight], initial, upstream, others[Result.state] ?? zero,
        ]
        if cell == .lstm { operands += [x[Operand.cell], others[Result.cell] ?? zero] }
        if hasLengths { operands.append(x[x.count - 1]) }
        let ofProjection = graph.append(.recurrenceGradient(self), operands, shape: projection)

        let width = gateCount * hidden
        let biases = ofProjection.other(BackResult.biases, shape: [4 * hidden])
        let ofBias = biases.sliced(axis: 0, 0..<width)
        let ofInputBias =
            hasOwnBiases ? ofProjection.sum(axes: [0]) : ofBias
        var ofHiddenBias = ofBias
        let start = ofProjection.other(BackResult.start, shape: [batch, width])
        var weightOperands = [ofProjection, y, initial, start]
        if cell == .gru {
            ofHiddenBias = .concatenate(
                [biases.sliced(axis: 0, 0..<2 * hidden), biases.sliced(axis: 0, 3 * hidden..<4 * hidden)],
                axis: 0)
            weightOperands.append(ofProjection.other(BackResult.extra, shape: sequence))
        }
        let ofWeight = graph.append(
            .recurrenceWeightGradient(self), weightOperands, shape: x[Operand.weight].shape)
        var result: [Tensor?] = [
            ofProjection, ofWeight, ofInputBias, ofHiddenBias,
            ofProjection.other(BackResult.state, shape: state),
        ]
        if cell == .lstm { result.append(ofProjection.other(BackResult.cell, shape: state)) }
        if hasLengths { result.append(nil) }
        return result
    }
}

extension Tensor {
    /// A further result of the node that computed this tensor.
    func other(_ number: Int, shape: Shape) -> Tensor {
        graph.append(.otherResult(number), [self], shape: shape)
    }

    /// The states of a recurrent layer over this input projection, `[steps, batch, gates * hidden]`.
    func recurrence(
        _ cell: Recurrence.Cell, weight: Tensor, inputBias: Tensor, hiddenBias: Tensor, initialState: Tensor,
        initialCell: Tensor? = nil, lengths: Tensor? = nil, isReverse: Bool = false
    ) -> (sequence: Tensor, state: Tensor, cell: Tensor?) {
        if rank != 3 || weight.rank != 2 { fatalError("recurrence: \(text) with weights \(weight.text).") }
        let recurrence = Recurrence(
            cell: cell, steps: shape[0], batch: shape[1], hidden: weight.shape[1], isReverse: isReverse,
            hasLengths: lengths != nil, hasOwnBiases: inputBias.rank == 2)
        let width = recurrence.gateCount * recurrence.hidden
        if shape[0] < 1 || shape[2] != width || weight.shape != [width, recurrence.hidden]
            || inputBias.shape != (recurrence.hasOwnBiases ? [shape[1], width] : [width])
            || hiddenBias.shape != [width]
        {
            fatalError(
                "recurrence: \(text) with weights \(weight.text), biases \(inputBias.text) and "
                    + "\(hiddenBias.text); expected [steps, batch, \(width)], at least one step.")
        }
        for state in [initialState] + (initialCell.map { [$0] } ?? []) where state.shape != recurrence.state {
            fatalError("recurrence: initial state \(state.text), expected \(recurrence.state).")
        }
        if let lengths, lengths.shape != [recurrence.batch] || !lengths.isWhole {
            fatalError("recurrence: lengths \(lengths.text), expected an int32 input [\(recurrence.batch)].")
        }
        var operands = [self, weight, inputBias, hiddenBias, initialState]
        if cell == .lstm { operands.append(initialCell ?? graph.fill(0, shape: recurrence.state)) }
        if let lengths { operands.append(lengths) }
        let sequence = graph.append(.recurrence(recurrence), operands, shape: recurrence.sequence)
        return (
            sequence, sequence.other(Recurrence.Result.state, shape: recurrence.state),
            cell == .lstm ? sequence.other(Recurrence.Result.cell, shape: recurrence.state) : nil
        )
    }
}
