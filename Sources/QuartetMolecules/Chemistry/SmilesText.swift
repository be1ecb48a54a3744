/// The text of a SMILES, read by its grammar alone, so that a fault has a place. RDKit decides whether a text is a
/// molecule; this says where it stops being one.
struct SmilesText {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    /// What must be refused before RDKit sees it: it would take nothing for a molecule and the text behind a blank for
    /// a name, and a polymer for as long as it takes.
    func refusal(atomLimit: Int) -> MoleculeError? {
        if bytes.allSatisfy({ $0 == UInt8(ascii: " ") }) {
            return MoleculeError(reason: "the SMILES is empty", fault: .empty)
        }
        if let blank = bytes.firstIndex(where: { $0 <= UInt8(ascii: " ") }) {
            return MoleculeError(
                reason:
                    "a blank or control character at \(blank + 1); a SMILES contains neither, and a name is not part of it",
                fault: .syntax, position: blank + 1)
        }
        let atoms = atomCount
        if atoms > atomLimit {
            return MoleculeError(reason: "\(atoms) atoms; the limit is \(atomLimit)", fault: .size)
        }
        return nil
    }

    /// Atoms that are written: organic letters and brackets. Exact for a text that is a SMILES.
    private var atomCount: Int {
        var count = 0
        var inBracket = false
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "["):
                inBracket = true
                count += 1
            case UInt8(ascii: "]"): inBracket = false
            case _ where inBracket: break
            case UInt8(ascii: "l"), UInt8(ascii: "r"):
                // The second letter of Cl and Br.
                if index == 0 { count += 1 }
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "*"):
                count += 1
            default: break
            }
        }
        return count
    }

    /// The first fault of grammar; nil if the grammar is right.
    var syntaxError: MoleculeError? {
        var scanner = SmilesScanner(bytes: bytes)
        do throws(MoleculeError) {
            try scanner.scan()
            return nil
        } catch {
            return error
        }
    }
}
