import QuartetMolecules
import Testing

@Suite struct ScaffoldSplitTests {
    @Test func acyclicMoleculesAreGroupsOfTheirOwn() throws {
        func group(_ smiles: String) throws -> String {
            ScaffoldSplit.group(of: try Molecule(smiles: smiles))
        }
        #expect(try group("Cc1ccccc1") == "c1ccccc1")
        #expect(try group("CC(=O)Oc1ccccc1C(=O)O") == "c1ccccc1")
        #expect(try group("CCO") == "CCO")
        #expect(try group("CCN") != group("CCO"))
        // Stereo makes no group: neither in chains nor in scaffolds.
        #expect(try group("C[C@H](N)O") == group("C[C@@H](N)O"))
        // Atom maps must not leak from one part into the other.
        let mapped = try Molecule(smiles: "[CH3:1][c:2]1[cH:3][cH:4][cH:5][cH:6][cH:7]1")
        let parent = try Standardizer(counterIons: CounterIons()).parent(of: mapped).molecule
        #expect(ScaffoldSplit.group(of: parent) == "c1ccccc1")
    }

    @Test func wholeGroupsFillTheTestPartUpToAFifth() {
        let groups = (0..<200).map { "scaffold \($0 % 37)" } + (0..<50).map { "alone \($0)" }
        for seed in UInt64(0)..<5 {
            let split = ScaffoldSplit(groups: groups, seed: seed)
            #expect((split.training + split.test).sorted() == Array(groups.indices))
            #expect(Set(split.training.map { groups[$0] }).isDisjoint(with: split.test.map { groups[$0] }))
            #expect(split.test.count <= 50)
            // Single molecules fill what larger groups leave.
            #expect(split.test.count >= 48)
            #expect(split == ScaffoldSplit(groups: groups, seed: seed))
        }
        #expect(ScaffoldSplit(groups: groups, seed: 0) != ScaffoldSplit(groups: groups, seed: 1))
    }

    @Test func theOrderOfTheFileDoesNotMatter() {
        let groups = (0..<100).map { "group \($0 * 7 % 23)" }
        let split = ScaffoldSplit(groups: groups, seed: 3)
        let turned = ScaffoldSplit(groups: groups.reversed(), seed: 3)
        #expect(Set(split.test.map { groups[$0] }) == Set(turned.test.map { groups[99 - $0] }))
    }

    @Test func aGroupThatOverfillsIsSkipped() {
        let groups = [String](repeating: "large", count: 80) + (0..<20).map { "small \($0)" }
        let split = ScaffoldSplit(groups: groups, seed: 0)
        #expect(split.test == Array(80..<100))
    }

    @Test func theNewestDaysAreTheTestPart() throws {
        let dates: [Int?] = [20_200_101, nil, 20_210_101, 20_220_101, 20_220_101, 20_190_101, 20_180_101]
        let split = try #require(TimeSplit(dates: dates, testShare: 0.4))
        #expect(split.test == [3, 4])
        #expect(split.training == [0, 2, 5, 6])
        #expect(TimeSplit(dates: [nil, nil]) == nil)
    }
}
