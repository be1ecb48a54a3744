import QuartetEngine
import Testing

/// A wrong shape, or a plan that is misused, is a programming error: it traps at once, and the message names the operation
/// and what does not fit.
@Suite struct ShapeMistakeTests {
    enum Mistake: String, CaseIterable, Codable, Sendable {
        case addition, product, batches, convolution, kernel, transposed, reshape, join, select, rows, axis
        case constant, twoGraphs, notScalar, notWritten, name, slice, update
        case states, features, lengths, secondOrder
        case floatsToIntegers, integersToFloats, foreign, tracedLater, notOutput, notOne, stage
        case stretched, stretchedMask, stretchedLabels

        /// What the text must contain.
        var texts: [String] {
            switch self {
            case .addition: ["add", "left [2, 3]", "right [2, 4]"]
            case .product: ["matrix product", "left [2, 3]", "right [2, 4]", "3 against 2"]
            case .batches: ["matrix product", "[2, 3, 4]", "[3, 4, 5]"]
            case .convolution: ["convolution", "[1, 5, 5, 3]", "[8, 4, 3, 3]"]
            case .kernel: ["convolution", "larger", "[8, 3, 7, 7]", "[1, 5, 5, 3]"]
            case .transposed: ["transposed convolution", "[1, 5, 5, 3]", "[4, 8, 3, 3]"]
            case .reshape: ["reshape", "left [2, 3]", "[4, 2]"]
            case .join: ["concatenate", "left [2, 3]", "[3, 3]"]
            case .select: ["select", "left [2, 3]", "right [2, 4]"]
            case .rows: ["rows", "table [4, 2]", "indices [3]", "int32"]
            case .axis: ["sum", "axis 2", "left [2, 3]"]
            case .constant: ["constant", "3 values", "[2, 2]"]
            case .twoGraphs: ["two graphs"]
            case .notScalar: ["gradients", "left [2, 3]", "scalar"]
            case .notWritten: ["write", "5 elements", "left [2, 3]"]
            case .name: ["weight", "twice"]
            case .slice: ["slice", "left [2, 3]"]
            case .update: ["running_mean", "[3]", "[2]"]
            case .states: ["1 initial states", "2 expected"]
            case .features: ["left [2, 3, 4]", "5 features"]
            case .lengths: ["lengths", "[3]", "int32", "[2]"]
            case .secondOrder: ["recurrent", "second order"]
            case .floatsToIntegers: ["indices [2]", "has integers", "Int32"]
            case .integersToFloats: ["left [2, 3]", "not an int32 input", "Float"]
            case .foreign: ["other [2, 3]", "another graph"]
            case .tracedLater: ["late [2, 3]", "traced after this plan"]
            case .notOutput: ["between [2, 3]", "neither an input nor an output"]
            case .notOne: ["scalar", "sum [2, 3]", "6 elements"]
            case .stage: ["no stage 1", "has 1"]
            case .stretched: ["squaredError", "prediction [4, 1]", "target [4]", "different shapes"]
            case .stretchedMask: ["crossEntropy", "labels [2]", "mask [2, 1]"]
            case .stretchedLabels: ["binaryCrossEntropy", "prediction [4, 1]", "target [4]"]
            }
        }

        private func makeRecurrent(_ graph: Graph) {
            let x = graph.input("left", shape: [2, 3, 4])
            let store = ParameterStore()
            let layer = GRU(store.scope, inputs: self == .features ? 5 : 4, hidden: 3, isBidirectional: true)
            let state = graph.input("state", shape: [2, 3])
            let lengths = graph.input("lengths", shape: [3], type: .int32)
            let output = layer(
                x, states: self == .states ? [state] : nil, lengths: self == .lengths ? lengths : nil)
            let slope = graph.gradients(of: output.sequence.sum(), withRespectTo: [x])[0]
            _ = graph.gradients(of: slope.squared().sum(), withRespectTo: [x])
        }

        /// A plan that is not used as it was made.
        private func misuse(_ graph: Graph, _ left: Tensor) {
            let indices = graph.input("indices", shape: [2], type: .int32)
            let between = (left.squared().sum(axes: [1], keepingAxes: true) + left).named("between")
            let sum = (between.rows(at: indices) + between.sum()).named("sum")
            let plan = Plan(graph, stages: [Stage(outputs: [sum])], threads: 1)
            switch self {
            case .floatsToIntegers: plan.write([0, 1] as [Float], to: indices)
            case .integersToFloats: plan.write([1, 2, 3, 4, 5, 6] as [Int32], to: left)
            case .foreign: _ = plan.read(Graph().input("other", shape: [2, 3]))
            case .tracedLater: _ = plan.read((left * 2).named("late"))
            case .notOutput: _ = plan.read(between)
            case .notOne: _ = plan.scalar(sum)
            default: plan.run(stage: 1)
            }
        }

        private func stretch(_ graph: Graph) {
            let prediction = graph.input("prediction", shape: [4, 1])
            let target = graph.input("target", shape: [4])
            switch self {
            case .stretched: _ = squaredError(prediction, target)
            case .stretchedLabels: _ = binaryCrossEntropy(logits: prediction, targets: target)
            default:
                _ = crossEntropy(
                    logits: graph.input("logits", shape: [2, 3]),
                    labels: graph.input("labels", shape: [2], type: .int32),
                    mask: graph.input("mask", shape: [2, 1]))
            }
        }

        func make() {
            let graph = Graph()
            let left = graph.input("left", shape: [2, 3])
            let right = graph.input("right", shape: [2, 4])
            let picture = graph.input("picture", shape: [1, 5, 5, 3])
            switch self {
            case .addition: _ = left + right
            case .product: _ = left.matrixProduct(right)
            case .batches:
                _ = graph.input("a", shape: [2, 3, 4]).matrixProduct(graph.input("b", shape: [3, 4, 5]))
            case .convolution: _ = picture.convolution(graph.input("weights", shape: [8, 4, 3, 3]))
            case .kernel: _ = picture.convolution(graph.input("weights", shape: [8, 3, 7, 7]))
            case .transposed: _ = picture.transposedConvolution(graph.input("weights", shape: [4, 8, 3, 3]))
            case .reshape: _ = left.reshaped([4, 2])
            case .join: _ = Tensor.concatenate([left, graph.input("other", shape: [3, 3])], axis: 1)
            case .select: _ = left.select(left, right)
            case .rows: _ = graph.input("table", shape: [4, 2]).rows(at: graph.input("indices", shape: [3]))
            case .axis: _ = left.sum(axes: [2])
            case .constant: _ = graph.constant([1, 2, 3], shape: [2, 2])
            case .twoGraphs: _ = left + Graph().fill(1, shape: [2, 3])
            case .notScalar: _ = graph.gradients(of: left, withRespectTo: [left])
            case .notWritten:
                let plan = Plan(graph, stages: [Stage(outputs: [left * 2])], threads: 1)
                plan.write([1, 2, 3, 4, 5] as [Float], to: left)
            case .name:
                let store = ParameterStore()
                _ = store.scope("layer").parameter("weight", shape: [1], .zeros)
                _ = store.scope("layer").parameter("weight", shape: [2], .zeros)
            case .slice: _ = left.sliced(axis: 1, 2..<5)
            case .update:
                let parameter = ParameterStore().scope.state("running_mean", shape: [3], .zeros)
                graph.update(parameter, to: graph.fill(0, shape: [2]))
            case .states, .features, .lengths, .secondOrder: makeRecurrent(graph)
            case .stretched, .stretchedMask, .stretchedLabels: stretch(graph)
            case .floatsToIntegers, .integersToFloats, .foreign, .tracedLater, .notOutput, .notOne, .stage:
                misuse(graph, left)
            }
        }
    }

    @Test(arguments: Mistake.allCases) func saysWhatIsWrong(_ mistake: Mistake) async throws {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            [mistake = mistake as Mistake] in
            mistake.make()
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        for part in mistake.texts { #expect(text.contains(part), "\(text.prefix(300))") }
    }
}
