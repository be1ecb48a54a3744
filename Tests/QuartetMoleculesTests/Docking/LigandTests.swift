import QuartetMolecules
import Testing

/// What goes to Vina, made from SMILES.
@Suite struct LigandTests {
    private func ligand(_ smiles: String, torsionLimit: Int? = nil) throws -> LigandFile {
        try LigandFile(Conformer(of: Molecule(smiles: smiles), seed: 7), torsionLimit: torsionLimit)
    }

    /// Counts by Meeko 0.8.0 with rigid macrocycles.
    @Test(arguments: zip(torsionsByMeeko.map(\.0), torsionsByMeeko.map(\.1)))
    func bondsTurnAsMeekoCountsThem(_ smiles: String, _ torsions: Int) throws {
        let ligand = try ligand(smiles)
        #expect(ligand.torsions == torsions)
        #expect(ligand.text.components("BRANCH") == torsions)
        #expect(ligand.text.components("ENDBRANCH") == torsions)
        #expect(ligand.text.hasSuffix("TORSDOF \(torsions)\n"))
    }

    @Test func macrocycleStaysWholeWithoutPseudoAtoms() throws {
        let ligand = try ligand("O=C1CCCCCCCCCCCCCO1")
        #expect(ligand.torsions == 0)
        #expect(ligand.atoms.count == 16)
        #expect(Set(ligand.types) == ["C", "OA"])
    }

    @Test func typesOfAtomsAreAutoDocks() throws {
        // Chlorobenzene, amide, pyridine, thiophene, alcohol.
        let ligand = try ligand("Clc1ccccc1NC(=O)c1ccncc1")
        #expect(Set(ligand.types) == ["Cl", "A", "N", "HD", "C", "OA", "NA"])
        #expect(ligand.types.count { $0 == "HD" } == 1)
        #expect(try Set(self.ligand("c1ccsc1CO").types) == ["A", "SA", "C", "OA", "HD"])
        #expect(try self.ligand("C[NH3+]").types.sorted() == ["C", "HD", "HD", "HD", "N"])
        #expect(try self.ligand("CN(C)C").types.contains("NA"))
        #expect(try self.ligand("c1cc[nH]c1").types.contains("N"))
        #expect(try self.ligand("CS(=O)(=O)C").types.contains("S"))
        // Aromatic in RDKit's eyes; the force field sees double bonds in these rings.
        #expect(try !self.ligand("c1ncnn2cccc12").types.contains("C"))
    }

    @Test func everyAtomIsOnceInTheFileAndBranchesBeginAtTheirAtoms() throws {
        let ligand = try ligand("Cc1ccc(NC(=O)c2ccc(CN3CCN(C)CC3)cc2)cc1Nc1nccc(-c2cccnc2)n1")
        #expect(Set(ligand.atoms).count == ligand.atoms.count)
        let lines = ligand.text.split(separator: "\n")
        var next = 1
        for (index, line) in lines.enumerated() where line.hasPrefix("BRANCH") {
            // The second number is the serial of the atom on the next line.
            let serial = try #require(line.split(separator: " ").last)
            #expect(lines[index + 1].split(separator: " ")[1] == serial)
        }
        for line in lines where line.hasPrefix("ATOM") {
            #expect(line.split(separator: " ")[1] == "\(next)")
            #expect(line.utf8.count >= 78)
            next += 1
        }
    }

    @Test func mergedHydrogensLeaveTheirCharge() throws {
        let charges = try ligand("C[NH3+]").text.split(separator: "\n").filter { $0.hasPrefix("ATOM") }
            .map { try #require(Double($0.dropFirst(70).prefix(6).drop { $0 == " " })) }
        #expect(abs(charges.reduce(0, +) - 1) < 0.01)
    }

    @Test(arguments: [
        ("OB(O)c1ccc(CO)cc1", "boron: no AutoDock type, atom 1"),
        ("[As](C)(C)C", "arsenic: no AutoDock type, atom 0"),
        ("CCO.CCN", "the molecule is a mixture: dock its parts one at a time"),
        ("*CC", "atom 0 is a placeholder, no element: it cannot be docked"),
    ])
    func elementsThatVinaLacksAreNamed(_ smiles: String, _ reason: String) throws {
        #expect(throws: DockingError.self) { try ligand(smiles) }
        do { _ = try ligand(smiles) } catch { #expect("\(error)" == reason) }
    }

    @Test(arguments: ["C[Si](C)(C)C", "C[Se]C"])
    func siliconAndSeleniumAreTaken(_ smiles: String) throws {
        #expect(try ligand(smiles).types.contains { $0 == "Si" || $0 == "Se" })
    }

    @Test func limitOnRotatableBondsSaysTheirCount() throws {
        let reason = #expect(throws: DockingError.self) { try ligand("CCCCCCCCO", torsionLimit: 3) }
        #expect("\(try #require(reason))" == "7 rotatable bonds; the limit is 3")
    }
}

extension String {
    /// Lines that begin with a word.
    fileprivate func components(_ word: String) -> Int {
        split(separator: "\n").count { $0.split(separator: " ").first == Substring(word) }
    }
}
