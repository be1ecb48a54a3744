internal import QuartetCatalogs
internal import QuartetFiles

/// The known partners of drugs in salts and solvates: `catalogs/molecules/counter-ions.xml`.
public struct CounterIons: Sendable {
    /// Names by canonical SMILES of the neutral form without stereo.
    private let names: [String: String]
    /// Of each ion the number of heavy atoms and the sum of their atomic numbers: most parts of molecules have others.
    private let sizes: Set<[Int]>

    /// - Parameter path: a catalog of the same form; nil for the one installed with the program.
    public init(path: String? = nil) throws {
        let installed = try ResourceLocator().folder(.catalogs) + "/molecules/counter-ions"
        let catalog = try Catalog.load(path ?? installed + ".xml", schema: installed + ".rng")
        var names: [String: String] = [:]
        var sizes: Set<[Int]> = []
        for ion in catalog.root.children("group").flatMap({ $0.children("ion") }) {
            let smiles = try ion.string("smiles")
            let molecule: Molecule
            do throws(MoleculeError) {
                molecule = try Molecule(smiles: smiles)
            } catch {
                throw ion.mistake("smiles=\"\(smiles)\": \(error.reason)", expected: "a SMILES")
            }
            let key = Self.key(molecule.neutral)
            sizes.insert(Self.size(molecule.atoms))
            if let other = names.updateValue(try ion.string("name"), forKey: key) {
                throw ion.mistake(
                    "smiles=\"\(smiles)\", the structure of \(other)", expected: "each ion once")
            }
        }
        (self.names, self.sizes) = (names, sizes)
    }

    /// The name of the counter-ion that a neutral part is; nil if it is not a known one.
    ///
    /// - Parameter atoms: of the part.
    func name(of neutral: Molecule, atoms: [AtomFacts]) -> String? {
        sizes.contains(Self.size(atoms)) ? names[Self.key(neutral)] : nil
    }

    private static func size(_ atoms: [AtomFacts]) -> [Int] {
        let heavy = atoms.filter(\.isHeavy)
        return [heavy.count, heavy.reduce(0) { $0 + $1.element }]
    }

    private static func key(_ molecule: Molecule) -> String { molecule.smiles(withStereo: false) }
}

extension Molecule {
    /// The molecule without the charges that hydrogen can balance.
    var neutral: Molecule { atoms.contains { $0.charge != 0 } ? uncharged() ?? self : self }
}
