import QuartetEngine
import QuartetTestSupport
import Testing

/// Plans of recurrent layers against the definitions in plain loops, at sizes with whole blocks and tails.
@Suite struct RecurrentPlanTests {
    struct Size: CustomTestStringConvertible, Sendable {
        var steps, batch, inputs, hidden: Int
        var testDescription: String { "\(steps) steps, batch \(batch), \(inputs) to \(hidden)" }
    }

    static let sizes = [
        Size(steps: 1, batch: 1, inputs: 1, hidden: 1), Size(steps: 3, batch: 2, inputs: 5, hidden: 17),
        Size(steps: 4, batch: 37, inputs: 6, hidden: 8), Size(steps: 2, batch: 261, inputs: 3, hidden: 5),
        Size(steps: 5, batch: 33, inputs: 16, hidden: 32),
    ]

    /// Loss and gradients of both cells, with and without lengths (of which some are zero), where the sequence, the
    /// last states or both are used.
    @Test(arguments: sizes, [0, 1, 2, 3]) func agreesWithTheInterpreter(_ size: Size, _ variant: Int) {
        var generator = SeededGenerator(UInt64(size.batch * 4 + variant))
        let store = ParameterStore()
        let isBidirectional = variant % 2 == 1
        let layers = variant == 3 ? 2 : 1
        let gru = GRU(
            store.scope("gru"), inputs: size.inputs, hidden: size.hidden, layers: layers,
            isBidirectional: isBidirectional)
        let lstm = LSTM(
            store.scope("lstm"), inputs: size.inputs, hidden: size.hidden, layers: layers,
            isBidirectional: isBidirectional)
        store.initialize(seed: 3)
        let trial = Trial()
        let x = trial.input(
            "x", [size.batch, size.steps, size.inputs],
            generator.floats(size.batch * size.steps * size.inputs))
        let lengths = trial.input(
            "lengths", [size.batch],
            (0..<size.batch).map { _ in Float(Int.random(in: 0...size.steps, using: &generator)) },
            isWhole: true)
        let first = trial.input(
            "first", [size.batch, size.hidden], generator.floats(size.batch * size.hidden))
        let packed = variant == 0 ? nil : lengths
        let a = gru(
            x, states: variant == 2 ? [Tensor](repeating: first, count: gru.stateCount) : nil, lengths: packed
        )
        let b = lstm(
            x, states: variant == 2 ? nil : [Tensor](repeating: first, count: lstm.stateCount),
            cells: variant == 1 ? [Tensor](repeating: first, count: lstm.stateCount) : nil, lengths: packed)
        var terms = [a.sequence.squared().mean(), b.sequence.sine().mean()]
        if variant != 2 { terms += a.states.map { ($0 * first).mean() } }
        if variant != 0 { terms += (b.states + b.cells).map { $0.exponential().mean() } }
        let loss = terms.dropFirst().reduce(terms[0]) { $0 + $1 }
        let trained = store.parameters.map { trial.graph.parameter($0) }
        let gradients = trial.graph.gradients(of: loss, withRespectTo: [x, first] + trained)
        let wanted = [loss, a.sequence, b.cells[0]] + gradients
        let expected = trial.interpreted(wanted)
        for threads in threadCounts {
            for precision in Precision.allCases {
                let tolerance =
                    precision == .float32
                    ? Tolerance(relative: 2e-5, ofLargest: 1e-5) : Tolerance(relative: 2e-2, ofLargest: 3e-2)
                let results = trial.planned(wanted, threads: threads, precision: precision)
                for (index, result) in results.enumerated() {
                    expectClose(
                        result, expected[index], tolerance,
                        "result \(index), \(threads) thread(s), \(precision)")
                }
            }
        }
    }

    /// Enough steps that the products over all of them are cut into chunks, with a tail; some operands have gaps.
    @Test func longSumsAgree() {
        var generator = SeededGenerator(5)
        let (steps, batch, hidden) = (13, 251, 66)
        let store = ParameterStore()
        let layer = GRU(store.scope, inputs: 128, hidden: hidden)
        store.initialize(seed: 1)
        let trial = Trial()
        let x = trial.input("x", [steps, batch, 128], generator.floats(steps * batch * 128))
        let target = trial.input("target", [steps, batch, hidden], generator.floats(steps * batch * hidden))
        let loss = (layer(x, order: .timeFirst).sequence * target).mean()
        let trained = store.parameters.map { trial.graph.parameter($0) }
        let gradients = trial.graph.gradients(of: loss, withRespectTo: trained)
        let expected = trial.interpreted(gradients)
        for precision in Precision.allCases {
            let tolerance =
                precision == .float32
                ? Tolerance(relative: 2e-5, ofLargest: 1e-5) : Tolerance(relative: 2e-2, ofLargest: 2e-2)
            for threads in [1, 2, 3] {
                let results = trial.planned(gradients, threads: threads, precision: precision)
                for (index, result) in results.enumerated() {
                    expectClose(
                        result, expected[index], tolerance,
                        "gradient of \(store.parameters[index].name), \(threads) thread(s), \(precision)")
                }
            }
        }
    }

    /// Gradients by input, states and weights against central differences, through lengths and both directions.
    @Test(arguments: [0, 1]) func agreesWithDifferences(_ cell: Int) {
        var generator = SeededGenerator(UInt64(21 + cell))
        let store = ParameterStore()
        let gru = cell == 0 ? GRU(store.scope, inputs: 2, hidden: 3, isBidirectional: true) : nil
        let lstm = cell == 1 ? LSTM(store.scope, inputs: 2, hidden: 3, isBidirectional: true) : nil
        // The layer's state and its input are treated alike here: as parameters that are changed one at a time.
        let x = store.scope.parameter("x", shape: [3, 4, 2], .zeros)
        let state = store.scope.parameter("state", shape: [3, 3], .zeros)
        store.initialize(seed: 2)
        for parameter in store.parameters {
            _ = parameter.values.update(fromContentsOf: generator.floats(parameter.elementCount))
        }
        let graph = Graph()
        let lengths = graph.input("lengths", shape: [3], type: .int32)
        let states = [Tensor](repeating: graph.parameter(state), count: 2)
        let sequence: Tensor
        var last: [Tensor]
        if let gru {
            let output = gru(graph.parameter(x), states: states, lengths: lengths)
            (sequence, last) = (output.sequence, output.states)
        } else if let lstm {
            let output = lstm(graph.parameter(x), states: states, cells: states, lengths: lengths)
            (sequence, last) = (output.sequence, output.states + output.cells)
        } else {
            return
        }
        last.append(sequence.reshaped([3, 24]))
        let weights = graph.constant(generator.floats(last.count * 3 * 24), shape: [last.count, 3, 24])
        var loss = graph.fill(0)
        for (index, part) in last.enumerated() {
            let own = weights.sliced(axis: 0, index..<index + 1).sliced(axis: 2, 0..<part.shape[1])
            loss = loss + (part * own.reshaped(part.shape)).sum()
        }
        let gradients = graph.gradients(
            of: loss, withRespectTo: store.parameters.map { graph.parameter($0) })
        var interpreter = Interpreter(graph)
        interpreter.write([4, 1, 3], to: lengths)
        let actual = interpreter.evaluate(gradients)
        let step: Float = 1 / 128
        for (parameter, gradient) in zip(store.parameters, actual) {
            let numerical = parameter.values.indices.map { index -> Float in
                let value = parameter.values[index]
                parameter.values[index] = value + step
                let above = Double(interpreter.evaluate([loss])[0][0])
                parameter.values[index] = value - step
                let below = Double(interpreter.evaluate([loss])[0][0])
                parameter.values[index] = value
                return Float((above - below) / Double(2 * step))
            }
            expectClose(
                gradient, numerical, Tolerance(relative: 1e-3, ofLargest: 1e-3, absolute: 1e-3),
                parameter.name)
        }
    }

    /// A context equals the same features at every step.
    @Test(arguments: [0, 1]) func contextIsLikeFeaturesOfEveryStep(_ cell: Int) {
        var generator = SeededGenerator(31)
        let store = ParameterStore()
        let gru = cell == 0 ? GRU(store.scope, inputs: 9, hidden: 6, layers: 2, isBidirectional: true) : nil
        let lstm = cell == 1 ? LSTM(store.scope, inputs: 9, hidden: 6, layers: 2, isBidirectional: true) : nil
        store.initialize(seed: 1)
        let trial = Trial()
        let x = trial.input("x", [3, 5, 4], generator.floats(60))
        let context = trial.input("context", [3, 5], generator.floats(15))
        let lengths = trial.input("lengths", [3], [5, 2, 4], isWhole: true)
        func run(_ x: Tensor, _ context: Tensor?) -> Tensor {
            gru?(x, context: context, lengths: lengths).sequence
                ?? lstm?(x, context: context, lengths: lengths).sequence ?? x
        }
        let joined = Tensor.concatenate(
            [x, context.reshaped([3, 1, 5]).broadcast(to: [3, 5, 5])], axis: 2)
        let targets = [x, context] + store.parameters.map { trial.graph.parameter($0) }
        let results = [run(x, context), run(joined, nil)].map { sequence in
            [sequence] + trial.graph.gradients(of: sequence.squared().mean(), withRespectTo: targets)
        }
        let expected = trial.interpreted(results[1])
        let tolerance = Tolerance(relative: 1e-5, ofLargest: 5e-6)
        for (way, values) in [
            ("interpreted", trial.interpreted(results[0])),
            ("planned", trial.planned(results[0], threads: 2)),
        ] {
            for (index, (a, b)) in zip(values, expected).enumerated() {
                expectClose(a, b, tolerance, "\(way), result \(index)")
            }
        }
    }

    /// Gradients of two losses share one forward pass, and a plan gives them both.
    @Test func twoGradientsOfOneLayer() {
        var generator = SeededGenerator(9)
        let store = ParameterStore()
        let layer = GRU(store.scope, inputs: 4, hidden: 6)
        store.initialize(seed: 1)
        let trial = Trial()
        let x = trial.input("x", [3, 5, 4], generator.floats(60))
        let output = layer(x)
        let one = trial.graph.gradients(of: output.sequence.sum(), withRespectTo: [x])
        let two = trial.graph.gradients(of: output.states[0].squared().sum(), withRespectTo: [x])
        let expected = trial.interpreted(one + two)
        for (index, result) in trial.planned(one + two, threads: 2).enumerated() {
            expectClose(
                result, expected[index], Tolerance(relative: 1e-5, ofLargest: 5e-6), "gradient \(index)")
        }
    }

    /// Frozen plans keep packed weights; the states of one run are the initial states of the next.
    @Test(arguments: Precision.allCases) func goesOnWhereItStopped(_ precision: Precision) {
        var generator = SeededGenerator(11)
        let store = ParameterStore()
        let layer = LSTM(store.scope, inputs: 3, hidden: 16, layers: 2)
        store.initialize(seed: 1)
        let elements = generator.floats(2 * 6 * 3)
        func run(_ steps: Range<Int>, _ states: [[Float]]?) -> (sequence: [Float], states: [[Float]]) {
            let graph = Graph()
            let x = graph.input("x", shape: [steps.count, 2, 3])
            let given = (0..<4).map { graph.input("state \($0)", shape: [2, 16]) }
            let output = layer(
                x, states: states == nil ? nil : Array(given[..<2]),
                cells: states == nil ? nil : Array(given[2...]), order: .timeFirst)
            let wanted = [output.sequence] + output.states + output.cells
            let plan = Plan(graph, stages: [Stage(outputs: wanted)], precision: precision, frozen: true)
            plan.write(Array(elements[steps.lowerBound * 6..<steps.upperBound * 6]), to: x)
            for (values, input) in zip(states ?? [], given) { plan.write(values, to: input) }
            for _ in 0..<2 { plan.run() }
            return (plan.read(wanted[0]), wanted.dropFirst().map { plan.read($0) })
        }
        let whole = run(0..<6, nil)
        let first = run(0..<2, nil)
        let second = run(2..<6, first.states)
        let tolerance =
            precision == .float32 ? Tolerance.tight : Tolerance(relative: 1e-2, ofLargest: 1e-2)
        expectClose(first.sequence + second.sequence, whole.sequence, tolerance, "sequence")
        for (a, b) in zip(second.states, whole.states) { expectClose(a, b, tolerance, "state") }
    }
}
