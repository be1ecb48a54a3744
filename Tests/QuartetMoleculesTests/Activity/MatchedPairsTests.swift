import QuartetMolecules
import Testing

/// Counts are those of a search with RDKit 2026.9.1's fragments.
@Suite struct MatchedPairsTests {
    @Test func changesOfKnownDrugsAreFound() throws {
        let found = try MatchedPairs(of: try DrugSeries.series()).transformations
        #expect(found.map { [$0.from, $0.to] } == [["*[H]", "*C"], ["*[H]", "*O"], ["*[H]", "*Cl"]])
        // Methyl: nordazepam to diazepam, oxazepam to temazepam, theophylline and theobromine to caffeine.
        #expect(found[0].pairs.map { [$0.first, $0.second] } == [[1, 0], [2, 3], [7, 6], [8, 6]])
        #expect(found[0].pairs.map(\.change) == [-1, 1, -1, -2])
        #expect(found[0].meanChange == -0.75)
        #expect(abs((found[0].standardDeviation ?? 0) - 1.2583) < 1e-4)
        #expect(found[0].riseCount == 1)
        // Hydroxyl: diazepam to temazepam, nordazepam to oxazepam, delorazepam to lorazepam.
        #expect(found[1].pairs.map { [$0.first, $0.second] } == [[0, 3], [1, 2], [5, 4]])
        // Chlorine: nordazepam to delorazepam, oxazepam to lorazepam.
        #expect(found[2].pairs.map { [$0.first, $0.second] } == [[1, 5], [2, 4]])
        #expect(found[2].meanChange == 3)
        let constant = try Molecule(smiles: "*c1ccccc1C1=NCC(=O)Nc2ccc(Cl)cc21")
        #expect(found[2].pairs[0].constant == constant.smiles())
    }

    @Test func changesAreSortedByWhatTheyDo() throws {
        let found = try MatchedPairs(of: try DrugSeries.series())
        #expect(found.changes(atLeast: 1, .change).map(\.to) == ["*Cl", "*O", "*C"])
        #expect(found.changes(atLeast: 3, .change).map(\.to) == ["*O", "*C"])
        #expect(found.changes(atLeast: 3, .count).map(\.to) == ["*C", "*O"])
    }

    @Test func aPairHasItsSmallestChange() throws {
        // p-Chloro- and p-fluorophenyl also differ as whole phenyl rings.
        let series = try DrugSeries.series([
            ("OC1(CCN(CCCC(=O)c2ccc(F)cc2)CC1)c1ccc(Cl)cc1", 1),
            ("OC1(CCN(CCCC(=O)c2ccc(F)cc2)CC1)c1ccc(F)cc1", 2),
        ])
        let found = try MatchedPairs(of: series).transformations
        #expect(found.map { [$0.from, $0.to] } == [["*Cl", "*F"]])
        #expect(found[0].standardDeviation == nil)
    }

    @Test func theChangeHasALimit() throws {
        // Hydrogen and phenyl, with six heavy atoms, on a longer rest.
        let rest = "CN1CCN(CC1)C(=O)c1cnc2ccccc2c1C(=O)N"
        let series = try DrugSeries.series([
            (rest + "Cc1ccccc1", 1), (rest + "Cc1ccc(-c2ccccc2)cc1", 2), (rest + "CC(C)C", nil),
        ])
        #expect(try MatchedPairs(of: series, atomLimit: 13).transformations.map(\.to) == ["*c1ccccc1"])
        #expect(try MatchedPairs(of: series, atomLimit: 5).transformations.isEmpty)
    }

    @Test func stereoIsPartOfTheConstantPart() throws {
        let series = try DrugSeries.series([
            ("C[C@H](N)c1ccc(Cl)cc1", 1), ("C[C@H](N)c1ccc(Br)cc1", 2), ("C[C@@H](N)c1ccc(Br)cc1", 5),
        ])
        let found = try MatchedPairs(of: series).transformations
        #expect(found.first { $0.from == "*Br" && $0.to == "*Cl" }?.pairs.map(\.second) == [0])
        #expect(found.first { $0.from == "*Br" && $0.to == "*Cl" }?.pairs.map(\.first) == [1])
    }

    @Test func orderDoesNotMatter() throws {
        let rows = DrugSeries.drugs.enumerated().map { ($1.1, Optional(Double($0))) }
        let one = try MatchedPairs(of: try DrugSeries.series(rows)).transformations
        let other = try MatchedPairs(of: try DrugSeries.series(rows.reversed())).transformations
        #expect(one.map(\.meanChange) == other.map(\.meanChange))
        #expect(one.map(\.to) == other.map(\.to))
    }
}
