import Foundation
import QuartetTestSupport
import QuartetText
import Testing

@Suite struct TrainerTests {
    /// The merges of a `tokenizer.json`.
    private struct File: Decodable {
        struct Model: Decodable {
            let merges: [[String]]
        }
        let model: Model
    }

    private func merges(_ json: Data) throws -> [[String]] {
        try JSONDecoder().decode(File.self, from: json).model.merges
    }

    @Test(arguments: [
        ("gpt2", BytePairTrainer.Splitting.gpt2), ("smollm", .gpt2WithSingleDigits), ("llama3", .llama3),
    ])
    func mergesAreThoseOfThePublicPackage(_ name: String, _ splitting: BytePairTrainer.Splitting) throws {
        let reference = try TextReference.read()
        var trainer = BytePairTrainer()
        trainer.vocabularySize = 420
        trainer.minimumFrequency = 0
        trainer.specialTokens = ["<s>", "</s>", "<unk>", "<pad>"]
        trainer.splitting = splitting
        var counts = trainer.makeCounts()
        for sentence in reference.sentences + reference.sentences + reference.sentences {
            counts.add(sentence)
        }
        let tokenizer = try trainer.train(on: counts)
        let expected = try TextReference.tokenizer(name)
        let file = try Data(contentsOf: URL(fileURLWithPath: TextReference.path(name)))
        #expect(try merges(tokenizer.json()) == merges(file))
        #expect(tokenizer.vocabularySize == expected.vocabularySize)
        for id in 0..<Int32(tokenizer.vocabularySize) { #expect(tokenizer.token(id) == expected.token(id)) }
        for sentence in reference.sentences {
            let ids = tokenizer.ids(of: sentence)
            #expect(tokenizer.decode(ids, skipsSpecialTokens: false).utf8.elementsEqual(sentence.utf8))
        }
    }

    @Test func trainingIsReproducibleAndReportsProgress() throws {
        let lines = [
            "low low low low low", "lower lower", "newest newest newest newest newest newest",
            "widest widest",
        ]
        var trainer = BytePairTrainer()
        trainer.vocabularySize = 270
        var last: VocabularyProgress?
        let tokenizer = try trainer.train(on: lines) { last = $0 }
        #expect(try trainer.train(on: lines).json() == tokenizer.json())
        #expect(last?.tokens == tokenizer.vocabularySize && last?.total == 270)
        #expect(tokenizer.id(of: "<|endoftext|>") == 0 && tokenizer.special.end == 0)
        // In these words Sennrich et al. merge "est" first.
        #expect(tokenizer.id(of: "est") != nil)
        struct Stopped: Error {}
        #expect(throws: Stopped.self) { try trainer.train(on: lines) { _ in throw Stopped() } }
    }

    @Test func minimumFrequencyEndsMerging() throws {
        var trainer = BytePairTrainer()
        trainer.minimumFrequency = 3
        // "ab" occurs three times, its neighbours less often.
        let tokenizer = try trainer.train(on: ["ab xab yab"])
        #expect(tokenizer.id(of: "ab") == 257)
        #expect(tokenizer.vocabularySize == 258)
    }

    @Test func wordPieceReadsItsOwnFiles() throws {
        let reference = try TextReference.read()
        var trainer = WordPieceTrainer()
        trainer.vocabularySize = 500
        let tokenizer = try trainer.train(on: reference.sentences + reference.sentences)
        #expect(tokenizer.special.padding == 0 && tokenizer.special.unknown == 1)
        let folder = TemporaryFolder()
        try tokenizer.writeVocabularyText(to: folder.file("vocab.txt"))
        try tokenizer.write(to: folder.file("tokenizer.json"))
        let copies = [
            try Tokenizer(contentsOf: folder.file("tokenizer.json")),
            try Tokenizer(vocabularyText: folder.file("vocab.txt"), lowercases: true),
            try trainer.train(on: reference.sentences + reference.sentences),
        ]
        for sentence in reference.sentences {
            let ids = tokenizer.ids(of: sentence)
            for copy in copies { #expect(copy.ids(of: sentence) == ids) }
        }
        let text = "Please return the parcel within 30 days."
        #expect(tokenizer.decode(tokenizer.ids(of: text)) == text.lowercased())
        #expect(!tokenizer.ids(of: text).contains(1))
    }

    @Test func accentsAreKeptOnRequest() throws {
        var trainer = WordPieceTrainer()
        trainer.vocabularySize = 200
        let texts = ["Schöne Größe", "schöne größe", "Más tarde", "mas tarde"]
        let without = try trainer.train(on: texts)
        #expect(without.ids(of: "Schöne") == without.ids(of: "schone"))
        trainer.keepsAccents = true
        let with = try trainer.train(on: texts)
        let read = try Tokenizer(json: Data(with.json()), name: "copy")
        for tokenizer in [with, read] {
            #expect(tokenizer.ids(of: "Schöne") == tokenizer.ids(of: "schöne"))
            #expect(tokenizer.ids(of: "Más") != tokenizer.ids(of: "mas"))
            #expect(tokenizer.decode(tokenizer.ids(of: "Schöne Größe")) == "schöne größe")
        }
    }

    @Test func wrongSettingsAreErrors() {
        var trainer = BytePairTrainer()
        #expect(throws: TokenizerError.setting("text to train on", found: "no words", expected: "some text"))
        {
            try trainer.train(on: ["", ""])
        }
        trainer.vocabularySize = 200
        #expect(throws: TokenizerError.self) { try trainer.train(on: ["text"]) }
        trainer.vocabularySize = -1
        #expect(throws: TokenizerError.self) { try trainer.train(on: ["text"]) }
        trainer = BytePairTrainer()
        trainer.specialTokens = ["<a>", "<a>"]
        #expect(throws: TokenizerError.self) { try trainer.train(on: ["text"]) }
        var wordPiece = WordPieceTrainer()
        wordPiece.specialTokens = ["[UNK]"]
        #expect(throws: TokenizerError.self) { try wordPiece.train(on: ["text"]) }
        wordPiece = WordPieceTrainer()
        wordPiece.vocabularySize = 6
        #expect(throws: TokenizerError.self) { try wordPiece.train(on: ["text"]) }
    }

    @Test func invalidUTF8IsRefusedWithItsOffset() throws {
        var counts = BytePairTrainer().makeCounts()
        try counts.add(utf8: Array("fine\n".utf8), source: "a.txt")
        #expect(throws: TokenizerError.invalidUTF8("a.txt", offset: 4, line: 2)) {
            try counts.add(utf8: Array("ab\nc".utf8) + [0xC3, 0x28], source: "a.txt")
        }
        #expect(counts.distinctCount == 2 && counts.byteCount == 5)
    }
}
