import Foundation
import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

/// A model file gives back what was written, and names what is wrong with a damaged one.
@Suite struct ModelFileTests {
    private struct Description: ModelDescription, Equatable {
        var width: Int
        var limits: [Float]

        static let architecture = "TestModel"
        static let contents = "a test model"
        static let command = "quartet test"

        func validate() throws(InvalidConfiguration) { try check("width", width, in: 1...8) }
    }

    private static func model(_ width: Int) -> ParameterStore {
        let store = ParameterStore()
        _ = Linear(store.scope("layer"), inputs: width, outputs: 2)
        return store
    }

    private static func write(_ description: Description, to path: String) throws {
        let store = model(3)
        store.initialize(seed: 8)
        try ModelFile.write(store, describedBy: description, metadata: ["seed": "8"], to: path)
    }

    /// Rewrites the metadata of a good file.
    private static func error(_ change: (inout [String: String]) -> Void) throws -> CheckpointError? {
        var result: CheckpointError?
        try inFolders { folder, _ in
            let path = folder + "/model.safetensors"
            try write(Description(width: 3, limits: []), to: path)
            var metadata = try SafetensorsFile(path: path).metadata
            change(&metadata)
            let store = model(3)
            store.initialize(seed: 8)
            var writer = SafetensorsWriter(metadata: metadata)
            store.add(to: &writer)
            try writer.write(to: path)
            result = #expect(throws: CheckpointError.self) { try ModelFile<Description>(path: path) }
            #expect(result?.file == path)
        }
        return result
    }

    @Test func whatIsWrittenIsRead() throws {
        try inFolders { folder, _ in
            let path = folder + "/model.safetensors"
            let description = Description(width: 3, limits: [-.infinity, 0.1, .infinity])
            try Self.write(description, to: path)
            let file = try ModelFile<Description>(path: path)
            #expect(file.description == description)
            #expect(file.metadata["seed"] == "8" && file.metadata["architecture"] == "TestModel")
            let (written, read, mapped) = (Self.model(3), Self.model(3), Self.model(3))
            written.initialize(seed: 8)
            try file.load(into: read)
            try file.map(into: mapped)
            for (index, parameter) in written.parameters.enumerated() {
                #expect(Array(parameter.values) == Array(read.parameters[index].values))
                #expect(Array(parameter.values) == Array(mapped.parameters[index].values))
            }
            let other = Self.model(4)
            let error = #expect(throws: CheckpointError.self) { try file.load(into: other) }
            #expect(error?.reason.contains("layer.weight") == true)
        }
    }

    @Test func otherFilesAreRefused() throws {
        let other = try Self.error { $0["architecture"] = "Another" }
        #expect(other?.reason == "does not hold a test model; `quartet test` makes one")
        let none = try Self.error { $0["configuration"] = nil }
        #expect(none?.reason == other?.reason)
        let cut = try Self.error { $0["configuration"] = "{" }
        #expect(cut?.reason.hasPrefix("has a description that cannot be read") == true)
        let empty = try Self.error { $0["configuration"] = "{}" }
        #expect(empty?.reason.contains("width") == true)
    }

    @Test func aNumberThatCannotBeUsedIsNamed() throws {
        let error = try Self.error { $0["configuration"] = #"{"width": 9, "limits": []}"# }
        #expect(error?.reason == "describes a model that cannot be built: width is 9; expected 1 to 8")
    }

    @Test func configurationsNameTheNumber() {
        func reason(_ part: some Validatable) -> String? {
            do throws(InvalidConfiguration) { try part.validate() } catch { return error.description }
            return nil
        }
        var gpt = LanguageModel.Configuration(
            form: .llama, vocabulary: 10, context: 8, width: 12, layers: 1, heads: 4, keyHeads: 2)
        #expect(reason(gpt) == "width of a head is 3; expected an even number")
        gpt.width = 13
        #expect(reason(gpt) == "width is 13; expected a multiple of the 4 heads")
        (gpt.width, gpt.keyHeads) = (16, 3)
        #expect(reason(gpt) == "heads is 4; expected a multiple of the 3 key heads")
        (gpt.keyHeads, gpt.dropout) = (2, 1)
        #expect(reason(gpt) == "dropout is 1.0; expected at least 0.0 and less than 1.0")
        gpt.dropout = .nan
        #expect(reason(gpt)?.hasPrefix("dropout is nan") == true)
        gpt.dropout = 0
        #expect(reason(gpt) == nil)
        gpt.heads = 0
        #expect(reason(gpt) == "heads is 0; expected 1 to 16777216")
        var texture = TextureGenerator.Configuration(classes: 3)
        #expect(reason(texture) == nil)
        texture.widths = [8, 8, 8]
        #expect(reason(texture) == "number of widths is 3; expected 4")
    }
}
