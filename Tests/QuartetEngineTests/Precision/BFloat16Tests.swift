import QuartetEngine
import QuartetTestSupport
import Testing

/// Plans of bfloat16 precision against float32: within the error of 8 significant bits, and exact where it must be.
@Suite struct BFloat16Tests {
    @Test(
        arguments: ReferenceFile.layers.names {
            [
                "linear", "conv2d", "conv_transpose2d", "upsample_nearest", "batch_norm", "layer_norm",
                "embedding",
            ]
            .contains(where: $0.hasPrefix)
        })
    func layersAgree(_ name: String) throws {
        let reference = try ReferenceFile.layers[name]
        let names = ["running_mean": "runningMean", "running_var": "runningVariance"]
        try checkLayer(
            reference, names: names, precision: .bfloat16, Tolerance(relative: 1e-2, ofLargest: 1e-2)
        ) { try layer(reference, $0) }
    }

    private struct Network {
        let store = ParameterStore()
        let first: Convolution2D
        let firstNorm: BatchNorm
        let second: Convolution2D
        let secondNorm: BatchNorm
        let grown: TransposedConvolution2D
        let head: Linear

        init() {
            let scope = store.scope
            first = Convolution2D(scope("first"), inputs: 3, outputs: 16, kernel: 4, stride: 2, padding: 1)
            firstNorm = BatchNorm(scope("firstNorm"), features: 16)
            second = Convolution2D(
                scope("second"), inputs: 16, outputs: 32, kernel: 3, padding: 1, paddingMode: .circular)
            secondNorm = BatchNorm(scope("secondNorm"), features: 32)
            grown = TransposedConvolution2D(
                scope("grown"), inputs: 32, outputs: 8, kernel: 4, stride: 2, padding: 1)
            head = Linear(scope("head"), inputs: 8 * 16 * 16, outputs: 1)
            store.initialize(seed: 3)
        }

        func callAsFunction(_ x: Tensor) -> Tensor {
            var y = firstNorm(first(x), mode: .training).leakyReLU(slope: 0.2)
            y = secondNorm(second(y), mode: .training).relu()
            y = grown(y).tanh()
            return head(y.reshaped([x.shape[0], -1]))
        }
    }

    @Test(arguments: threadCounts) func aNetworkTrainsAlike(_ threads: Int) {
        Machine.setThreads(threads)
        var generator = SeededGenerator(2)
        let pictures = generator.floats(16 * 16 * 16 * 3)
        let targets = (0..<16).map { Float($0 % 2) }
        var losses: [Precision: [Float]] = [:]
        var gradients: [Precision: [Float]] = [:]
        for precision in Precision.allCases {
            let network = Network()
            let trial = Trial()
            let x = trial.input("x", [16, 16, 16, 3], pictures)
            let loss = binaryCrossEntropy(
                logits: network(x), targets: trial.input("targets", [16, 1], targets))
            let stage = Stage(minimizing: loss, of: network.store)
            let plan = Plan(trial.graph, stages: [stage], precision: precision, threads: threads)
            trial.write(to: plan)
            let optimizer = Optimizer(network.store, .adam())
            for step in 0..<12 {
                plan.run(step: UInt64(step))
                losses[precision, default: []].append(plan.scalar(loss))
                if step == 0 { gradients[precision] = Array(network.store.flatGradients) }
                optimizer.step(learningRate: 1e-3)
            }
            #expect(plan.firstNotFinite() == nil)
        }
        let (exact, rounded) = (losses[.float32]!, losses[.bfloat16]!)
        #expect(exact[11] < 0.5 * exact[0], "\(exact)")
        expectClose(rounded, exact, Tolerance(relative: 0.03, ofLargest: 0.01), "losses")
        let dot = zip(gradients[.float32]!, gradients[.bfloat16]!).reduce(0.0) {
            $0 + Double($1.0) * Double($1.1)
        }
        let lengths = gradients.mapValues { $0.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot() }
        #expect(dot / (lengths[.float32]! * lengths[.bfloat16]!) > 0.999)
        #expect(abs(lengths[.float32]! / lengths[.bfloat16]! - 1) < 0.02)
    }

    /// 257 needs nine bits: bfloat16 makes it 256. The product also goes on to another product, for which a plan
    /// would keep it in bfloat16.
    @Test func inputsOfALossAreNotRounded() {
        let trial = Trial()
        let ones = trial.input("ones", [2, 257], [Float](repeating: 1, count: 514))
        let weights = trial.input("weights", [257, 16], [Float](repeating: 1, count: 257 * 16))
        func sums(pinned: Bool) -> [Float] {
            let product = ones.matrixProduct(weights)
            let onwards = product.tanh().matrixProduct(weights, transposeRight: true)
            let read = pinned ? product.inFullPrecision() : product
            return trial.planned(
                [read * 1, onwards, product.matrixProduct(weights, transposeRight: true)],
                precision: .bfloat16)[0]
        }
        #expect(sums(pinned: true) == [Float](repeating: 257, count: 32))
        if Machine.hasBFloat16 { #expect(sums(pinned: false) == [Float](repeating: 256, count: 32)) }
    }

    @Test(arguments: ReferenceFile.losses.names) func lossesAreExact(_ name: String) throws {
        let reference = try ReferenceFile.losses[name]
        let trial = Trial()
        let names = reference.tensors.keys.filter { $0 != "y" && !$0.hasPrefix("d") }.sorted()
        let tensors = try names.map { trial.input($0, try reference.values($0)) }
        let y = try loss(reference.attributes, Dictionary(uniqueKeysWithValues: zip(names, tensors)))
        #expect(trial.planned([y], precision: .bfloat16) == trial.planned([y], precision: .float32))
    }

    /// The gradient of a maximum goes to the element that is equal to it: both must be the same bits, although the
    /// elements also go on to a product.
    @Test func aMaximumFindsItsElement() {
        var generator = SeededGenerator(4)
        let trial = Trial()
        let x = trial.input("x", [64, 48], generator.floats(64 * 48))
        let weights = trial.input("weights", [48, 48], generator.floats(48 * 48))
        let elements = (x.matrixProduct(weights) * 0.3).leakyReLU(slope: 0.1)
        let loss = elements.maximum(axis: 1).sum() + elements.matrixProduct(weights).sum() * 0
        let gradient = trial.graph.gradients(of: loss, withRespectTo: [elements])[0]
        let rows = gradient.sum(axes: [1])
        for threads in threadCounts {
            let result = trial.planned([rows], threads: threads, precision: .bfloat16)[0]
            #expect(result == [Float](repeating: 1, count: 64))
        }
    }

    /// A square matrix and its transpose take the same space in a kernel's layout.
    @Test(arguments: [8, 33, 64]) func squareWeightsAreNotTheirTranspose(_ extent: Int) {
        var generator = SeededGenerator(6)
        let trial = Trial()
        let store = ParameterStore()
        let parameter = store.scope.parameter("weight", shape: [extent, extent], .zeros)
        store.initialize(seed: 0)
        _ = parameter.values.update(fromContentsOf: generator.floats(extent * extent).map(roundedToBFloat16))
        let x = trial.input("x", [16, extent], generator.floats(16 * extent).map(roundedToBFloat16))
        let weight = trial.graph.parameter(parameter)
        let wanted = [x.matrixProduct(weight), x.matrixProduct(weight, transposeRight: true)]
        let expected = trial.interpreted(wanted)
        for threads in threadCounts {
            for (index, result) in trial.planned(wanted, threads: threads, precision: .bfloat16).enumerated()
            {
                expectClose(
                    result, expected[index], "\(index == 1 ? "transposed" : "plain"), \(threads) thread(s)")
            }
        }
    }

    /// Random graphs: no value is read in the wrong type.
    @Test(arguments: 3000..<3060 as Range<UInt64>) func randomGraphsAgree(_ seed: UInt64) {
        let random = RandomGraph(seed: seed, steps: 10, extents: [2, 3, 8, 16, 33], largest: 20_000)
        let expected = random.trial.interpreted(random.outputs)
        for threads in threadCounts {
            let results = random.trial.planned(
                Stage(outputs: random.outputs, gradients: random.gradients), threads: threads,
                precision: .bfloat16)
            for (index, (result, reference)) in zip(results, expected).enumerated() {
                let difference = zip(result, reference).reduce(0.0) {
                    $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1))
                }
                let length = reference.reduce(0.0) { $0 + Double($1 * $1) }
                let share = (difference / max(length, 1e-12)).squareRoot()
                // The last one is a gradient: if values nearly tie, rounding changes which one is the maximum.
                #expect(
                    share < (index == results.count - 1 ? 0.2 : 0.05),
                    "seed \(seed), \(threads) thread(s), result \(index)")
            }
        }
    }
}
