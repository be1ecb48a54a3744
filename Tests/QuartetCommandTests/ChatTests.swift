import Foundation
import QuartetTestSupport
import Testing

/// `lab generate --chat` with GGUF files made here: a Llama of one layer whose weights make it write what a test needs.
@Suite struct ChatTests {
    private static let width = 32
    private static let control = ["<|begin|>", "<|turn|>", "<|end|>", "<|over|>"]

    /// After any token it writes a letter, and after that the token `last`.
    ///
    /// The embeddings of the last token and of all others are opposite unit vectors, attention and feed-forward add
    /// nothing, and the output projection maps one to the letter and the other to `last`.
    private static func model(template: String?, last: Int, letter: Unicode.Scalar = "z") -> GGUFBuilder {
        let bytes = (0..<256).map { byteToken(UInt8($0)) }
        let tokens = control + bytes
        let z = control.count + Int(letter.value)
        var file = GGUFBuilder()
        file.add("general.architecture", "llama")
        for (name, value) in [
            ("context_length", 256), ("embedding_length", width), ("block_count", 1),
            ("feed_forward_length", 32),
            ("attention.head_count", 1),
        ] {
            file.add("llama." + name, UInt32(value))
        }
        file.add(
            "llama.attention.layer_norm_rms_epsilon", type: 6, GGUFBuilder.number(Float(1e-5).bitPattern))
        file.add("tokenizer.ggml.model", "gpt2")
        file.add("tokenizer.ggml.pre", "gpt-2")
        file.add("tokenizer.ggml.tokens", type: 9, GGUFBuilder.strings(tokens))
        file.add("tokenizer.ggml.merges", type: 9, GGUFBuilder.strings([]))
        let types = tokens.indices.flatMap { GGUFBuilder.number(UInt32($0 < control.count ? 3 : 1)) }
        file.add(
            "tokenizer.ggml.token_type", type: 9, GGUFBuilder.array(5, count: UInt64(tokens.count), types))
        file.add("tokenizer.ggml.bos_token_id", 0)
        file.add("tokenizer.ggml.eos_token_id", 3)
        file.add("tokenizer.ggml.eot_token_id", 2)
        if let template { file.add("tokenizer.chat_template", template) }

        func floats(_ name: String, _ rows: Int, _ value: (_ row: Int, _ column: Int) -> Float) {
            let data = (0..<rows).flatMap { row in
                (0..<width).flatMap { GGUFBuilder.number(value(row, $0).bitPattern) }
            }
            let extents = rows == 1 ? [UInt64(width)] : [UInt64(width), UInt64(rows)]
            file.add(tensor: name, extents, type: 0, data)
        }
        floats("token_embd.weight", tokens.count) { row, column in column == 0 ? (row == z ? -1 : 1) : 0 }
        floats("output.weight", tokens.count) { row, column in
            column > 0 ? 0 : row == z ? 1 : row == last ? -1 : 0
        }
        for name in ["output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"] {
            floats(name + ".weight", 1) { _, _ in 1 }
        }
        for part in ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"] {
            floats("blk.0.\(part).weight", width) { _, _ in 0 }
        }
        return file
    }

    /// How a byte-level vocabulary writes a byte: printable ones as themselves, the others from U+0100 on.
    private static func byteToken(_ byte: UInt8) -> String {
        func isPrintable(_ byte: UInt8) -> Bool {
            (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE
        }
        let place = (UInt8(0)..<byte).count { !isPrintable($0) }
        return String(Unicode.Scalar(isPrintable(byte) ? UInt32(byte) : UInt32(0x100 + place))!)
    }

    private static let template = """
        {%- if messages[0].role == 'system' %}
            {{- raise_exception('System role not supported') }}
        {%- endif %}
        {%- for message in messages %}
            {{- '<|turn|>' + message.role + ':' + message.content | trim + '<|end|>' }}
        {%- endfor %}
        {%- if add_generation_prompt %}
            {{- '<|turn|>assistant:' }}
        {%- endif %}
        """

    private func chat(_ model: GGUFBuilder, _ arguments: [String], input: String? = nil) throws
        -> Program.Outcome
    {
        let folder = TemporaryFolder()
        _ = try folder.write(model.bytes, to: "model.gguf")
        return try Program.run(
            ["lab", "generate", "--model", "model.gguf", "--chat", "--max-tokens", "9"] + arguments,
            in: folder.path,
            input: input.map { Data($0.utf8) })
    }

    /// The end of a turn, the end of a text, and the token that the template writes after an answer.
    @Test(arguments: [2, 3])
    func anAnswerEndsAtTheEndOfTheTurn(_ last: Int) throws {
        let outcome = try chat(
            Self.model(template: Self.template, last: last), ["--prompt", " hi ", "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let answer = try Program.dictionary(outcome.output)
        #expect(answer["text"] as? String == "z" && answer["end"] as? String == "stop")
        // Two tokens and five letters, then two tokens and ten letters.
        #expect(answer["promptTokens"] as? Int == 1 + 5 + 2 + 1 + 1 + 10)
    }

    @Test func theTemplatesOwnEndIsFound() throws {
        let template = "{% for m in messages %}{{ m.content }}<|turn|>{% endfor %}"
        let outcome = try chat(Self.model(template: template, last: 1), ["--prompt", "hi", "--quiet"])
        #expect(outcome.output == "z\n" && outcome.status == 0, "\(outcome.errors)")
    }

    @Test func aConversationIsKept() throws {
        let outcome = try chat(
            Self.model(template: Self.template, last: 2), ["--json"], input: "one\n\ntwo\nthree\n")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let turns = try outcome.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
        #expect(turns.map { $0["prompt"] as? String } == ["one", "two", "three"])
        #expect(turns.map { $0["promptTokens"] as? Int } == [21, 44, 69])
    }

    @Test func aMessageThatCannotBeAnsweredEndsNothing() throws {
        let folder = TemporaryFolder()
        try folder.write(Self.model(template: Self.template, last: 2).bytes, to: "model.gguf")
        let tooMany = String(repeating: "a", count: 300)
        var input = Data("one\n\(tooMany)\n".utf8)
        input += Data([0x47, 0x72, 0xFC, 0xDF, 0x65, 0x0A])
        input += Data(repeating: 0x62, count: 1 << 20) + Data("b\ntwo\r\nthree".utf8)
        let outcome = try Program.run(
            ["lab", "generate", "--model", "model.gguf", "--chat", "--max-tokens", "9", "--json"],
            in: folder.path, input: input)
        #expect(outcome.status == 65 && outcome.errors.contains("messages without an answer: 3"))
        let lines = try outcome.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
        #expect(lines.map { $0["prompt"] as? String } == ["one", tooMany, nil, nil, "two", "three"])
        // What has no answer is not part of the conversation.
        #expect(lines.map { $0["promptTokens"] as? Int } == [21, nil, nil, nil, 44, 69])
        let errors = lines.compactMap { $0["error"] as? String }
        try #require(errors.count == 3)
        #expect(errors[0].contains("the model has room for 256"), "\(errors)")
        #expect(errors[1].contains("line 3") && errors[1].contains("Windows-1252"), "\(errors)")
        #expect(!errors[1].contains("line 1"), "the message is one line: \(errors[1])")
        #expect(errors[2].contains("line 4") && errors[2].contains("the limit is 1 MiB"), "\(errors)")
    }

    @Test func inputsWithoutAnEndAreRefused() throws {
        let outcome = try Program.shell(
            "\"$0\" lab generate --model none --prompt - < /dev/zero", "quartet")
        #expect(outcome.status == 65 && outcome.errors.contains("the limit is 16777216 bytes"))
    }

    @Test func droppedMessagesAreCounted() throws {
        let turns = (0..<2).map { String(repeating: "\($0)", count: 100) + "\n" }.joined()
        let template = "{% for m in messages %}{{ m.content }}{{ '<|end|>' }}{% endfor %}"
        let model = Self.model(template: template, last: 2)
        let long = String(repeating: "3", count: 60) + "\n"
        let alone = try chat(model, [], input: turns + long)
        #expect(
            alone.status == 0 && alone.errors.contains("did not see the first 2 messages."), "\(alone.errors)"
        )
        let led = try chat(model, ["--system", "Be brief."], input: turns + long)
        #expect(
            led.errors.contains("did not see the first 2 messages after the system message."), "\(led.errors)"
        )
    }

    @Test func aTerminalDoesNotObeyWhatAModelWrites() throws {
        let folder = TemporaryFolder()
        try folder.write(Self.model(template: nil, last: 2, letter: "\u{1B}").bytes, to: "model.gguf")
        let arguments = ["lab", "generate", "--model", "model.gguf", "--prompt", "hi", "--quiet"]
        #expect(try Program.run(arguments, in: folder.path).output == "\u{1B}\n")
        #expect(try Program.terminalOutput(arguments, in: folder.path) == "\\u{1b}\r\n")
    }

    @Test func whatCannotBeSaidIsExplained() throws {
        let refused = try chat(
            Self.model(template: Self.template, last: 2), ["--prompt", "hi", "--system", "Be brief."])
        #expect(refused.status == 65 && refused.errors.contains("System role not supported"))
        #expect(refused.errors.contains("leave out --system"))
        let untaught = try chat(Self.model(template: nil, last: 2), ["--prompt", "hi"])
        #expect(untaught.status == 65 && untaught.errors.contains("model.gguf: has no chat template"))
        let unknown = try chat(
            Self.model(template: "\n{{ messages|nofilter }}", last: 2), ["--prompt", "hi"])
        #expect(unknown.status == 65)
        #expect(
            unknown.errors.contains(
                "model.gguf: chat template, line 2: the filter `nofilter` is not supported"))
    }
}
