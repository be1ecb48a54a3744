import QuartetEngine
import QuartetTestSupport
import Testing

/// GGUF files as other programs write them.
@Suite struct GGUFTests {
    private let folder = TemporaryFolder()

    private func everyValue() -> GGUFBuilder {
        var file = GGUFBuilder()
        file.add("u8", type: 0, [200])
        file.add("i8", type: 1, [0x80])
        file.add("u16", type: 2, GGUFBuilder.number(UInt16.max))
        file.add("i16", type: 3, GGUFBuilder.number(Int16.min))
        file.add("u32", .max)
        file.add("i32", type: 5, GGUFBuilder.number(Int32.min))
        file.add("f32", type: 6, GGUFBuilder.number(Float(-1.5).bitPattern))
        file.add("true", type: 7, [1])
        file.add("false", type: 7, [0])
        file.add("text", "naïve 👗\n")
        file.add("u64", type: 10, GGUFBuilder.number(UInt64.max))
        file.add("i64", type: 11, GGUFBuilder.number(Int64.min))
        file.add("f64", type: 12, GGUFBuilder.number(Double(0.1).bitPattern))
        return file
    }

    @Test(arguments: [2, 3] as [UInt32]) func readsEveryKindOfValue(_ version: UInt32) throws {
        var builder = everyValue()
        builder.version = version
        let file = try GGUFFile(path: folder.write(builder.bytes, to: "values.gguf"))
        let metadata = file.metadata
        #expect(file.version == Int(version) && metadata.names.count == 13 && file.entries.isEmpty)
        let whole = ["u8": 200, "i8": -128, "u16": 65535, "i16": -32768, "u32": 4_294_967_295]
        for (name, value) in whole { #expect(try metadata.integer(name) == value, "\(name)") }
        #expect(try metadata.integer("i32") == Int(Int32.min) && metadata.integer("i64") == Int.min)
        #expect(try metadata.float("f32") == -1.5 && metadata.float("f64") == 0.1)
        #expect(try metadata.float("u8") == 200 && metadata.float("i8") == -128)
        #expect(try metadata.boolean("true") && !metadata.boolean("false"))
        #expect(try metadata.string("text") == "naïve 👗\n")
        if case .unsigned(let number)? = metadata["u64"] {
            #expect(number == .max)
        } else {
            Issue.record("u64")
        }
        #expect(throws: CheckpointError.self) { try metadata.integer("u64") }
    }

    @Test func readsArrays() throws {
        var builder = GGUFBuilder()
        let words = ["", "a", "Ġthe", "👗"] + (0..<3000).map { "word \($0)" }
        builder.add("words", type: 9, GGUFBuilder.strings(words))
        builder.add(
            "i32", type: 9,
            GGUFBuilder.array(5, count: 3, [-1, 0, 7].flatMap { GGUFBuilder.number(Int32($0)) }))
        builder.add("u64", type: 9, GGUFBuilder.array(10, count: 1, GGUFBuilder.number(UInt64.max)))
        builder.add("bools", type: 9, GGUFBuilder.array(7, count: 3, [1, 0, 1]))
        builder.add(
            "floats", type: 9,
            GGUFBuilder.array(6, count: 2, [0.5, -2].flatMap { GGUFBuilder.number(Float($0).bitPattern) }))
        builder.add(
            "doubles", type: 9, GGUFBuilder.array(12, count: 1, GGUFBuilder.number(Double(0.25).bitPattern)))
        builder.add("none", type: 9, GGUFBuilder.array(8, count: 0, []))
        builder.add(
            "nested", type: 9,
            GGUFBuilder.array(
                9, count: 2, GGUFBuilder.strings(["x", "y"]) + GGUFBuilder.array(0, count: 2, [3, 4])))
        let metadata = try GGUFFile(path: folder.write(builder.bytes, to: "arrays.gguf")).metadata
        #expect(try metadata.strings("words") == words)
        #expect(try metadata.integers("i32") == [-1, 0, 7])
        #expect(try metadata.integers("bools") == [1, 0, 1])
        #expect(try metadata.floats("floats") == [0.5, -2] && metadata.floats("doubles") == [0.25])
        #expect(try metadata.floats("i32") == [-1, 0, 7])
        #expect(try metadata.strings("none").isEmpty && metadata.array("none").count == 0)
        let nested = try metadata.array("nested").arrays()
        #expect(try nested[0].strings() == ["x", "y"] && nested[1].integers() == [3, 4])
        #expect(throws: CheckpointError.self) { try metadata.integers("u64") }
    }

    @Test func wrongTypesOfValuesAreNamed() throws {
        var builder = everyValue()
        builder.add("words", type: 9, GGUFBuilder.strings(["a"]))
        let metadata = try GGUFFile(path: folder.write(builder.bytes, to: "values.gguf")).metadata
        func check(_ text: String, _ body: () throws -> Void) {
            #expect { try body() } throws: { error in
                (error as? CheckpointError)?.file == metadata.path && "\(error)".contains(text)
            }
        }
        check("metadata key \"llama.block_count\" is missing") {
            _ = try metadata.integer("llama.block_count")
        }
        check("text is a string, expected a whole number") { _ = try metadata.integer("text") }
        check("words is an array of 1 strings, expected a string") { _ = try metadata.string("words") }
        check("words is an array of 1 strings, expected whole numbers") { _ = try metadata.integers("words") }
        check("u8 is a whole number, expected a boolean") { _ = try metadata.boolean("u8") }
        check("text is a string, expected a number") { _ = try metadata.float("text") }
        check("f32 is a floating-point number, expected an array") { _ = try metadata.strings("f32") }
    }

    @Test(arguments: QuantizedBlocks.types) func readsTensors(_ type: UInt32) throws {
        var generator = SeededGenerator(UInt64(type))
        let data = QuantizedBlocks.random(type, rows: 6, columns: 256, &generator)
        var builder = GGUFBuilder()
        builder.alignment = 64
        builder.add("general.alignment", 64)
        builder.add(tensor: "first", [3], type: 0, [UInt8](repeating: 0, count: 12))
        builder.add(tensor: "matrix", [256, 6], type: type, data)
        let file = try GGUFFile(path: folder.write(builder.bytes, to: "tensors.gguf"))
        let expected = QuantizedBlocks.elements(data, type).map { Float($0) }
        #expect(file.entries["matrix"]?.shape == [6, 256] && file.entries["first"]?.shape == [3])
        #expect(try file.withBytes(of: "matrix") { Array($0) } == data)
        expectClose(try file.floats("matrix"), expected, "type \(type)")
        #expect(try file.floats("first") == [0, 0, 0])
        let matrix = try file.matrix("matrix", shape: [6, 256])
        #expect(matrix.shape == [6, 256] && matrix.type == file.entries["matrix"]?.weightType)
        #expect(matrix.bytes == data.count)
        expectClose(matrix.row(4), Array(expected[1024..<1280]), "row of type \(type)")
    }

    @Test func namesTheTensorThatIsWrong() throws {
        var builder = GGUFBuilder()
        builder.add(tensor: "k", [256, 2], type: 18, [UInt8](repeating: 0, count: 196))
        builder.add(tensor: "cube", [32, 2, 2], type: 8, [UInt8](repeating: 0, count: 4 * 34))
        var scales = [UInt8](repeating: 0, count: 34)
        scales[1] = 0x7c
        builder.add(tensor: "infinite", [32, 1], type: 8, scales)
        let file = try GGUFFile(path: folder.write(builder.bytes, to: "f.gguf"))
        func check(_ tensor: String, _ text: String, _ body: () throws -> Void) {
            #expect { try body() } throws: { error in
                let error = error as? CheckpointError
                return error?.tensor == tensor && error?.file == file.path
                    && error?.reason.contains(text) == true
            }
        }
        #expect(file.entries["k"]?.typeName == "IQ3_XXS" && file.entries["k"]?.weightType == nil)
        check("k", "type IQ3_XXS, expected one of F32, F16, BF16, Q8_0, Q6_K, Q5_K") {
            _ = try file.matrix("k")
        }
        check("k", "IQ3_XXS") { _ = try file.floats("k") }
        check("none", "missing") { _ = try file.matrix("none") }
        check("cube", "[2, 2, 32], expected a matrix") { _ = try file.matrix("cube") }
        check("infinite", "contains a NaN or an infinity") { _ = try file.matrix("infinite") }
        check("infinite", "contains a NaN or an infinity") {
            _ = try file.matrix("infinite", shape: [1, 32])
        }
        check("infinite", "expected [2, 32]") { _ = try file.matrix("infinite", shape: [2, 32]) }
        check("infinite", "finite") { _ = try file.floats("infinite") }
    }
}
