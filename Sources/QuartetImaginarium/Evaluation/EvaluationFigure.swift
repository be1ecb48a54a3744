internal import QuartetReports

/// One figure of an evaluation, for each generator that was measured.
public struct EvaluationFigure: Sendable, Codable, Equatable {
    /// How its values are written.
    public enum Unit: String, Sendable, Codable {
        /// A share in 0...1, written in percent.
        case share
        case ratio
        case difference
        case seconds
        case megabytes
        case count
    }

    public let name: String
    public let unit: Unit
    /// The value to reach; nil for figures without one.
    public let target: Double?
    public let isHigherBetter: Bool
    /// One for each generator; nil where it was not measured, or does not exist.
    public let values: [Double?]
    /// The same figure of real cloth, where there is one.
    public let real: Double?

    package init(
        _ name: String, _ unit: Unit, atLeast target: Double?, values: [Double?], real: Double? = nil
    ) {
        (self.name, self.unit, self.target, isHigherBetter) = (name, unit, target, true)
        (self.values, self.real) = (values.map(Self.finite), real)
    }

    package init(
        _ name: String, _ unit: Unit, atMost target: Double?, values: [Double?], real: Double? = nil
    ) {
        (self.name, self.unit, self.target, isHigherBetter) = (name, unit, target, false)
        (self.values, self.real) = (values.map(Self.finite), real)
    }

    /// Whether a value reaches the target; nil without a target or a value.
    public func isReached(by generator: Int) -> Bool? {
        guard let target, values.indices.contains(generator), let value = values[generator] else {
            return nil
        }
        return isHigherBetter ? value >= target : value <= target
    }

    /// The generator with the best value; nil where fewer than two were measured, or where the best are equal as written.
    public var winner: Int? {
        let known = values.indices.filter { values[$0] != nil }
        guard known.count > 1 else { return nil }
        let sorted = known.sorted {
            let (a, b) = (values[$0] ?? 0, values[$1] ?? 0)
            return isHigherBetter ? a > b : a < b
        }
        return text(values[sorted[0]]) == text(values[sorted[1]]) ? nil : sorted[0]
    }

    /// The target with its sign, such as "≥ 90.0 %".
    var targetText: String { target.map { (isHigherBetter ? "≥ " : "≤ ") + text($0) } ?? "" }

    /// A value as it is written; "–" for none.
    func text(_ value: Double?) -> String {
        guard let value else { return "–" }
        return switch unit {
        case .share: (100 * value).text(1) + " %"
        case .ratio: value.text(3)
        case .difference: value.text(2)
        case .seconds: value.text(2) + " s"
        case .megabytes: value.text(1) + " MB"
        case .count: NumberText.grouped(Int(value.rounded()))
        }
    }

    // JSON has no infinity, and a table no room for one.
    private static func finite(_ value: Double?) -> Double? { value.map { $0.isFinite ? min($0, 1e6) : 1e6 } }
}

/// Figures that were measured in one way.
public struct EvaluationSection: Sendable, Codable, Equatable {
    public let title: String
    /// On what, and how.
    public let conditions: String
    public var figures: [EvaluationFigure]
    /// What could not be measured, and what to know when reading the figures.
    public var notes: [String]

    package init(
        title: String, conditions: String, figures: [EvaluationFigure], notes: [String] = []
    ) {
        (self.title, self.conditions, self.figures, self.notes) = (title, conditions, figures, notes)
    }
}
