public import QuartetFiles

/// Splits a SMILES (OpenSMILES) into its tokens: bracket atoms whole (`[C@@H]`, `[nH]`, `[O-]`), `Cl`, `Br`, ring labels of
/// two digits (`%12`) or in parentheses (`%(123)`), and single characters. Joined, the tokens are the text again.
///
/// It knows no chemistry: a text that it splits need not be a molecule.
public enum SmilesTokenizer {
    /// - Throws: a character that SMILES does not use, a bracket that is not closed, or a `%` without its number, with the place.
    public static func tokens(of smiles: String) throws(SmilesTokenError) -> [String] {
        let bytes = Array(smiles.utf8)
        var tokens: [String] = []
        tokens.reserveCapacity(bytes.count)
        var start = 0
        while start < bytes.count {
            let end = try end(of: bytes, from: start)
            tokens.append(String(decoding: bytes[start..<end], as: UTF8.self))
            start = end
        }
        return tokens
    }

    private static func end(of bytes: [UInt8], from start: Int) throws(SmilesTokenError) -> Int {
        switch bytes[start] {
        case UInt8(ascii: "["):
            guard let end = SmilesPiece.endOfBracket(bytes, from: start) else {
                throw SmilesTokenError(reason: "the bracket is not closed", place: start + 1)
            }
            for place in start..<end where !isPrintable(bytes[place]) { throw odd(bytes, place) }
            return end
        case UInt8(ascii: "%"):
            guard let label = SmilesPiece.ringLabel(bytes, from: start) else {
                throw SmilesTokenError(reason: "% without a ring label of two digits", place: start + 1)
            }
            return label.end
        case let byte where isPrintable(byte):
            return start + (SmilesPiece.isTwoLetterAtom(bytes, at: start) ? 2 : 1)
        default: throw odd(bytes, start)
        }
    }

    private static func odd(_ bytes: [UInt8], _ place: Int) -> SmilesTokenError {
        let text = String(decoding: bytes[place...], as: UTF8.self).unicodeScalars.first.map(String.init)
        return SmilesTokenError(reason: "\"\(text ?? "")\" is not a character of SMILES", place: place + 1)
    }

    private static func isPrintable(_ byte: UInt8) -> Bool { 0x21...0x7E ~= byte }
}

/// A text that cannot be split into tokens of SMILES.
public struct SmilesTokenError: UserFacingError, Equatable {
    public let reason: String
    /// The byte, counted from 1.
    public let place: Int

    public var kind: FailureKind { .badData }

    public var description: String { "\(reason), character \(place)" }
}
