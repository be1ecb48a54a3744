internal import Foundation

/// A message as everything reads it: without characters that act on a terminal, turn the direction of reading around or
/// hide in a word. Markup and a chat template's tokens stay visible text.
public struct SafeMessage: Sendable, Equatable {
    public let text: String
    /// Whether the end was cut off.
    public let isCut: Bool

    /// The longest message, in Unicode scalars.
    public static let limit = 4000

    public init(_ raw: String) {
        var scalars = String.UnicodeScalarView()
        var marks = 0
        var isCut = false
        for scalar in raw.unicodeScalars {
            if scalars.count >= Self.limit {
                isCut = true
                break
            }
            switch scalar.properties.generalCategory {
            case .control:
                if scalar == "\n" || scalar == "\t" || scalar == "\r" {
                    scalars.append(scalar == "\r" ? " " : scalar)
                }
            case .lineSeparator, .paragraphSeparator: scalars.append("\n")
            // Joiners that emoji and scripts need; the rest is invisible.
            case .format: if scalar == "\u{200C}" || scalar == "\u{200D}" { scalars.append(scalar) }
            case .nonspacingMark, .enclosingMark:
                // A letter has a few accents, an attack has thousands.
                marks += 1
                if marks <= 4 { scalars.append(scalar) }
                continue
            case .privateUse, .surrogate, .unassigned: scalars.append("\u{FFFD}")
            default: scalars.append(scalar)
            }
            marks = 0
        }
        text = String(scalars).precomposedStringWithCanonicalMapping
            .trimmingCharacters(in: .whitespacesAndNewlines)
        self.isCut = isCut
    }
}
