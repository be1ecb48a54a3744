internal import Foundation

/// A linear head on the vectors of a sentence encoder: the probability that a message asks for a section,
/// `softmax(W x + b)`.
public struct QuestionHead: Sendable, Equatable {
    /// What a question asks for: a section of an article, or none.
    public struct Section: Sendable, Hashable, Codable, Comparable {
        /// Nil where no article answers.
        public var article: String?
        /// Nil where only the article is known.
        public var heading: String?

        public init(article: String?, heading: String?) {
            (self.article, self.heading) = (article, heading)
        }

        public static func < (one: Self, other: Self) -> Bool {
            (one.article ?? "", one.heading ?? "") < (other.article ?? "", other.heading ?? "")
        }
    }

    public let sections: [Section]
    /// Numbers of a vector.
    public let width: Int
    /// `W` and `b` beside it, `[sections, width + 1]`.
    let weights: [Float]
    /// The encoder whose vectors it reads, by its fingerprint.
    public let encoder: String
    /// The questions that it was trained on, by their fingerprint.
    public let questions: String

    /// - Returns: nil when the numbers do not fit one another.
    init?(sections: [Section], width: Int, weights: [Float], encoder: String, questions: String) {
        guard width > 0, weights.count == sections.count * (width + 1), weights.allSatisfy(\.isFinite) else {
            return nil
        }
        (self.sections, self.width, self.weights) = (sections, width, weights)
        (self.encoder, self.questions) = (encoder, questions)
    }

    /// The logit of every section; nil for a vector of another width.
    func logits(of vector: [Float]) -> [(section: Section, logit: Double)]? {
        guard vector.count == width else { return nil }
        return weights.withUnsafeBufferPointer { weights in
            sections.enumerated().map { index, section in
                let row = UnsafeBufferPointer(
                    rebasing: weights[index * (width + 1)..<(index + 1) * (width + 1)])
                var sum = row[width]
                for (column, value) in vector.enumerated() { sum += row[column] * value }
                return (section, Double(sum))
            }
        }
    }
}
