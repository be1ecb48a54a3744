/// An atom in brackets: `[isotope? symbol chirality? hydrogens? charge? :map?]`.
struct SmilesBracket {
    private let bytes: [UInt8]
    private let start: Int
    private var index: Int

    /// - Parameter start: where the bracket opens.
    init(bytes: [UInt8], start: Int) {
        self.bytes = bytes
        self.start = start
        index = start + 1
    }

    /// Where the text goes on behind the bracket; throws at the first place that is wrong.
    mutating func end() throws(MoleculeError) -> Int {
        guard let end = SmilesPiece.endOfBracket(bytes, from: start) else {
            throw fault("bracket opened at \(start + 1) still open at the end", start)
        }
        let close = end - 1
        try number(atMost: 999, of: "isotope")
        try symbol()
        while take(UInt8(ascii: "@")) {}
        if byte == UInt8(ascii: "T") || byte == UInt8(ascii: "S") || byte == UInt8(ascii: "O"),
            index > start + 2
        {
            // A named class of chirality, as in @SP1.
            while index < close, bytes[index] != UInt8(ascii: "H"), !"+-:".utf8.contains(bytes[index]) {
                index += 1
            }
        }
        if take(UInt8(ascii: "H")) { try number(atMost: 99, of: "hydrogen count") }
        try charge()
        if take(UInt8(ascii: ":")) {
            let digits = index
            try number(atMost: 999_999, of: "atom map")
            if index == digits { throw fault("an atom map without a number at \(index + 1)", index) }
        }
        guard index == close else {
            throw fault("unexpected character in the bracket at \(index + 1): \(character)", index)
        }
        return end
    }

    private mutating func symbol() throws(MoleculeError) {
        let place = index
        if take(UInt8(ascii: "*")) { return }
        if take(UInt8(ascii: "#")) {
            try number(atMost: 118, of: "atomic number")
            return
        }
        let two = String(decoding: bytes[index...].prefix(2), as: UTF8.self)
        let one = String(decoding: bytes[index...].prefix(1), as: UTF8.self)
        let aromatic: Set = ["b", "c", "n", "o", "p", "s", "se", "as", "te", "si"]
        if two.count == 2, ElementName.all.contains(two) || aromatic.contains(two) {
            index += 2
        } else if ElementName.all.contains(one) || aromatic.contains(one) {
            index += 1
        } else if one == "]" {
            throw fault("no element in the bracket at \(start + 1)", start)
        } else {
            let letters = String(decoding: bytes[index...].prefix(8), as: UTF8.self).prefix { $0.isLetter }
            throw fault(
                "unknown element at \(place + 1): \(letters.isEmpty ? character : String(letters))", place)
        }
    }

    /// `+`, `--`, `+2`.
    private mutating func charge() throws(MoleculeError) {
        for sign in "+-".utf8 where take(sign) {
            while take(sign) {}
            try number(atMost: 99, of: "charge")
            return
        }
    }

    private mutating func number(atMost limit: Int, of what: String) throws(MoleculeError) {
        let place = index
        while let byte, (48...57).contains(byte) { index += 1 }
        if index == place { return }
        guard let value = Int(String(decoding: bytes[place..<index], as: UTF8.self)), value <= limit else {
            throw fault("\(what) at \(place + 1) is above \(limit)", place)
        }
    }

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }
    private var character: String {
        String(decoding: bytes[index...].prefix(4), as: UTF8.self).prefix(1).description
    }

    private mutating func take(_ expected: UInt8) -> Bool {
        guard byte == expected else { return false }
        index += 1
        return true
    }

    private func fault(_ reason: String, _ index: Int) -> MoleculeError {
        MoleculeError(reason: reason, fault: .syntax, position: index + 1)
    }
}
