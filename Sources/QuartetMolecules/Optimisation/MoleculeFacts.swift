/// What is known about a molecule while it is judged: each thing is computed once, when a property first asks for it.
final class MoleculeFacts {
    let molecule: Molecule
    private var known: Descriptors?
    private var counted: [CountFingerprint: EnvironmentCounts] = [:]
    private var bits: MorganFingerprint?

    init(_ molecule: Molecule) { self.molecule = molecule }

    func descriptors() throws(MoleculeError) -> Descriptors {
        if let known { return known }
        let found = try molecule.descriptors()
        known = found
        return found
    }

    func codes(_ kind: CountFingerprint) throws(MoleculeError) -> EnvironmentCounts {
        if let found = counted[kind] { return found }
        let found = try kind.codes(of: molecule)
        counted[kind] = found
        return found
    }

    /// Morgan fingerprint of radius 2 with 2,048 bits.
    func fingerprint() -> MorganFingerprint {
        if let bits { return bits }
        let found = molecule.fingerprint()
        bits = found
        return found
    }
}
