package import QuartetModels

/// How numbers are compared.
public enum ScaleKind: String, Sendable, Codable, CaseIterable {
    /// By their rank among the training values.
    case rank
    /// By their logarithm (for a rate or a flag, the number itself), in standard deviations from the mean.
    case logarithm
}

/// A number's place on the scale that the autoencoder reads.
package enum NumberScale: Sendable, Equatable, Validatable {
    case rank(RankScale)
    case logarithm(LogarithmScale)

    /// - Parameter values: the training column; NaN where missing.
    package init(_ kind: ScaleKind, _ values: [Float]) {
        switch kind {
        case .rank: self = .rank(RankScale(values))
        case .logarithm: self = .logarithm(LogarithmScale(values))
        }
    }

    package var isSometimesMissing: Bool {
        switch self {
        case .rank(let scale): scale.isSometimesMissing
        case .logarithm(let scale): scale.isSometimesMissing
        }
    }

    /// The lowest and the highest of the training values.
    var lowest: Float {
        switch self {
        case .rank(let scale): scale.knots.first ?? 0
        case .logarithm(let scale): scale.lowest
        }
    }

    var highest: Float {
        switch self {
        case .rank(let scale): scale.knots.last ?? 0
        case .logarithm(let scale): scale.highest
        }
    }

    package func validate() throws(InvalidConfiguration) {
        switch self {
        case .rank(let scale):
            try check("number of knots", scale.knots.count, in: 1...)
            try check(
                "number of places", scale.places.count, scale.places.count == scale.knots.count,
                expected: "one for each of the \(scale.knots.count) knots")
        case .logarithm(let scale):
            try check("deviation", scale.deviation, scale.deviation > 0, expected: "a positive number")
            try check("mean", scale.mean, scale.mean.isFinite, expected: "a finite number")
        }
    }

    package func place(_ value: Float) -> Float {
        switch self {
        case .rank(let scale): scale.place(value)
        case .logarithm(let scale): scale.place(value)
        }
    }

    /// Writes the places of some values, one every `stride` numbers.
    package func place(
        _ values: [Float], _ records: Range<Int>, into rows: inout MutableSpan<Float>,
        from first: Int, stride: Int
    ) {
        switch self {
        case .rank(let scale): scale.place(values, records, into: &rows, from: first, stride: stride)
        case .logarithm(let scale):
            for (row, record) in records.enumerated() {
                rows[first + row * stride] = scale.place(values[record])
            }
        }
    }

    package func value(at place: Float) -> Float {
        switch self {
        case .rank(let scale): scale.value(at: place)
        case .logarithm(let scale): scale.value(at: place)
        }
    }
}

/// Stored without a tag; the keys tell the two scales apart, so files from before the choice stay readable.
extension NumberScale: Codable {
    private enum Mark: CodingKey { case deviation }

    package init(from decoder: any Decoder) throws {
        let isLogarithm = try decoder.container(keyedBy: Mark.self).contains(.deviation)
        self =
            isLogarithm
            ? .logarithm(try LogarithmScale(from: decoder)) : .rank(try RankScale(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .rank(let scale): try scale.encode(to: encoder)
        case .logarithm(let scale): try scale.encode(to: encoder)
        }
    }
}
