internal import QuartetEngine
internal import QuartetFiles
internal import QuartetText

/// Pairs as tokens.
public struct EncodedPairs: Sendable {
    typealias Example = (source: [Int32], target: [Int32])

    let examples: [Example]
    /// Pairs that were left out because a text has too many tokens: a truncated text has another translation.
    public let tooLong: Int
    let fingerprint: String

    public var count: Int { examples.count }

    /// - Parameters:
    ///   - longest: most tokens of a source.
    ///   - longestTarget: most tokens of a target with the token that ends it.
    ///   - cutsSources: whether longer sources are cut rather than left out.
    init(
        _ pairs: [PairTable.Pair], _ tokenizer: Tokenizer, longest: Int, longestTarget: Int,
        cutsSources: Bool
    ) {
        examples = pairs.lazy.map {
            let source = tokenizer.ids(of: $0.source, addsSpecialTokens: false)
            return (
                source: cutsSources ? Array(source.prefix(longest)) : source,
                target: tokenizer.ids(of: $0.target, addsSpecialTokens: false)
            )
        }.filter {
            (1...longest).contains($0.source.count) && (1..<longestTarget).contains($0.target.count)
        }
        tooLong = pairs.count - examples.count
        fingerprint = Fingerprint(pairs.map { $0.source + "\t" + $0.target }.joined(separator: "\n")).text
    }
}

/// The loss of an encoder-decoder on a batch of pairs, padded to one length of sources and one of targets.
struct TranslationObjective {
    /// Mean over the tokens of the targets.
    let loss: Tensor
    private let source, lengths, target, next, mask: Tensor
    private let batch, longest, targets: Int
    private let begin, end: Int32

    /// - Parameters:
    ///   - targets: tokens of the longest target.
    ///   - begin, end: the tokens before and after a target.
    init(
        _ model: EncoderDecoder, batch: Int, targets: Int, begin: Int32, end: Int32, labelSmoothing: Float,
        mode: Mode
    ) {
        (self.batch, longest, self.targets) = (batch, model.configuration.context, targets)
        (self.begin, self.end) = (begin, end)
        let graph = Graph()
        source = graph.input("source", shape: [batch, longest], type: .int32)
        lengths = graph.input("source lengths", shape: [batch], type: .int32)
        target = graph.input("target", shape: [batch, targets], type: .int32)
        next = graph.input("next tokens", shape: [batch, targets], type: .int32)
        mask = graph.input("mask", shape: [batch, targets])
        let memory = model.encode(source, lengths: lengths, mode: mode)
        let scores = model.scores(model.decode(target, memory: memory, lengths: lengths, mode: mode))
        loss = crossEntropy(logits: scores, labels: next, mask: mask, labelSmoothing: labelSmoothing)
    }

    /// Writes the inputs of a plan.
    ///
    /// - Parameter examples: at least one. Rows that they leave over repeat the first one and do not count.
    /// - Returns: the tokens that the loss is a mean over.
    @discardableResult
    func fill(_ plan: Plan, _ examples: some Collection<EncodedPairs.Example>) -> Int {
        guard let first = examples.first, examples.count <= batch else {
            fatalError("TranslationObjective: \(examples.count) pairs in a batch of \(batch).")
        }
        let (sources, givens) = (plan.integers(of: source), plan.integers(of: target))
        let (nexts, counts) = (plan.integers(of: next), plan.floats(of: mask))
        let rows = Array(examples) + [EncodedPairs.Example](repeating: first, count: batch - examples.count)
        var counted = 0
        for (row, pair) in rows.enumerated() {
            let (given, answer) = ([begin] + pair.target, pair.target + [end])
            let isOwn = row < examples.count
            if isOwn { counted += answer.count }
            for i in 0..<longest { sources[row * longest + i] = i < pair.source.count ? pair.source[i] : 0 }
            for i in 0..<targets {
                let place = row * targets + i
                givens[place] = i < given.count ? given[i] : 0
                nexts[place] = i < answer.count ? answer[i] : 0
                counts[place] = isOwn && i < answer.count ? 1 : 0
            }
        }
        plan.write(rows.map { Int32($0.source.count) }, to: lengths)
        return counted
    }

    /// The mean loss over the tokens of the first forty batches.
    func meanLoss(_ plan: Plan, _ examples: [EncodedPairs.Example]) -> Double {
        var (sum, tokens) = (0.0, 0)
        for start in stride(from: 0, to: min(examples.count, 40 * batch), by: batch) {
            let counted = fill(plan, examples[start..<min(start + batch, examples.count)])
            plan.run()
            sum += Double(counted) * Double(plan.scalar(loss))
            tokens += counted
        }
        return sum / Double(tokens)
    }
}
