internal import QuartetEngine

/// Trains a linear head on vectors: multinomial logistic regression,
/// `min mean_i -log softmax(W x_i + b)[y_i] + |W|^2 / (2 C n)` over the `n` selected rows.
///
/// All rows are in one plan, and a mask selects: a fit also gives the logits of the rows that it did not see.
final class SoftmaxRegression {
    private let store = ParameterStore()
    private let head: Linear
    private let plan: Plan
    private let loss, logits, mask: Tensor
    private let rows, classes: Int

    /// - Parameters:
    ///   - vectors: all of the same length.
    ///   - labels: the class of each.
    /// - Throws: `OutOfMemory` if the machine cannot hold the rows with their logits.
    init(_ vectors: [[Float]], labels: [Int32], classes: Int) throws(OutOfMemory) {
        (rows, self.classes) = (vectors.count, classes)
        let width = vectors.first?.count ?? 0
        head = Linear(store.scope, inputs: width, outputs: classes)
        let graph = Graph()
        let x = graph.input("vectors", shape: [rows, width])
        let y = graph.input("labels", shape: [rows], type: .int32)
        mask = graph.input("mask", shape: [rows])
        logits = head(x)
        loss = crossEntropy(logits: logits, labels: y, mask: mask)
        store.initialize(seed: 0)
        plan = try Plan.checked(
            graph, stages: [Stage(minimizing: loss, of: store, outputs: [logits])],
            remedy: "train on fewer texts")
        let target = plan.floats(of: x)
        for (row, vector) in vectors.enumerated() {
            for (column, value) in vector.enumerated() { target[row * width + column] = value }
        }
        plan.write(labels, to: y)
    }

    /// `[classes, width]`, and one number for each class.
    var weights: (weight: [Float], bias: [Float]) {
        (Array(head.weight.values), Array(head.bias?.values ?? head.weight.values))
    }

    /// Fits the head and returns the logits of all rows, `[rows, classes]`.
    ///
    /// - Parameters:
    ///   - selected: which rows it is fitted on.
    ///   - strength: `C`: the larger, the less the weights are held back.
    ///   - isFresh: starts from zero rather than from the last fit, which must have had the same rows to be of use.
    func fit(on selected: [Bool], strength: Double, isFresh: Bool) -> [Float] {
        let values = store.flatValues
        if isFresh { values.update(repeating: 0) }
        plan.write(selected.map { $0 ? Float(1) : 0 }, to: mask)
        let penalty = 1 / (strength * Double(max(selected.count(where: \.self), 1)))
        let held = head.weight.elementCount
        var point = values.map { Double($0) }
        var solver = LimitedMemoryBFGS()
        // A class's share of the mean loss, and of its gradient, falls with the number of classes.
        solver.tolerance = 1e-4 / Double(classes)
        solver.minimize(&point) { point, gradient in
            for i in point.indices { values[i] = Float(point[i]) }
            plan.run()
            let found = store.flatGradients
            for i in point.indices { gradient[i] = Double(found[i]) }
            // The weight comes first in the buffers, the bias is not held back.
            var square = 0.0
            for i in 0..<held {
                square += point[i] * point[i]
                gradient[i] += penalty * point[i]
            }
            return Double(plan.scalar(loss)) + 0.5 * penalty * square
        }
        for i in point.indices { values[i] = Float(point[i]) }
        plan.run()
        return plan.read(logits)
    }
}
