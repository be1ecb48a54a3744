internal import QuartetReports

/// How far repeated measurements of a molecule lie apart.
public struct RepeatSpread: Codable, Sendable, Equatable {
    /// The standard deviation of one measurement, pooled over all molecules with more than one.
    public let deviation: Double
    /// These molecules.
    public let molecules: Int
    /// What the deviation is in: "log units", or the name of the column.
    public let unit: String

    /// Molecules that a noise floor is told from. The deviation of fewer is chance: from two repeats it may be off by a
    /// factor of three.
    public static let enough = 20

    /// The deviation, if there are ``enough`` molecules: no model predicts new measurements better.
    public var noiseFloor: Double? { molecules >= Self.enough ? deviation : nil }
}

extension RepeatSpread: CustomStringConvertible {
    public var description: String {
        let size = "\(deviation.text(2)) \(unit)"
        if noiseFloor != nil {
            return
                "Noise floor: \(molecules) molecules were measured more than once, and one measurement deviates by "
                + "\(size); no model is better."
        }
        let who = molecules == 1 ? "1 molecule was" : "\(molecules) molecules were"
        return
            "\(who) measured more than once, and one measurement deviates by \(size): too few to tell a noise floor; "
            + "that takes \(Self.enough)."
    }
}

extension MeasuredQuantity {
    /// What differences of its values are in.
    var unitOfDifferences: String { form == .number ? "in the unit of \(name)" : "log units" }
}
