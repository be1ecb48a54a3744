internal import QuartetEngine
internal import QuartetText

/// The tokens of a text or of a pair.
struct TextRow: Sendable {
    let ids: [Int32]
    /// The first token of the second text, which has segment 1.
    let second: Int
    /// A number for each token that an objective uses, such as its class; empty if there are none.
    let marks: [Int32]

    /// In place of a text that is not there.
    static let empty = TextRow(ids: [], second: 0)

    private init(ids: [Int32], second: Int) { (self.ids, self.second, marks) = (ids, second, []) }

    /// An answer behind the token that begins it, marked with the tokens that come next.
    init(answer: [Int32], begin: Int32, end: Int32) {
        (ids, second, marks) = ([begin] + answer, answer.count + 1, answer + [end])
    }

    init(_ encoding: Encoding, marks: [Int32] = []) {
        ids = encoding.ids
        second = encoding.typeIDs.firstIndex(of: 1) ?? encoding.ids.count
        self.marks = marks
    }
}

/// What a step reads of one example.
struct TextExample {
    /// The rows of each side, such as a question on one and passages on the other.
    var sides: [[TextRow]]
    var label: Int32 = 0
    /// Further numbers that the objective uses.
    var numbers: [Float] = []
}

/// The inputs of one side of a batch: `[rows, time]` tokens.
struct TextInputs {
    let tokens, lengths, segments: Tensor
    /// A number for each token, int32; 0 for padding.
    let marks: Tensor

    /// 1 for the tokens of the texts, 0 for padding, `[rows, time]`.
    var isText: Tensor {
        let (rows, time) = (tokens.shape[0], tokens.shape[1])
        let places = tokens.graph.constant((0..<time).map { Float($0) + 0.5 }, shape: [1, time])
        return (lengths + 0).reshaped([rows, 1]).greater(than: places)
    }

    init(_ graph: Graph, rows: Int, time: Int) {
        tokens = graph.input("tokens", shape: [rows, time], type: .int32)
        lengths = graph.input("lengths", shape: [rows], type: .int32)
        segments = graph.input("segments", shape: [rows, time], type: .int32)
        marks = graph.input("marks", shape: [rows, time], type: .int32)
    }

    func fill(_ plan: Plan, _ rows: [TextRow]) {
        let time = tokens.shape[1]
        var (ids, kinds, numbers) = ([Int32](), [Int32](), [Int32]())
        for row in rows {
            for place in 0..<time {
                let isText = place < row.ids.count
                ids.append(isText ? row.ids[place] : 0)
                kinds.append(isText && place >= row.second ? 1 : 0)
                numbers.append(place < row.marks.count ? row.marks[place] : 0)
            }
        }
        plan.write(ids, to: tokens)
        plan.write(kinds, to: segments)
        plan.write(numbers, to: marks)
        plan.write(rows.map { Int32(min(max($0.ids.count, 1), time)) }, to: lengths)
    }
}

/// Trains on batches of texts of like lengths: a plan for each shape, all in the memory of the largest, and one optimiser
/// for the weights that they share.
final class TextBatchTraining {
    /// What is computed of a batch.
    struct Objective {
        /// A loss for each example, `[batch]`.
        let losses: Tensor
        /// What is reported besides, `[batch]` each.
        let measured: [(name: String, values: Tensor)]
    }

    /// The inputs of an objective besides the texts.
    struct Further {
        /// `[batch]` int32.
        let labels: Tensor
        /// `[batch, numbers]`.
        let numbers: Tensor
    }

    typealias Trace = (_ sides: [TextInputs], _ further: Further, _ mode: Mode) -> Objective

    /// Rows of each side of an example, and how many further numbers it has.
    struct Form {
        var rows: [Int]
        var numbers = 0
    }

    private struct Pass {
        let sides: [TextInputs]
        let further: Further
        let objective: Objective
        let step: TrainingStep?
        let plan: Plan
    }

    let optimizer: Optimizer
    private let form: Form
    private let options: TuningOptions
    private let trace: Trace
    private var batches: LengthBatches
    /// The lengths that each side is padded to.
    private let times: [[Int]]
    private var passes: [[Int]: Pass] = [:]

    /// - Parameters:
    ///   - lengths: of each side, the longest row of each example.
    init(
        _ form: Form, lengths: [[Int]], of trained: ParameterStore, _ options: TuningOptions,
        trace: @escaping Trace
    ) throws(TrainingError) {
        (self.form, self.options, self.trace) = (form, options, trace)
        let last = lengths[lengths.count - 1]
        try options.require(last.count)
        optimizer = Optimizer(trained, .adamW(), weightDecay: options.weightDecay)
        batches = LengthBatches(lengths: last, batch: options.batch, seed: options.run.seed)
        times = lengths.enumerated().map { side, lengths in
            LengthBatches.times(for: lengths, shapes: side == form.rows.count - 1 ? 6 : 3)
        }
    }

    /// One step.
    ///
    /// - Parameter example: the example of an index.
    func run(step: Int, rateScale: Float, example: (Int) -> TextExample) throws -> Measurements {
        let examples = batches.next(step: step).indices.map { example(Int($0)) }
        let pass = try pass(for: examples, isTraining: true)
        fill(pass, examples)
        guard let training = pass.step else { return [:] }
        try training.run(seed: options.run.seed, step: step, rateScale: rateScale)
        return training.measurements
    }

    /// Means over examples that are not trained on; the loss comes first.
    func evaluate(_ examples: [TextExample]) throws -> [(name: String, value: Double)] {
        let order = examples.indices.sorted { (length(examples[$0]), $0) < (length(examples[$1]), $1) }
        var sums: [(name: String, value: Double)] = []
        for start in stride(from: 0, to: order.count, by: options.batch) {
            let own = order[start..<min(start + options.batch, order.count)].map { examples[$0] }
            // Rows that are left over repeat examples, and do not count.
            let rows = (0..<options.batch).map { own[$0 % own.count] }
            let pass = try pass(for: rows, isTraining: false)
            fill(pass, rows)
            pass.plan.run()
            let all = [(name: "loss", values: pass.objective.losses)] + pass.objective.measured
            for (index, (name, tensor)) in all.enumerated() {
                if start == 0 { sums.append((name, 0)) }
                sums[index].value += pass.plan.read(tensor).prefix(own.count).reduce(0) { $0 + Double($1) }
            }
        }
        return sums.map { ($0.name, $0.value / Double(examples.count)) }
    }

    private func length(_ example: TextExample) -> Int {
        (example.sides.last ?? []).reduce(0) { max($0, $1.ids.count) }
    }

    private func fill(_ pass: Pass, _ examples: [TextExample]) {
        for (side, inputs) in pass.sides.enumerated() {
            inputs.fill(pass.plan, examples.flatMap { $0.sides[side] })
        }
        pass.plan.write(examples.map(\.label), to: pass.further.labels)
        pass.plan.write(examples.flatMap(\.numbers), to: pass.further.numbers)
    }

    private func pass(for examples: [TextExample], isTraining: Bool) throws -> Pass {
        let shape = times.indices.map { side in
            let longest = examples.reduce(0) { $1.sides[side].reduce($0) { max($0, $1.ids.count) } }
            return times[side].first { $0 >= longest } ?? longest
        }
        return try pass(shape, isTraining: isTraining)
    }

    private func pass(_ shape: [Int], isTraining: Bool) throws -> Pass {
        let key = shape + [isTraining ? 1 : 0]
        if let pass = passes[key] { return pass }
        let largest = times.map { $0[$0.count - 1] }
        let other = isTraining && shape == largest ? nil : try pass(largest, isTraining: true).plan
        let graph = Graph()
        let sides = zip(shape, form.rows).map { time, rows in
            TextInputs(graph, rows: options.batch * rows, time: time)
        }
        let further = Further(
            labels: graph.input("labels", shape: [options.batch], type: .int32),
            numbers: graph.input("numbers", shape: [options.batch, max(form.numbers, 1)]))
        let objective = trace(sides, further, isTraining ? .training : .evaluation)
        let pass =
            isTraining
            ? try trainingPass(sides, further, objective, other)
            : Pass(
                sides: sides, further: further, objective: objective, step: nil,
                plan: try Plan.checked(
                    graph, stages: [Stage(outputs: [objective.losses] + objective.measured.map(\.values))],
                    precision: options.run.precision, sharingMemoryOf: other))
        passes[key] = pass
        return pass
    }

    private func trainingPass(
        _ sides: [TextInputs], _ further: Further, _ objective: Objective, _ other: Plan?
    ) throws(OutOfMemory) -> Pass {
        let step = try TrainingStep(
            [
                .init(
                    minimizing: objective.losses.mean(), with: optimizer, learningRate: options.learningRate,
                    gradientLimit: 1, measuring: objective.measured.map { ($0.name, $0.values.mean()) })
            ], precision: options.run.precision, sharingMemoryOf: other)
        return Pass(sides: sides, further: further, objective: objective, step: step, plan: step.plan)
    }
}
