public import Foundation
internal import QuartetFiles

extension Tokenizer {
    /// Size limit: the largest public vocabularies take about 30 MB.
    private static let largestFile = 256 << 20

    /// The most that a file's stages may lengthen a text, so that no file asks for memory without end.
    private static let mostGrowth = 4096.0

    /// Reads a `tokenizer.json`.
    ///
    /// - Throws: ``TokenizerError`` naming the file and the entry if it cannot be read, contradicts itself, or needs
    ///   something unsupported.
    public init(contentsOf path: String) throws {
        try self.init(json: try Self.read(path), name: path)
    }

    /// Reads the bytes of a `tokenizer.json`.
    ///
    /// - Parameter name: the document's name in messages.
    public init(json: Data, name: String) throws {
        try self.init(json: Array(json), name: name)
    }

    init(json: [UInt8], name: String) throws {
        let document = JSONEntry(value: try JSONParser.parse(json, file: name), path: "", file: name)
        let normalizer = try document.optional("normalizer").map { try Normalizer($0) }
        let preTokenizer = try document.optional("pre_tokenizer").map { try PreTokenizer($0) }
        let postProcessor = try document.optional("post_processor").map { try PostProcessor($0) }
        let decoder = try document.optional("decoder").map { try TokenDecoder($0) }
        for (entry, growth) in [("normalizer", normalizer?.growth), ("decoder", decoder?.growth)] {
            guard let growth, growth > Self.mostGrowth else { continue }
            throw TokenizerError.entry(
                name, entry: entry,
                expected: "replacements that make a text at most \(Int(Self.mostGrowth)) times as long",
                found: "more")
        }
        let model = try TokenizerJSONModel(document, isByteLevel: preTokenizer?.isByteLevel == true)
        try postProcessor?.check(model.vocabulary, file: name)
        var special = SpecialTokens(model.addedTokens, unknown: model.model.unknown)
        if let padding = try document.optional("padding")?.optional("pad_id")?.id() {
            guard model.vocabulary.contains(padding) else {
                throw TokenizerError.vocabulary(
                    name,
                    reason:
                        "padding.pad_id is \(padding), but the vocabulary has \(model.vocabulary.count) tokens"
                )
            }
            special.padding = padding
        }
        self.init(
            source: name, vocabulary: model.vocabulary, model: model.model, normalizer: normalizer,
            preTokenizer: preTokenizer, postProcessor: postProcessor, decoder: decoder,
            addedTokens: model.addedTokens,
            special: special,
            suggestedMaximumLength: try document.optional("truncation")?.optional("max_length")?.count())
        try requireShortAddedTokens()
    }

    static func read(_ path: String) throws -> [UInt8] {
        do throws(FileError) {
            return try FileBytes.read(path, limit: largestFile)
        } catch {
            throw TokenizerError.file(error)
        }
    }
}
