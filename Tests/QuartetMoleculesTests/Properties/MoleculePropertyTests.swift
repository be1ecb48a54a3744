import Foundation
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct MoleculePropertyTests {
    /// One spelling for screens, objectives, JSON and projects.
    @Test func screensAskForEveryPropertyByItsSpelling() throws {
        let schema = try String(
            contentsOfFile: Checkout.file("catalogs/molecules/screens/screen.rng"), encoding: .utf8)
        let values = schema.matches(of: /<value>(\w+)<\/value>/).map { String($0.1) }
        #expect(Set(values) == Set(MoleculeProperty.allCases.map(\.rawValue)))
        #expect(values.count == MoleculeProperty.allCases.count)
        // Objectives take small letters.
        #expect(Set(values.map { $0.lowercased() }).count == values.count)
    }

    @Test(arguments: MoleculeProperty.allCases) func objectivesAskForEveryProperty(
        _ property: MoleculeProperty
    ) throws {
        let molecule = try Molecule(smiles: "CC(=O)Oc1ccccc1C(=O)[O-]")
        let value = property.value(in: try MoleculeScorer().scores(of: molecule))
        for name in [property.rawValue, property.rawValue.lowercased()] {
            let judged = try ObjectiveParser().parse("must \(name)>-100").judge(molecule)
            #expect(judged.values == [value])
        }
    }

    @Test func valuesAreWrittenByTheirProperty() throws {
        let scores = try MoleculeScorer().scores(of: Molecule(smiles: "CC(=O)Oc1ccccc1C(=O)O"))
        let cells = MoleculeProperty.scored.map { $0.cell($0.value(in: scores)) }
        #expect(
            cells == [
                "180.16", "1.31", "63.6", "1", "3", "2", "1", "1", "0.11", "0", "0.550", "1.58", "0.12",
            ])
        #expect(Set(scores.values.keys) == Set(MoleculeProperty.scored.map(\.rawValue)))
    }
}
