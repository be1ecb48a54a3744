/// Mean squared distance between predicted probability and outcome (Brier, 1950); 0 is perfect.
///
/// - Throws: ``MetricError`` if the counts differ, there is no prediction, or one is outside 0...1.
public func brierScore(
    predictions: some Sequence<some BinaryFloatingPoint>, isPositive: [Bool]
) throws(MetricError) -> Double {
    let predictions = try probabilities(predictions, labels: isPositive.count)
    let sum = zip(predictions, isPositive).reduce(0.0) { sum, example in
        let distance = example.0 - (example.1 ? 1 : 0)
        return sum + distance * distance
    }
    return sum / Double(predictions.count)
}

/// Checks that there is a probability for each label.
func probabilities(
    _ predictions: some Sequence<some BinaryFloatingPoint>, labels: Int
) throws(MetricError) -> [Double] {
    let predictions = predictions.map { Double($0) }
    guard predictions.count == labels else {
        throw .countsDiffer(scores: predictions.count, labels: labels)
    }
    guard !predictions.isEmpty else {
        throw .outOfRange(what: "the number of predictions", found: 0, expected: "at least 1")
    }
    if let wrong = predictions.first(where: { !(0...1).contains($0) }) {
        throw .outOfRange(what: "a predicted probability", found: wrong, expected: "0 to 1")
    }
    return predictions
}
