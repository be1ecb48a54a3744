internal import Foundation
internal import QuartetFiles

extension Tokenizer {
    /// Reads the tokenizer in a model's folder: `tokenizer.json`, or else `vocab.txt`.
    ///
    /// An optional `tokenizer_config.json` names the tokens that begin, end and pad texts, and whether a `vocab.txt` is
    /// lower case (the default).
    public init(folder: String) throws {
        func path(_ name: String) -> String { URL(fileURLWithPath: folder).appendingPathComponent(name).path }
        func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
        let file = path("tokenizer_config.json")
        let configuration =
            exists("tokenizer_config.json")
            ? JSONEntry(value: try JSONParser.parse(try Self.read(file), file: file), path: "", file: file)
            : nil
        let tokenizer: Tokenizer
        if exists("tokenizer.json") {
            tokenizer = try Tokenizer(contentsOf: path("tokenizer.json"))
        } else if exists("vocab.txt") {
            tokenizer = try Tokenizer(
                vocabularyText: path("vocab.txt"),
                lowercases: try configuration?.bool("do_lower_case", default: true) ?? true)
        } else {
            throw TokenizerError.file(
                .cannotRead(file: folder, reason: "it contains neither a tokenizer.json nor a vocab.txt"))
        }
        self = try configuration.map { try tokenizer.withSpecialTokens(of: $0) } ?? tokenizer
    }

    private func withSpecialTokens(of configuration: JSONEntry) throws -> Tokenizer {
        var special = special
        let names: [(String, WritableKeyPath<SpecialTokens, Int32?>)] = [
            ("bos_token", \.beginning), ("eos_token", \.end), ("pad_token", \.padding),
            ("unk_token", \.unknown),
            ("sep_token", \.separator), ("cls_token", \.classification), ("mask_token", \.mask),
        ]
        for (name, path) in names {
            guard let entry = configuration.optional(name) else { continue }
            // A token by its text, or an object that describes it.
            let token = try entry.optional("content")?.string() ?? entry.string()
            guard let id = id(of: token) else { throw entry.mistake(expected: "a token of \(source)") }
            special[keyPath: path] = id
        }
        return Tokenizer(
            source: source, vocabulary: vocabulary, model: model, normalizer: normalizer,
            preTokenizer: preTokenizer,
            postProcessor: postProcessor, decoder: decoder, addedTokens: addedTokens, special: special,
            suggestedMaximumLength: suggestedMaximumLength)
    }
}
