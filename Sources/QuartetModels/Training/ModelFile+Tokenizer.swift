internal import Foundation
internal import QuartetEngine
internal import QuartetText

extension ModelFile {
    /// The tokenizer in the file's metadata.
    ///
    /// - Throws: `CheckpointError` when the file holds no tokenizer, `TokenizerError` when it cannot be read.
    func tokenizer() throws -> Tokenizer {
        guard let json = metadata["tokenizer"] else {
            throw CheckpointError(file: path, "does not hold a tokenizer")
        }
        return try Tokenizer(json: Data(json.utf8), name: path)
    }

    /// The same, for a model with that many tokens.
    ///
    /// - Throws: also ``VocabularyMismatch`` when the model has another number of tokens.
    func tokenizer(for vocabulary: Int) throws -> Tokenizer {
        let tokenizer = try tokenizer()
        if tokenizer.vocabularySize != vocabulary {
            throw VocabularyMismatch.size(
                source: path, tokens: tokenizer.vocabularySize, vocabulary: vocabulary)
        }
        return tokenizer
    }

    /// Writes the weights with their description and the tokenizer of the model's texts.
    static func write(
        _ store: ParameterStore, describedBy description: Description, tokenizer: Tokenizer,
        metadata: [String: String], as element: SafetensorsFile.Element = .float32, to path: String
    ) throws(CheckpointError) {
        var metadata = metadata
        metadata["tokenizer"] = String(decoding: tokenizer.json(), as: UTF8.self)
        try write(store, describedBy: description, metadata: metadata, as: element, to: path)
    }
}
