internal import QuartetEngine
internal import QuartetText

/// Different texts, each encoded once.
struct TextTable {
    private var texts: [String] = []
    private var indices: [String: Int] = [:]

    mutating func index(of text: String) -> Int {
        if let index = indices[text] { return index }
        indices[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    /// The texts as tokens, in the order of their indices.
    func encoded(_ source: EncoderSource<some EncoderDescription>, _ options: TuningOptions) throws
        -> [TextRow]
    {
        let (tokenizer, lowercases) = (source.tokenizer, source.description.lowercases)
        let longest = min(options.longest, source.description.maximumTokens)
        let encoding = EncodingOptions(maximumLength: longest, tracksOffsets: false)
        let texts = texts
        return try parallelMap(texts.count) { index in
            let text = lowercases ? texts[index].lowercased() : texts[index]
            return TextRow(try tokenizer.encode(text, options: encoding))
        }
    }
}
