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
            seeds: { _ in [Array(try bytePairs().json()), manyStages] }, read: tokenize),
        FuzzReader(
            "tokenizer-wordpiece", file: "tokenizer.json", words: tokenizerWords,
            seeds: { _ in [Array(try wordPieces().json())] }, read: tokenize),
        FuzzReader(
            "tokenizer-unigram", file: "tokenizer.json",
            words: tokenizerWords + [
                "\"unk_id\":", "-1e300", "\"byte_fallback\":true", "\"Precompiled\"", "\u{2581}",
            ],
            seeds: { _ in [unigram] }, read: tokenize),
        FuzzReader(
            "chat-template", file: "template.jinja", words: templateWords,
            seeds: { _ in chatTemplates.map { Array($0.utf8) } },
            open: { _ in
                let tokenizer = try bytePairs()
                let messages = [
                    ChatMessage(.system, "Be brief."), ChatMessage(.user, "Hello {{ x }} <|endoftext|>"),
                    ChatMessage(.assistant, "Yes."), ChatMessage(.user, "Why?"),
                ]
                return { path in
                    let template = try ChatTemplate(FileBytes.text(path), from: path)
                    _ = tokenizer.endOfAnswer(in: template)
                    _ = try tokenizer.ids(of: messages, in: template, now: Date(timeIntervalSince1970: 1.7e9))
                }
            }),
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
        FuzzReader(
            "pairs", file: "pairs.tsv", words: ["\t", "\n", "\r\n", "\u{FEFF}", "1\teng\t", "\u{0}"],
            seeds: { _ in
                ["Go.\tGeh.\tCC-BY\nHi!\tHallo!\n", "1\tGo.\t2\tGeh.\n3\tHi!\t4\tHallo!\n"]
                    .map { Array($0.utf8) }
            },
            read: { path in
                let table = try PairTable(FileBytes.text(path), file: path)
                _ = PairSplit(table.pairs, holdingBack: 1)
            }),
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

    private static let templateWords = [
        "{%", "%}", "{{", "}}", "{#", "#}", "{%- ", " -%}", "for m in messages", "endfor", "if", "else",
        "endif", "set x = ",
        "namespace(a=1)", "loop.index0", "|trim", "|tojson", "is defined", "not in", "[::-1]",
        "raise_exception('x')",
        "macro f(a)", "endmacro", "strftime_now('%d')", "range(99999999)", "'a' * 99999999", "\\", "'", "~",
        "((((", "[[[[",
    ]

    /// The forms of two families of public models.
    private static let chatTemplates = [
        """
        {% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system
        You are helpful.<|im_end|>
        ' }}{% endif %}{{'<|im_start|>' + message['role'] + '
        ' + message['content'] | trim + '<|im_end|>' + '
        '}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant
        ' }}{% endif %}
        """,
        """
        {{- bos_token }}
        {%- set ns = namespace(system='', count=0) %}
        {%- for m in messages if m.role == 'system' %}{% set ns.system = m.content %}{% endfor %}
        {%- macro turn(role, text) %}[{{ role | upper }}] {{ text }}{% endmacro %}
        {%- for m in messages %}
            {%- if m['role'] in ['user', 'assistant'] %}
                {{- turn(m.role, m.content if loop.index0 > 0 else ns.system ~ m.content) }}
            {%- endif %}
        {%- endfor %}
        {%- if tools is not none and tools is defined %}{{ tools | tojson }}{% endif %}
        """,
    ]

    /// Stages of the public format that our trainings do not write.
    private static let manyStages = Array(
        """
        {"version":"1.0","truncation":null,"padding":null,
        "added_tokens":[{"id":0,"content":"<unk>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
        "normalizer":{"type":"Sequence","normalizers":[{"type":"NFKC"},{"type":"Lowercase"},{"type":"Replace","pattern":{"String":"x"},"content":"y"}]},
        "pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}]},
        "post_processor":null,
        "decoder":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true},
        "model":{"type":"BPE","dropout":null,"unk_token":"<unk>","continuing_subword_prefix":null,"end_of_word_suffix":null,"fuse_unk":false,"byte_fallback":false,"vocab":{"<unk>":0,"a":1,"b":2,"ab":3},"merges":["a b"]}}
        """.utf8)

    private static let unigram = Array(
        """
        {"version":"1.0","truncation":null,"padding":null,
        "added_tokens":[{"id":0,"content":"<unk>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
        "normalizer":{"type":"NFKC"},
        "pre_tokenizer":{"type":"Metaspace","replacement":"\u{2581}","prepend_scheme":"always","split":true},
        "post_processor":null,
        "decoder":{"type":"Metaspace","replacement":"\u{2581}","prepend_scheme":"always","split":true},
        "model":{"type":"Unigram","unk_id":0,"byte_fallback":false,
        "vocab":[["<unk>",0.0],["\u{2581}",-1.5],["a",-2.0],["t",-2.5],["\u{2581}the",-1.0],["at",-1.75]]}}
        """.utf8)

    @Sendable private static func tokenize(_ path: String) throws {
        let tokenizer = try Tokenizer(contentsOf: path)
        for text in sentences { _ = tokenizer.decode(try tokenizer.encode(text).ids) }
        // What was read can be written and read again.
        _ = try Tokenizer(json: tokenizer.json(), name: path)
    }
}
