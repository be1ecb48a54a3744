import Foundation
import QuartetFiles
import QuartetModels
import QuartetText

extension FuzzReader {
    private static let sentences = [
        "the cat sat on the mat", "the dog sat on the log", "a cat and a dog met",
        "Café au lait, 1234 times!",
    ]

    private static let tokenizerWords = [
        "\"type\":\"BPE\"", "\"WordPiece\"", "\"Unigram\"", "\"ByteLevel\"", "\"Metaspace\"", "\"Sequence\"",
        "\"Regex\":",
        "\"(a+)+$\"", "\"vocab\":", "\"merges\":", "null", "[]", "{}", "\"\\ud800\"", "\"unk_token\":",
        "\"Prepend\"",
        "\"NFKC\"", "\"Replace\"", "\"added_tokens\":", "\"id\":", "\"special\":true",
        "\"TemplateProcessing\"",
    ]

    /// Texts and what splits them.
    static let texts: [FuzzReader] = [
        FuzzReader(
            "tokenizer-bpe", file: "tokenizer.json", words: tokenizerWords,
            seeds: { _ in [try bytePairs().json()].map { Array($0) } + [unigram] }, read: tokenize),
        FuzzReader(
            "tokenizer-wordpiece", file: "tokenizer.json", words: tokenizerWords,
            seeds: { _ in [Array(try wordPieces().json())] }, read: tokenize),
        FuzzReader(
            "vocabulary", file: "vocab.txt", words: ["##", "[UNK]\n", "[CLS]\n", "\n\n", "\r\n", "\u{FEFF}"],
            seeds: { folder in [try written(folder) { try wordPieces().writeVocabularyText(to: $0) }] },
            read: { path in
                let tokenizer = try Tokenizer(vocabularyText: path, lowercases: true)
                for text in sentences { _ = tokenizer.decode(try tokenizer.encode(text).ids) }
            }),
        FuzzReader(
            "text", file: "text.txt",
            words: ["<|endoftext|>", "[SEP]", "\u{0301}", "\u{200D}", "\u{FDFA}", "\u{1F468}"],
            seeds: { _ in sentences.map { Array($0.utf8) } },
            open: { _ in
                let tokenizers = [try bytePairs(), try wordPieces()]
                return { path in
                    let text = try FileBytes.text(path)
                    for tokenizer in tokenizers { _ = tokenizer.decode(try tokenizer.encode(text).ids) }
                }
            }),
        FuzzReader(
            "lines", file: "lines.txt", words: ["\n", "\r\n", "\u{2028}", "\u{0}"],
            seeds: { _ in [Array("CCO\nC1=CC=CC=C1\nCafé\n".utf8)] },
            read: { _ = try LineFile.read($0, longest: 200) }),
    ]

    private static func bytePairs() throws -> Tokenizer {
        var trainer = BytePairTrainer()
        (trainer.vocabularySize, trainer.minimumFrequency) = (280, 1)
        return try trainer.train(on: sentences)
    }

    private static func wordPieces() throws -> Tokenizer {
        var trainer = WordPieceTrainer()
        trainer.vocabularySize = 60
        return try trainer.train(on: sentences)
    }

    /// The other stages of the public format, which our trainings do not write.
    private static let unigram = Array(
        """
        {"version":"1.0","truncation":null,"padding":null,
        "added_tokens":[{"id":0,"content":"<unk>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
        "normalizer":{"type":"Sequence","normalizers":[{"type":"NFKC"},{"type":"Lowercase"},{"type":"Replace","pattern":{"String":"x"},"content":"y"}]},
        "pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}]},
        "post_processor":null,
        "decoder":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true},
        "model":{"type":"BPE","dropout":null,"unk_token":"<unk>","continuing_subword_prefix":null,"end_of_word_suffix":null,"fuse_unk":false,"byte_fallback":false,"vocab":{"<unk>":0,"a":1,"b":2,"ab":3},"merges":["a b"]}}
        """.utf8)

    @Sendable private static func tokenize(_ path: String) throws {
        let tokenizer = try Tokenizer(contentsOf: path)
        for text in sentences { _ = tokenizer.decode(try tokenizer.encode(text).ids) }
        // What was read can be written and read again.
        _ = try Tokenizer(json: tokenizer.json(), name: path)
    }
}
