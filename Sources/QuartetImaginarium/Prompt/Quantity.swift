/// A number of a prompt with what it measures.
public struct Quantity: Sendable, Codable, Hashable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Centimetres.
        case length, insideLeg, sleeve
        /// Centimetres of something that is not drawn to measure, such as a waist or a stripe.
        case otherLength
        /// Grams a square metre.
        case weight
        /// Per cent of the material that follows.
        case composition
        case size, age, price, year, pieces
        /// A code of Pantone, RAL or another colour system.
        case colourCode
        /// Designs of one call.
        case designs
    }

    public let kind: Kind
    /// In centimetres, grams a square metre, per cent, or as it was written.
    public let value: Double

    init(_ kind: Kind, _ value: Double) { (self.kind, self.value) = (kind, value) }
}

/// Units that stand behind a number.
enum MeasuringUnit {
    /// Centimetres of a unit of length.
    static let centimetres: [String: Double] = [
        "mm": 0.1, "cm": 1, "centimetre": 1, "centimetres": 1, "centimeter": 1, "centimeters": 1,
        "zentimeter": 1,
        "cms": 1, "m": 100, "metre": 100, "metres": 100, "meter": 100, "meters": 100, "inch": 2.54,
        "inches": 2.54,
        "ft": 30.48, "foot": 30.48, "feet": 30.48, "pouces": 2.54, "zoll": 2.54,
    ]
    /// Grams a square metre of a unit of a cloth's weight.
    static let gramsASquareMetre: [String: Double] = [
        "gsm": 1, "g/m2": 1, "gm2": 1, "momme": 4.34, "oz": 33.906, "ounce": 33.906, "ounces": 33.906,
    ]
    static let currencies: Set<String> = [
        "£", "$", "€", "¥", "gbp", "usd", "eur", "pounds", "quid", "dollars", "euros", "euro", "bucks", "chf",
    ]

    /// Units that are typed without a space behind a number. "32in" is inches; "in" by itself is a preposition.
    static func isGlued(_ unit: String) -> Bool {
        centimetres[unit] != nil || gramsASquareMetre[unit] != nil
            || ["in", "g", "k", "s", "gbp", "eur", "usd", "x", "pc", "piece", "button"].contains(unit)
    }
}
