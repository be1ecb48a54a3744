internal import QuartetEngine
internal import QuartetFiles
internal import QuartetText

/// Texts as tokens, line by line, from which examples of a masked language model are cut.
struct MaskedTexts {
    /// The tokens of the lines that have any.
    let lines: [[Int32]]
    private let begin, end: Int32
    private let context: Int
    private static let stream: UInt32 = 0x4D4C_494E

    init(_ texts: [String], _ tokenizer: Tokenizer, _ description: MaskedTextModel.Description, context: Int)
        throws(VocabularyMismatch)
    {
        let special = tokenizer.special
        guard let begin = special.classification ?? special.beginning else {
            throw .missingToken("[CLS]", source: tokenizer.source)
        }
        guard let end = special.separator ?? special.end else {
            throw .missingToken("[SEP]", source: tokenizer.source)
        }
        (self.begin, self.end, self.context) = (begin, end, context)
        lines = texts.lazy.map {
            tokenizer.ids(
                of: description.lowercases ? $0.lowercased() : $0, addsSpecialTokens: false,
                findsSpecialTokens: false)
        }.filter { !$0.isEmpty }
    }

    /// Tokens that are never hidden.
    var kept: Set<Int32> { [begin, end] }

    /// An example of a step: from a random line on as many lines as the context takes; one in ten has a single line (as
    /// one in ten is short in BERT's training).
    func example(seed: UInt64, step: Int, row: Int) -> [Int32] {
        var generator = PhiloxGenerator(
            seed: seed, step: UInt64(step), stream: Self.stream &+ UInt32(truncatingIfNeeded: row))
        let line = Int.random(in: 0..<lines.count, using: &generator)
        return example(from: line, isSingle: generator.uniform() < 0.1).tokens
    }

    /// All lines in consecutive examples.
    func examples() -> [[Int32]] {
        var (examples, line) = ([[Int32]](), 0)
        while line < lines.count {
            let (tokens, next) = example(from: line, isSingle: false)
            examples.append(tokens)
            line = next
        }
        return examples
    }

    private func example(from first: Int, isSingle: Bool) -> (tokens: [Int32], next: Int) {
        var (tokens, line) = (lines[first], first + 1)
        while !isSingle, line < lines.count, tokens.count + lines[line].count <= context - 2 {
            tokens += lines[line]
            line += 1
        }
        return ([begin] + tokens.prefix(context - 2) + [end], line)
    }
}

/// The loss of a masked language model on a batch of texts.
struct MaskedObjective {
    /// Mean over the hidden tokens, in nats.
    let loss: Tensor
    /// Share of the hidden tokens whose score is the largest.
    let accuracy: Tensor
    private let tokens, lengths, places, labels, mask: Tensor
    private let batch, context, slots: Int

    init(_ network: MaskedNetwork, batch: Int, context: Int, mode: Mode) {
        (self.batch, self.context) = (batch, context)
        // More than the share of 15 % that is hidden on average; what is hidden beyond it is not predicted.
        slots = batch * max(context / 5, 1)
        let graph = Graph()
        tokens = graph.input("tokens", shape: [batch, context], type: .int32)
        lengths = graph.input("lengths", shape: [batch], type: .int32)
        places = graph.input("places", shape: [slots], type: .int32)
        labels = graph.input("hidden tokens", shape: [slots], type: .int32)
        mask = graph.input("mask", shape: [slots])
        let logits = network(tokens, lengths: lengths, places: places, mode: mode)
        loss = crossEntropy(logits: logits, labels: labels, mask: mask)
        accuracy = (logits.isLargest(logits.picked(at: labels)) * mask).sum() / mask.sum()
    }

    /// Writes the inputs of a plan.
    ///
    /// - Parameters:
    ///   - examples: at most a batch; rows that they leave over are padding.
    ///   - hide: the tokens that the model is shown of a row, and which are hidden.
    /// - Returns: the hidden tokens that are predicted.
    @discardableResult
    func fill(
        _ plan: Plan, _ examples: some Collection<[Int32]>,
        hide: (_ row: Int, _ tokens: [Int32]) -> (shown: [Int32], isHidden: [Bool])
    ) -> [Int32] {
        var all = [Int32](repeating: 0, count: batch * context)
        var counts = [Int32](repeating: 1, count: batch)
        var hidden: [(place: Int32, token: Int32)] = []
        for (row, example) in examples.enumerated() {
            let (shown, isHidden) = hide(row, example)
            counts[row] = Int32(example.count)
            for place in example.indices {
                all[row * context + place] = shown[place]
                if isHidden[place] { hidden.append((Int32(row * context + place), example[place])) }
            }
        }
        hidden = Array(hidden.prefix(slots))
        let rest = [Int32](repeating: 0, count: slots - hidden.count)
        plan.write(all, to: tokens)
        plan.write(counts, to: lengths)
        plan.write(hidden.map(\.place) + rest, to: places)
        plan.write(hidden.map(\.token) + rest, to: labels)
        plan.write((0..<slots).map { $0 < hidden.count ? Float(1) : 0 }, to: mask)
        return hidden.map(\.token)
    }
}
