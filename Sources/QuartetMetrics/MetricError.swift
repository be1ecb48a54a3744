/// Why a metric cannot be computed.
public enum MetricError: Error, Equatable, CustomStringConvertible {
    case noPositives(count: Int)
    case noNegatives(count: Int)
    case countsDiffer(scores: Int, labels: Int)
    /// A value outside the range that the metric is defined for.
    case outOfRange(what: String, found: Double, expected: String)
    /// The same document twice in one answer.
    case repeated(document: String)

    public var description: String {
        switch self {
        case .noPositives(let count):
            "None of the \(count) examples is positive; the metric needs at least one."
        case .noNegatives(let count):
            "All \(count) examples are positive; the metric needs at least one negative."
        case .countsDiffer(let scores, let labels):
            "\(scores) scores and \(labels) labels: each score needs one label."
        case .outOfRange(let what, let found, let expected): "\(what) is \(found); expected \(expected)."
        case .repeated(let document): "Document \(document) occurs twice in one list of results."
        }
    }
}
