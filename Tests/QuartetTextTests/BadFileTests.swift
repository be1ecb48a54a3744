import Foundation
import QuartetFiles
import QuartetTestSupport
import QuartetText
import Testing

/// Damaged files and unsupported ones give an error that names the file and the entry, never a trap.
@Suite struct BadFileTests {
    private func message(_ json: String) -> String {
        do {
            _ = try Tokenizer(json: Data(json.utf8), name: "t.json")
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    /// A word-piece file whose parts can be replaced.
    private func wordPiece(
        vocab: String = #"{"[UNK]":0,"[CLS]":1,"a":2}"#, added: String = "[]", more: String = ""
    ) -> String {
        #"{"added_tokens":\#(added),\#(more)"model":{"type":"WordPiece","unk_token":"[UNK]","vocab":\#(vocab)}}"#
    }

    private func bytePair(_ model: String, more: String = "") -> String {
        #"{\#(more)"model":{"type":"BPE",\#(model)}}"#
    }

    @Test func validFilesAreRead() {
        #expect(message(wordPiece()) == "no error")
        #expect(message(bytePair(#""vocab":{"a":0,"b":1,"ab":2},"merges":["a b"]"#)) == "no error")
    }

    @Test(arguments: [
        ("", "t.json:1:1: the document ends where a value should be"),
        ("{\"a\": 1,\n  \"b\" 2}", "t.json:2:7: expected : behind a key"),
        ("[1, 2", "t.json:1:6: expected , or ] in an array"),
        ("{} x", "t.json:1:4: the document has ended, but more follows"),
        (#""\ud800""#, "half of a surrogate pair"), (#""\q""#, "does not escape"),
        ("\"a\nb\"", "control character"),
        ("\"open", "a string does not end"), ("nul", "expected null"), ("-", "is not a number"),
        ("1e999", "is not a number"),
        ("{}", "t.json: model: expected a value, found nothing"),
        (
            #"{"model":{"type":"WordLevel","vocab":{}}}"#,
            "t.json: model.type: the string \"WordLevel\" is not supported; known are BPE, WordPiece and Unigram"
        ),
        (
            #"{"model":{"type":"Unigram","vocab":{}}}"#,
            "model.vocab: expected an array of tokens and their scores"
        ),
        (
            #"{"model":{"type":"Unigram","vocab":[["a",0],["b"]]}}"#,
            "model.vocab[1]: expected a token and its score"
        ),
        (#"{"model":{"type":"Unigram","vocab":[["a",-1.5]]}}"#, "model.unk_id: expected a value"),
        (
            #"{"model":{"type":"Unigram","vocab":[["a",-1.5]],"unk_id":1}}"#,
            "model.unk_id: expected an id below 1"
        ),
        (
            #"{"normalizer":{"type":"Precompiled","precompiled_charsmap":"AAAA"},"model":{}}"#,
            "normalizer.precompiled_charsmap: expected base64 of SentencePiece's table"
        ),
        (#"{"model":{"type":"BPE","vocab":[]}}"#, "model.vocab: expected an object"),
        (#"{"model":{"type":"BPE","vocab":{"a":0}}}"#, "model.merges: expected a value, found nothing"),
        (
            #"{"normalizer":{"type":"Nmt"},"model":{}}"#,
            "normalizer.type: the string \"Nmt\" is not supported; known are BertNorm"
        ),
        (
            #"{"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"Magic"}]},"model":{}}"#,
            "t.json: pre_tokenizer.pretokenizers[1].type: the string \"Magic\" is not supported"
        ),
        (
            #"{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"("},"behavior":"Isolated"},"model":{}}"#,
            "pre_tokenizer.pattern.Regex: a regular expression with a group that does not end at character 2 is not"
        ),
        (
            #"{"pre_tokenizer":{"type":"Split","pattern":{"String":" "},"behavior":"Away"},"model":{}}"#,
            "pre_tokenizer.behavior: the string \"Away\" is not supported; known are Removed, Isolated"
        ),
        (#"{"decoder":{"type":"CTC"},"model":{}}"#, "decoder.type"),
        (
            #"{"post_processor":{"type":"BertProcessing","sep":["[SEP]"],"cls":["[CLS]",1]},"model":{}}"#,
            "post_processor.cls"
        ),
    ])
    func sayWhatIsWrong(_ json: String, _ expected: String) {
        let message = message(json)
        // Of two mistakes in one file, either may be named.
        #expect(
            message.contains(expected)
                || expected == "post_processor.cls" && message.contains("post_processor.sep"))
        #expect(message.hasPrefix("t.json"))
    }

    @Test func vocabulariesThatContradictThemselvesAreRefused() {
        #expect(
            message(wordPiece(vocab: #"{"[UNK]":0,"a":2}"#)).contains("\"a\" has the id 2, but with 2 tokens")
        )
        #expect(
            message(wordPiece(vocab: #"{"[UNK]":0,"a":1,"b":1}"#)).contains(
                "\"a\" and \"b\" both have the id 1"))
        #expect(message(wordPiece(vocab: #"{"[UNK]":0,"a":1,"a":2}"#)).contains("\"a\" is there twice"))
        #expect(message(wordPiece(vocab: #"{"[UNK]":0,"a":-1}"#)).contains("has the id -1"))
        #expect(
            message(wordPiece(vocab: #"{"[UNK]":0,"a":9999999999999}"#)).contains("another id is missing"))
        #expect(
            message(wordPiece(vocab: #"{"[UNK]":0,"a":1.5}"#)).contains("model.vocab[\"a\"]: expected an id"))
        #expect(message(wordPiece(vocab: #"{"a":0}"#)).contains("\"[UNK]\", is not in the vocabulary"))
        #expect(
            message(wordPiece(added: #"[{"id":1,"content":"a"}]"#)).contains(
                "id 2 in model.vocab and 1 in added_tokens"))
        #expect(
            message(wordPiece(added: #"[{"id":7,"content":"b"}]"#)).contains(
                "has the id 7, but with 4 tokens"))
        #expect(message(wordPiece(added: #"[{"id":3,"content":""}]"#)).contains("added_tokens[0].content"))
        #expect(message(wordPiece(added: #"[{"id":3,"content":"b"}]"#)) == "no error")
        let bert = #""post_processor":{"type":"BertProcessing","sep":["[SEP]",70],"cls":["[CLS]",1]},"#
        #expect(
            message(wordPiece(more: bert)).contains(
                "\"[SEP]\" has the id 70, but the vocabulary has 3 tokens"))
        #expect(message(wordPiece(more: #""padding":{"pad_id":9},"#)).contains("padding.pad_id is 9"))
    }

    /// What a file may ask for each byte of a text, and what it makes of itself, is bounded.
    @Test func filesThatAskForWorkWithoutEndAreRefused() throws {
        func stages(_ count: Int, _ stage: String) -> String {
            repeatElement(stage, count: count).joined(separator: ",")
        }
        let doubling = #"{"type":"Replace","pattern":{"String":"a"},"content":"aa"}"#
        let growing = #""normalizer":{"type":"Sequence","normalizers":[\#(stages(40, doubling))]},"#
        #expect(
            message(wordPiece(more: growing)).contains(
                "normalizer: expected replacements that make a text at most"))
        #expect(
            message(wordPiece(more: #""decoder":{"type":"Sequence","decoders":[\#(stages(40, doubling))]},"#))
                .contains("decoder: exp"))
        let gaps =
            #""normalizer":{"type":"Replace","pattern":{"Regex":"x*"},"content":"\#(stages(3000, "ab"))"},"#
        #expect(message(wordPiece(more: gaps)).contains("at most 4096 times as long"))
        let long = String(repeating: "a", count: 1025)
        #expect(
            message(wordPiece(added: #"[{"id":3,"content":"\#(long)"}]"#)).contains(
                "an added token has 1025 bytes; expected at most 1024"))
        #expect(
            message(#"{"model":{"type":"Unigram","vocab":[["\#(long)",0]],"unk_id":0}}"#).contains(
                "model.vocab[0]"))
        let words = wordPiece().replacing(
            #""unk_token""#, with: #""max_input_chars_per_word":1000000,"unk_token""#)
        #expect(message(words).contains("model.max_input_chars_per_word: expected 1 to 1000"))
    }

    /// Sequences within sequences are read once each, not twice on every level.
    @Test(.timeLimit(.minutes(1))) func nestedSequencesAreReadOnce() {
        var stage = #"{"type":"Whitespace"}"#
        for _ in 0..<40 { stage = #"{"type":"Sequence","pretokenizers":[\#(stage),{"type":"Whitespace"}]}"# }
        #expect(message(wordPiece(more: #""pre_tokenizer":\#(stage),"#)) == "no error")
    }

    /// Work that grows with the square of what a file or a text holds would not end here.
    @Test(.timeLimit(.minutes(1))) func workIsLinearInFilesAndTexts() throws {
        let tokens = (0..<20_000).map { #""t\#($0)":\#($0 + 1)"# }.joined(separator: ",")
        let added = (0..<20_000).map { #"{"id":\#($0 + 1),"content":"t\#($0)"}"# }.joined(separator: ",")
        #expect(message(wordPiece(vocab: #"{"[UNK]":0,\#(tokens)}"#, added: "[\(added)]")) == "no error")

        let spaces = #"[{"id":3,"content":" ","lstrip":true}]"#
        let tokenizer = try Tokenizer(json: Data(wordPiece(added: spaces).utf8), name: "t.json")
        #expect(tokenizer.ids(of: String(repeating: " ", count: 100_000)).count == 100_000)

        let strip = #"{"type":"Strip","content":"a","start":100000,"stop":0}"#
        let letters = String(repeating: "a", count: 100_000)
        let json = wordPiece(vocab: #"{"[UNK]":0,"\#(letters)b":1}"#, more: #""decoder":\#(strip),"#)
        #expect(try Tokenizer(json: Data(json.utf8), name: "t.json").decode([1]) == "b")
    }

    @Test func mergesThatNameUnknownTokensAreRefused() {
        let vocab = #""vocab":{"a":0,"b":1},"merges":"#
        #expect(
            message(bytePair(vocab + #"["a c"]"#)).contains(
                "merge 0 of \"a\" and \"c\" needs the token \"c\""))
        #expect(message(bytePair(vocab + #"[["a","b"]]"#)).contains("needs the token \"ab\""))
        #expect(message(bytePair(vocab + #"["ab"]"#)).contains("merge 0, \"ab\", is not two tokens"))
        #expect(
            message(bytePair(vocab + "[7]")).contains(
                "model.merges[0]: expected two tokens, found the number 7"))
        #expect(message(bytePair(vocab + #"[["a"]]"#)).contains("model.merges[0]"))
        #expect(message(bytePair(vocab + "[]" + #","unk_token":"?""#)).contains("model.unk_token"))
        #expect(message(bytePair(vocab + "[]" + #","dropout":0.1"#)).contains("model.dropout"))
    }

    @Test func nestingIsLimited() {
        #expect(message(String(repeating: "[", count: 100_000)).contains("nested deeper than 100"))
        let normalizers = String(repeating: #"{"type":"Sequence","normalizers":["#, count: 5_000)
        #expect(message(#"{"normalizer":"# + normalizers).contains("nested deeper"))
    }

    @Test func invalidUTF8IsRefused() throws {
        #expect(throws: TokenizerError.invalidUTF8("t.json", offset: 4, line: 2)) {
            try Tokenizer(json: Data(Array("{\n\"a".utf8) + [0xFF]), name: "t.json")
        }
    }

    @Test func vocabularyTextsAreChecked() throws {
        func message(_ text: String) throws -> String {
            let folder = TemporaryFolder()
            let path = try folder.write(text, to: "vocab.txt")
            do {
                _ = try Tokenizer(vocabularyText: path, lowercases: true)
                return "no error"
            } catch {
                #expect("\(error)".hasPrefix(path))
                return "\(error)"
            }
        }
        #expect(try message("[UNK]\n[CLS]\n[SEP]\nthe\n") == "no error")
        #expect(try message("[UNK]\r\n[CLS]\r\n[SEP]\r\nthe") == "no error")
        // Equal to the eye and to Swift's strings, but two tokens of a vocabulary.
        #expect(try message("[UNK]\n[CLS]\n[SEP]\ncaf\u{E9}\ncafe\u{301}\n") == "no error")
        #expect(try message("[CLS]\n[SEP]\nthe\n").contains("\"[UNK]\" is not in the vocabulary"))
        #expect(
            try message("[UNK]\n[CLS]\n[SEP]\nthe\nthe\n").contains(
                "\"the\" is there twice, the second time with the id 4"))
        let missing = FileError.cannotRead(file: "/nowhere/vocab.txt", reason: "No such file or directory")
        #expect(throws: TokenizerError.file(missing)) {
            try Tokenizer(vocabularyText: "/nowhere/vocab.txt", lowercases: true)
        }
        #expect(throws: TokenizerError.self) { try Tokenizer(contentsOf: "/dev") }
        #expect(throws: TokenizerError.self) { try Tokenizer(folder: "/nowhere") }
    }

    @Test func aFolderIsReadWithItsConfiguration() throws {
        let folder = TemporaryFolder()
        try folder.write("[PAD]\n[UNK]\n[CLS]\n[SEP]\nThe\nthe\n<end>\n", to: "vocab.txt")
        #expect(try Tokenizer(folder: folder.path).ids(of: "The") == [2, 5, 3])
        let configuration = "tokenizer_config.json"
        try folder.write(
            #"{"do_lower_case":false,"eos_token":{"content":"<end>"},"pad_token":"[PAD]"}"#, to: configuration
        )
        let tokenizer = try Tokenizer(folder: folder.path)
        #expect(tokenizer.ids(of: "The") == [2, 4, 3])
        #expect(tokenizer.special.end == 6 && tokenizer.special.padding == 0)
        try folder.write(#"{"eos_token":"</s>"}"#, to: configuration)
        #expect(throws: TokenizerError.self) { try Tokenizer(folder: folder.path) }
    }

    /// Bytes changed, cut and repeated at random give a usable tokenizer or an error.
    @Test(arguments: TextReference.names)
    func damagedFilesNeverTrap(_ name: String) throws {
        let file = Array(try Data(contentsOf: URL(fileURLWithPath: TextReference.path(name))))
        // Most of a file is its vocabulary; the stages before it get as many changes.
        let head = file.count / 20
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(bound, 1)
        }
        var read = 0
        for round in 0..<120 {
            var bytes = file
            for _ in 0...random(3) {
                let place = round % 2 == 0 ? random(head) : random(bytes.count)
                switch random(4) {
                case 0: bytes[place] = UInt8(random(256))
                case 1: bytes[place] = Array("0123456789{}[]\",:ntf-".utf8)[random(21)]
                case 2: bytes.removeSubrange(place..<min(place + random(9), bytes.count))
                default:
                    bytes.insert(contentsOf: bytes[place..<min(place + random(30), bytes.count)], at: place)
                }
                if bytes.isEmpty { bytes = [0] }
            }
            guard let tokenizer = try? Tokenizer(json: Data(bytes), name: "damaged") else { continue }
            read += 1
            let ids = tokenizer.ids(of: "The order's 12 cafés, 日本 <mask> x\u{301}")
            #expect(ids.allSatisfy { $0 >= 0 && $0 < tokenizer.vocabularySize })
            _ = tokenizer.decode(ids)
            _ = try Tokenizer(json: tokenizer.json(), name: "written")
        }
        #expect(read > 0)
    }
}
