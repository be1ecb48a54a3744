import Foundation
import QuartetEngine
import QuartetModels

/// w6: greedy decoding with a cache in the shape of GPT-2 small.
enum DecodingWork {
    private static let tokens = 64

    private static func model(_ scale: Workload.Scale) -> LanguageModel.Configuration {
        switch scale {
        case .full: .init(form: .gpt, vocabulary: 50_257, context: 1024, width: 768, layers: 12, heads: 12)
        case .small: .init(form: .gpt, vocabulary: 31, context: 16, width: 16, layers: 2, heads: 2)
        }
    }

    static func workload(_ precision: Precision) throws -> Workload {
        let (store, sizes) = (ParameterStore(), model(.full))
        let model = LanguageModel(store.scope, sizes)
        store.initialize(seed: 0)
        let decoder = try CausalState(model, store, capacity: tokens, precision: precision)
        let generator = TokenGenerator(maximumTokens: tokens - 1)
        // Each weight of a block and of the scores is multiplied and added once a token.
        let weights = (12 * sizes.layers * sizes.width + sizes.vocabulary) * sizes.width
        return Workload(items: tokens, operations: 2 * weights * tokens) { _ in
            decoder.reset()
            let outputs = try? generator([[1]], with: decoder)
            return Float(outputs?[0].tokens.last ?? -1)
        }
    }

    /// Each token of a text, judged by those before it, which are read one at a time through the cache.
    static func comparisons(_ torch: TorchResults, _ precision: Precision) throws -> [Comparison] {
        let store = ParameterStore()
        let model = LanguageModel(store.scope, model(torch.scale))
        try torch.fill(store)
        let text = try torch.integers("text")
        let decoder = try CausalState(model, store, capacity: text.count, precision: precision)
        var loss = 0.0
        for (token, next) in zip(text, text.dropFirst()) {
            try decoder.read([[token]])
            let scores = decoder.scores(of: 0).map(Double.init)
            let highest = scores.max() ?? 0
            let sum = scores.reduce(0) { $0 + exp($1 - highest) }
            loss += highest + log(sum) - scores[Int(next)]
        }
        return [
            Comparison(
                name: "mean negative log likelihood of a text", ours: Float(loss / Double(text.count - 1)),
                theirs: try torch.floats("loss/\(precision.rawValue)")[0])
        ]
    }
}
