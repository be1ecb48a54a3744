internal import Foundation

/// Recurrent layers by their definitions, sequence by sequence and step by step.
extension Interpreter {
    /// The operands of a recurrence by name; sums are computed in double precision.
    private struct Layer {
        let r: Recurrence
        let lengths: [Int]

        init(_ r: Recurrence, lengths: [Float]?) {
            self.r = r
            self.lengths = lengths.map { $0.map { Int($0) } } ?? [Int](repeating: r.steps, count: r.batch)
        }

        /// The steps of a sequence in the order in which they are processed.
        func times(_ row: Int) -> [Int] {
            let forward = Array(0..<min(max(lengths[row], 0), r.steps))
            return r.isReverse ? forward.reversed() : forward
        }

        /// Row `i` of the weights times the state.
        func product(_ weight: [Float], _ i: Int, _ state: [Double]) -> Double {
            (0..<r.hidden).reduce(0) { $0 + Double(weight[i * r.hidden + $1]) * state[$1] }
        }
    }

    private static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    /// The sequence, then the further results in the order of `Recurrence.Result`.
    static func recurrence(_ r: Recurrence, _ operands: [[Float]]) -> [[Float]] {
        let layer = Layer(r, lengths: r.hasLengths ? operands[operands.count - 1] : nil)
        let (n, width) = (r.hidden, r.gateCount * r.hidden)
        let (projection, weight) = (operands[0], operands[1])
        var sequence = [Float](repeating: 0, count: r.sequence.elementCount)
        var gates = [Float](repeating: 0, count: r.projection.elementCount)
        var extra = sequence
        var (last, lastCell) = (operands[4], r.cell == .lstm ? operands[5] : [])
        for row in 0..<r.batch {
            var state = (0..<n).map { Double(last[row * n + $0]) }
            var cell = r.cell == .lstm ? (0..<n).map { Double(lastCell[row * n + $0]) } : []
            for time in layer.times(row) {
                let start = time * r.batch + row
                let before = state
                func x(_ i: Int) -> Double {
                    Double(projection[start * width + i])
                        + Double(operands[2][r.hasOwnBiases ? row * width + i : i])
                }
                func p(_ i: Int) -> Double { layer.product(weight, i, before) + Double(operands[3][i]) }
                func keep(_ gate: Int, _ j: Int, _ value: Double) {
                    gates[start * width + gate * n + j] = Float(value)
                }
                for j in 0..<n {
                    if r.cell == .gru {
                        let reset = sigmoid(x(j) + p(j))
                        let update = sigmoid(x(n + j) + p(n + j))
                        let new = tanh(x(2 * n + j) + reset * p(2 * n + j))
                        state[j] = (1 - update) * new + update * before[j]
                        for (gate, value) in [reset, update, new].enumerated() { keep(gate, j, value) }
                        extra[start * n + j] = Float(p(2 * n + j))
                    } else {
                        let input = sigmoid(x(j) + p(j))
                        let forget = sigmoid(x(n + j) + p(n + j))
                        let new = tanh(x(2 * n + j) + p(2 * n + j))
                        let output = sigmoid(x(3 * n + j) + p(3 * n + j))
                        cell[j] = forget * cell[j] + input * new
                        state[j] = output * tanh(cell[j])
                        for (gate, value) in [input, forget, new, output].enumerated() {
                            keep(gate, j, value)
                        }
                        extra[start * n + j] = Float(cell[j])
                    }
                    sequence[start * n + j] = Float(state[j])
                }
            }
            for j in 0..<n { last[row * n + j] = Float(state[j]) }
            for j in cell.indices { lastCell[row * n + j] = Float(cell[j]) }
        }
        return [sequence, last, lastCell, gates, extra]
    }

    /// The gradient of the projection, then the further results in the order of `Recurrence.BackResult`.
    static func recurrenceGradient(_ r: Recurrence, _ operands: [[Float]]) -> [[Float]] {
        typealias Back = Recurrence.Back
        let layer = Layer(r, lengths: r.hasLengths ? operands[operands.count - 1] : nil)
        let (n, width, isGRU) = (r.hidden, r.gateCount * r.hidden, r.cell == .gru)
        let (gates, extra, weight) = (operands[Back.gates], operands[Back.extra], operands[Back.weight])
        var result = [Float](repeating: 0, count: r.projection.elementCount)
        var ofExtra = [Float](repeating: 0, count: r.sequence.elementCount)
        var biases = [Double](repeating: 0, count: 4 * n)
        var start = [Float](repeating: 0, count: r.batch * width)
        var ofState = operands[Back.lastState]
        var ofCell = isGRU ? [] : operands[Back.lastCell]
        for row in 0..<r.batch {
            let times = layer.times(row)
            var d = (0..<n).map { Double(ofState[row * n + $0]) }
            var dCell = isGRU ? [] : (0..<n).map { Double(ofCell[row * n + $0]) }
            for (step, time) in times.enumerated().reversed() {
                let at = time * r.batch + row
                func earlier(_ values: Int, _ initial: Int, _ j: Int) -> Double {
                    step == 0
                        ? Double(operands[initial][row * n + j])
                        : Double(operands[values][(times[step - 1] * r.batch + row) * n + j])
                }
                var product = [Double](repeating: 0, count: width)
                for j in 0..<n {
                    let gate = (0..<r.gateCount).map { Double(gates[at * width + $0 * n + j]) }
                    d[j] += Double(operands[Back.upstream][at * n + j])
                    var ofGates: [Double]
                    if isGRU {
                        let (reset, update, new) = (gate[0], gate[1], gate[2])
                        let ofNew = d[j] * (1 - update) * (1 - new * new)
                        let previous = earlier(Back.sequence, Back.state, j)
                        ofGates = [
                            ofNew * Double(extra[at * n + j]) * reset * (1 - reset),
                            d[j] * (previous - new) * update * (1 - update), ofNew,
                        ]
                        ofExtra[at * n + j] = Float(ofNew * reset)
                        biases[3 * n + j] += ofNew * reset
                        d[j] *= update
                    } else {
                        let (input, forget, new, output) = (gate[0], gate[1], gate[2], gate[3])
                        let bent = tanh(Double(extra[at * n + j]))
                        dCell[j] += d[j] * output * (1 - bent * bent)
                        let previous = earlier(Back.extra, Back.cell, j)
                        ofGates = [
                            dCell[j] * new * input * (1 - input),
                            dCell[j] * previous * forget * (1 - forget),
                            dCell[j] * input * (1 - new * new), d[j] * bent * output * (1 - output),
                        ]
                        dCell[j] *= forget
                        d[j] = 0
                    }
                    for (g, value) in ofGates.enumerated() {
                        result[at * width + g * n + j] = Float(value)
                        biases[g * n + j] += value
                        product[g * n + j] = isGRU && g == 2 ? value * gate[0] : value
                    }
                }
                for j in 0..<n {
                    d[j] += (0..<width).reduce(0) { $0 + product[$1] * Double(weight[$1 * n + j]) }
                }
                if step == 0 { for i in 0..<width { start[row * width + i] = Float(product[i]) } }
            }
            for j in 0..<n { ofState[row * n + j] = Float(d[j]) }
            for j in dCell.indices { ofCell[row * n + j] = Float(dCell[j]) }
        }
        return [result, ofState, ofCell, biases.map { Float($0) }, start, ofExtra]
    }

    /// The sum over all steps of the product's gradient times the state before the step: the initial state at a sequence's
    /// first step, at all others the state of the step processed before.
    static func recurrenceWeightGradient(_ r: Recurrence, _ operands: [[Float]]) -> [Float] {
        typealias Weight = Recurrence.Weight
        let (n, width) = (r.hidden, r.gateCount * r.hidden)
        var sums = [Double](repeating: 0, count: width * n)
        func add(_ gradient: (Int) -> Float, _ state: (Int) -> Float) {
            for i in 0..<width {
                for j in 0..<n { sums[i * n + j] += Double(gradient(i)) * Double(state(j)) }
            }
        }
        for row in 0..<r.batch {
            for time in (r.isReverse ? 0..<r.steps - 1 : 1..<r.steps) {
                let at = time * r.batch + row
                let before = at + (r.isReverse ? r.batch : -r.batch)
                add(
                    { i in
                        r.cell == .gru && i >= 2 * n
                            ? operands[Weight.extra][at * n + i - 2 * n]
                            : operands[Weight.gates][at * width + i]
                    }, { operands[Weight.sequence][before * n + $0] })
            }
            add({ operands[Weight.start][row * width + $0] }, { operands[Weight.state][row * n + $0] })
        }
        return sums.map { Float($0) }
    }
}
