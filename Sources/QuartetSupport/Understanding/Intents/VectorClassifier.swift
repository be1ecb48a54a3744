internal import QuartetEngine

/// What is computed of a text's vector: the logits of the linear head, and the comparison with known examples. Safe to use
/// from many tasks at once.
struct VectorClassifier: Sendable {
    let width: Int
    let nearest: NearestExamples
    private let network: Inference
    // Their values are only read, by the network and when the model is saved.
    private nonisolated(unsafe) let head: Linear
    private nonisolated(unsafe) let table: Parameter
    private nonisolated(unsafe) let store: ParameterStore

    /// Vectors of one pass: as many as a product reads its weights for only once.
    private static let batch = 4

    /// - Parameters:
    ///   - weight: `[classes, width]`.
    ///   - bias: one number for each class.
    ///   - examples: `[count, width]`, each of length 1.
    ///   - labels: the class of each example.
    init(weight: [Float], bias: [Float], examples: [Float], labels: [Int32]) throws(OutOfMemory) {
        let (classes, count) = (bias.count, labels.count)
        let width = weight.count / max(classes, 1)
        let store = ParameterStore()
        let head = Linear(store.scope("head"), inputs: width, outputs: classes)
        let table = store.scope.parameter("examples", shape: [count, width], .zeros)
        store.initialize(seed: 0)
        _ = head.weight.values.update(fromContentsOf: weight)
        _ = head.bias?.values.update(fromContentsOf: bias)
        _ = table.values.update(fromContentsOf: examples)
        (self.width, self.store, self.head, self.table) = (width, store, head, table)
        nearest = NearestExamples(classes: classes, labels: labels)
        network = try Inference { graph in
            let x = graph.input("vectors", shape: [Self.batch, width])
            let cosines = x.matrixProduct(graph.parameter(table), transposeRight: true)
            return ([x], [head(x), cosines])
        }
    }

    /// Weight and bias of the head, and the examples, row by row.
    var values: (weight: [Float], bias: [Float], examples: [Float]) {
        (Array(head.weight.values), head.bias.map { Array($0.values) } ?? [], Array(table.values))
    }

    struct Result {
        let logits: [Float]
        let nearest: NearestExamples.Summary
    }

    /// - Parameter vectors: each of ``width`` numbers and of length 1.
    func callAsFunction(_ vectors: ArraySlice<[Float]>) -> [Result] {
        let (width, classes) = (width, nearest.classes)
        var results: [Result] = []
        var rest = vectors
        while !rest.isEmpty {
            let batch = rest.prefix(Self.batch)
            rest = rest.dropFirst(Self.batch)
            results += network.run(
                write: { inputs in
                    inputs[0].update(repeating: 0)
                    for (row, vector) in batch.enumerated() {
                        for (column, value) in vector.prefix(width).enumerated() {
                            inputs[0][row * width + column] = value
                        }
                    }
                },
                read: { outputs in
                    let count = nearest.labels.count
                    return (0..<batch.count).map { row in
                        Result(
                            logits: Array(outputs[0][row * classes..<(row + 1) * classes]),
                            nearest: nearest.summary(
                                UnsafeBufferPointer(rebasing: outputs[1][row * count..<(row + 1) * count])))
                    }
                })
        }
        return results
    }
}
