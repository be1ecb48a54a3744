/// How often the examples of each class are given their class.
public struct ClassRecall: Sendable, Equatable {
    /// Share of the examples of each class that are recognised; nil for classes without examples.
    public let recalls: [Double?]

    /// - Parameters:
    ///   - labels: the class of each example, from 0.
    ///   - predictions: what it was taken for.
    /// - Throws: ``MetricError`` for lists of different lengths and for classes outside `0..<classes`.
    public init(labels: [Int], predictions: [Int], classes: Int) throws(MetricError) {
        guard labels.count == predictions.count else {
            throw .countsDiffer(scores: predictions.count, labels: labels.count)
        }
        for label in labels + predictions where !(0..<classes).contains(label) {
            throw .outOfRange(what: "a class", found: Double(label), expected: "0 to \(classes - 1)")
        }
        var counts = [Int](repeating: 0, count: classes)
        var right = counts
        for (label, prediction) in zip(labels, predictions) {
            counts[label] += 1
            if label == prediction { right[label] += 1 }
        }
        recalls = zip(right, counts).map { $1 == 0 ? nil : Double($0) / Double($1) }
    }

    /// Balanced accuracy: the mean over the classes that have examples; nil without any.
    public var balancedAccuracy: Double? {
        let known = recalls.compactMap(\.self)
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }

    /// The share of the class that is recognised least.
    public var least: Double? { recalls.compactMap(\.self).min() }
}
