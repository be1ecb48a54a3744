import QuartetMolecules
import QuartetTestSupport
import Testing

/// Objectives: how they are read, what they are worth, and the GuacaMol tasks that ship, against the definitions computed
/// with RDKit 2026.09.1.
@Suite struct ObjectiveTests {
    private func objective(_ text: String, lead: String? = nil) throws -> Objective {
        try ObjectiveParser(lead: lead.map { try Molecule(smiles: $0) }).parse(text)
    }

    private func score(_ smiles: String, _ text: String, lead: String? = nil) throws -> Double {
        try objective(text, lead: lead).judge(Molecule(smiles: smiles)).score
    }

    static let tasks = [
        "celecoxib_rediscovery", "osimertinib_mpo", "perindopril_mpo", "zaleplon_mpo", "median1",
    ]

    @Test(arguments: [
        ("CC(C)(C)c1ccc2occ(CC(=O)Nc3ccccc3F)c2c1", [0.2000000, 0.0015869, 0.0912597, 0.2038386, 0.0421001]),
        (
            "Cc1ccc(-c2cc(C(F)(F)F)nn2-c2ccc(S(N)(=O)=O)cc2)cc1",
            [1.0000000, 0.1817508, 0.0626320, 0.2264847, 0.0176749]
        ),
        ("CCOC(=O)C(CC)NC(C)C(=O)N1CCc2ccccc21", [0.1000000, 0.0757960, 0.2123953, 0.0184707, 0.0843373]),
        (
            "COc1cc(N(C)CCN(C)C)c(NC(=O)C=C)cc1Nc2nccc(n2)c3cn(C)c4ccccc34",
            [0.1513158, 0.1333417, 0.0047435, 0.0000000, 0.0300240]
        ),
        ("CC1CCC(C(C)C)C(=O)C1", [0.0309278, 0.0000781, 0.0070800, 0.0003503, 0.3288851]),
        ("CCN(C(C)=O)c1cccc(-c2ccnc3ccccc23)c1", [0.2181818, 0.0007903, 0.0863680, 0.6045774, 0.0317821]),
    ])
    func tasksScoreAsDefined(_ smiles: String, _ expected: [Double]) throws {
        let molecule = try Molecule(smiles: smiles)
        for (task, score) in zip(Self.tasks, expected) {
            let found = try ObjectiveParser().read(task).objective.judge(molecule).score
            #expect(abs(found - score) < 2e-6, "\(task): \(found)")
        }
    }

    @Test(arguments: [
        ("ECFP4", 0.1929825), ("ECFP6", 0.1538462), ("FCFP4", 0.3203883), ("FCFP6", 0.2500000),
        ("AP", 0.2215054),
    ])
    func similaritiesCount(_ kind: String, _ expected: Double) throws {
        let celecoxib = "CC1=CC=C(C=C1)C1=CC(=NN1C1=CC=C(C=C1)S(N)(=O)=O)C(F)(F)F"
        let zaleplon = "O=C(C)N(CC)C1=CC=CC(C2=CC=NC3=C(C=NN23)C#N)=C1"
        #expect(abs(try score(zaleplon, "similar(\(celecoxib), \(kind))") - expected) < 1e-6)
    }

    /// Benzene has 78.114 Da and no polar surface.
    @Test(arguments: [
        ("weight<80", 1.0), ("weight>80~2", 0.6411), ("weight=78.114~1", 1), ("tpsa=0->10", 0),
        ("tpsa=10->0", 1), ("rings=1..2", 1), ("rings=3..4~1", 0.1353), ("count(C)=6~1", 1),
        ("isomer(C6H6)", 1), ("TPSA=0->10", 0), ("has(c1ccccc1)", 1), ("lacks(c1ccccc1)", 0),
        ("keeps(c1ccccc1)", 1),
        ("avoids([#6])", 0), ("must rings>2, aromaticRings=1~1", 0), ("must rings>=1, aromaticRings=1~1", 1),
        ("rings=3~1 *3, aromaticRings=1~1", 0.2231),
        ("mean=arithmetic, rings=3~1 *3, aromaticRings=1~1", 0.3515),
        ("similar(LEAD)", 1), ("similar(C1=CC=CC=C1)>0.9\n# a comment, with (\nrings=1~1", 1),
        (
            "heavyAtoms=6~1, fsp3<0.1, rotatableBonds<1, polarhydrogens<1, LOGP>1, donors<1, acceptors<1, stereocentres<1, logp>1, np<5, sa<2",
            1
        ),
    ])
    func formsHaveTheirWorth(_ text: String, _ expected: Double) throws {
        #expect(abs(try score("c1ccccc1", text, lead: "c1ccccc1") - expected) < 1e-4)
    }

    @Test func aBrokenLimitIsNamed() throws {
        let found = try objective("qed, must rings>2, keeps([#7])").judge(Molecule(smiles: "c1ccncc1"))
        #expect(found.score == 0)
        #expect(found.brokenLimit == "must rings>2")
        #expect(found.values[1] == 1 && found.values[2] == nil)
    }

    @Test(arguments: [
        ("", 1, 1, "no term"), ("qedd>0.8", 1, 1, "unknown property 'qedd'"),
        ("qed>0.8, logp=a", 1, 15, "'a'"), ("qed>0.8 sa<3", 1, 9, "'sa<3'"),
        ("qed>", 1, 5, "the end of the term"),
        ("logp=3..2", 1, 10, "a range from 3.0 to 2.0"), ("qed>0.8~0", 1, 9, "a width of 0.0"),
        ("qed>0.8 *-1", 1, 10, "a weight of -1.0"), ("similar", 1, 8, "the end of the term"),
        ("similar(CC", 1, 8, "a parenthesis that is not closed"),
        ("similar()", 1, 9, "nothing in the parentheses"),
        ("similar(CC(, ECFP4)", 1, 8, "a parenthesis that is not closed"), ("qed\nsimilar(CC%)", 2, 8, "3"),
        ("similar(CC, ECFP5)", 1, 8, "'ECFP5' is not a fingerprint"),
        ("similar(LEAD)", 1, 8, "LEAD stands for"),
        ("keeps([#6)", 1, 6, "'[#6' is not a SMARTS"), ("keeps(xx)", 1, 6, "'xx' is not a SMARTS"),
        ("keeps(C)>1", 1, 11, "a bound"), ("must qed", 1, 9, "a hard limit without a bound"),
        ("must qed>1 *2", 1, 14, "a weight"), ("isomer(C0)", 1, 7, "'C0' is not a formula"),
        ("count(Xx)", 1, 6, "'Xx' is not the symbol"), ("mean=median, qed", 1, 12, "no kind of mean"),
        ("dock(1iep)<-9", 1, 5, "no receptor is called '1iep'"),
        ("sa=3->3", 1, 8, "a line between equal values"), ("qed, logp", 1, 10, "no bound"),
        ("count(F)", 1, 9, "no bound"),
    ])
    func mistakesHaveTheirPlace(_ text: String, _ line: Int, _ column: Int, _ found: String) throws {
        let error = try #require(throws: ObjectiveError.self) { try objective(text) }
        #expect(error.line == line && error.column == column, "\(error)")
        #expect(error.found.contains(found), "\(error)")
        #expect(!error.expected.isEmpty)
    }

    @Test func theNearestNamesComeFirst() throws {
        let error = try #require(throws: ObjectiveError.self) { try objective("logq>1") }
        #expect(error.expected.hasPrefix("one of logp, "), "\(error)")
        #expect(error.expected.contains("similar(…)"))
        let name = try #require(throws: ObjectiveError.self) {
            try ObjectiveParser().read("celecoxib_rediscvery")
        }
        #expect(name.found == "unknown property 'celecoxib_rediscvery'")
        #expect(name.expected.hasPrefix("one of celecoxib_rediscovery, "), "\(name)")
    }

    /// What is computed elsewhere is asked for by name, and a slow one only for a molecule that keeps the limits.
    @Test func dockingIsAProperty() throws {
        struct Source: ReceptorSource {
            let names = ["1iep"]
            func docking(_ name: String) -> ReceptorProperty? {
                name == "1iep" ? ReceptorProperty(version: "7") { Double(-$0.atomCount) } : nil
            }
        }
        let parser = ObjectiveParser(receptors: Source())
        let objective = try parser.parse("dock(1iep)<-9~1, must rings>0")
        #expect(objective.versions == ["dock(1iep)<-9~1": "7"])
        let error = try #require(throws: ObjectiveError.self) { try parser.parse("dock(abl)<-9") }
        #expect(error.expected == "dock(1iep)")
        let ring = try objective.judge(Molecule(smiles: "CCC1CCCCC1"))
        #expect(abs(ring.score - 0.6065) < 1e-4 && ring.values == [-8, 1])
        #expect(try objective.judge(Molecule(smiles: "CCCC")).values == [nil, 0])
    }

    @Test func filesAndNamesAreRead() throws {
        let folder = TemporaryFolder()
        let path = try folder.write("# mine\nqed>0.8\nsa<3 *2\n", to: "mine.txt")
        #expect(try ObjectiveParser().read(path).objective.texts == ["qed>0.8", "sa<3 *2"])
        try folder.write("qed\nlogq\n", to: "mine.txt")
        let error = try #require(throws: ObjectiveError.self) { try ObjectiveParser().read(path) }
        #expect("\(error)".hasPrefix("\(path), line 2, character 1: unknown property 'logq'"))
        withExtendedLifetime(folder) {}
        #expect(try ObjectiveParser().read("median1").objective.texts.count == 2)
    }
}
