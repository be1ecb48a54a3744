internal import Foundation
public import QuartetEngine
internal import QuartetText

extension TextGenerator {
    /// Opens a language model in a GGUF file with its vocabulary, or weights that `quartet lab gpt` trained. The weights
    /// stay mapped.
    ///
    /// - Parameter capacity: tokens of prompt and answer together; the model's whole context by default.
    public convenience init(
        path: String, capacity: Int? = nil, precision: Precision = .float32, cacheType: ElementType? = nil
    ) throws {
        if !Self.isGGUF(path) {
            let trained = try TrainedLanguageModel(path: path)
            try self.init(
                trained.model, trained.store, trained.tokenizer,
                stopTokens: Set([trained.tokenizer.special.end].compactMap(\.self)), capacity: capacity,
                precision: precision, cacheType: cacheType)
            return
        }
        let file = try GGUFFile(path: path)
        let (model, store) = try LanguageModel.load(file)
        let vocabulary = try GGUFVocabulary(file)
        let tokenizer = try Tokenizer(gguf: vocabulary, file: path)
        try self.init(
            model, store, tokenizer, stopTokens: try Self.stopTokens(file, tokenizer),
            templateText: try Self.template(file), capacity: capacity, precision: precision,
            cacheType: cacheType)
    }

    /// Tokens that end a turn of a conversation, in the models that have them. Files of Phi 3 and Gemma name only the token
    /// that ends a text.
    private static let turnEnds = ["<|im_end|>", "<|eot_id|>", "<|end|>", "<end_of_turn>"]

    /// The tokens that end a text or a turn of a conversation, by the file's metadata and by their names.
    private static func stopTokens(_ file: GGUFFile, _ tokenizer: Tokenizer) throws(CheckpointError) -> Set<
        Int32
    > {
        var ids = Set(turnEnds.compactMap { tokenizer.id(of: $0) })
        for name in ["eos", "eot", "eom"].map({ "tokenizer.ggml.\($0)_token_id" })
        where file.metadata.contains(name) {
            let value = try file.metadata.integer(name)
            guard let id = Int32(exactly: value), (0..<tokenizer.vocabularySize).contains(value) else {
                throw CheckpointError(file: file.path, "\(name) is \(value); expected a token")
            }
            ids.insert(id)
        }
        return ids
    }

    /// The chat template in a file's metadata; nil without one.
    private static func template(_ file: GGUFFile) throws(CheckpointError) -> String? {
        let name = "tokenizer.chat_template"
        return file.metadata.contains(name) ? try file.metadata.string(name) : nil
    }

    /// Whether a file is a GGUF file, by its first bytes.
    package static func isGGUF(_ path: String) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: 4)) == Data("GGUF".utf8)
    }
}

extension GGUFVocabulary {
    /// The vocabulary in a file's metadata.
    init(_ file: GGUFFile) throws(CheckpointError) {
        let (metadata, prefix) = (file.metadata, "tokenizer.ggml.")
        func id(_ name: String) throws(CheckpointError) -> Int32? {
            guard metadata.contains(prefix + name) else { return nil }
            let value = try metadata.integer(prefix + name)
            guard let id = Int32(exactly: value), id >= 0 else {
                throw CheckpointError(file: file.path, "\(prefix + name) is \(value); expected a token")
            }
            return id
        }
        func flag(_ name: String) throws(CheckpointError) -> Bool? {
            metadata.contains(prefix + name) ? try metadata.boolean(prefix + name) : nil
        }
        let model = try metadata.string(prefix + "model")
        // Without merges, byte-pair encoding would make every byte a token.
        let needsMerges = model == "gpt2" || metadata.contains(prefix + "merges")
        self.init(
            tokens: try metadata.strings(prefix + "tokens"),
            merges: needsMerges ? try metadata.strings(prefix + "merges") : [])
        self.model = model
        if metadata.contains(prefix + "pre") { preTokenizer = try metadata.string(prefix + "pre") }
        if metadata.contains(prefix + "token_type") {
            tokenTypes = try metadata.integers(prefix + "token_type").map { Int32(clamping: $0) }
        }
        beginningID = try id("bos_token_id")
        endID = try id("eos_token_id")
        unknownID = try id("unknown_token_id")
        paddingID = try id("padding_token_id")
        if metadata.contains(prefix + "scores") { scores = try metadata.floats(prefix + "scores") }
        addsSpacePrefix = try flag("add_space_prefix")
        addsBeginning = try flag("add_bos_token")
        addsEnd = try flag("add_eos_token")
    }
}
