public import QuartetEngine

/// What a picture should be: its class, and the values of its numeric properties.
public struct Condition {
    /// Classes, `[batch]`.
    public let labels: Tensor
    /// Standardised numbers, `[batch, values]`; nil for a network without them.
    public let values: Tensor?

    public init(labels: Tensor, values: Tensor? = nil) { (self.labels, self.values) = (labels, values) }

    /// The same condition for two batches that are joined.
    var twice: Condition {
        Condition(
            labels: Tensor.concatenate([labels, labels], axis: 0),
            values: values.map { Tensor.concatenate([$0, $0], axis: 0) })
    }
}

/// One vector for a condition: `embedding[class] + W values`, `[batch, width]`. Joined to a generator's latent vector
/// (Mirza & Osindero, 2014), or projected on a discriminator's features: for numbers the projection follows from the
/// log ratio of two linear regressions, as it does for classes (Miyato & Koyama, 2018).
struct ConditionEmbedding {
    let classes: Embedding
    let values: Linear?

    init(_ scope: ParameterScope, classes: Int, values: Int, width: Int) {
        self.classes = Embedding(scope("embedding"), count: classes, width: width)
        self.values = values > 0 ? Linear(scope("values"), inputs: values, outputs: width, bias: false) : nil
    }

    func callAsFunction(_ condition: Condition) -> Tensor {
        let embedded = classes(condition.labels)
        guard let values else { return embedded }
        guard let asked = condition.values else {
            fatalError("The network takes values besides the class, but the condition has none.")
        }
        return embedded + values(asked)
    }
}
