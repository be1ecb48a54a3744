public import QuartetCatalogs
internal import QuartetEngine
public import QuartetModels

/// The pair encoder that conversations share, with its name: it reads question and passage together.
public final class SharedPairEncoder: Sendable {
    public let name: String
    private let encoder: PairEncoder

    public init(_ encoder: PairEncoder, name: String) { (self.encoder, self.name) = (encoder, name) }

    /// A logit for each text: how well it answers the question.
    public func logits(of question: String, with texts: [String]) throws -> [Float] {
        if texts.isEmpty { return [] }
        return try encoder.scores(of: question, with: texts)
    }

    /// The fetched ms-marco-MiniLM-L-12-v2, or nothing.
    public static func best(
        _ locator: ResourceLocator = ResourceLocator()
    ) -> (encoder: SharedPairEncoder?, notes: [String]) {
        guard let folder = try? locator.folder(.models) + "/ms-marco-MiniLM-L-12-v2" else { return (nil, []) }
        // The adapter is the one that this project tuned on customers' questions.
        return AdaptedModel.best(adapter: try? locator.file("support-pairs.safetensors", in: .weights)) {
            path in
            let adapter = try path.map { try LowRankAdapter(path: $0) }
            let encoder = try PairEncoder(folder: folder, precision: .bfloat16, adapter: adapter)
            let name = "ms-marco-MiniLM-L-12-v2" + (adapter == nil ? "" : " with support-pairs")
            return SharedPairEncoder(encoder, name: name)
        }
    }
}
