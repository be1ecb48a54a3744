import QuartetMolecules
import Testing

@Suite struct RGroupTableTests {
    @Test func groupsStandInTheirColumns() throws {
        let core = try SeriesCore("O=C1CN=C(c2ccccc2)c2ccccc2N1")
        let table = try RGroupTable(of: try DrugSeries.molecules(), on: core)
        #expect(table.labels == ["R1", "R2", "R3", "R4"])
        #expect(table.rows.map(\.index) == Array(0..<6))
        // One column is all chlorine, one has the two methyls; the molecule of the core's SMILES decides their order.
        let columns = Set((0..<4).map { column in table.rows.map { $0.groups[column] } })
        #expect(
            columns == [
                ["*C", "*[H]", "*[H]", "*C", "*[H]", "*[H]"],
                [String](repeating: "*Cl", count: 6),
                ["*[H]", "*[H]", "*[H]", "*[H]", "*Cl", "*Cl"],
                ["*[H]", "*[H]", "*O", "*O", "*O", "*[H]"],
            ])
        #expect(table.rows.allSatisfy { $0.core.contains("[*:4]") })
        #expect(table.isAligned)
    }

    @Test func aCoreMayBeSMARTSWithMarkedPlaces() throws {
        let table = try RGroupTable(
            of: try DrugSeries.molecules(), on: SeriesCore("[*:1]-n1cnc2c1c(=O)n(C)c(=O)n2C"))
        #expect(table.rows.map(\.index) == [6, 7])
        #expect(table.labels == ["R1"])
        #expect(table.rows.map(\.groups) == [["*C"], ["*[H]"]])
    }

    @Test func hydrogensOfACoreMayBeReplaced() throws {
        // Theophylline has [nH] where caffeine has a methyl group.
        let table = try RGroupTable(
            of: try DrugSeries.molecules(), on: SeriesCore("Cn1c(=O)c2[nH]cnc2n(C)c1=O"))
        #expect(table.rows.map(\.index).contains(6))
    }

    /// Benzene lies over a phenyl ring in twelve ways.
    @Test func aCoreOfMuchSymmetryIsLaidInOneWay() throws {
        let molecules = try (1...200).map { number in
            try Molecule(smiles: "c1ccccc1" + String(repeating: "C", count: number % 9) + "c1ccc(F)cc1")
        }
        let table = try RGroupTable(of: molecules, on: SeriesCore("c1ccccc1"))
        #expect(!table.isAligned)
        #expect(table.rows.count == 200)
    }

    @Test func aCoreIsFound() throws {
        let benzodiazepines = try DrugSeries.series(
            DrugSeries.drugs.prefix(6).map { ($0.1, nil) })
        let common = try SeriesCore.found(in: benzodiazepines)
        #expect(common.source == .commonSubstructure)
        let table = try RGroupTable(of: benzodiazepines.members.map(\.molecule), on: common)
        #expect(table.rows.count == 6)
        // Most molecules of the mixed list have nothing in common; half of them have one scaffold.
        let mixed = try SeriesCore.found(in: try DrugSeries.series())
        #expect(mixed.source == .commonScaffold)
        #expect(mixed.text == (try Molecule(smiles: "O=C1CN=C(c2ccccc2)c2ccccc2N1").smiles()))
    }

    @Test func whatIsNoCoreIsRefused() throws {
        let molecules = try DrugSeries.molecules()
        #expect(throws: SeriesError.noCore("C1CC(")) { try SeriesCore("C1CC(") }
        #expect(throws: SeriesError.coreWithoutMolecule("C1CCCCCCCC1")) {
            try RGroupTable(of: molecules, on: SeriesCore("C1CCCCCCCC1"))
        }
        #expect(throws: SeriesError.noCommonCore) {
            try SeriesCore.found(in: try DrugSeries.series([("CCO", 1), ("CCN", 2), ("FC(Cl)Br", 3)]))
        }
    }
}
