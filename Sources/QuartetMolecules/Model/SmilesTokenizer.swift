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
        let next = start + 1 < bytes.count ? bytes[start + 1] : 0
        switch bytes[start] {
        case UInt8(ascii: "["):
            guard let close = bytes[start...].firstIndex(of: UInt8(ascii: "]")) else {
                throw SmilesTokenError(reason: "the bracket is not closed", place: start + 1)
            }
            for place in start...close where !isPrintable(bytes[place]) { throw odd(bytes, place) }
            return close + 1
        case UInt8(ascii: "C") where next == UInt8(ascii: "l"): return start + 2
        case UInt8(ascii: "B") where next == UInt8(ascii: "r"): return start + 2
        case UInt8(ascii: "%"): return try endOfRingLabel(bytes, from: start)
        case let byte where isPrintable(byte): return start + 1
        default: throw odd(bytes, start)
        }
    }

    private static func endOfRingLabel(_ bytes: [UInt8], from start: Int) throws(SmilesTokenError) -> Int {
        let rest = bytes[(start + 1)...]
        if rest.prefix(2).count == 2, rest.prefix(2).allSatisfy(isDigit) { return start + 3 }
        if rest.first == UInt8(ascii: "(") {
            let digits = rest.dropFirst().prefix(while: isDigit)
            if 1...5 ~= digits.count, digits.endIndex < bytes.count,
                bytes[digits.endIndex] == UInt8(ascii: ")")
            {
                return digits.endIndex + 1
            }
        }
        throw SmilesTokenError(reason: "% without a ring label of two digits", place: start + 1)
    }

    private static func odd(_ bytes: [UInt8], _ place: Int) -> SmilesTokenError {
        let text = String(decoding: bytes[place...], as: UTF8.self).unicodeScalars.first.map(String.init)
        return SmilesTokenError(reason: "\"\(text ?? "")\" is not a character of SMILES", place: place + 1)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

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
