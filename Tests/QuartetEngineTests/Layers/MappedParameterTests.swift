import Foundation
import QuartetEngine
import QuartetTestSupport
import Testing

/// Parameters that stay in a mapped file give the same results as loaded ones.
@Suite struct MappedParameterTests {
    private let folder = TemporaryFolder()

    private struct Network {
        let store = ParameterStore()
        let table: Embedding
        let first: Linear
        let second: Linear

        init() {
            table = Embedding(store.scope("table"), count: 40, width: 24)
            first = Linear(store.scope("first"), inputs: 24, outputs: 48)
            second = Linear(store.scope("second"), inputs: 48, outputs: 24)
        }

        /// Ends in a product with the table.
        func callAsFunction(_ indices: Tensor) -> Tensor {
            let hidden = second(first(table(indices)).gelu())
            return hidden.matrixProduct(hidden.graph.parameter(table.weight), transposeRight: true)
        }

        func answer(_ precision: Precision) -> [Float] {
            let graph = Graph()
            let indices = graph.input("indices", shape: [3, 5], type: .int32)
            let output = self(indices)
            let plan = Plan(
                graph, stages: [Stage(outputs: [output])], precision: precision, threads: 1, frozen: true)
            plan.write((0..<15).map { Int32($0 * 7 % 40) }, to: indices)
            plan.run()
            return plan.read(output)
        }
    }

    private func file(_ element: SafetensorsFile.Element = .float32, prefix: String = "") throws
        -> SafetensorsFile
    {
        let network = Network()
        network.store.initialize(seed: 3)
        var writer = SafetensorsWriter()
        for parameter in network.store.parameters {
            let isHalf = parameter.name == "first.weight"
            writer.add(
                prefix + parameter.name, shape: parameter.shape, UnsafeBufferPointer(parameter.values),
                as: isHalf ? element : .float32)
        }
        try writer.write(to: folder.file("weights"))
        return try SafetensorsFile(path: folder.file("weights"))
    }

    @Test(arguments: Precision.allCases, [SafetensorsFile.Element.float32, .float16])
    func answersAsLoadedOnesDo(_ precision: Precision, _ element: SafetensorsFile.Element) throws {
        let (loaded, mapped) = (Network(), Network())
        try loaded.store.load(try file(element))
        try mapped.store.map(try file(element))
        #expect(mapped.store.isMapped && !loaded.store.isMapped)
        #expect(mapped.store.count == (element == .float32 ? 0 : 24 * 48))
        #expect(Array(mapped.first.weight.values) == Array(loaded.first.weight.values))
        #expect(mapped.answer(precision) == loaded.answer(precision))
    }

    @Test func refusesTheSameFilesAsLoading() throws {
        let network = Network()
        let other = try file(prefix: "encoder.")
        #expect(throws: CheckpointError.self) { try network.store.map(other) }
        try network.store.map(other, naming: { "encoder." + $0 })
        #expect(network.table.weight.values[5] == (try other.floats("encoder.table.weight")[5]))
        var writer = SafetensorsWriter()
        for parameter in network.store.parameters {
            var values = Array(parameter.values)
            if parameter.name == "second.weight" { values[7] = .nan }
            writer.add(parameter.name, shape: parameter.shape, values)
        }
        try writer.write(to: folder.file("nan"))
        let error = #expect(throws: CheckpointError.self) {
            try Network().store.map(SafetensorsFile(path: folder.file("nan")))
        }
        #expect(error?.tensor == "second.weight" && error?.reason.contains("element 7") == true)
    }
}
