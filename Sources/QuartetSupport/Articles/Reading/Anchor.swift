/// Names made of texts.
package enum Anchor {
    /// The anchor that GitHub and most writers of Markdown give a heading: lower case, hyphens for spaces, and neither
    /// signs nor punctuation.
    package static func slug(_ heading: String) -> String {
        var slug = String.UnicodeScalarView()
        for scalar in PlainText.line(heading).lowercased().unicodeScalars {
            if scalar == " " {
                slug.append("-")
            } else if scalar == "-" || scalar == "_" || isWord(scalar) {
                slug.append(scalar)
            }
        }
        return String(slug)
    }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }
}
