internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// A ``QuestionHead`` in a safetensors file: the weights in bfloat16, sections and fingerprints in its metadata. It holds no
/// question.
extension QuestionHead {
    private static let architecture = "QuestionHead"

    private struct Description: Codable {
        var sections: [Section]
        var width: Int
        var encoder, questions: String
    }

    /// - Throws: `CheckpointError` when the file cannot be read or holds something else.
    public init(path: String) throws {
        let file = try SafetensorsFile(path: path)
        guard file.metadata["architecture"] == Self.architecture,
            let text = file.metadata["configuration"],
            let description = try? JSONDecoder().decode(Description.self, from: Data(text.utf8)),
            let head = QuestionHead(
                sections: description.sections, width: description.width,
                weights: try file.floats("weights"), encoder: description.encoder,
                questions: description.questions)
        else {
            throw CheckpointError(
                file: path,
                "does not hold what a team's questions teach; `quartet support train questions` makes such a file"
            )
        }
        self = head
    }

    /// - Parameter metadata: of the training, for the model card.
    public func write(to path: String, metadata: [String: String] = [:]) throws {
        let description = Description(
            sections: sections, width: width, encoder: encoder, questions: questions)
        var metadata = metadata
        metadata["architecture"] = Self.architecture
        metadata["configuration"] = try JSONEncoder.sorted.text(description)
        var writer = SafetensorsWriter(metadata: metadata)
        writer.add("weights", shape: [sections.count, width + 1], weights, as: .bfloat16)
        try writer.write(to: path)
    }
}
