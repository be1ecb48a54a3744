internal import Foundation
internal import QuartetFiles

extension Tokenizer {
    /// Reads a `vocab.txt` as BERT has it: one token per line, in the order of the ids.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - lowercases: whether the model expects lower case without accents (`do_lower_case`).
    /// - Throws: ``TokenizerError`` if it cannot be read, is not UTF-8, holds a token twice, or lacks [UNK], [CLS] or [SEP].
    public init(vocabularyText path: String, lowercases: Bool) throws {
        try self.init(vocabularyText: try Self.read(path), lowercases: lowercases, name: path)
    }

    init(vocabularyText bytes: [UInt8], lowercases: Bool, name: String) throws {
        if let (offset, line) = bytes.span.firstInvalidUTF8() {
            throw TokenizerError.invalidUTF8(name, offset: offset, line: line)
        }
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        // The last line may end with a line end, too.
        if lines.last?.isEmpty == true { lines.removeLast() }
        let tokens = lines.enumerated().map { id, line in
            (token: String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self), id: id)
        }
        let vocabulary = try Vocabulary(model: tokens, added: [], file: name)
        let added = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].compactMap { token in
            vocabulary.id(of: token).map { AddedToken(id: $0, content: token, isSpecial: true) }
        }
        try self.init(
            wordPiece: vocabulary, normalizer: .bert(BertNormalization(lowercases: lowercases)),
            addedTokens: added,
            unknown: "[UNK]", source: name)
    }

    /// Writes the tokens as a `vocab.txt`, one token per line in the order of their ids.
    ///
    /// - Throws: ``TokenizerError`` if the file cannot be written, or a token contains a line end.
    public func writeVocabularyText(to path: String) throws {
        var text = ""
        for id in 0..<Int32(vocabularySize) {
            let token = token(id) ?? ""
            guard !token.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else {
                throw TokenizerError.vocabulary(
                    path,
                    reason: "token \(id), \(quoted(token)), holds a line end; write a tokenizer.json instead")
            }
            text += token + "\n"
        }
        try Self.write(Data(text.utf8), to: path)
    }

    static func write(_ data: Data, to path: String) throws {
        do throws(FileError) {
            try AtomicFile.write(data, to: path)
        } catch {
            throw TokenizerError.file(error)
        }
    }
}
