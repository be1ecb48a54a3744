import QuartetEngine
import QuartetTestSupport
import Testing

/// Matrix products and convolutions of bfloat16 operands: with operands that bfloat16 represents exactly, float32
/// accumulation must give the definition's result.
@Suite struct BFloat16ContractionTests {
    @Test(
        arguments: ReferenceFile.primitives.names { name in
            ["matmul", "conv2d", "conv_transpose2d"].contains { name.hasPrefix($0) }
        })
    func isExactForExactOperands(_ name: String) throws {
        var reference = try ReferenceFile.primitives[name]
        reference.tensors = reference.tensors.mapValues { values in
            ReferenceCase.Values(shape: values.shape, elements: values.elements.map(roundedToBFloat16))
        }
        let trial = Trial()
        let names = reference.tensors.keys.filter { ["a", "b", "x", "weight"].contains($0) }.sorted()
        let operands = try names.map { trial.input($0, try reference.values($0)) }
        let y = try primitive(reference, Dictionary(uniqueKeysWithValues: zip(names, operands)))
        let dy = trial.input("dy", try reference.values("dy"))
        let wanted = [y] + trial.graph.gradients(of: (y * dy).sum(), withRespectTo: operands)
        let expected = trial.interpreted(wanted)
        for threads in threadCounts {
            let results = trial.planned(wanted, threads: threads, precision: .bfloat16)
            for (index, result) in results.enumerated() {
                let what = index == 0 ? "y" : "d\(names[index - 1])"
                expectClose(result, expected[index], "\(name), \(threads) thread(s), \(what)")
            }
        }
    }

    /// Sizes of real networks, where pictures are cut into chunks and shared between threads.
    struct Geometry: CustomTestStringConvertible, Sendable {
        var input: Shape
        var weights: Shape
        var stride = 1
        var padding = 0
        var dilation = 1
        var groups = 1
        var transposed = false

        var testDescription: String {
            "\(input) by \(weights), stride \(stride), padding \(padding), dilation \(dilation), groups \(groups)"
                + (transposed ? ", transposed" : "")
        }
    }

    @Test(arguments: [
        Geometry(input: [16, 16, 16, 64], weights: [128, 64, 4, 4], stride: 2, padding: 1),
        Geometry(input: [4, 64, 64, 3], weights: [64, 3, 4, 4], stride: 2, padding: 1),
        Geometry(input: [8, 32, 32, 32], weights: [32, 32, 3, 3], padding: 1),
        Geometry(input: [33, 8, 8, 16], weights: [24, 16, 3, 3], padding: 1),
        Geometry(input: [3, 31, 29, 5], weights: [7, 5, 3, 3], stride: 2, padding: 1),
        Geometry(input: [2, 40, 24, 6], weights: [10, 6, 5, 5], stride: 3, padding: 4, dilation: 2),
        Geometry(input: [2, 28, 28, 1], weights: [20, 1, 5, 5], stride: 2, padding: 2),
        Geometry(input: [4, 16, 16, 32], weights: [32, 8, 3, 3], padding: 1, groups: 4),
        Geometry(input: [7, 4, 4, 256], weights: [1, 256, 4, 4]),
        Geometry(input: [1, 70, 90, 4], weights: [4, 4, 3, 3], padding: 1),
        Geometry(input: [16, 8, 8, 128], weights: [128, 64, 4, 4], stride: 2, padding: 1, transposed: true),
        Geometry(
            input: [2, 16, 16, 128], weights: [128, 64, 4, 4], stride: 2, padding: 1, transposed: true),
        Geometry(input: [2, 8, 8, 64], weights: [256, 64, 4, 4], stride: 2, padding: 1),
        Geometry(input: [4, 32, 32, 64], weights: [64, 3, 4, 4], stride: 2, padding: 1, transposed: true),
        Geometry(input: [5, 9, 7, 6], weights: [6, 10, 3, 3], stride: 2, padding: 1, transposed: true),
        Geometry(
            input: [5, 9, 7, 6], weights: [6, 5, 4, 4], stride: 2, padding: 1, groups: 2, transposed: true),
    ])
    func convolutionsOfAllSizesAgree(_ geometry: Geometry) {
        var generator = SeededGenerator(11)
        let trial = Trial()
        func operand(_ name: String, _ shape: Shape) -> Tensor {
            trial.input(name, shape, generator.floats(shape.elementCount).map(roundedToBFloat16))
        }
        let x = operand("x", geometry.input)
        let weights = operand("weights", geometry.weights)
        let y =
            geometry.transposed
            ? x.transposedConvolution(
                weights, stride: geometry.stride, padding: geometry.padding, dilation: geometry.dilation,
                groups: geometry.groups)
            : x.convolution(
                weights, stride: geometry.stride, padding: geometry.padding, dilation: geometry.dilation,
                groups: geometry.groups)
        let dy = operand("dy", y.shape)
        let wanted = [y] + trial.graph.gradients(of: (y * dy).sum(), withRespectTo: [x, weights])
        let expected = trial.planned(wanted, threads: 1)
        for (precision, threads) in [(Precision.float32, 2), (.bfloat16, 1), (.bfloat16, 2)] {
            let results = trial.planned(wanted, threads: threads, precision: precision)
            for (what, (result, reference)) in zip(["y", "dx", "dweights"], zip(results, expected)) {
                expectClose(
                    result, reference, Tolerance(relative: 1e-5, ofLargest: 1e-5),
                    "\(geometry.testDescription), \(precision), \(threads) thread(s), \(what)")
            }
        }
    }

    /// Which kernel is faster depends on the processor's tiles and on the shape: the plan says which it is.
    @Test(
        .enabled(if: Machine.hasBFloat16),
        arguments: [
            (input: [2, 32, 32, 64], weights: [128, 64, 4, 4], overPatches: (tiles: true, vectors: false)),
            ([2, 8, 8, 64], [256, 64, 4, 4], (true, true)),
            ([2, 32, 32, 3], [64, 3, 4, 4], (true, true)),
        ] as [(Shape, Shape, (tiles: Bool, vectors: Bool))])
    func theProcessorDecides(input: Shape, weights: Shape, overPatches: (tiles: Bool, vectors: Bool)) throws {
        let graph = Graph()
        let x = graph.input("x", shape: input)
        let y = x.convolution(graph.input("weights", shape: weights), stride: 2, padding: 1)
        let gradient = graph.gradients(of: (y * y).sum(), withRespectTo: [x])[0]
        let plan = Plan(graph, stages: [Stage(outputs: [gradient])], precision: .bfloat16)
        let kernel = try #require(
            plan.listing.split(separator: "\n").first { $0.contains("convolutionInputGradient") })
        let hasTiles = Machine.instructionSet.contains("+amx")
        #expect(kernel.contains("patches:") == (hasTiles ? overPatches.tiles : overPatches.vectors))
    }

    /// Bias and activation are part of the product, over patches too.
    @Test(arguments: [
        Geometry(input: [12, 8, 8, 32], weights: [48, 32, 4, 4], stride: 2, padding: 1),
        Geometry(input: [5, 8, 8, 16], weights: [24, 16, 3, 3], padding: 1),
        Geometry(input: [2, 20, 20, 8], weights: [16, 8, 3, 3], padding: 1),
    ])
    func convolutionsTakeBiasAndActivation(_ geometry: Geometry) {
        var generator = SeededGenerator(13)
        let trial = Trial()
        func operand(_ name: String, _ shape: Shape) -> Tensor {
            trial.input(name, shape, generator.floats(shape.elementCount).map(roundedToBFloat16))
        }
        let y = operand("x", geometry.input).convolution(
            operand("weights", geometry.weights), stride: geometry.stride, padding: geometry.padding)
        let bias = operand("bias", [geometry.weights[0]])
        let wanted = [(y + bias).leakyReLU(slope: 0.2)]
        let expected = trial.interpreted(wanted)[0]
        for threads in threadCounts {
            expectClose(
                trial.planned(wanted, threads: threads, precision: .bfloat16)[0], expected,
                Tolerance(relative: 1e-5, ofLargest: 1e-5),
                "\(geometry.testDescription), \(threads) thread(s)")
        }
    }

    @Test(arguments: [[300, 70, 50], [64, 1000, 3], [1, 513, 129], [129, 1, 64]])
    func productsOfAllSizesAgree(_ extents: [Int]) {
        let (m, k, n) = (extents[0], extents[1], extents[2])
        var generator = SeededGenerator(12)
        for (left, right) in [(false, false), (false, true), (true, false), (true, true)] {
            let trial = Trial()
            let shapes: [Shape] = [left ? [k, m] : [m, k], right ? [n, k] : [k, n], [m, n]]
            let operands = shapes.map { shape in
                trial.input("\(shape)", shape, generator.floats(shape.elementCount).map(roundedToBFloat16))
            }
            let y = operands[0].matrixProduct(operands[1], transposeLeft: left, transposeRight: right)
            let wanted =
                [y]
                + trial.graph.gradients(of: (y * operands[2]).sum(), withRespectTo: Array(operands.prefix(2)))
            let expected = trial.interpreted(wanted)
            for precision in Precision.allCases {
                for threads in threadCounts {
                    let results = trial.planned(wanted, threads: threads, precision: precision)
                    for (what, (result, reference)) in zip(["y", "da", "db"], zip(results, expected)) {
                        expectClose(
                            result, reference, Tolerance(relative: 1e-5, ofLargest: 1e-5),
                            "\(extents) \(left) \(right), \(precision), \(threads) thread(s), \(what)")
                    }
                }
            }
        }
    }
}
