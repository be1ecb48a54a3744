/// The order of a sequence tensor's axes.
public enum SequenceOrder: Sendable {
    /// `[batch, time, features]`.
    case batchFirst
    /// `[time, batch, features]`: the engine's own order, which needs no transposition.
    case timeFirst
}

/// The stacked layers of GRU and LSTM: one set of weights for each layer and direction, with PyTorch's names.
struct RecurrentStack {
    /// One layer in one direction.
    struct Direction {
        /// `[gates * hidden, inputs]` and `[gates * hidden, hidden]`, gates as `Recurrence` orders them.
        let inputWeight: Parameter
        let hiddenWeight: Parameter
        /// `[gates * hidden]`.
        let inputBias: Parameter?
        let hiddenBias: Parameter?
    }

    let cell: Recurrence.Cell
    let inputs: Int
    let hidden: Int
    let directionCount: Int
    /// By layer and direction.
    let layers: [[Direction]]
    let dropout: Dropout

    init(
        _ scope: ParameterScope, _ cell: Recurrence.Cell, inputs: Int, hidden: Int, layers count: Int,
        isBidirectional: Bool, dropout: Float, bias: Bool
    ) {
        if inputs < 1 || hidden < 1 || count < 1 {
            fatalError(
                "Recurrent layers: \(inputs) inputs, \(hidden) hidden, \(count) layers; expected 1 or more of each."
            )
        }
        (self.cell, self.inputs, self.hidden) = (cell, inputs, hidden)
        self.dropout = Dropout(rate: dropout)
        directionCount = isBidirectional ? 2 : 1
        let rows = (cell == .gru ? 3 : 4) * hidden
        let endings = isBidirectional ? ["", "_reverse"] : [""]
        layers = (0..<count).map { layer in
            let width = layer == 0 ? inputs : hidden * endings.count
            return endings.map { ending in
                func parameter(_ name: String, _ shape: Shape) -> Parameter {
                    scope.parameter("\(name)_l\(layer)\(ending)", shape: shape, .fanIn(hidden))
                }
                return Direction(
                    inputWeight: parameter("weight_ih", [rows, width]),
                    hiddenWeight: parameter("weight_hh", [rows, hidden]),
                    inputBias: bias ? parameter("bias_ih", [rows]) : nil,
                    hiddenBias: bias ? parameter("bias_hh", [rows]) : nil)
            }
        }
    }

    /// The number of initial and of final states: one for each layer and direction.
    var stateCount: Int { layers.count * directionCount }

    func callAsFunction(
        _ x: Tensor, context: Tensor?, states: [Tensor]?, cells: [Tensor]?, lengths: Tensor?,
        order: SequenceOrder,
        mode: Mode
    ) -> (sequence: Tensor, states: [Tensor], cells: [Tensor]) {
        let width = context?.shape.last ?? 0
        if x.rank != 3 || x.shape[2] + width != inputs {
            fatalError(
                "Recurrent layers: \(x.text) and \(width) features of context, expected \(inputs) features in the "
                    + "last of three axes.")
        }
        let batch = x.shape[order == .timeFirst ? 1 : 0]
        if let context, context.shape != [batch, width] {
            fatalError("Recurrent layers: context \(context.text), expected [\(batch), features].")
        }
        for given in [states, cells].compactMap(\.self) where given.count != stateCount {
            fatalError(
                "Recurrent layers: \(given.count) initial states; \(stateCount) expected, one for each layer "
                    + "and direction.")
        }
        let graph = x.graph
        var sequence = order == .timeFirst ? x : x.transposed([1, 0, 2])
        let zero = graph.fill(0, shape: [sequence.shape[1], hidden])
        var (finalStates, finalCells): ([Tensor], [Tensor]) = ([], [])
        for (number, layer) in layers.enumerated() {
            if number > 0 { sequence = dropout(sequence, mode: mode) }
            var results: [Tensor] = []
            for (direction, weights) in layer.enumerated() {
                let place = number * directionCount + direction
                let noBias = graph.fill(0, shape: [weights.inputWeight.shape[0]])
                var weight = graph.parameter(weights.inputWeight)
                var bias = weights.inputBias.map { graph.parameter($0) } ?? noBias
                if let context, number == 0 {
                    // What is the same at all steps is multiplied once, as a bias of each sequence.
                    let part = weight.sliced(axis: 1, inputs - width..<inputs)
                    bias = context.matrixProduct(part, transposeRight: true) + bias
                    weight = weight.sliced(axis: 1, 0..<inputs - width)
                }
                let projection = sequence.matrixProduct(weight, transposeRight: true)
                let result = projection.recurrence(
                    cell, weight: graph.parameter(weights.hiddenWeight),
                    inputBias: bias,
                    hiddenBias: weights.hiddenBias.map { graph.parameter($0) } ?? noBias,
                    initialState: states?[place] ?? zero, initialCell: cells?[place], lengths: lengths,
                    isReverse: direction == 1)
                results.append(result.sequence)
                finalStates.append(result.state)
                if let cell = result.cell { finalCells.append(cell) }
            }
            sequence = .concatenate(results, axis: 2)
        }
        return (order == .timeFirst ? sequence : sequence.transposed([1, 0, 2]), finalStates, finalCells)
    }
}
