internal import CRDKit
internal import Foundation

/// How many atoms of each element, as in C19H17N3O2.
struct MolecularFormula: Sendable, Equatable {
    /// Atomic numbers and their counts, as written.
    let counts: [(element: Int, count: Int)]

    /// Nil for a text that is no formula: symbols, each with a number from 1 to 9,999 or none behind it, each once.
    init?(_ text: String) {
        var counts: [(element: Int, count: Int)] = []
        var rest = Substring(text)
        while let first = rest.first {
            guard first.isASCII, first.isUppercase else { return nil }
            let symbol = rest.prefix(1) + rest.dropFirst().prefix { $0.isASCII && $0.isLowercase }
            rest = rest.dropFirst(symbol.count)
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard let element = (1...118).first(where: { ElementName.symbol(of: $0) == symbol }),
                let count = digits.isEmpty ? 1 : Int(digits), (1...9999).contains(count),
                !counts.contains(where: { $0.element == element })
            else { return nil }
            counts.append((element, count))
        }
        if counts.isEmpty { return nil }
        self.counts = counts
    }

    static func == (a: MolecularFormula, b: MolecularFormula) -> Bool {
        a.counts.elementsEqual(b.counts) { $0 == $1 }
    }

    /// How near a composition is, from 0 to 1, as GuacaMol has it: the geometric mean of a Gaussian of width 1 for each
    /// element of the formula and one of width 2 for all atoms.
    func nearness(_ found: [Int32]) -> Double {
        var squares = 0.0
        for (element, count) in counts { squares += pow(Double(found[element]) - Double(count), 2) }
        let atoms = Double(found.reduce(0, +)) - Double(counts.reduce(0) { $0 + $1.count })
        squares += pow(atoms / 2, 2)
        return exp(-0.5 * squares / Double(counts.count + 1))
    }
}

extension Molecule {
    /// Atoms of each element by atomic number, hydrogens among them.
    var elementCounts: [Int32] {
        var counts = [Int32](repeating: 0, count: 119)
        // It counts atoms and cannot fail for a molecule that was read.
        if rd_element_counts(handle, &counts) == 0 { fatalError("Molecule: RDKit cannot count its atoms.") }
        return counts
    }
}
