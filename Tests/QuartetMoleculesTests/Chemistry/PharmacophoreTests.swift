import QuartetMolecules
import Testing

@Suite struct PharmacophoreTests {
    private static let drugs = [
        "sildenafil": "CCCc1nn(C)c2c(=O)[nH]c(-c3cc(S(=O)(=O)N4CCN(C)CC4)ccc3OCC)nc12",
        "vardenafil": "CCCc1nc(C)c2c(=O)[nH]c(-c3cc(S(=O)(=O)N4CCN(CC)CC4)ccc3OCC)nn12",
        "celecoxib": "Cc1ccc(-c2cc(C(F)(F)F)nn2-c2ccc(S(N)(=O)=O)cc2)cc1",
        "valdecoxib": "Cc1onc(-c2ccccc2)c1-c1ccc(S(N)(=O)=O)cc1",
        "losartan": "CCCCc1nc(Cl)c(CO)n1Cc1ccc(-c2ccccc2-c2nn[nH]n2)cc1",
        "valsartan": "CCCCC(=O)N(Cc1ccc(-c2ccccc2-c2nn[nH]n2)cc1)[C@@H](C(C)C)C(=O)O",
        "metformin": "CN(C)C(=N)NC(=N)N", "salbutamol": "CC(C)(C)NCC(O)c1ccc(O)c(CO)c1",
    ]

    private static func molecule(_ name: String) throws -> Molecule {
        try Molecule(smiles: try #require(drugs[name]))
    }

    @Test(arguments: [("sildenafil", "vardenafil"), ("celecoxib", "valdecoxib"), ("losartan", "valsartan")])
    func drugsOfOneTargetAreAlike(_ one: String, _ other: String) throws {
        let fingerprint = try Self.molecule(one).pharmacophoreFingerprint()
        let partner = fingerprint.similarity(to: try Self.molecule(other).pharmacophoreFingerprint())
        for name in Self.drugs.keys where name != one && name != other {
            let rival = fingerprint.similarity(to: try Self.molecule(name).pharmacophoreFingerprint())
            #expect(rival < partner, "\(one): \(name) \(rival), \(other) \(partner)")
        }
    }

    @Test func aHopKeepsThePharmacophoreMoreThanTheAtoms() throws {
        let (one, other) = (try Self.molecule("sildenafil"), try Self.molecule("vardenafil"))
        #expect(
            one.pharmacophoreFingerprint().similarity(to: other.pharmacophoreFingerprint())
                > one.fingerprint().similarity(to: other.fingerprint()))
    }

    @Test func valuesDoNotDependOnTheWriting() throws {
        let one = try Molecule(smiles: "OC(=O)CCN").pharmacophoreFingerprint()
        #expect(one == (try Molecule(smiles: "NCCC(O)=O").pharmacophoreFingerprint()))
        #expect(one.similarity(to: one) == 1)
        // 21 pairs of types at 10 distances.
        #expect(one.values.count == 210)
        // Nothing is seen in methane but that it is lipophilic; in hydrogen cyanide an acceptor.
        let methane = try Molecule(smiles: "C").pharmacophoreFingerprint()
        #expect(methane.similarity(to: try Molecule(smiles: "C#N").pharmacophoreFingerprint()) == 0)
    }

    @Test(
        arguments: [
            ("CCN", .positive, [2]), ("CC(=O)N", .positive, []), ("Nc1ccccc1", .positive, []),
            ("CN(C)C(=N)N", .positive, [4]), ("CC(=O)O", .negative, [1]), ("CC(=O)OC", .negative, []),
            ("c1ccncc1", .acceptor, [3]), ("c1cc[nH]c1", .acceptor, []), ("c1cc[nH]c1", .donor, [3]),
            ("C[N+](=O)[O-]", .positive, []), ("OCC", .donor, [0]), ("COC", .acceptor, [1]),
            ("FC(F)(F)c1ccccc1", .lipophilic, [1]), ("ClCCO", .lipophilic, [0]),
        ] as [(String, PharmacophoreType, [Int])])
    func atomsHaveTheirTypes(_ smiles: String, _ type: PharmacophoreType, _ atoms: [Int]) throws {
        #expect(try Molecule(smiles: smiles).atoms(of: type) == atoms)
    }
}
