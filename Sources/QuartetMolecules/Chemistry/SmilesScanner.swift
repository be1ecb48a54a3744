/// Walks a SMILES from left to right by the grammar of OpenSMILES, with the extensions that RDKit reads (`[#6]`, `->`,
/// `%(123)`), and throws at the first place that breaks it. Places are counted from 1.
struct SmilesScanner {
    private let bytes: [UInt8]
    private var index = 0
    /// Atoms so far.
    private var atoms = 0
    /// The atom that the next bond begins at; nil at the start of a part.
    private var previous: Int?
    /// Open parentheses: their place, and the atom to return to.
    private var branches: [(place: Int, atom: Int)] = []
    /// Open ring bonds by number.
    private var rings: [Int: (place: Int, atom: Int)] = [:]
    /// Atoms that are bonded, the smaller first: two atoms are bonded once.
    private var bonded: Set<[Int]> = []
    /// The place of a bond symbol that waits for its atom.
    private var bond: Int?

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func scan() throws(MoleculeError) {
        while index < bytes.count { try step() }
        try noPendingBond(before: "the end")
        if let open = branches.last {
            throw fault("parenthesis opened at \(open.place) still open at the end", open.place)
        }
        if let (number, open) = rings.min(by: { $0.value.place < $1.value.place }) {
            throw fault("ring bond \(number) left open at \(open.place)", open.place)
        }
        if previous == nil { throw fault("an atom is missing at the end", bytes.count) }
    }

    private mutating func step() throws(MoleculeError) {
        let byte = bytes[index]
        let place = index + 1
        switch byte {
        case UInt8(ascii: "["):
            var bracket = SmilesBracket(bytes: bytes, start: index)
            index = try bracket.end()
            addAtom()
        case UInt8(ascii: "("): try openBranch(place)
        case UInt8(ascii: ")"): try closeBranch(place)
        case UInt8(ascii: "."):
            try noPendingBond(before: "the dot at \(place)")
            if previous == nil { throw fault("no atom before the dot at \(place)", place) }
            previous = nil
            index += 1
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "%"): try ringBond(place)
        case _ where isBond(byte): try takeBond(place)
        default:
            index += try organicAtomLength(place)
            addAtom()
        }
    }

    private func isBond(_ byte: UInt8) -> Bool { "-=#$:/\\~<".utf8.contains(byte) }

    private mutating func takeBond(_ place: Int) throws(MoleculeError) {
        try noPendingBond(before: "the bond at \(place)")
        if previous == nil { throw fault("no atom before the bond at \(place)", place) }
        bond = place
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        let isDative = (bytes[index], next) == (UInt8(ascii: "-"), UInt8(ascii: ">"))
        let isDativeBack = bytes[index] == UInt8(ascii: "<")
        if isDativeBack && next != UInt8(ascii: "-") { throw unexpected(place) }
        // `\\` is read as one mark.
        let isDoubled = bytes[index] == UInt8(ascii: "\\") && next == UInt8(ascii: "\\")
        index += isDative || isDativeBack || isDoubled ? 2 : 1
    }

    private mutating func addAtom() {
        if let previous { bonded.insert([previous, atoms]) }
        bond = nil
        previous = atoms
        atoms += 1
    }

    private mutating func openBranch(_ place: Int) throws(MoleculeError) {
        try noPendingBond(before: "the parenthesis at \(place)")
        guard let previous else { throw fault("no atom before the parenthesis at \(place)", place) }
        branches.append((place, previous))
        index += 1
        if index < bytes.count, bytes[index] == UInt8(ascii: ")") {
            throw fault("nothing in the parenthesis at \(place)", place)
        }
    }

    private mutating func closeBranch(_ place: Int) throws(MoleculeError) {
        try noPendingBond(before: "the parenthesis at \(place)")
        guard let open = branches.popLast() else {
            throw fault("parenthesis closed at \(place) was never opened", place)
        }
        previous = open.atom
        index += 1
    }

    private mutating func ringBond(_ place: Int) throws(MoleculeError) {
        guard let atom = previous else { throw fault("no atom before the ring bond at \(place)", place) }
        let number = try ringNumber(place)
        bond = nil
        guard let open = rings.removeValue(forKey: number) else {
            rings[number] = (place, atom)
            return
        }
        if open.atom == atom { throw fault("ring bond \(number) at \(place) joins an atom to itself", place) }
        if !bonded.insert([min(open.atom, atom), max(open.atom, atom)]).inserted {
            throw fault("ring bond \(number) at \(place) joins two atoms that are bonded already", place)
        }
    }

    private mutating func ringNumber(_ place: Int) throws(MoleculeError) -> Int {
        guard let label = SmilesPiece.ringLabel(bytes, from: index) else {
            throw fault("% at \(place) needs two digits, as in %12", place)
        }
        index = label.end
        return label.number
    }

    /// Length of the symbol of an atom outside brackets.
    private func organicAtomLength(_ place: Int) throws(MoleculeError) -> Int {
        if SmilesPiece.isTwoLetterAtom(bytes, at: index) { return 2 }
        if "BCNOPSFIbcnops*".utf8.contains(bytes[index]) { return 1 }
        let pair = String(decoding: bytes[index...].prefix(2), as: UTF8.self)
        if ElementName.all.contains(pair) {
            throw fault("\(pair) at \(place) must stand in brackets: [\(pair)]", place)
        }
        let single = String(decoding: bytes[index...].prefix(1), as: UTF8.self)
        if ElementName.all.contains(single) {
            throw fault("\(single) at \(place) must stand in brackets: [\(single)]", place)
        }
        throw unexpected(place)
    }

    private func noPendingBond(before what: String) throws(MoleculeError) {
        if let bond { throw fault("the bond at \(bond) has no atom before \(what)", bond) }
    }

    private func unexpected(_ place: Int) -> MoleculeError {
        let rest = String(decoding: bytes[(place - 1)...].prefix(8), as: UTF8.self)
        guard let character = rest.first else { return fault("unexpected end", place) }
        return fault(
            character.isLetter
                ? "unknown element at \(place): \(rest.prefix { $0.isLetter }.prefix(2))"
                : "unexpected character at \(place): \(character)", place)
    }

    private func fault(_ reason: String, _ place: Int) -> MoleculeError {
        MoleculeError(reason: reason, fault: .syntax, position: place)
    }
}
