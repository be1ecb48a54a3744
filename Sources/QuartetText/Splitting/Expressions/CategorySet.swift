internal import Foundation

/// Some of Unicode's general categories. Characters newer than version 16 are unassigned, as in ``ScalarClass``.
struct CategorySet: OptionSet, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Two-letter names in the order of their bits.
    private static let names = [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf",
        "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
    ]

    /// The categories that a name stands for: `Lu`, or `L` for all that begin so.
    init?(name: String) {
        var bits: UInt32 = 0
        for (index, known) in Self.names.enumerated() where known == name || known.prefix(1) == name {
            bits |= 1 << UInt32(index)
        }
        if name == "L&" || name == "LC" { bits = 0b111 }
        guard bits != 0 else { return nil }
        self.init(rawValue: bits)
    }

    /// The category of a character.
    static func of(_ scalar: Unicode.Scalar) -> CategorySet {
        let index = scalar.value < 0x10000 ? basicPlane[Int(scalar.value)] : compute(scalar)
        return CategorySet(rawValue: 1 << UInt32(index))
    }

    private static let basicPlane = (UInt32(0)..<0x10000).map { Unicode.Scalar($0).map(compute) ?? 27 }

    private static func compute(_ scalar: Unicode.Scalar) -> UInt8 {
        if let age = scalar.properties.age, age.major > 16 { return 29 }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter: 0
        case .lowercaseLetter: 1
        case .titlecaseLetter: 2
        case .modifierLetter: 3
        case .otherLetter: 4
        case .nonspacingMark: 5
        case .spacingMark: 6
        case .enclosingMark: 7
        case .decimalNumber: 8
        case .letterNumber: 9
        case .otherNumber: 10
        case .connectorPunctuation: 11
        case .dashPunctuation: 12
        case .openPunctuation: 13
        case .closePunctuation: 14
        case .initialPunctuation: 15
        case .finalPunctuation: 16
        case .otherPunctuation: 17
        case .mathSymbol: 18
        case .currencySymbol: 19
        case .modifierSymbol: 20
        case .otherSymbol: 21
        case .spaceSeparator: 22
        case .lineSeparator: 23
        case .paragraphSeparator: 24
        case .control: 25
        case .format: 26
        case .surrogate: 27
        case .privateUse: 28
        case .unassigned: 29
        @unknown default: 29
        }
    }
}

extension CharacterClass {
    /// The class that `\p{name}` or `[:name:]` stands for; nil if there is none.
    init?(property name: String) {
        if let categories = CategorySet(name: name) {
            self = .categories(categories)
            return
        }
        switch name.lowercased() {
        case "alpha", "alphabetic", "letter": self = .categories(CategorySet(name: "L") ?? [])
        case "digit": self = .categories(CategorySet(name: "Nd") ?? [])
        case "upper": self = .categories(CategorySet(name: "Lu") ?? [])
        case "lower": self = .categories(CategorySet(name: "Ll") ?? [])
        case "punct":
            // With symbols, such as $ and €.
            self = .categories((CategorySet(name: "P") ?? []).union(CategorySet(name: "S") ?? []))
        case "space": self = .property(.whitespace)
        case "word": self = .property(.word)
        case "alnum":
            self = .categories((CategorySet(name: "L") ?? []).union(CategorySet(name: "Nd") ?? []))
        default:
            guard let ranges = Self.script(name) else { return nil }
            self = .ranges(ranges)
        }
    }

    /// The characters of the first four planes, which hold all scripts.
    private static let allCharacters: String = {
        var text = ""
        text.unicodeScalars.append(contentsOf: (UInt32(0)..<0x40000).compactMap { Unicode.Scalar($0) })
        return text
    }()

    /// The characters of a script, such as `Han`. Foundation has the table; it is asked once, when the file is read.
    private static func script(_ name: String) -> [ClosedRange<UInt32>]? {
        guard name.utf8.count < 40,
            name.utf8.allSatisfy({ $0 &- 0x41 < 26 || $0 &- 0x61 < 26 || $0 == 0x5F || $0 == 0x3D }),
            let expression = try? NSRegularExpression(pattern: #"\p{\#(name)}+"#)
        else { return nil }
        let all = allCharacters as NSString
        let matches = expression.matches(in: allCharacters, range: NSRange(location: 0, length: all.length))
        return matches.compactMap { match in
            let text = all.substring(with: match.range).unicodeScalars
            guard let first = text.first, let last = text.last else { return nil }
            return first.value...last.value
        }
    }
}
