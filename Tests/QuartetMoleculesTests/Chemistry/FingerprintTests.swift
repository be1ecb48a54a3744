import QuartetMolecules
import Testing

@Suite struct FingerprintTests {
    @Test func similarityIsSharedBitsOverAllBits() throws {
        let phenol = try Molecule(smiles: "Oc1ccccc1").fingerprint(bits: 1024)
        let benzene = try Molecule(smiles: "c1ccccc1").fingerprint(bits: 1024)
        #expect(phenol.words.count == 16)
        // All atoms of benzene are alike: one environment for each of the radii 0, 1 and 2.
        #expect(benzene.bitCount == 3)
        #expect(phenol.similarity(to: phenol) == 1)
        let shared = zip(phenol.words, benzene.words).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
        #expect(shared > 0)
        #expect(
            phenol.similarity(to: benzene) == Double(shared) / Double(phenol.bitCount + 3 - shared))
    }

    @Test func writingDoesNotChangeTheFingerprint() throws {
        let one = try Molecule(smiles: "CC(=O)Oc1ccccc1C(=O)O")
        let other = try Molecule(smiles: "OC(=O)c1c(OC(C)=O)cccc1")
        #expect(one.fingerprint() == other.fingerprint())
        #expect(one.environmentCounts() == other.environmentCounts())
    }

    @Test func environmentsAreCounted() throws {
        let found = try Molecule(smiles: "c1ccccc1").environmentCounts()
        // Six atoms with the same surroundings at every radius.
        #expect(found.counts == [6, 6, 6])
        #expect(found.environments == found.environments.sorted())
        #expect(try Molecule(smiles: "C").environmentCounts().counts == [1])
    }
}
