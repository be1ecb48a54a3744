import Foundation
import QuartetEngine
import QuartetTestSupport
import Testing

/// Every kind of damage gives an error that names the file, and the tensor at fault.
@Suite struct DamagedFileTests {
    private let folder = TemporaryFolder()

    /// A file with this header and this number of data bytes.
    private func file(_ header: String, data: Int, length: UInt64? = nil) throws -> String {
        var bytes: [UInt8] = []
        withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) { bytes += $0 }
        return try folder.write(
            bytes + header.utf8 + [UInt8](repeating: 1, count: data), to: UUID().uuidString)
    }

    private func expectError(
        _ path: String, tensor: String?? = .none, _ text: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do {
            _ = try SafetensorsFile(path: path)
            Issue.record("was read", sourceLocation: sourceLocation)
        } catch {
            #expect(error.file == path, sourceLocation: sourceLocation)
            if let tensor { #expect(error.tensor == tensor, "\(error)", sourceLocation: sourceLocation) }
            if let text { #expect(error.reason.contains(text), "\(error)", sourceLocation: sourceLocation) }
            #expect(
                !error.reason.isEmpty && error.description.hasPrefix("\(path):"),
                sourceLocation: sourceLocation)
        }
    }

    private func entry(_ dtype: String = "F32", _ shape: String = "[2]", _ offsets: String = "[0,8]")
        -> String
    {
        #"{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}"#
    }

    @Test func everyTruncationIsFound() throws {
        var writer = SafetensorsWriter(metadata: ["a": "b"])
        writer.add("x", shape: [2, 2], [1, 2, 3, 4])
        writer.add("y", shape: [3], [1, 2, 3], as: .bfloat16)
        writer.add("z", shape: [0], [Float]())
        try writer.write(to: folder.file("whole"))
        let whole = try folder.bytes("whole")
        for length in 0..<whole.count {
            expectError(try folder.write(Array(whole.prefix(length)), to: "part"))
        }
        expectError(try folder.write(whole + [0], to: "longer"), "1 bytes follow")
    }

    /// Non-finite weights would silently give black pictures.
    @Test(arguments: [Float.nan, .infinity]) func weightsMustBeFinite(_ value: Float) throws {
        let store = ParameterStore()
        _ = store.scope.parameter("weight", shape: [3], .constant(0))
        var writer = SafetensorsWriter()
        writer.add("weight", shape: [3], [1, value, 2])
        let path = folder.file("weights")
        try writer.write(to: path)
        let error = #expect(throws: CheckpointError.self) { try store.load(SafetensorsFile(path: path)) }
        #expect(error?.tensor == "weight" && error?.file == path)
    }

    /// No memory is allocated for a parameter before the file is known to contain it.
    @Test func absurdSizesTakeNoMemory() throws {
        let store = ParameterStore()
        _ = store.scope.parameter("weight", shape: [1 << 24, 1 << 20], .constant(0))
        var writer = SafetensorsWriter()
        writer.add("weight", shape: [1], [1])
        let path = folder.file("small")
        try writer.write(to: path)
        #expect(throws: CheckpointError.self) { try store.load(SafetensorsFile(path: path)) }
    }

    /// After any change of a byte the file is refused or read in full, without a crash.
    @Test func noByteCanCrashIt() throws {
        var writer = SafetensorsWriter(metadata: ["key": "value"])
        writer.add("first", shape: [2, 2], [1, 2, 3, 4])
        writer.add("second", shape: [3], [1, 2, 3], as: .float16)
        try writer.write(to: folder.file("whole"))
        let whole = try folder.bytes("whole")
        var generator = SeededGenerator(5)
        for _ in 0..<600 {
            var damaged = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let replacements =
                    [UInt8.random(in: 0...255, using: &generator)] + Array(#"{}[]",:-9e0 "#.utf8)
                damaged[Int.random(in: 0..<damaged.count, using: &generator)] = replacements.randomElement(
                    using: &generator)!
            }
            let path = try folder.write(damaged, to: "damaged")
            do {
                let file = try SafetensorsFile(path: path)
                for (name, entry) in file.entries {
                    if let values = try? file.floats(name) {
                        #expect(values.count == entry.shape.elementCount)
                    }
                    if let values = try? file.integers(name) {
                        #expect(values.count == entry.shape.elementCount)
                    }
                }
            } catch {
                #expect(error.file == path)
            }
        }
    }

    @Test(arguments: [UInt64.max, UInt64(Int.max), 1 << 63, 1 << 40, 100_000_001, 61])
    func absurdHeaderLengths(_ length: UInt64) throws {
        expectError(try file(#"{"x":\#(entry())}"#, data: 8, length: length), "header")
    }

    @Test func invalidHeaders() throws {
        expectError(try file("", data: 0), "header")
        let texts = [
            "not JSON", "{", "[]", "7", "null", "\"text\"", #"{"x":7}"#, #"{"x":null}"#, #"{"x":[]}"#,
            #"{"x":{}}"#,
            #"{"x":{"dtype":"F32","shape":[2]}}"#, #"{"x":{"dtype":"F32","data_offsets":[0,8]}}"#,
            #"{"x":{"shape":[2],"data_offsets":[0,8]}}"#,
            #"{"x":{"dtype":5,"shape":[2],"data_offsets":[0,8]}}"#,
            #"{"x":\#(entry("F32", "\"2\""))}"#, #"{"x":\#(entry("F32", "[\"2\"]"))}"#,
            #"{"x":\#(entry("F32", "[2.5]"))}"#,
            #"{"x":\#(entry("F32", "[1e400]"))}"#, #"{"x":\#(entry("F32", "[99999999999999999999]"))}"#,
            #"{"x":\#(entry("F32", "2"))}"#, #"{"x":\#(entry("F32", "null"))}"#,
            #"{"x":\#(entry("F32", "[[2]]"))}"#,
            #"{"x":\#(entry("F32", "[2]", "[0.5,8]"))}"#, #"{"x":\#(entry("F32", "[2]", "\"0,8\""))}"#,
            #"{"__metadata__":{"a":1},"x":\#(entry())}"#, #"{"__metadata__":[],"x":\#(entry())}"#,
            #"{"__metadata__":{"a":{}},"x":\#(entry())}"#, #"{"x":\#(entry())} trailing"#, "\u{0}\u{0}\u{0}",
        ]
        for text in texts { expectError(try file(text, data: 8), "header") }
        var broken = Array(#"{"x":"#.utf8)
        broken += [0xff, 0xfe, 0x80] + Array("}".utf8)
        let length = UInt8(broken.count)
        expectError(try folder.write([length, 0, 0, 0, 0, 0, 0, 0] + broken, to: "no text"), "header")
    }

    @Test(arguments: [100, 1000, 200_000]) func deepNesting(_ depth: Int) throws {
        let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        expectError(try file(#"{"x":\#(nested)}"#, data: 8), "header")
        expectError(try file(String(repeating: #"{"x":"#, count: depth), data: 8), "header")
        expectError(try file(#"{"x":\#(entry("F32", nested))}"#, data: 8), "header")
    }

    @Test func wrongTypesAndSizes() throws {
        for dtype in ["F64", "f32", "", "BOOL", "F8_E4M3"] {
            expectError(try file(#"{"x":\#(entry(dtype))}"#, data: 8), tensor: "x", "element type")
        }
        for shape in ["[3]", "[1]", "[2,2]", "[]", "[0]"] {
            expectError(try file(#"{"x":\#(entry("F32", shape))}"#, data: 8), tensor: "x", "takes")
        }
        for shape in [
            "[-2]", "[-1,-2]", "[4611686018427387904,2]", "[9223372036854775807]", "[4294967296,4294967296]",
        ] {
            expectError(
                try file(#"{"x":\#(entry("F32", shape))}"#, data: 8), tensor: "x",
                "negative extent or is too large")
        }
        expectError(
            try file(#"{"x":\#(entry("F32", "[1000000000000]", "[0,4000000000000]"))}"#, data: 8),
            tensor: "x", "outside")
    }

    @Test func wrongPlaces() throws {
        for offsets in [
            "[8,0]", "[-8,0]", "[0]", "[]", "[0,8,16]", "[0,16]", "[9223372036854775807,9223372036854775807]",
        ] {
            expectError(try file(#"{"x":\#(entry("F32", "[2]", offsets))}"#, data: 8), tensor: "x", "bytes")
        }
        let first = entry()
        expectError(
            try file(#"{"a":\#(first),"b":\#(entry("F32", "[2]", "[4,12]"))}"#, data: 12), tensor: "b",
            "overlap")
        expectError(try file(#"{"a":\#(first),"b":\#(first)}"#, data: 8), tensor: "b", "overlap")
        expectError(
            try file(#"{"a":\#(first),"b":\#(entry("F32", "[2]", "[12,20]"))}"#, data: 20), tensor: "b", "gap"
        )
        expectError(try file(#"{"a":\#(entry("F32", "[2]", "[4,12]"))}"#, data: 12), tensor: "a", "gap")
        expectError(try file(#"{"a":\#(first)}"#, data: 12), "follow")
        expectError(try file("{}", data: 1), "follow")
        #expect(try SafetensorsFile(path: file("{}", data: 0)).entries.isEmpty)
    }

    @Test func duplicateNames() throws {
        expectError(
            try file(#"{"a":\#(entry()),"a":\#(entry("F32", "[2]", "[8,16]"))}"#, data: 16), tensor: "a",
            "twice")
        expectError(
            try file(
                #"{"a":\#(entry("F16", "[2]", "[0,4]")),"a":\#(entry("BF16", "[2]", "[0,4]"))}"#, data: 4),
            tensor: "a", "twice")
        expectError(
            try file(#"{"__metadata__":{},"__metadata__":{"k":"v"},"a":\#(entry())}"#, data: 8),
            tensor: "__metadata__", "twice")
        // Another spelling of the same name.
        expectError(try file(#"{"a":\#(entry()),"\u0061":\#(entry())}"#, data: 8), tensor: "a", "twice")
    }

    @Test func pathsWithoutAFile() throws {
        expectError(folder.path, "is a folder")
        expectError(folder.file("missing"), "No such file")
        expectError(try folder.write([], to: "empty"), "0 bytes")
        expectError(folder.file("missing") + "/below")
        expectError("")
        expectError("/dev/null", "regular file")
    }
}
