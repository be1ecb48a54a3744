/// The properties of a character (a Unicode scalar) that normalisation and splitting depend on.
///
/// Public tokenizers were built with libraries of different Unicode versions, and their ids depend on it: regular
/// expressions follow version 16; BERT's rules for punctuation, control characters and accents follow version 8. A
/// character newer than a rule's version belongs to no class, as in those libraries.
struct ScalarClass: OptionSet, Sendable {
    let rawValue: UInt16

    /// `\p{L}`.
    static let letter = ScalarClass(rawValue: 1)
    /// `\p{N}`.
    static let number = ScalarClass(rawValue: 2)
    /// `\s`: the property White_Space.
    static let whitespace = ScalarClass(rawValue: 4)
    /// `\w`: alphabetic characters, marks, decimal digits, connecting punctuation, joiners.
    static let word = ScalarClass(rawValue: 8)
    /// Characters that BERT splits off: ASCII symbols and all punctuation.
    static let punctuation = ScalarClass(rawValue: 16)
    /// Characters that BERT's cleaning removes.
    static let control = ScalarClass(rawValue: 32)
    /// Characters that BERT treats as accents.
    static let accent = ScalarClass(rawValue: 64)
    /// Characters that the normalizer StripAccents removes.
    static let mark = ScalarClass(rawValue: 128)
    /// Digits and other numbers of all versions.
    static let numeric = ScalarClass(rawValue: 256)
    /// A combining class other than 0: normalisation may change the order of such characters.
    static let reorders = ScalarClass(rawValue: 512)

    /// The classes of a character.
    @inline(__always)
    static func of(_ scalar: Unicode.Scalar) -> ScalarClass {
        let value = Int(scalar.value)
        if value < 128 { return ScalarClass(rawValue: ascii[value]) }
        return value < 0x10000 ? ScalarClass(rawValue: basicPlane[value]) : compute(scalar)
    }

    private static let ascii = (UInt8(0)..<128).map { compute(Unicode.Scalar($0)).rawValue }

    /// The standard library takes about 200 ns per character, so the plane of nearly all text is a table. It is built in
    /// about 10 ms, when the first character beyond ASCII occurs.
    private static let basicPlane = (UInt32(0)..<0x10000).map {
        Unicode.Scalar($0).map { compute($0).rawValue } ?? 0
    }

    private static func compute(_ scalar: Unicode.Scalar) -> ScalarClass {
        let properties = scalar.properties
        let value = scalar.value
        // Version 8.0 is 80.
        let age = properties.age.map { $0.major * 10 + $0.minor } ?? .max
        var result: ScalarClass = []
        if properties.canonicalCombiningClass != .notReordered { result.insert(.reorders) }
        if properties.isWhitespace { result.insert(.whitespace) }
        if value == 0xFFFD { result.insert(.control) }
        let isRegexAge = age <= 160
        if isRegexAge && (properties.isAlphabetic || properties.isJoinControl) { result.insert(.word) }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            if isRegexAge { result.insert(.letter) }
        case .decimalNumber:
            if isRegexAge { result.formUnion([.number, .word]) }
            result.insert(.numeric)
        case .letterNumber, .otherNumber:
            if isRegexAge { result.insert(.number) }
            result.insert(.numeric)
        case .nonspacingMark, .spacingMark, .enclosingMark:
            if isRegexAge { result.insert(.word) }
            if age <= 90 { result.insert(.mark) }
            if age <= 80 && properties.generalCategory == .nonspacingMark { result.insert(.accent) }
        case .connectorPunctuation:
            if isRegexAge { result.insert(.word) }
            if age <= 80 { result.insert(.punctuation) }
        case .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation:
            if age <= 80 { result.insert(.punctuation) }
        case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            if scalar.isASCII { result.insert(.punctuation) }
        case .control, .format, .privateUse:
            if age <= 80 && value != 0x9 && value != 0xA && value != 0xD { result.insert(.control) }
        default: break
        }
        return result.correctedToOldCategories(value)
    }

    /// Characters whose category has changed since the rule's version.
    private func correctedToOldCategories(_ value: UInt32) -> ScalarClass {
        switch value {
        case 0x166D: union(.punctuation)
        case 0x111C9: union(.punctuation).subtracting([.mark, .accent])
        case 0x1CF2, 0x1CF3: union(.mark)
        case 0x1885, 0x1886, 0xA9BD: subtracting(.accent)
        case 0x1734, 0x1171E: union(.accent)
        default: self
        }
    }
}
