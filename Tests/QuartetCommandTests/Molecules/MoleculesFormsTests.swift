import Foundation
import QuartetTestSupport
import Testing

/// The commands that list forms of a molecule: stereoisomers, tautomers, states of protonation.
@Suite struct MoleculesFormsTests {
    private func run(_ command: String, _ lines: [String], _ options: [String] = []) throws -> Program.Outcome
    {
        let input = Data(lines.map { $0 + "\n" }.joined().utf8)
        return try Program.run(["molecules", command, "-"] + options, input: input)
    }

    private func rows(_ command: String, _ lines: [String], _ options: [String] = []) throws -> [[String:
        Any]]
    {
        try run(command, lines, ["--json"] + options).output.split(separator: "\n").map {
            try Program.dictionary(String($0))
        }
    }

    @Test func stereoisomersAreCounted() throws {
        let smiles = ["FC1CCC(F)CC1", "CC(O)C(O)C", "CC=CC(C)O", "OC1CCCCC1"]
        let counts = try rows("stereoisomers", smiles, ["--only-count"])
        #expect(counts.map { $0["isomers"] as? Int } == [2, 3, 4, 1])
        let all = try rows("stereoisomers", smiles)
        #expect(all.map { $0["row"] as? Int } == [1, 1, 2, 2, 2, 3, 3, 3, 3, 4])
        #expect(all.map { $0["isomer"] as? Int } == [1, 2, 1, 2, 3, 1, 2, 3, 4, 1])
        #expect(Set(all.compactMap { $0["smiles"] as? String }).count == 10)
    }

    @Test func marksStayAndNumbersTellIsomersApart() throws {
        let file = try run(
            "stereoisomers", ["C[C@H](O)C=CC lead", "CCO plain"], ["--only-open", "--to", "smi"])
        #expect(
            file.output == "C/C=C/[C@H](C)O lead-1\nC/C=C\\[C@H](C)O lead-2\nCCO plain\n")
    }

    @Test func theLimitOfIsomersIsSaid() throws {
        let table = try run("stereoisomers", ["CC(O)C(F)C(Cl)C(Br)C"], ["--limit", "4", "--only-count"])
        #expect(table.output.split(separator: "\n").last == "1\t1\t\t4 or more\t")
        #expect(try run("stereoisomers", ["CCO"], ["--only-count", "--to", "smi"]).status == 64)
    }

    @Test func tautomersAreListedWithTheWrittenOne() throws {
        let all = try rows("tautomers", ["Oc1ccccn1"])
        let smiles = all.compactMap { $0["smiles"] as? String }
        #expect(Set(smiles).isSuperset(of: ["O=c1cccc[nH]1", "Oc1ccccn1"]))
        #expect(
            all.filter { $0["asWritten"] as? Bool == true }.map { $0["smiles"] as? String } == ["Oc1ccccn1"])
        #expect(all.allSatisfy { $0["tautomers"] as? Int == all.count && $0["complete"] as? Bool == true })
    }

    @Test func statesAreThoseOfTheParentLikeliestFirst() throws {
        let outcome = try run("protonate", ["[Na+].[O-]C(=O)CCN lysine"], ["--ph", "7.4", "--json"])
        #expect(outcome.errors.contains("rules for kinds of groups; they are not pKa predictions"))
        let first = try Program.dictionary(String(outcome.output.split(separator: "\n")[0]))
        #expect(first["smiles"] as? String == "[NH3+]CCC(=O)[O-]")
        #expect(first["parent"] as? String == "NCCC(=O)O")
        #expect(first["charge"] as? Int == 0 && first["state"] as? Int == 1)
        #expect(first["notes"] as? [String] == ["removed sodium", "neutralised"])
        let groups = try #require(first["groups"] as? [[String: Any]])
        // NCCC(=O)O: the nitrogen and the hydroxyl.
        #expect(groups.map { $0["atom"] as? Int } == [0, 5])
        let stomach = try rows("protonate", ["NCCC(=O)O"], ["--ph", "1"])
        #expect(stomach.map { $0["smiles"] as? String } == ["[NH3+]CCC(=O)O"])
        #expect(try run("protonate", ["CCO"], ["--ph", "15"]).status == 64)
        #expect(try run("protonate", ["CCO", "N[Pt]Cl"]).output.contains("metal compound"))
    }
}
