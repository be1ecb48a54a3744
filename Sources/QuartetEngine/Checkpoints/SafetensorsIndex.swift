internal import Foundation
internal import QuartetFiles

/// The index of a model in several safetensors files beside it: which tensor is in which file.
struct SafetensorsIndex {
    private let path: String
    /// File names by tensor.
    private let places: [String: String]

    private struct Raw: Decodable {
        let places: [String: String]

        enum CodingKeys: String, CodingKey { case places = "weight_map" }
    }

    init(path: String) throws(CheckpointError) {
        self.path = path
        let file = try MappedFile.tensors(path)
        guard file.count <= SafetensorsFile.largestHeader else {
            throw CheckpointError(
                file: path,
                "\(file.count) bytes, expected an index of at most \(SafetensorsFile.largestHeader)")
        }
        do {
            places = try JSONDecoder().decode(Raw.self, from: Data(file.bytes)).places
        } catch {
            throw CheckpointError(
                file: path, "is not an index of safetensors files: \(DecodingError.reason(of: error))")
        }
        if places.isEmpty { throw CheckpointError(file: path, "names no tensors") }
    }

    /// Maps the files and checks that each contains exactly the tensors that the index lists.
    func open() throws(CheckpointError) -> ([MappedFile], [String: String], [String: SafetensorsFile.Entry]) {
        let folder = (path as NSString).deletingLastPathComponent
        let names = Set(places.values).sorted()
        for (tensor, name) in places.sorted(by: { $0.key < $1.key }) where !Self.isPlain(name) {
            throw CheckpointError(
                file: path, tensor: tensor, "is in \(name), expected the name of a file beside the index")
        }
        var files: [MappedFile] = []
        var metadata: [String: String] = [:]
        var entries: [String: SafetensorsFile.Entry] = [:]
        for (part, name) in names.enumerated() {
            let file = try MappedFile.tensors(folder.isEmpty ? name : "\(folder)/\(name)")
            let (said, found) = try SafetensorsFile.read(file, part: part)
            for (tensor, entry) in found.sorted(by: { $0.key < $1.key }) {
                guard places[tensor] == name else {
                    throw CheckpointError(
                        file: file.path, tensor: tensor,
                        places[tensor].map { "is in this file, the index lists it in \($0)" }
                            ?? "is not in the index \(path)")
                }
                entries[tensor] = entry
            }
            metadata.merge(said) { first, _ in first }
            files.append(file)
        }
        let missing = places.keys.filter { entries[$0] == nil }.sorted()
        if let tensor = missing.first, let name = places[tensor] {
            let others = missing.count == 1 ? "" : " (and \(missing.count - 1) more tensors)"
            throw CheckpointError(
                file: folder.isEmpty ? name : "\(folder)/\(name)", tensor: tensor,
                "is missing, the index lists it in this file\(others)")
        }
        return (files, metadata, entries)
    }

    /// True for a name within the folder, false for a path that leads elsewhere.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && !name.contains("/") && !name.utf8.contains(0)
            && name.hasSuffix(".safetensors")
    }
}
