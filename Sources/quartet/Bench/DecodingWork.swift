import QuartetEngine
import QuartetModels

/// Greedy decoding with a cache in the shape of GPT-2 small: 12 layers, width 768, 12 heads, 50,257 tokens.
extension Workload {
    private static let decodedTokens = 64
    static let decodedModel = LanguageModel.Configuration(
        form: .gpt, vocabulary: 50_257, context: 1024, width: 768, layers: 12, heads: 12)

    static func decoding(_ precision: Precision) throws -> Workload {
        let store = ParameterStore()
        let model = LanguageModel(store.scope, decodedModel)
        store.initialize(seed: 0)
        let decoder = try LanguageModelDecoder(model, store, capacity: decodedTokens, precision: precision)
        let generator = TokenGenerator(maximumTokens: decodedTokens - 1)
        // Each weight of a block and of the scores is multiplied and added once a token.
        let weights = 12 * 12 * 768 * 768 + 50_257 * 768
        return Workload(items: decodedTokens, operations: 2 * weights * decodedTokens) { _ in
            decoder.reset()
            let outputs = try? generator([[1]], with: decoder)
            return Float(outputs?[0].tokens.last ?? -1)
        }
    }
}
