internal import Foundation
public import QuartetEngine
internal import QuartetFiles

/// The description from which a model is built again, as its weights file keeps it.
public protocol ModelDescription: Codable, Validatable {
    /// The metadata value that marks files of this kind of model.
    static var architecture: String { get }
    /// What such a file holds, such as "an autoencoder of pictures".
    static var contents: String { get }
    /// The command that makes one, such as "quartet lab vae".
    static var command: String { get }
}

/// A weights file that describes its own model: safetensors with the architecture's name and its description, as JSON,
/// in the metadata.
///
///     let file = try ModelFile<PictureAutoencoder.Description>(path: path)
///     let store = ParameterStore()
///     let model = VariationalAutoencoder(store.scope, file.description.network)
///     try file.load(into: store)
public struct ModelFile<Description: ModelDescription> {
    public let path: String
    public let description: Description
    private let tensors: SafetensorsFile

    /// Everything that the file records, the description included.
    public var metadata: [String: String] { tensors.metadata }

    /// Opens a file and validates its description: what is built from it has sizes that make sense.
    ///
    /// - Throws: when the file cannot be read, holds another kind of model, or describes one that cannot be built.
    public init(path: String) throws(CheckpointError) {
        self.path = path
        tensors = try SafetensorsFile(path: path)
        guard tensors.metadata["architecture"] == Description.architecture,
            let text = tensors.metadata["configuration"]
        else {
            throw CheckpointError(
                file: path, "does not hold \(Description.contents); `\(Description.command)` makes one")
        }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            description = try decoder.decode(Description.self, from: Data(text.utf8))
        } catch {
            throw CheckpointError(
                file: path, "has a description that cannot be read: \(DecodingError.reason(of: error))")
        }
        try description.validate(from: path)
    }

    /// Fills the parameters of the model that was built from the description. Names and shapes must agree exactly.
    public func load(into store: ParameterStore) throws(CheckpointError) { try store.load(tensors) }

    /// As `load(into:)`, but the weights stay in the mapped file, and are frozen.
    public func map(into store: ParameterStore) throws(CheckpointError) { try store.map(tensors) }

    /// The file as one from which a store is mapped.
    var source: ParameterStore.Source { ParameterStore.Source(tensors) }

    /// Writes the weights with their description.
    ///
    /// - Parameters:
    ///   - metadata: further entries, such as the seed of the training.
    ///   - element: the type that the weights are kept in.
    public static func write(
        _ store: ParameterStore, describedBy description: Description, metadata: [String: String] = [:],
        as element: SafetensorsFile.Element = .float32, to path: String
    ) throws(CheckpointError) {
        let encoder = JSONEncoder.sorted
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let json = try? encoder.encode(description) else {
            fatalError("ModelFile: \(Description.self) cannot be encoded.")
        }
        var writer = SafetensorsWriter(metadata: metadata)
        writer.metadata["architecture"] = Description.architecture
        writer.metadata["configuration"] = String(decoding: json, as: UTF8.self)
        store.add(to: &writer, as: element)
        try writer.write(to: path)
    }
}
