import QuartetMolecules
import Testing

@Suite struct ProtonationTests {
    private func states(_ smiles: String, pH: Double = 7.4) throws -> [String] {
        let protonation = try Protonation()
        return protonation.states(of: try Molecule(smiles: smiles), pH: pH).map { $0.molecule.smiles() }
    }

    @Test(arguments: [
        ("CC(=O)O", "CC(=O)[O-]"), ("CCN", "CC[NH3+]"), ("CN(C)C", "C[NH+](C)C"), ("CC(=N)N", "CC(N)=[NH2+]"),
        ("CNC(=N)N", "CNC(N)=[NH2+]"), ("c1nnn[nH]1", "c1nnn[n-]1"),
        ("CC(=O)NS(=O)(=O)c1ccccc1", "CC(=O)[N-]S(=O)(=O)c1ccccc1"),
        // Two charges at once, one of each kind.
        ("NCC(=O)O", "[NH3+]CC(=O)[O-]"),
        // What is neutral in water.
        ("CC(N)=O", "CC(N)=O"), ("Nc1ccccc1", "Nc1ccccc1"), ("Oc1ccccc1", "Oc1ccccc1"),
        ("CS(N)(=O)=O", "CS(N)(=O)=O"),
        ("CN1CCCC1=O", "CN1CCCC1=O"), ("c1ccc2[nH]ccc2c1", "c1ccc2[nH]ccc2c1"), ("CC#N", "CC#N"),
        ("c1ccncc1", "c1ccncc1"), ("NC(N)=O", "NC(N)=O"), ("CNC(=O)OC", "CNC(=O)OC"),
    ])
    func theUsualStateComesFirst(_ smiles: String, _ state: String) throws {
        #expect(try states(smiles).first == (try Molecule(smiles: state).smiles()))
    }

    @Test func thePHDecides() throws {
        #expect(try states("CC(=O)O", pH: 1) == ["CC(=O)O"])
        #expect(try states("CCN", pH: 14) == ["CCN"])
        #expect(try states("c1ccncc1", pH: 2) == ["c1cc[nH+]cc1"])
    }

    /// Imidazole has a pKa of 7: at this pH half is charged, and at 7.4 10^-0.4/(1 + 10^-0.4).
    @Test func sharesFollowHendersonAndHasselbalch() throws {
        let protonation = try Protonation()
        let imidazole = try Molecule(smiles: "c1c[nH]cn1")
        let even = protonation.states(of: imidazole, pH: 7)
        #expect(even.map(\.share) == [0.5, 0.5])
        let basic = protonation.states(of: imidazole, pH: 7.4)
        #expect(basic.map(\.charge) == [0, 1])
        #expect(abs(basic[1].share - 0.28475) < 1e-5)
        #expect(protonation.sites(of: imidazole, pH: 7).map(\.name) == ["imidazole"])
    }

    @Test func aSecondBaseNearTheFirstIsWeaker() throws {
        #expect(try states("C1CNCCN1").first == "C1C[NH2+]CCN1")
        #expect(try states("CCN1CCN(C)CC1") == states("CN1CCN(CC)CC1"))
        #expect(try states("NCCCCCCN").first == "[NH3+]CCCCCC[NH3+]")
    }

    @Test func statesAreFewAndInOrder() throws {
        let protonation = try Protonation()
        let many = try Molecule(
            smiles: "C(CCCn1ccnc1)CC(CCCCCn1ccnc1)(CCCCCCn1ccnc1)CCCCCCCn1ccnc1")
        let states = protonation.states(of: many, pH: 7)
        #expect(states.count <= Protonation.stateLimit)
        #expect(states.count > 1)
        #expect(states.map(\.share) == states.map(\.share).sorted(by: >))
        #expect(Set(states.map { $0.molecule.smiles() }).count == states.count)
    }

    @Test func stereoStays() throws {
        #expect(try states("C[C@H](N)C(=O)O").first == "C[C@H]([NH3+])C(=O)[O-]")
    }
}
