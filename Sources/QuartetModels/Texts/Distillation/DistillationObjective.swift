package import QuartetEngine

/// The loss of a student on a batch of texts of one length.
///
/// `1 - mean_i s_i . t_i + contrast H(softmax(T t_i / temperature), softmax(T s_i / temperature))` with the student's
/// vectors `s`, the teacher's `t` and all the teacher's vectors of the batch `T`: a text's vector is near its own
/// teacher's, and as near to those of the others as the teacher has it.
package struct DistillationObjective {
    let loss: Tensor
    /// Mean of the student's vectors with the teacher's.
    let cosine: Tensor
    private let tokens, lengths, teacher: Tensor

    init(
        _ network: SentenceNetwork, width: Int, batch: Int, length: Int, contrast: Float, temperature: Float
    ) {
        let graph = Graph()
        tokens = graph.input("tokens", shape: [batch, length], type: .int32)
        lengths = graph.input("lengths", shape: [batch], type: .int32)
        teacher = graph.input("teacher", shape: [batch, width])
        let student = network(tokens, lengths: lengths, mode: .training)
        let cosine = (student * teacher).sum(axes: [1]).mean()
        let distance = 1 - cosine
        self.cosine = cosine
        loss =
            contrast == 0
            ? distance
            : distance + Self.divergence(student, teacher, temperature: temperature) * contrast
    }

    /// The cross-entropy between the likenesses of a batch as the teacher and as the student see them.
    package static func divergence(_ student: Tensor, _ teacher: Tensor, temperature: Float) -> Tensor {
        func scores(_ vectors: Tensor) -> Tensor {
            vectors.matrixProduct(teacher, transposeRight: true).inFullPrecision() * (1 / temperature)
        }
        let wanted = scores(teacher).softmax()
        return (scores(student).logSoftmax() * wanted).sum() * (-1 / Float(student.shape[0]))
    }

    /// Writes a batch to a plan's inputs.
    func fill(
        _ plan: Plan, _ rows: [ArraySlice<Int32>],
        teacher copy: (Int, UnsafeMutablePointer<Float>) throws -> Void
    )
        rethrows
    {
        let ids = plan.integers(of: tokens)
        let length = tokens.shape[1]
        for (row, text) in rows.enumerated() {
            for i in 0..<length { ids[row * length + i] = i < text.count ? text[text.startIndex + i] : 0 }
        }
        plan.write(rows.map { Int32($0.count) }, to: lengths)
        let vectors = plan.floats(of: teacher)
        guard let base = vectors.baseAddress else { return }
        for row in rows.indices { try copy(row, base + row * teacher.shape[1]) }
    }
}
