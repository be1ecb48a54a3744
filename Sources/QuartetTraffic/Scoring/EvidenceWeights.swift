public import QuartetModels

/// The weights of the cubed surprises in the score.
///
/// The tuple of categories counts twice by default. `train` measures the default and its alternatives on synthetic
/// anomalies, see ``DetectorChoice``.
public struct EvidenceWeights: Sendable, Codable, Equatable, Validatable {
    /// In the order of ``Evidence``.
    private let values: [Float]

    package init(fields: Float = 1, code: Float = 1, tuple: Float = 2, tables: Float = 1) {
        values = [fields, code, tuple, tables]
    }

    public static let standard = EvidenceWeights()

    /// The weights that are compared: the default first, then alternatives that need no second training.
    package static let candidates: [(name: String, weights: EvidenceWeights)] = [
        ("standard", .standard), ("withoutTuple", EvidenceWeights(tuple: 0)),
        ("tupleOnce", EvidenceWeights(tuple: 1)), ("withoutCode", EvidenceWeights(code: 0)),
        ("withoutTables", EvidenceWeights(tables: 0)),
    ]

    subscript(_ kind: Evidence) -> Float { values[kind.rawValue] }

    /// Whether weights from a file are usable: one for each kind, none negative, at least one positive.
    public func validate() throws(InvalidConfiguration) {
        let kinds = Evidence.allCases.count
        try check("number of weights", values.count, in: kinds...kinds)
        for value in values {
            try check("weight", value, value.isFinite && value >= 0, expected: "a finite number of 0 or more")
        }
        try check("weights", values, values.contains { $0 > 0 }, expected: "a positive one")
    }

    /// The score of each record, `Σ_k w_k s_k³`.
    package func scores(_ surprises: EvidenceTable) -> [Float] {
        var scores = [Float](repeating: 0, count: surprises.count)
        for kind in Evidence.allCases {
            let (weight, column) = (self[kind], surprises[kind])
            for record in scores.indices {
                let surprise = column[record]
                scores[record] += weight * surprise * surprise * surprise
            }
        }
        return scores
    }
}
