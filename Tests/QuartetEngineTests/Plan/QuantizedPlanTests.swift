import QuartetEngine
import QuartetTestSupport
import Testing

/// Products with frozen matrices in plans, against the interpreter.
@Suite struct QuantizedPlanTests {
    private let folder = TemporaryFolder()

    private func file() throws -> GGUFFile {
        var generator = SeededGenerator(4)
        var builder = GGUFBuilder()
        for type in QuantizedBlocks.types {
            for (part, rows) in [37, 8].enumerated() {
                builder.add(
                    tensor: "\(type).\(part)", [256, UInt64(rows)], type: type,
                    QuantizedBlocks.random(type, rows: rows, columns: 256, &generator))
            }
        }
        return try GGUFFile(path: folder.write(builder.bytes, to: "m.gguf"))
    }

    @Test(arguments: QuantizedBlocks.types, Precision.allCases)
    func plansAgreeWithTheInterpreter(_ type: UInt32, _ precision: Precision) throws {
        let file = try file()
        let matrix = try QuantizedMatrix(stacking: [file.matrix("\(type).0"), file.matrix("\(type).1")])
        #expect(matrix.shape == [45, 256])
        let graph = Graph()
        let indices = graph.input("indices", shape: [2, 3], type: .int32)
        let x = graph.input("x", shape: [2, 3, 256])
        let rows = matrix.rows(at: indices)
        let output = (rows + x).product(with: matrix) * 0.5
        var generator = SeededGenerator(8)
        let elements = generator.floats(2 * 3 * 256)
        let plan = Plan(
            graph, stages: [Stage(outputs: [rows, output])], precision: precision, threads: 2, frozen: true)
        plan.write(elements, to: x)
        plan.write([0, 44, 36, 37, 5, 5] as [Int32], to: indices)
        plan.run()
        var oracle = Interpreter(graph)
        oracle.write(elements, to: x)
        oracle.write([0, 44, 36, 37, 5, 5], to: indices)
        let expected = oracle.evaluate([rows, output])
        #expect(plan.read(rows) == expected[0])
        let isExact = matrix.type.blockLength == 1
        expectClose(
            plan.read(output), expected[1],
            Tolerance(relative: 1e-5, ofLargest: isExact ? 1e-5 : 0.01), "\(type)")
    }

    @Test func refusesToStackDifferentMatrices() throws {
        let file = try file()
        let (a, b) = (try file.matrix("8.0"), try file.matrix("3.0"))
        #expect { try QuantizedMatrix(stacking: [a, b]) } throws: { "\($0)".contains("expected Q8_0") }
    }

    /// The matrix keeps its file mapped.
    @Test func outlivesItsFile() throws {
        let matrix = try file().matrix("8.0")
        let graph = Graph()
        let x = graph.input("x", shape: [1, 256])
        let output = x.product(with: matrix)
        let plan = Plan(graph, stages: [Stage(outputs: [output])], threads: 1, frozen: true)
        plan.write([Float](repeating: 1, count: 256), to: x)
        plan.run()
        let sums = (0..<37).map { row in Float(matrix.row(row).reduce(0.0) { $0 + Double($1) }) }
        expectClose(plan.read(output), sums, Tolerance(relative: 1e-3, ofLargest: 1e-3), "sums of rows")
    }

    @Test func nothingTrainsThroughIt() async throws {
        let path = folder.file("m.gguf")
        _ = try file()
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [path = path as String] in
            let graph = Graph()
            let store = ParameterStore()
            let weight = store.scope.parameter("weight", shape: [1, 256], .ones)
            store.initialize(seed: 1)
            let loss = graph.parameter(weight).product(with: try GGUFFile(path: path).matrix("8.0")).sum()
            _ = graph.gradients(of: loss, withRespectTo: [graph.parameter(weight)])
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("8.0, which is frozen"), "\(text)")
    }
}
