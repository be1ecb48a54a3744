import QuartetEngine
import QuartetTestSupport
import Testing

/// What a plan guarantees besides its values: stages, updates, gradients in place, inputs and outputs.
@Suite struct PlanTests {
    private func floats(_ count: Int, _ seed: UInt64 = 1) -> [Float] {
        var generator = SeededGenerator(seed)
        return generator.floats(count)
    }

    /// The square transposition reads its operand at different points than the sum beside it.
    @Test(arguments: [4, 130]) func transposesBesideItsOperand(_ extent: Int) {
        let trial = Trial()
        let x = trial.input("x", [extent, extent], floats(extent * extent))
        let a = x.relu()
        let y = (a.transposed([1, 0]) + a).tanh() * a
        for threads in threadCounts {
            expectClose(
                trial.planned([y], threads: threads)[0], trial.interpreted([y])[0], "\(threads) thread(s)")
        }
    }

    /// A total sum of a broadcast vector: the threads' shares begin at any row.
    @Test(arguments: [2, 8, 64, 512], [4097, 20_001]) func sumsRepeatingVectors(_ width: Int, _ rows: Int) {
        let rows = rows * 8 / width + 1
        let trial = Trial()
        let x = trial.input("x", [rows, width], floats(rows * width))
        let weights = trial.input("weights", [width], (0..<width).map { Float($0 % 7) - 3 })
        let everything = [
            (x * weights).sum(), (x * weights + 1).maximum(axis: 1).sum(),
            (x.squared() * weights).sum(axes: [0]),
        ]
        for threads in threadCounts {
            for (index, result) in trial.planned(everything, threads: threads).enumerated() {
                expectClose(
                    result, trial.interpreted([everything[index]])[0],
                    Tolerance(relative: 1e-5, ofLargest: 1e-5, absolute: 1e-3),
                    "sum \(index), \(threads) thread(s)")
            }
        }
    }

    /// A frozen plan gives the same numbers, and packs weights only once.
    @Test(arguments: Precision.allCases) func frozenPlansPackOnce(_ precision: Precision) {
        let store = ParameterStore()
        let convolution = Convolution2D(
            store.scope("convolution"), inputs: 8, outputs: 16, kernel: 3, padding: 1)
        let linear = Linear(store.scope("linear"), inputs: 16, outputs: 16)
        store.initialize(seed: 3)
        let graph = Graph()
        // More rows than a frozen plan multiplies without packing, since that sums in a different order.
        let x = graph.input("x", shape: [6, 8, 8, 8])
        // The same weights in two layouts: as stored and transposed.
        let rows = linear(convolution(x).relu().mean(axes: [1, 2]))
        let y = rows.matrixProduct(graph.parameter(linear.weight))
        let plans = [false, true].map {
            Plan(graph, stages: [Stage(outputs: [y])], precision: precision, frozen: $0)
        }
        let elements = floats(x.elementCount)
        let results = (0..<3).map { _ in
            plans.map { plan in
                plan.write(elements, to: x)
                plan.run()
                return plan.read(y)
            }
        }
        for result in results { #expect(result == [results[0][0], results[0][0]]) }
        #expect(plans[0].listing.contains("pack ") && !plans[1].listing.contains("pack "))
    }

    @Test func fillsHaveAnyShape() {
        let trial = Trial()
        let x = trial.input("x", [2, 3], [1, -2, 3, -4, 5, -6])
        let ones = trial.graph.fill(2, shape: [3, 2])
        let y = [
            x * ones.reshaped([2, 3]), x.select(ones.transposed([1, 0]), x), ones.matrixProduct(x),
            Tensor.concatenate([ones, ones + 1], axis: 1),
            ones.mapped(axis: 0, by: .zeroPadding(3, before: 1, after: 0)),
            ones.sum(axes: [0]), ones,
        ]
        let expected = trial.interpreted(y)
        for (result, reference) in zip(trial.planned(y), expected) { #expect(result == reference) }
    }

    @Test func movesWholeNumbers() {
        let trial = Trial()
        let labels = trial.input("labels", [2, 3], [1, 2, 3, 4, 5, 6], isWhole: true)
        let y = [
            labels.sliced(axis: 1, 1..<3), labels.transposed([1, 0]),
            Tensor.concatenate([labels, labels], axis: 0),
            labels.sum(axes: [1]), labels * 0.5,
            labels.reshaped([6]).mapped(axis: 0, by: .averagePooling(6, size: 2, stride: 2)),
        ]
        #expect(trial.planned(y) == trial.interpreted(y))
    }

    @Test func stagesSeeParametersThatChangeBetween() {
        for precision in Precision.allCases {
            let store = ParameterStore()
            let weight = store.scope.parameter("weight", shape: [4, 4], .constant(1))
            store.initialize(seed: 0)
            let trial = Trial()
            let x = trial.input("x", [8, 4], [Float](repeating: 1, count: 32))
            let graph = trial.graph
            let w = graph.parameter(weight)
            // Values of the first stage stay what they were; what the second stage computes sees the new weight.
            let scaled = w * 2
            let first = x.matrixProduct(w)
            let kept = scaled + 1
            let second = x.matrixProduct(w) + scaled.sum() * 0
            let plan = Plan(
                graph, stages: [Stage(outputs: [first, scaled.sum()]), Stage(outputs: [second, kept])],
                precision: precision, threads: 1)
            trial.write(to: plan)
            plan.run(stage: 0)
            weight.values.update(repeating: 3)
            plan.run(stage: 1)
            #expect(plan.read(first) == [Float](repeating: 4, count: 32), "\(precision)")
            #expect(plan.read(second) == [Float](repeating: 12, count: 32), "\(precision)")
            #expect(plan.read(kept) == [Float](repeating: 3, count: 16), "\(precision)")
        }
    }

    @Test func updatesHappenAfterEverythingElse() {
        let store = ParameterStore()
        let scope = store.scope
        let a = scope.state("a", shape: [2], .constant(1))
        let b = scope.state("b", shape: [2], .constant(2))
        let w = scope.parameter("w", shape: [2], .constant(5))
        store.initialize(seed: 0)
        let graph = Graph()
        let (x, y, z) = (graph.parameter(a), graph.parameter(b), graph.parameter(w))
        let output = x + y * z
        // An exchange, and a gradient that is another parameter's value.
        graph.update(a, to: y)
        graph.update(b, to: x)
        let gradient = graph.gradients(of: (z * y).sum(), withRespectTo: [z])[0]
        let stage = Stage(outputs: [output], gradients: [(w, gradient)], updates: graph.takeUpdates())
        #expect(graph.takeUpdates().isEmpty)
        let plan = Plan(graph, stages: [stage], threads: 1)
        plan.run()
        #expect(plan.read(output) == [11, 11])
        #expect(Array(a.values) == [2, 2])
        #expect(Array(b.values) == [1, 1])
        #expect(Array(w.gradient) == [2, 2])
        plan.run()
        #expect(plan.read(output) == [7, 7])
        #expect(Array(a.values) == [1, 1])
    }

    @Test func gradientsLieWithTheirParameters() {
        let store = ParameterStore()
        let a = store.scope.parameter("a", shape: [3], .constant(2))
        let b = store.scope.parameter("b", shape: [3], .constant(3))
        let unused = store.scope.parameter("unused", shape: [17], .constant(1))
        store.initialize(seed: 0)
        let graph = Graph()
        let (x, y) = (graph.parameter(a), graph.parameter(b))
        let loss = (x + y).squared().sum()
        // a and b share one gradient; it is also an output; the third has none.
        let gradients = graph.gradients(of: loss, withRespectTo: [x, y, graph.parameter(unused)])
        unused.gradient.update(repeating: 9)
        let plan = Plan(
            graph,
            stages: [
                Stage(outputs: [loss, gradients[1]], gradients: Array(zip([a, b, unused], gradients)))
            ],
            threads: 1)
        plan.run()
        #expect(plan.scalar(loss) == 75)
        #expect(Array(a.gradient) == [10, 10, 10])
        #expect(Array(b.gradient) == [10, 10, 10])
        #expect(plan.read(gradients[1]) == [10, 10, 10])
        #expect(unused.gradient.allSatisfy { $0 == 0 })
    }

    @Test func dropsUnusedValues() {
        let graph = Graph()
        let x = graph.input("x", shape: [3])
        let unread = graph.input("unread", shape: [1_000_000])
        let y = x * 2
        _ = unread.exponential()
        let plan = Plan(graph, stages: [Stage(outputs: [y])], threads: 1)
        #expect(plan.uses(x) && plan.uses(y) && !plan.uses(unread))
        #expect(plan.arenaBytes < 4096)
        plan.write([Float](repeating: 1, count: 1_000_000), to: unread)
        plan.write([1, 2, 3] as [Float], to: x)
        plan.run()
        #expect(plan.read(y) == [2, 4, 6])
        #expect(!plan.listing.isEmpty)
    }

    /// A chain of products needs memory for two links, not for all.
    @Test func reusesMemory() {
        let trial = Trial()
        let x = trial.input("x", [64, 64], floats(4096))
        let y = (0..<20).reduce(x) { value, _ in value.matrixProduct(x) * 0.1 }
        let plan = Plan(trial.graph, stages: [Stage(outputs: [y])], threads: 1)
        #expect(plan.arenaBytes < 8 * 4096 * 4)
        #expect(plan.operations == 20 * 2 * 64 * 64 * 64)
        trial.write(to: plan)
        plan.run()
        expectClose(
            plan.read(y), trial.interpreted([y])[0], Tolerance(relative: 1e-4, ofLargest: 1e-4), "chain")
    }

    /// Two plans that take turns in the memory of the larger compute what they compute alone, in any order.
    @Test func plansTakeTurnsInOneMemory() {
        let trial = Trial()
        let x = trial.input("x", [64, 64], floats(4096))
        let large = (0..<6).reduce(x) { value, _ in value.matrixProduct(x).tanh() }
        let small = x.matrixProduct(x).exponential().sum(axes: [0])
        let first = Plan(trial.graph, stages: [Stage(outputs: [large])])
        let second = Plan(trial.graph, stages: [Stage(outputs: [small])], sharingMemoryOf: first)
        let expected = trial.interpreted([large, small])
        trial.write(to: first)
        trial.write(to: second)
        for (plan, output, values) in [
            (first, large, expected[0]), (second, small, expected[1]), (first, large, expected[0]),
        ] {
            plan.run()
            expectClose(plan.read(output), values, Tolerance(relative: 1e-4, ofLargest: 1e-4), "in turn")
        }
        // Inputs and outputs are each plan's own.
        second.run()
        expectClose(
            first.read(large), expected[0], Tolerance(relative: 1e-4, ofLargest: 1e-4), "after the other")
    }

    /// An elementwise result takes the place of an operand that is no longer needed; a sum of the operand beside it still
    /// reads the operand.
    @Test func overwritesUnneededOperands() {
        let trial = Trial()
        let x = trial.input("x", [64, 64], floats(4096))
        let product = x.matrixProduct(x)
        let y = (product.tanh() * product).matrixProduct(x)
        let plan = Plan(trial.graph, stages: [Stage(outputs: [y.sum(axes: [1])])], threads: 1)
        #expect(plan.arenaBytes < 4 * 4096 * 4)
        let beside = [product.exponential().matrixProduct(x).sum(), product.sum(axes: [1])]
        for threads in threadCounts {
            let results = trial.planned([y] + beside, threads: threads)
            for (result, expected) in zip(results, trial.interpreted([y] + beside)) {
                expectClose(
                    result, expected, Tolerance(relative: 1e-4, ofLargest: 1e-5), "\(threads) thread(s)")
            }
        }
    }

    /// Scores over a large vocabulary are in memory once: their gradient takes their place.
    @Test(arguments: Precision.allCases) func crossEntropyKeepsOneBuffer(_ precision: Precision) {
        let (tokens, width, vocabulary) = (256, 8, 3000)
        let store = ParameterStore()
        let table = store.scope.parameter(
            "table", shape: [vocabulary, width], .normal(standardDeviation: 0.3))
        store.initialize(seed: 1)
        let trial = Trial()
        let x = trial.input("x", [tokens, width], floats(tokens * width))
        let labels = trial.input(
            "labels", [tokens], (0..<tokens).map { Float($0 * 31 % vocabulary) }, isWhole: true)
        let weights = trial.graph.parameter(table)
        let loss = crossEntropy(logits: x.matrixProduct(weights, transposeRight: true), labels: labels)
        let gradients = trial.graph.gradients(of: loss, withRespectTo: [x, weights])
        let stage = Stage(outputs: [loss, gradients[0]], gradients: [(table, gradients[1])])
        let plan = Plan(trial.graph, stages: [stage], precision: precision, threads: 1)
        let size = plan.precision == .float32 ? 4 : 2
        #expect(plan.arenaBytes < tokens * vocabulary * size * 3 / 2)
        trial.write(to: plan)
        plan.run()
        let expected = trial.interpreted([loss] + gradients)
        let results = [plan.read(loss), plan.read(gradients[0]), Array(table.gradient)]
        let allowed: Float = plan.precision == .float32 ? 1e-5 : 2e-2
        for (result, reference) in zip(results, expected) {
            expectClose(
                result, reference, Tolerance(relative: allowed, ofLargest: allowed), "\(precision)")
        }
    }

    @Test func namesTheFirstTensorThatIsNotFinite() {
        let graph = Graph()
        let x = graph.input("x", shape: [2, 2])
        let y = x.logarithm().named("logarithms").matrixProduct(x).named("product")
        let plan = Plan(graph, stages: [Stage(outputs: [y])], threads: 1)
        plan.write([1, 2, 3, 4] as [Float], to: x)
        #expect(plan.firstNotFinite() == nil)
        plan.write([1, 2, 0, 4] as [Float], to: x)
        #expect(plan.firstNotFinite()?.contains("logarithms") == true)
        plan.write([1, 2, .nan, 4] as [Float], to: x)
        #expect(plan.firstNotFinite()?.contains("x") == true)
    }

    /// What a tensor is decides whether it is searched, not what it is called.
    @Test func namesANotFiniteParameterWhateverItsName() {
        let store = ParameterStore()
        let weights = store.scope.parameter("packed weights", shape: [3], .ones)
        store.initialize(seed: 0)
        let graph = Graph()
        let x = graph.input("packed x", shape: [3])
        let y = (x * graph.parameter(weights)).sum()
        let plan = Plan(graph, stages: [Stage(outputs: [y])], threads: 1)
        plan.write([1, 2, 3] as [Float], to: x)
        #expect(plan.firstNotFinite() == nil)
        weights.values[1] = .nan
        #expect(plan.firstNotFinite() == "packed weights")
        weights.values[1] = 1
        plan.write([1, .infinity, 3] as [Float], to: x)
        #expect(plan.firstNotFinite() == "packed x")
    }

    /// Runs, the search for the first NaN and profiles flush denormals: 1e-20 squared is 0 in all of them.
    @Test func denormalsAreFlushedHoweverAPlanIsRun() {
        let graph = Graph()
        let x = graph.input("x", shape: [4])
        let product = x * x
        let y = (product.stoppingGradient() * 1e10).named("scaled")
        let plan = Plan(graph, stages: [Stage(outputs: [product, y])], threads: 1)
        plan.write([Float](repeating: 1e-20, count: 4), to: x)
        plan.run()
        let expected = plan.read(y)
        #expect(expected == [0, 0, 0, 0])
        _ = plan.firstNotFinite()
        #expect(plan.read(y) == expected)
        _ = plan.profile(runs: 1)
        #expect(plan.read(y) == expected)
    }

    /// Also sizes whose bytes are more than a machine word counts.
    @Test(arguments: [[[Int.max, Int.max]], [[1 << 40], [1 << 61]], [[1 << 62], [1 << 62], [1 << 62]]])
    func refusesSizesThatOverflow(_ blocks: [[Int]]) throws {
        let error = try #require(throws: OutOfMemory.self) {
            try Machine.requireMemory(forFloats: blocks, purpose: "the pictures", remedy: "ask for fewer")
        }
        #expect(error.neededBytes == .max || error.neededBytes > 1 << 60)
        #expect(error.description.hasPrefix("the pictures need") && error.remedy == "ask for fewer")
    }

    @Test func acceptsWhatFits() throws {
        try Machine.requireMemory(forFloats: [[16, 16], [0, Int.max], []], purpose: "two pictures")
    }

    @Test func refusesWhatDoesNotFitIntoMemory() throws {
        let graph = Graph()
        let x = graph.input("x", shape: [1 << 50])
        let error = try #require(throws: OutOfMemory.self) {
            try Plan.checked(graph, stages: [Stage(outputs: [x * 2, x + 1])], remedy: "shorten the text")
        }
        #expect(error.neededBytes >= 3 << 52)
        #expect(error.description.hasSuffix("GB: shorten the text"))
        #expect(error.description.hasPrefix("the values of one step need 1"))
    }

    @Test func profilesEachInstruction() throws {
        let trial = Trial()
        let x = trial.input("x", [256, 256], floats(256 * 256))
        let small = trial.input("small", [4, 4], floats(16))
        let outputs = [x.matrixProduct(x).tanh(), small.matrixProduct(small)]
        let plan = Plan(trial.graph, stages: [Stage(outputs: outputs)], threads: 1)
        let clock = ContinuousClock()
        var profile = plan.profile(runs: 1)
        let elapsed = clock.measure { profile = plan.profile(runs: 5) }
        #expect(profile.map(\.label) == plan.listing.split(separator: "\n").map(String.init))
        let operations = [2 * 256 * 256 * 256, 2 * 4 * 4 * 4]
        #expect(profile.map(\.operations).filter { $0 > 0 }.sorted(by: >) == operations)
        #expect(plan.operations == operations.reduce(0, +))
        // Every instruction takes time; together they take no more than the profile did, and the large product the most.
        #expect(profile.allSatisfy { $0.seconds > 0 })
        let seconds = Double(elapsed.components.attoseconds) * 1e-18 + Double(elapsed.components.seconds)
        #expect(profile.reduce(0) { $0 + $1.seconds } * 5 <= seconds)
        let slowest = try #require(profile.max { $0.seconds < $1.seconds })
        #expect(slowest.operations == operations[0])
    }
}
