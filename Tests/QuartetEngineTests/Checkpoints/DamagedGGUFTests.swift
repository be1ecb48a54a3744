import Foundation
import QuartetEngine
import QuartetTestSupport
import Testing

/// Every kind of damage gives an error that names the file, and the tensor at fault.
@Suite struct DamagedGGUFTests {
    private let folder = TemporaryFolder()

    private static func whole() -> GGUFBuilder {
        var generator = SeededGenerator(2)
        var file = GGUFBuilder()
        file.add("general.architecture", "llama")
        file.add("llama.block_count", 2)
        file.add("tokenizer.ggml.tokens", type: 9, GGUFBuilder.strings(["<s>", "a", "bé"]))
        file.add(
            "tokenizer.ggml.scores", type: 9, GGUFBuilder.array(6, count: 2, [UInt8](repeating: 1, count: 8)))
        file.add(
            "nested", type: 9,
            GGUFBuilder.array(9, count: 1, GGUFBuilder.array(9, count: 1, GGUFBuilder.strings(["x"]))))
        file.add("flag", type: 7, [1])
        for (name, type) in [("a", 0), ("b", 3), ("c", 8), ("d", 1), ("e", 30), ("f", 2)]
            as [(String, UInt32)]
        {
            file.add(
                tensor: name, [32, 2], type: type,
                QuantizedBlocks.random(type, rows: 2, columns: 32, &generator))
        }
        return file
    }

    private func expectError(
        _ builder: GGUFBuilder, tensor: String? = nil, _ text: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expectError(builder.bytes, tensor: tensor, text, sourceLocation: sourceLocation)
    }

    private func expectError(
        _ bytes: [UInt8], tensor: String? = nil, _ text: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = try folder.write(bytes, to: "damaged.gguf")
        do {
            _ = try GGUFFile(path: path)
            Issue.record("was read, expected an error with \(text)", sourceLocation: sourceLocation)
        } catch {
            #expect(error.file == path && error.tensor == tensor, "\(error)", sourceLocation: sourceLocation)
            #expect(error.reason.contains(text), "\(error)", sourceLocation: sourceLocation)
        }
    }

    @Test func everyTruncationIsFound() throws {
        let whole = Self.whole().bytes
        for length in 0..<whole.count {
            let path = try folder.write(Array(whole.prefix(length)), to: "part.gguf")
            #expect(throws: CheckpointError.self, "\(length) bytes of \(whole.count)") {
                try GGUFFile(path: path)
            }
        }
    }

    /// After any change of bytes the file is refused or read, without a crash and without allocating more than the file's size.
    @Test(arguments: 0..<4) func noByteCanCrashIt(_ seed: UInt64) throws {
        let whole = Self.whole().bytes
        var generator = SeededGenerator(seed)
        var read = 0
        for _ in 0..<1000 {
            var damaged = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let at = Int.random(in: 0..<damaged.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: damaged[at] = .random(in: 0...255, using: &generator)
                case 1: damaged[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                case 2:
                    let word = [0, 1, UInt64.max, 1 << 63, 1 << 40, UInt64(Int.max), 13].randomElement(
                        using: &generator)!
                    let end = min(at + 8, damaged.count)
                    damaged.replaceSubrange(at..<end, with: GGUFBuilder.number(word).prefix(end - at))
                default:
                    damaged.removeSubrange(
                        at..<min(at + Int.random(in: 1...9, using: &generator), damaged.count))
                }
            }
            let path = try folder.write(damaged, to: "damaged \(seed).gguf")
            do {
                use(try GGUFFile(path: path))
                read += 1
            } catch {
                #expect(error.file == path && !error.reason.isEmpty)
            }
        }
        #expect(
            (50..<950).contains(read),
            "\(read) of 1000 were read: the damage is too weak or too strong a test")
    }

    /// Reads everything in a file.
    private func use(_ file: GGUFFile) {
        for (name, entry) in file.entries {
            if let values = try? file.floats(name) { #expect(values.count == entry.shape.elementCount) }
            if let matrix = try? file.matrix(name) {
                #expect(matrix.row(matrix.rows - 1).count == matrix.columns)
            }
        }
        for name in file.metadata.names {
            _ = try? file.metadata.float(name)
            if let array = try? file.metadata.array(name) { use(array) }
        }
    }

    private func use(_ array: GGUFArray) {
        if let strings = try? array.strings() { #expect(strings.count == array.count) }
        if let integers = try? array.integers() { #expect(integers.count == array.count) }
        if let floats = try? array.floats() { #expect(floats.count == array.count) }
        for inner in (try? array.arrays()) ?? [] { use(inner) }
    }

    @Test func invalidHeaders() throws {
        var file = Self.whole()
        file.magic = Array("GGML".utf8)
        try expectError(file, "not a GGUF file")
        for version in [0, 1, 4, .max] as [UInt32] {
            file = Self.whole()
            file.version = version
            try expectError(file, "version \(version), expected 2 or 3")
        }
        file.version = (3 as UInt32).byteSwapped
        try expectError(file, "big endian")
        for count in [7, 1 << 40, UInt64.max] {
            file = Self.whole()
            file.valueCount = count
            // The tensors are read as values.
            try expectError(file, "truncated or damaged")
            file = Self.whole()
            file.tensorCount = count
            let path = try folder.write(file.bytes, to: "count.gguf")
            #expect(throws: CheckpointError.self) { try GGUFFile(path: path) }
        }
    }

    @Test func wrongValues() throws {
        func check(_ text: String, _ change: (inout GGUFBuilder) -> Void) throws {
            var file = GGUFBuilder()
            change(&file)
            try expectError(file, text)
        }
        let long = GGUFBuilder.number(UInt64.max)
        try check("x has the value type 13, expected 0 to 12") { $0.add("x", type: 13, [1, 2, 3]) }
        try check("x is 2, expected a boolean") { $0.add("x", type: 7, [2]) }
        try check("x takes 18446744073709551615 bytes") { $0.add("x", type: 8, long) }
        try check("not UTF-8") { $0.add("x", type: 8, GGUFBuilder.number(2 as UInt64) + [0xff, 0xfe]) }
        try check("x is in the header twice") {
            $0.add("x", 1)
            $0.add("x", "one")
        }
        for type: UInt32 in [0, 8, 9, 12] {
            try check("x should have 18446744073709551615") {
                $0.add("x", type: 9, GGUFBuilder.number(type) + long)
            }
        }
        try check("the value type 99") { $0.add("x", type: 9, GGUFBuilder.array(99, count: 1, [1])) }
        try check("deep") {
            var nested = GGUFBuilder.array(0, count: 0, [])
            for _ in 0..<2000 { nested = GGUFBuilder.array(9, count: 1, nested) }
            $0.add("x", type: 9, nested)
        }
        try check("general.alignment is 24, expected a power of two") { $0.add("general.alignment", 24) }
        try check("general.alignment is 0") { $0.add("general.alignment", 0) }
        try check("general.alignment is a string") { $0.add("general.alignment", "32") }
        try check("one of 3 parts") { $0.add("split.count", 3) }
        // A string within an array is read on request.
        var file = GGUFBuilder()
        file.add("x", type: 9, GGUFBuilder.array(8, count: 1, GGUFBuilder.number(1 as UInt64) + [0xff]))
        let metadata = try GGUFFile(path: folder.write(file.bytes, to: "text.gguf")).metadata
        #expect { try metadata.strings("x") } throws: {
            "\($0)".contains("x[0]") && "\($0)".contains("UTF-8")
        }
    }

    @Test func wrongTensors() throws {
        func check(
            _ text: String, _ extents: [UInt64], type: UInt32 = 0, bytes: Int = 8, at offset: UInt64? = nil
        ) throws {
            var file = GGUFBuilder()
            file.add(tensor: "x", extents, type: type, [UInt8](repeating: 0, count: bytes), at: offset)
            try expectError(file, tensor: "x", text)
        }
        try check("0 axes", [])
        try check("5 axes", [1, 1, 1, 1, 1])
        try check("contain a zero or are too large", [0])
        try check("too large", [2, 0])
        try check("too large", [UInt64.max])
        try check("too large", [1 << 32, 1 << 32])
        try check("too large", [1 << 60, 1])
        try check("truncated", [1 << 50])
        try check("type 4, which is not known", [2], type: 4)
        try check("type 4294967295", [2], type: .max)
        try check("multiple of Q8_0's block of 32", [33], type: 8, bytes: 34)
        try check("multiple of Q6_K's block of 256", [32], type: 14, bytes: 210)
        try check("takes 12 bytes at 0, the file has 8", [3])
        try check("takes 8 bytes at 32", [2], at: 32)
        try check("truncated", [2], at: .max)
        try check("a multiple of 32", [1], at: 4)
        var file = GGUFBuilder()
        file.add(tensor: "x", [2], type: 0, [UInt8](repeating: 0, count: 8))
        file.add(tensor: "x", [2], type: 0, [UInt8](repeating: 0, count: 8))
        try expectError(file, tensor: "x", "twice")
        file = GGUFBuilder()
        file.add(tensor: "x", [16], type: 0, [UInt8](repeating: 0, count: 64))
        file.add(tensor: "y", [2], type: 0, [UInt8](repeating: 0, count: 8), at: 32)
        try expectError(file, tensor: "y", "overlaps x")
    }

    @Test func pathsWithoutAFile() throws {
        #expect(throws: CheckpointError.self) { try GGUFFile(path: folder.path) }
        #expect(throws: CheckpointError.self) { try GGUFFile(path: folder.file("missing.gguf")) }
        try expectError([], "is empty")
        try expectError(Array("GGUF".utf8), "not a GGUF file")
    }
}
