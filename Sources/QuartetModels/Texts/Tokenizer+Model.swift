internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
public import QuartetText

extension Tokenizer {
    /// The tokenizer of any model of texts: a published folder, a GGUF file, weights that `quartet lab` trained, or a
    /// `tokenizer.json` or `vocab.txt` alone.
    ///
    /// - Throws: when the path holds none of these, or its tokenizer cannot be read.
    public init(ofModel path: String) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            try self.init(folder: path)
            return
        }
        if path.hasSuffix(".txt") {
            try self.init(vocabularyText: path, lowercases: true)
        } else if path.hasSuffix(".json") {
            try self.init(contentsOf: path)
        } else if TextGenerator.isGGUF(path) {
            try self.init(gguf: try GGUFVocabulary(try GGUFFile(path: path)), file: path)
        } else {
            let metadata = try SafetensorsFile(path: path).metadata
            guard let json = metadata["tokenizer"] else {
                throw CheckpointError(
                    file: path,
                    "does not hold a tokenizer; expected weights of a model of texts, or the folder of a published one"
                )
            }
            try self.init(json: Data(json.utf8), name: path)
        }
    }
}
