internal import Foundation

/// What speaks for each class of one text: scores on scales of their own.
struct IntentEvidence: Sendable {
    /// A kind of evidence.
    enum Term: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
        /// Decision values of the machines on words and characters.
        case words
        /// Logits of the head on the encoder's vector.
        case head
        /// Cosines with the nearest examples of the class.
        case nearest
        /// Logits of an encoder tuned on the classes.
        case tuned
    }

    /// One score a class for each term that there is.
    var scores: [Term: [Float]]
    /// The largest cosine with an example of each class; empty without vectors.
    var closest: [Float] = []

    /// The same for some of the classes only.
    func restricted(to classes: [Int]) -> IntentEvidence {
        IntentEvidence(
            scores: scores.mapValues { scores in classes.map { scores[$0] } },
            closest: closest.isEmpty ? [] : classes.map { closest[$0] })
    }
}

extension [Float] {
    /// `log(sum_k exp(x_k))`.
    var logSumExponential: Float {
        guard let most = self.max(), most.isFinite else { return -.infinity }
        return most + log(reduce(0) { $0 + exp($1 - most) })
    }
}
