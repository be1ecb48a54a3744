import QuartetMolecules
import Testing

@Suite struct SeriesTests {
    @Test func repeatsBecomeOneWithTheMedian() throws {
        let series = try DrugSeries.series([
            ("OCC", 5), ("CCO", 7), ("c1ccccc1", nil), ("C(C)O", 10), ("C1=CC=CC=C1", nil),
        ])
        let merged = series.merged()
        #expect(merged.members.map(\.smiles) == ["CCO", "c1ccccc1"])
        #expect(merged.members.map(\.activity) == [7, nil])
        #expect(merged.members.map(\.rowCount) == [3, 2])
        #expect(merged.members.map(\.row.line) == [2, 4])
    }

    @Test func aLowActivityMayBeTheGoodOne() throws {
        let rows: [(String, Double?)] = [("CCO", 5), ("CCN", 2), ("CCC", nil), ("CCF", 9)]
        #expect(try DrugSeries.series(rows).mostActive == 3)
        #expect(try DrugSeries.series(rows, lowIsGood: true).mostActive == 1)
        #expect(try DrugSeries.series([("CCO", nil)]).mostActive == nil)
    }

    @Test func scaffoldsAreCounted() throws {
        let entries = ScaffoldTable(of: try DrugSeries.series()).entries
        #expect(entries.map(\.members) == [[0, 1, 2, 3, 4, 5], [6, 7, 8], [9], [10], [11]])
        #expect(try Molecule(smiles: "O=C1CN=C(c2ccccc2)c2ccccc2N1").smiles() == entries[0].scaffold.smiles)
        #expect(entries[0].best == 5)
        #expect(entries[0].meanActivity == 2.5)
        #expect(entries[4].scaffold.isEmpty)
    }

    @Test func cliffsAreSimilarAndFarApart() throws {
        // D- and L-alanine, and diazepam with a fluorine and without.
        let series = try DrugSeries.series([
            ("C[C@H](N)C(=O)O", 4), ("C[C@@H](N)C(=O)O", 6), ("CN1c2ccc(Cl)cc2C(c2ccccc2)=NCC1=O", 5),
            ("CN1c2ccc(Cl)cc2C(c2ccccc2F)=NCC1=O", 8), ("CCCCCC", 9), ("C[C@H](N)C(=O)O", 9),
        ])
        let cliffs = try ActivityCliffs(of: series, similarity: 0.65, difference: 1).cliffs
        let found = cliffs.map { [$0.lower, $0.higher] }
        // The same structure twice, of 4 and 9, is no cliff.
        #expect(found == [[1, 5], [0, 1], [2, 3]])
        #expect(cliffs.map(\.isStereoOnly) == [true, true, false])
        #expect(cliffs[0].index.isInfinite)
        let similarity = try Molecule(smiles: series.members[2].smiles).fingerprint()
            .similarity(to: try Molecule(smiles: series.members[3].smiles).fingerprint())
        #expect(cliffs[2].similarity == similarity && similarity < 1)
        #expect(abs(cliffs[2].index - 3 / (1 - similarity)) < 1e-9)
        #expect(try ActivityCliffs(of: series, similarity: 0.65, difference: 2.5).cliffs.count == 2)
    }
}
