import QuartetEngine
import Testing

/// A wrong shape is a programming error: it traps at once, and the message names the operation and both shapes.
@Suite struct ShapeMistakeTests {
    enum Mistake: String, CaseIterable, Codable, Sendable {
        case addition, product, batches, convolution, kernel, transposed, reshape, join, select, rows, axis
        case constant, twoGraphs, notScalar, notWritten, name, slice, update
        case states, features, lengths, secondOrder

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
