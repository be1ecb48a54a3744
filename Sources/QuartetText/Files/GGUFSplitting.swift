/// The rules of splitting that GGUF files name (`tokenizer.ggml.pre`).
struct GGUFSplitting {
    let preTokenizer: PreTokenizer
    var ignoresMerges = false
    var addsBeginning = false

    init(name: String, file: String) throws {
        let gpt2 = PreTokenizer.byteLevel(.init())
        func split(_ pattern: TextPattern) -> PreTokenizer { .split(pattern, .isolated, isInverted: false) }
        func thenBytes(_ parts: [PreTokenizer]) -> PreTokenizer {
            .sequence(parts + [.byteLevel(.init(splits: false))])
        }
        switch name {
        case "gpt-2", "phi-2", "mpt", "olmo", "jais", "exaone4", "trillion", "granite-docling", "gigachat",
            "mellum",
            "roberta-bpe", "jina-v1-en", "jina-v2-es", "jina-v2-de", "jina-v2-code":
            preTokenizer = gpt2
        case "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b":
            preTokenizer = .sequence([.digits(individually: true), gpt2])
        case "llama-bpe", "llama3", "llama-v3", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2":
            preTokenizer = thenBytes([split(.known(.llama3(digits: 3)))])
            ignoresMerges = true
            addsBeginning = true
        case "dbrx", "smaug-bpe", "glm4", "chatglm-bpe":
            preTokenizer = thenBytes([split(.known(.llama3(digits: 3)))])
        case "qwen2", "deepseek-r1-qwen", "kormo", "megrez", "stablelm2", "hunyuan", "grok-2":
            preTokenizer = thenBytes([split(.known(.llama3(digits: 1)))])
        case "default":
            preTokenizer = thenBytes([
                split(try TextPattern(regex: #"[\p{P}\$\+<=>\^~\|]+"#)), split(.known(.gpt2)),
                split(try TextPattern(regex: #"\p{N}+"#)), split(try TextPattern(regex: "[0-9][0-9][0-9]")),
            ])
        case "falcon":
            preTokenizer = thenBytes([
                split(try TextPattern(regex: #"[\p{P}\$\+<=>\^~\|`]+"#)), split(.known(.gpt2)),
                split(try TextPattern(regex: "[0-9][0-9][0-9]")),
            ])
        default:
            throw TokenizerError.unsupported(
                file, entry: "tokenizer.ggml.pre", found: quoted(name),
                known:
                    "gpt-2, smollm, starcoder, llama-bpe, qwen2, falcon, default and those that split as they do"
            )
        }
    }
}
