internal import Foundation

/// Reads a number with its unit and what it measures: "90 cm long", "32 inch inseam", "280 gsm", "size 12", "£50".
struct QuantityReader {
    let words: [String]
    /// Numbers that are written as words.
    let numbers: [String: Int]

    /// The quantity that begins at a word, and how many words it takes.
    func quantity(at index: Int) -> (quantity: Quantity, count: Int)? {
        if let price = price(at: index) { return price }
        if let code = colourCode(at: index) { return code }
        if let size = size(at: index) ?? jeansSize(at: index) ?? height(at: index) { return size }
        if word(index) == "set", word(index + 1) == "of", let count = number(index + 2) {
            return (Quantity(.pieces, count), 3)
        }
        guard let value = number(index) else { return decade(at: index) }
        if words[index].hasSuffix("%") { return (Quantity(.composition, value), 1) }
        guard let unit = word(index + 1) else { return nil }
        if unit == "%" || unit == "percent" { return (Quantity(.composition, value), 2) }
        if let factor = MeasuringUnit.gramsASquareMetre[unit] {
            return (Quantity(.weight, value * factor), 2)
        }
        if unit == "g", ["m2", "m²", "sqm", "per"].contains(word(index + 2)) {
            let isSpelt = word(index + 2) == "per"
            return (Quantity(.weight, value), isSpelt ? 5 : 3)
        }
        if let age = age(value, at: index) { return age }
        if ["piece", "pieces", "pc", "pcs", "teilig", "teiliger"].contains(unit) {
            return (Quantity(.pieces, value), 2)
        }
        if Self.designs.contains(unit) { return (Quantity(.designs, value), 2) }
        if ["different", "new", "more", "distinct"].contains(unit), let noun = word(index + 2),
            Self.designs.contains(noun)
        {
            return (Quantity(.designs, value), 3)
        }
        return length(value, at: index)
    }

    private func word(_ index: Int) -> String? { words.indices.contains(index) ? words[index] : nil }

    private func number(_ index: Int) -> Double? {
        guard var text = word(index) else { return nil }
        if text.hasSuffix("%") { text.removeLast() }
        if let number = numbers[text] { return Double(number) }
        // Neither "nan" nor a number beyond all measures.
        guard let value = Double(text.replacing(",", with: ".")), abs(value) < 1e9 else { return nil }
        return value
    }

    private static let designs: Set<String> = [
        "design", "designs", "version", "versions", "option", "options", "look", "looks", "variation",
        "variations",
        "variant", "variants", "entwurfe", "varianten", "versionen", "modeles", "propositions",
    ]

    private func price(at index: Int) -> (Quantity, Int)? {
        if let sign = word(index), MeasuringUnit.currencies.contains(sign), let value = number(index + 1) {
            return (Quantity(.price, value), 2)
        }
        if let value = number(index), let sign = word(index + 1), MeasuringUnit.currencies.contains(sign) {
            return (Quantity(.price, value), 2)
        }
        return nil
    }

    /// "Pantone 17-5104 TCX", "RAL 5002", and Pantone's textile codes by themselves.
    private func colourCode(at index: Int) -> (Quantity, Int)? {
        let suffixes: Set<String> = ["tcx", "tpx", "tpg", "tn", "tsx", "c", "u", "cp"]
        var place = index
        let isNamed = ["pantone", "ral", "ncs", "pms"].contains(word(index))
        if isNamed { place += 1 }
        guard let first = number(place) else { return nil }
        var count = place - index + 1
        if word(place)?.count == 2, word(place + 1)?.count == 4, number(place + 1) != nil {
            count += 1
        } else if !isNamed {
            return nil
        }
        if let suffix = word(index + count), suffixes.contains(suffix) { count += 1 }
        return (Quantity(.colourCode, first), count)
    }

    private func size(at index: Int) -> (Quantity, Int)? {
        guard let first = word(index) else { return nil }
        if ["size", "sizes", "grosse", "taille"].contains(first) {
            let place = ["uk", "us", "eu"].contains(word(index + 1)) ? index + 2 : index + 1
            return number(place).map { (Quantity(.size, $0), place - index + 1) }
        }
        if ["uk", "us", "eu"].contains(first), let value = number(index + 1) {
            return (Quantity(.size, value), 2)
        }
        return nil
    }

    /// "W34 L32": waist and inside leg in inches.
    private func jeansSize(at index: Int) -> (Quantity, Int)? {
        func inches(_ place: Int, _ letter: String) -> Double? {
            guard let word = word(place), word.count == 3, word.hasPrefix(letter) else { return nil }
            return Double(word.dropFirst())
        }
        if let waist = inches(index, "w"), inches(index + 1, "l") != nil {
            return (Quantity(.otherLength, waist * 2.54), 1)
        }
        guard let leg = inches(index, "l"), inches(index - 1, "w") != nil else { return nil }
        return (Quantity(.insideLeg, leg * 2.54), 1)
    }

    /// `5'4"`: a body's height.
    private func height(at index: Int) -> (Quantity, Int)? {
        let parts = word(index)?.split(separator: "'").map { Double($0) } ?? []
        guard parts.count == 2, let feet = parts[0], let inches = parts[1], feet < 9, inches < 12 else {
            return nil
        }
        return (Quantity(.size, feet * 30.48 + inches * 2.54), word(index + 1) == "inch" ? 2 : 1)
    }

    private func age(_ value: Double, at index: Int) -> (Quantity, Int)? {
        let unit = word(index + 1)
        if ["year", "years", "yr", "yrs", "month", "months"].contains(unit),
            ["old", "olds"].contains(word(index + 2))
        {
            return (Quantity(.age, value), 3)
        }
        return nil
    }

    /// "1960s", "the 60s".
    private func decade(at index: Int) -> (Quantity, Int)? {
        guard let word = word(index) else { return nil }
        let digits = word.prefix { $0.isNumber }
        guard [2, 4].contains(digits.count), ["s", "'s"].contains(word.dropFirst(digits.count)) else {
            return nil
        }
        return Double(digits).map { (Quantity(.year, $0), 1) }
    }

    /// A length with the words around it that say of what.
    private func length(_ value: Double, at index: Int) -> (Quantity, Int)? {
        guard let unit = word(index + 1) else { return nil }
        let behind = word(index + 2)
        if let size = firstOfTwo(value, at: index) { return size }
        var factor = MeasuringUnit.centimetres[unit]
        if unit == "in", let behind, Self.measured[behind] != nil || behind == "inseam" { factor = 2.54 }
        if unit == "s", word(index)?.count == 2 || word(index)?.count == 4 {
            return (Quantity(.year, value), 2)
        }
        guard let factor else { return nil }
        var count = 2
        var kind = isSecondOfTwo(index) ? Quantity.Kind.otherLength : .length
        if let behind, let named = Self.measured[behind] {
            kind = named
            // A stripe or a slit of some width is still a stripe or a slit.
            count = named == .otherLength && !Self.dimensions.contains(behind) ? 2 : 3
            if behind == "inside", word(index + 3) == "leg" { count = 4 }
        } else if behind == "in", word(index + 3) == "length" {
            count = 4
        } else if ["long", "length"].contains(word(index - 1)), let before = word(index - 2),
            let named = Self.measured[before]
        {
            // "sleeve length 58 cm"
            kind = named
        } else if let before = word(index - 1), let named = Self.measured[before] {
            kind = named
        } else if ["of", "is"].contains(word(index - 1)), let before = word(index - 2),
            let named = Self.measured[before]
        {
            kind = named
        }
        return (Quantity(kind, value * factor), count)
    }

    private func isSecondOfTwo(_ index: Int) -> Bool {
        guard ["x", "by"].contains(word(index - 1)) else { return number(index - 1) != nil }
        return number(index - 2) != nil || number(index - 3) != nil
    }

    /// "180 x 30 cm", "180 × 30 cm": the first takes the unit behind the second.
    private func firstOfTwo(_ value: Double, at index: Int) -> (Quantity, Int)? {
        let sign = ["x", "by"].contains(word(index + 1)) ? 1 : 0
        guard number(index + 1 + sign) != nil, let unit = word(index + 2 + sign),
            let factor = MeasuringUnit.centimetres[unit]
        else { return nil }
        return (Quantity(.length, value * factor), 1 + sign)
    }

    private static let dimensions: Set<String> = ["wide", "width", "tall", "high", "deep", "apart", "breit"]

    /// What a length measures, by the word beside it.
    private static let measured: [String: Quantity.Kind] = [
        "long": .length, "length": .length, "lang": .length, "lange": .length, "longueur": .length,
        "total": .length,
        "inseam": .insideLeg, "inside": .insideLeg, "leg": .insideLeg, "inleg": .insideLeg,
        "schrittlange": .insideLeg,
        "entrejambe": .insideLeg,
        "sleeve": .sleeve, "sleeves": .sleeve, "armel": .sleeve, "manche": .sleeve, "manches": .sleeve,
        "waist": .otherLength, "bust": .otherLength, "chest": .otherLength, "hip": .otherLength,
        "hips": .otherLength,
        "wide": .otherLength, "width": .otherLength, "tall": .otherLength, "heel": .otherLength,
        "neck": .otherLength,
        "collar": .otherLength, "stripe": .otherLength, "stripes": .otherLength, "check": .otherLength,
        "checks": .otherLength, "dots": .otherLength, "brim": .otherLength, "high": .otherLength,
        "deep": .otherLength,
        "apart": .otherLength, "repeat": .otherLength, "breit": .otherLength, "slit": .otherLength,
        "hem": .otherLength, "belt": .otherLength, "shoulders": .otherLength, "shoulder": .otherLength,
    ]
}
