internal import Foundation

/// A unit of concentration.
public enum ConcentrationUnit: String, Sendable, CaseIterable, Codable {
    case picomolar = "pM"
    case nanomolar = "nM"
    case micromolar = "uM"
    case millimolar = "mM"
    case molar = "M"

    /// In moles per litre.
    public var size: Double {
        switch self {
        case .picomolar: 1e-12
        case .nanomolar: 1e-9
        case .micromolar: 1e-6
        case .millimolar: 1e-3
        case .molar: 1
        }
    }

    /// Reads "nM", "nmol/L", "µM" and the like. Small letters count as well: nobody measures activity in nanometres.
    public init?(_ text: String) {
        let word = text.lowercased().filter { !$0.isWhitespace }
            .replacing("µ", with: "u").replacing("μ", with: "u").replacing("mol/l", with: "m")
        guard let unit = Self.allCases.first(where: { $0.rawValue.lowercased() == word }) else { return nil }
        self = unit
    }
}

/// What a column of measurements holds, by its heading.
public struct MeasuredQuantity: Sendable, Equatable {
    public enum Form: Sendable, Equatable {
        /// `-log₁₀` of a concentration in moles per litre, such as pIC50.
        case negativeLogarithm
        /// A concentration, with its unit if the heading has one.
        case concentration(ConcentrationUnit?)
        /// Any other number.
        case number
    }

    public let form: Form
    /// What its values are called once they are read: "pIC50" for IC50 in nanomoles per litre.
    public let name: String

    private static let constants = [
        "ic50": "IC50", "ec50": "EC50", "ac50": "AC50", "xc50": "XC50", "gi50": "GI50", "cc50": "CC50",
        "ki": "Ki", "kd": "Kd",
    ]

    public init(heading: String) {
        let words = heading.lowercased().replacing("mol/l", with: "m")
            .split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if words.contains(where: { $0 == "pchembl" || $0 == "pactivity" || Self.isLogarithm($0) }) {
            (form, name) = (.negativeLogarithm, heading)
        } else if let constant = words.lazy.compactMap({ Self.constants[$0] }).first {
            let unit = words.lazy.filter { Self.constants[$0] == nil }.compactMap { ConcentrationUnit($0) }
                .first
            (form, name) = (.concentration(unit), "p" + constant)
        } else {
            (form, name) = (.number, heading)
        }
    }

    private static func isLogarithm(_ word: String) -> Bool {
        word.hasPrefix("p") && constants[String(word.dropFirst())] != nil
    }
}

/// A measurement as it is written: a number, or a limit that the value is above or below.
public struct WrittenMeasurement: Sendable, Equatable {
    public enum Relation: String, Sendable {
        case equal = "="
        case above = ">"
        case below = "<"
    }

    public let relation: Relation
    public let value: Double

    /// Whether it is a limit and no value.
    public var isLimit: Bool { relation != .equal }

    enum Fault: Error, Equatable {
        case empty
        case noNumber(String)
    }

    init(_ text: String) throws(Fault) {
        let text = text.trimmed
        if text.isEmpty { throw .empty }
        let sign = text.prefix { "<>=~≤≥≈".contains($0) }
        let relation: Relation =
            sign.contains { $0 == ">" || $0 == "≥" }
            ? .above : sign.contains { $0 == "<" || $0 == "≤" } ? .below : .equal
        let digits = String(text.dropFirst(sign.count)).trimmed
        guard let value = Double(digits), value.isFinite else { throw .noNumber(text) }
        self.init(relation, value)
    }

    init(_ relation: Relation, _ value: Double) { (self.relation, self.value) = (relation, value) }

    /// `-log₁₀` of a concentration: what was above a limit is then below one.
    func negativeLogarithm(_ unit: ConcentrationUnit) -> WrittenMeasurement? {
        guard value > 0 else { return nil }
        let turned: Relation =
            switch relation {
            case .equal: .equal
            case .above: .below
            case .below: .above
            }
        return WrittenMeasurement(turned, -log10(value * unit.size))
    }
}
