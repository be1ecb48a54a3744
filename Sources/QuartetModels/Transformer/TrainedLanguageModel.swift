public import QuartetEngine
public import QuartetText

/// A language model that ``GPTLab`` trained, with its tokenizer: weights and vocabulary in one file.
///
/// It belongs to one thread at a time.
public final class TrainedLanguageModel {
    public let model: LanguageModel
    public let store: ParameterStore
    public let tokenizer: Tokenizer
    private var scoring: Scoring?

    private struct Scoring {
        let plan: Plan
        let tokens, next, losses: Tensor
    }

    init(_ model: LanguageModel, _ store: ParameterStore, _ tokenizer: Tokenizer) {
        (self.model, self.store, self.tokenizer) = (model, store, tokenizer)
    }

    /// Loads the weights of a training, which stay mapped.
    public init(path: String) throws {
        let file = try ModelFile<LanguageModel.Configuration>(path: path)
        tokenizer = try file.tokenizer(for: file.description.vocabulary)
        store = ParameterStore()
        model = LanguageModel(store.scope, file.description)
        try file.map(into: store)
    }

    /// Writes the weights with their description and the tokenizer.
    func save(to path: String, metadata: [String: String]) throws(CheckpointError) {
        try ModelFile.write(
            store, describedBy: model.configuration, tokenizer: tokenizer, metadata: metadata, to: path)
    }

    /// The mean cross-entropy of all tokens of a text but the first, in nats. The text is cut into consecutive windows
    /// of the model's context; a token is predicted from those before it in its window.
    public func meanLoss(of tokens: [Int32]) throws -> Double {
        let length = model.configuration.context
        let scoring = try scoring ?? makeScoring()
        self.scoring = scoring
        var (sum, count) = (0.0, 0)
        let rows = scoring.tokens.shape[0]
        let starts = Array(stride(from: 0, to: tokens.count - 1, by: length))
        for group in stride(from: 0, to: starts.count, by: rows) {
            let (ids, next) = (
                scoring.plan.integers(of: scoring.tokens), scoring.plan.integers(of: scoring.next)
            )
            let taken = starts[group..<min(group + rows, starts.count)]
            for row in 0..<rows {
                for i in 0..<length {
                    let place = row < taken.count ? taken[group + row] + i : tokens.count
                    ids[row * length + i] = place < tokens.count ? tokens[place] : 0
                    next[row * length + i] = place + 1 < tokens.count ? tokens[place + 1] : 0
                }
            }
            scoring.plan.run()
            let losses = scoring.plan.floats(of: scoring.losses)
            for (row, start) in taken.enumerated() {
                let size = min(length, tokens.count - 1 - start)
                for i in 0..<size { sum += Double(losses[row * length + i]) }
                count += size
            }
        }
        return sum / Double(max(count, 1))
    }

    private func makeScoring() throws(OutOfMemory) -> Scoring {
        let graph = Graph()
        let shape: Shape = [16, model.configuration.context]
        let tokens = graph.input("tokens", shape: shape, type: .int32)
        let next = graph.input("next tokens", shape: shape, type: .int32)
        let scores = model.scores(model(tokens)).inFullPrecision().logSoftmax()
        let losses = -(scores * next.oneHot(classes: model.configuration.vocabulary)).sum(axes: [-1])
        let plan = try Plan.checked(graph, stages: [Stage(outputs: [losses])])
        return Scoring(plan: plan, tokens: tokens, next: next, losses: losses)
    }
}
