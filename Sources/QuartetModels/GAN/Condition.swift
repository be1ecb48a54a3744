public import QuartetEngine

/// What a picture is asked to be: of a class, and with certain values of properties that are numbers.
public struct Condition {
    /// Classes, `[batch]`.
    public let labels: Tensor
    /// Standardised numbers, `[batch, values]`; nil where a network takes none.
    public let values: Tensor?

    public init(labels: Tensor, values: Tensor? = nil) { (self.labels, self.values) = (labels, values) }

    /// The same condition for two batches in one.
    var twice: Condition {
        Condition(
            labels: Tensor.concatenate([labels, labels], axis: 0),
            values: values.map { Tensor.concatenate([$0, $0], axis: 0) })
    }
}

/// One vector for a condition: `embedding[class] + W values`, `[batch, width]`. Joined to a generator's latent vector
/// (Mirza & Osindero, 2014), or projected on a discriminator's features, which for numbers is what the log ratio of
/// two linear regressions comes to as it is for classes (Miyato & Koyama, 2018).
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
            fatalError("The network takes values beside the class, and the condition has none.")
        }
        return embedded + values(asked)
    }
}
