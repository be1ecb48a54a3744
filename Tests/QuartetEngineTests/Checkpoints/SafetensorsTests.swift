import Foundation
import QuartetEngine
import QuartetTestSupport
import Testing

/// Safetensors files as other programs write them, and as we do.
@Suite struct SafetensorsTests {
    /// Written by the reference implementation: every type, and the values that are easy to get wrong.
    @Test func readsFilesOfTheReference() throws {
        let file = try SafetensorsFile(path: ReferenceFile.path("interop"))
        let names = [
            "bf16", "bf16.float32", "f16", "f16.float32", "f32", "f32.empty", "f32.scalar", "i32", "i64",
            "u8",
        ]
        #expect(file.entries.keys.sorted() == names)
        for half in ["f16", "bf16"] {
            let values = try file.floats(half)
            let expected = try file.floats("\(half).float32")
            #expect(values.map(\.bitPattern) == expected.map(\.bitPattern), "\(half)")
        }
        #expect(file.entries["f32"]?.shape == [2, 3])
        #expect(try file.floats("f32").count == 6)
        #expect(file.entries["f32.scalar"]?.shape == [])
        #expect(try file.floats("f32.scalar").count == 1)
        #expect(try file.floats("f32.empty").isEmpty)
        let longs = try file.integers("i64")
        let ints = try file.integers("i32")
        let bytes = try file.integers("u8")
        #expect(longs.contains(Int.max) && longs.contains(Int.min))
        #expect(ints.contains(Int(Int32.max)) && ints.contains(Int(Int32.min)))
        #expect(bytes.contains(0) && bytes.contains(255))
        #expect(try file.floats("u8") == bytes.map { Float($0) })
        #expect(
            file.metadata.values.contains { $0.contains("\"") && $0.contains("\n") }
                || file.metadata.count > 1)
        #expect(file.metadata.values.contains(""))
    }

    @Test func readsBackWhatItWrote() throws {
        let folder = TemporaryFolder()
        let metadata = [
            "quotes": "a \"b\" \\ /", "lines": "one\ntwo\ttabs\r", "picture": "👗é\u{0}", "": "no name",
        ]
        var writer = SafetensorsWriter(metadata: metadata)
        let values: [Float] = [
            0, -0.0, 1, -1.5, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, 3.4e38, 65504, 1e-7, 0.1,
        ]
        for (name, element) in [
            ("f32", SafetensorsFile.Element.float32), ("f16", .float16), ("bf16", .bfloat16),
        ] {
            writer.add(name, shape: [3, 4], values, as: element)
            writer.add("\(name) of nothing", shape: [0, 7], [Float](), as: element)
            writer.add("\(name) scalar", shape: [], [2.5], as: element)
        }
        writer.add("i64", shape: [2], integers: [Int.min, .max])
        writer.add("i32", shape: [3], integers: [Int32.min, 0, .max])
        writer.add("u8", shape: [3], integers: [0, 128, 255] as [UInt8])
        writer.add("naïve/名前.weight", shape: [1], [1])
        try writer.write(to: folder.file("all.safetensors"))

        let file = try SafetensorsFile(path: folder.file("all.safetensors"))
        #expect(file.metadata == metadata)
        #expect(file.entries.count == 13)
        #expect(try file.floats("f32").map(\.bitPattern) == values.map(\.bitPattern))
        for (value, kept) in zip(values, try file.floats("bf16")) where !value.isNaN {
            #expect(kept == roundedToBFloat16(value))
        }
        let halves = try file.floats("f16")
        #expect(halves[9] == 65504 && halves[8] == .infinity && halves[3] == -1.5 && halves[6].isNaN)
        #expect(abs(halves[11] - 0.1) < 1e-4 && abs(halves[10] - 1e-7) < 3e-8)
        for name in ["f32", "f16", "bf16"] {
            #expect(try file.floats("\(name) of nothing").isEmpty)
            #expect(try file.floats("\(name) scalar") == [2.5])
        }
        #expect(try file.integers("i64") == [Int.min, .max])
        #expect(try file.integers("i32") == [Int(Int32.min), 0, Int(Int32.max)])
        #expect(try file.integers("u8") == [0, 128, 255])
        #expect(try file.floats("i32")[2] == Float(Int32.max))
        #expect(try file.floats("naïve/名前.weight") == [1])
        #expect(try file.withBytes(of: "u8") { Array($0) } == [0, 128, 255])
    }

    @Test func writesTheSameBytesEachTime() throws {
        let folder = TemporaryFolder()
        func write(_ name: String) throws -> [UInt8] {
            var writer = SafetensorsWriter(metadata: ["b": "2", "a": "1", "c": "3"])
            for index in 0..<5 {
                writer.add(
                    "t\(index)", shape: [2], [Float(index), 1], as: index % 2 == 0 ? .float32 : .float16)
            }
            try writer.write(to: folder.file(name))
            return try folder.bytes(name)
        }
        let first = try write("one")
        #expect(try write("two") == first)
        // The header ends at a multiple of eight, so that elements lie aligned.
        let length = first.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(length % 8 == 0)
    }

    @Test func replacesAFileAsAWhole() throws {
        let folder = TemporaryFolder()
        for value in [1, 2] as [Float] {
            var writer = SafetensorsWriter()
            writer.add("x", shape: [1], [value])
            try writer.write(to: folder.file("file"))
            #expect(try SafetensorsFile(path: folder.file("file")).floats("x") == [value])
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
    }

    @Test func namesTheReasonForNotWriting() throws {
        let folder = TemporaryFolder()
        var writer = SafetensorsWriter()
        writer.add("x", shape: [1], [1])
        let nowhere = folder.file("missing/file")
        #expect(throws: CheckpointError.self) { try writer.write(to: nowhere) }
        #expect { try writer.write(to: nowhere) } throws: { "\($0)".contains(nowhere) }
        // A folder has the file's name: nothing is left behind.
        try FileManager.default.createDirectory(
            atPath: folder.file("folder"), withIntermediateDirectories: false)
        #expect { try writer.write(to: folder.file("folder")) } throws: { $0 is CheckpointError }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["folder"])
        writer.add("x", shape: [1], [2])
        #expect { try writer.write(to: folder.file("twice")) } throws: {
            ($0 as? CheckpointError)?.tensor == "x"
        }
        var reserved = SafetensorsWriter()
        reserved.add("__metadata__", shape: [1], [2])
        #expect { try reserved.write(to: folder.file("reserved")) } throws: { $0 is CheckpointError }
    }

    @Test func namesTheTensorThatIsWrong() throws {
        let folder = TemporaryFolder()
        var writer = SafetensorsWriter()
        writer.add("floats", shape: [2], [1, 2])
        writer.add("longs", shape: [2], integers: [1, 2] as [Int])
        try writer.write(to: folder.file("f"))
        let file = try SafetensorsFile(path: folder.file("f"))
        func check(_ tensor: String, _ text: String, _ body: () throws -> Void) {
            #expect(throws: CheckpointError.self) { try body() }
            #expect { try body() } throws: { error in
                let error = error as? CheckpointError
                return error?.tensor == tensor && error?.file == file.path
                    && error?.reason.contains(text) == true
            }
        }
        check("none", "missing") { _ = try file.floats("none") }
        check("none", "missing") { _ = try file.integers("none") }
        check("none", "missing") { _ = try file.withBytes(of: "none") { $0.count } }
        check("floats", "F32") { _ = try file.integers("floats") }
        check("longs", "I64") { _ = try file.floats("longs") }
        check("floats", "2") {
            var three: [Float] = [0, 0, 0]
            try three.withUnsafeMutableBufferPointer { try file.copyFloats("floats", to: $0) }
        }
    }
}
