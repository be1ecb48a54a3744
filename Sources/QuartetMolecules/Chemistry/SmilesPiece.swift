/// What takes more than one character in a SMILES: atoms in brackets, ring labels, `Cl` and `Br`. The tokenizer and the
/// check of the grammar both read them here.
enum SmilesPiece {
    /// The place behind the bracket that opens at `start`; nil if it is not closed.
    static func endOfBracket(_ bytes: [UInt8], from start: Int) -> Int? {
        bytes[start...].firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 }
    }

    /// Whether an atom of two letters begins there.
    static func isTwoLetterAtom(_ bytes: [UInt8], at start: Int) -> Bool {
        guard start + 1 < bytes.count else { return false }
        let pair = bytes[start..<start + 2]
        return pair.elementsEqual("Cl".utf8) || pair.elementsEqual("Br".utf8)
    }

    /// A ring label, `5`, `%12` or `%(123)`, and the place behind it; nil where the digits are missing.
    static func ringLabel(_ bytes: [UInt8], from start: Int) -> (number: Int, end: Int)? {
        guard bytes[start] == UInt8(ascii: "%") else {
            return isDigit(bytes[start]) ? (Int(bytes[start]) - 48, start + 1) : nil
        }
        let isBracketed = start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "(")
        let rest = bytes[(start + (isBracketed ? 2 : 1))...]
        let digits = rest.prefix(isBracketed ? 5 : 2).prefix(while: isDigit)
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        let end = digits.endIndex
        if !isBracketed { return digits.count == 2 ? (number, end) : nil }
        return end < bytes.count && bytes[end] == UInt8(ascii: ")") ? (number, end + 1) : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
