import QuartetMolecules
import QuartetTestSupport
import Testing

/// Values of RDKit 2026.9.1.
@Suite struct ScoreTests {
    @Test func aspirinHasItsDescriptors() throws {
        let found = try Molecule(smiles: "CC(=O)Oc1ccccc1C(=O)O").descriptors()
        #expect(abs(found.weight - 180.159) < 1e-3)
        #expect(abs(found.logP - 1.3101) < 1e-4)
        #expect(abs(found.polarSurface - 63.60) < 1e-2)
        #expect(abs(found.fractionSP3 - 1 / 9) < 1e-12)
        #expect([found.donors, found.rotatableBonds, found.rings, found.aromaticRings] == [1, 2, 1, 1])
        #expect(found.stereocentres == 0)
    }

    @Test func stereocentresCountMarkedOrNot() throws {
        #expect(try Molecule(smiles: "C[C@H](N)C(=O)O").descriptors().stereocentres == 1)
        #expect(try Molecule(smiles: "CC(N)C(O)C").descriptors().stereocentres == 2)
    }

    @Test(arguments: [
        ("CC(=O)Oc1ccccc1C(=O)O", 0.550121797, 1.5800398, 0.121798),
        ("C", 0.359784938, 7.3284154, 0.000000),
        ("CN1CCC23C4C1CC5=C2C(=C(C=C5)O)OC3C(C=C4)O", 0.703347492, 5.2736017, 2.588702),
        ("C1CCCCCCCCCCC1", 0.492359857, 1.0000000, -0.019559),
        ("N=C(CCSCc1csc(N=C(N)N)n1)NS(N)(=O)=O", 0.253142577, 3.4827953, -1.700447),
        ("c1ccc2c(c1)C1CC2C2C=CC1C2", 0.538892253, 4.5721843, 0.550276),
        ("[2H]C([2H])([2H])Oc1ccc(C#N)cc1", 0.586642807, 3.6459888, -0.960595),
        ("O=[N+]([O-])c1ccc(SSc2ccccc2)cc1", 0.465773755, 2.1257771, -0.985299),
        ("CC1(C)SC2C(NC(=O)Cc3ccccc3)C(=O)N2C1C(=O)O", 0.797763270, 3.2002734, 0.340693),
    ])
    func scoresAreThoseOfRDKit(_ smiles: String, _ qed: Double, _ access: Double, _ natural: Double) throws {
        let molecule = try Molecule(smiles: smiles)
        let descriptors = try molecule.descriptors()
        #expect(abs(try DrugLikeness().score(of: molecule, descriptors: descriptors) - qed) <= 1e-6)
        #expect(
            abs(try SyntheticAccessibility().score(of: molecule, descriptors: descriptors) - access) <= 1e-4)
        #expect(abs(try NaturalProductLikeness().score(of: molecule) - natural) <= 1e-3)
    }
}
