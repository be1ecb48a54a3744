internal import CRDKit

/// Facts about an atom.
struct AtomFacts: Sendable {
    /// Atomic number; 0 for a dummy atom.
    let element: Int
    let charge: Int
    let isotope: Int
    /// Atom map number, 0 for none.
    let map: Int
    let radicalElectrons: Int
    /// The connected part that it belongs to.
    let part: Int

    var symbol: String { ElementName.symbol(of: element) }
    var isHeavy: Bool { element > 1 }

    /// Whether the element is a metal, as chemists of drugs see it: boron, silicon, germanium, arsenic, selenium and
    /// tellurium are not metals here.
    var isMetal: Bool { element > 0 && !Self.nonmetals.contains(symbol) }

    private static let nonmetals: Set = [
        "H", "He", "B", "C", "N", "O", "F", "Ne", "Si", "P", "S", "Cl", "Ar", "Ge", "As", "Se", "Br", "Kr",
        "Te", "I",
        "Xe", "At", "Rn",
    ]
}

extension Molecule {
    /// Facts about each atom, in order.
    var atoms: [AtomFacts] {
        let records = [rd_atom](unsafeUninitializedCapacity: atomCount) { buffer, filled in
            let parts = rd_atoms(handle, buffer.baseAddress)
            filled = parts > 0 ? buffer.count : 0
        }
        return records.map {
            AtomFacts(
                element: Int($0.element), charge: Int($0.charge), isotope: Int($0.isotope), map: Int($0.map),
                radicalElectrons: Int($0.radical_electrons), part: Int($0.part))
        }
    }

    /// A connected part as a molecule of its own.
    func part(_ number: Int) -> Molecule? { rd_part(handle, Int32(number)).map(Molecule.init(handle:)) }

    /// The molecule with charges balanced that hydrogens can balance.
    func uncharged() -> Molecule? { rd_uncharged(handle).map(Molecule.init(handle:)) }

    /// The molecule without atom map numbers, which are no part of a structure; atoms may change their order.
    package var withoutMaps: Molecule {
        atoms.contains { $0.map != 0 } ? unlabelled(isotopesToo: false) ?? self : self
    }

    /// The molecule without atom map numbers, and without isotopes on request.
    func unlabelled(isotopesToo: Bool) -> Molecule? {
        rd_unlabelled(handle, isotopesToo ? 1 : 0).map(Molecule.init(handle:))
    }
}
