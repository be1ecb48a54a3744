import Foundation
import QuartetEngine
import QuartetTestSupport
import Testing

/// Models in several files, opened as one by their index.
@Suite struct ShardedSafetensorsTests {
    private let folder = TemporaryFolder()
    private var index: String { folder.file("model.safetensors.index.json") }

    init() throws {
        for (name, tensors) in [
            ("model-1.safetensors", ["a", "b"]), ("model-2.safetensors", ["c"]), ("other.safetensors", ["a"]),
        ] {
            var writer = SafetensorsWriter(metadata: ["format": "pt"])
            for (place, tensor) in tensors.enumerated() {
                writer.add(tensor, shape: [2, 2], [1, 2, 3, Float(place)])
            }
            try writer.write(to: folder.file(name))
        }
    }

    private func write(_ map: String) throws -> String {
        _ = try folder.write(Array(map.utf8), to: "model.safetensors.index.json")
        return index
    }

    private func map(_ a: String, _ b: String, _ c: String) -> String {
        #"{"metadata":{"total_size":48},"weight_map":{"a":"\#(a)","b":"\#(b)","c":"\#(c)"}}"#
    }

    @Test func opensAsOne() throws {
        let path = try write(map("model-1.safetensors", "model-1.safetensors", "model-2.safetensors"))
        let file = try SafetensorsFile(path: path)
        #expect(file.entries.keys.sorted() == ["a", "b", "c"] && file.metadata == ["format": "pt"])
        #expect(try file.floats("b") == [1, 2, 3, 1] && file.floats("c") == [1, 2, 3, 0])
        #expect(try file.matrix("b").row(1) == [3, 1])
        let store = ParameterStore()
        let parameters = ["a", "b", "c"].map { store.scope.parameter($0, shape: [2, 2], .zeros) }
        try store.load(file)
        #expect(Array(parameters[1].values) == [1, 2, 3, 1])
    }

    @Test func namesTheWrongPart() throws {
        func check(_ text: String, _ map: String, tensor: String?, file: String) throws {
            let path = try write(map)
            #expect { try SafetensorsFile(path: path) } throws: { error in
                let error = error as? CheckpointError
                return error?.file == folder.file(file) && error?.tensor == tensor
                    && error?.reason.contains(text) == true
            }
        }
        let (one, two) = ("model-1.safetensors", "model-2.safetensors")
        try check(
            "No such file", map(one, one, "model-3.safetensors"), tensor: nil, file: "model-3.safetensors")
        try check("is in this file, the index lists it in \(two)", map(one, two, two), tensor: "b", file: one)
        try check(
            "is not in the index", #"{"weight_map":{"a":"\#(one)","c":"\#(two)"}}"#, tensor: "b", file: one)
        try check(
            "is missing, the index lists it in this file",
            #"{"weight_map":{"a":"\#(one)","b":"\#(one)","c":"\#(two)","d":"\#(two)"}}"#, tensor: "d",
            file: two)
        for name in ["../other.safetensors", "/etc/passwd", "", ".", "..", "sub/x.safetensors", "index.json"]
        {
            try check(
                "a file beside the index", map(one, one, name), tensor: "c",
                file: "model.safetensors.index.json")
        }
        try check("is empty", "", tensor: nil, file: "model.safetensors.index.json")
        for text in ["{", "[]", "{}", #"{"weight_map":[]}"#, #"{"weight_map":{"a":1}}"#] {
            try check("not an index", text, tensor: nil, file: "model.safetensors.index.json")
        }
        try check(
            "names no tensors", #"{"weight_map":{}}"#, tensor: nil, file: "model.safetensors.index.json")
    }
}
