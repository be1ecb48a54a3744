import QuartetMolecules
import Testing

@Suite struct ClustersTests {
    /// As RDKit 2026.9.1 forms them, with the same order of equals.
    @Test(arguments: [
        (0.65, [["nordazepam", "delorazepam"], ["oxazepam", "lorazepam"]]),
        (0.5, [["nordazepam", "delorazepam", "oxazepam", "diazepam"], ["caffeine", "theobromine"]]),
        (
            0.4,
            [
                ["nordazepam", "delorazepam", "oxazepam", "diazepam", "lorazepam"],
                ["caffeine", "theobromine", "theophylline"], ["ibuprofen", "naproxen"],
            ]
        ),
    ])
    func clustersAreThoseOfRDKit(_ similarity: Double, _ larger: [[String]]) throws {
        let fingerprints = try DrugSeries.molecules().map { $0.fingerprint() }
        let clusters = try Clusters(of: fingerprints, similarity: similarity).clusters
        #expect(clusters.map(\.members).filter { $0.count > 1 }.map(DrugSeries.names) == larger)
        // Everything is in one cluster, and no farther from its centre than asked for.
        #expect(clusters.flatMap(\.members).sorted() == Array(0..<12))
        for cluster in clusters {
            #expect(cluster.members[0] == cluster.centre)
            for (member, value) in zip(cluster.members, cluster.similarities) {
                #expect(value == fingerprints[member].similarity(to: fingerprints[cluster.centre]))
                #expect(value >= similarity)
            }
        }
    }

    @Test func aSeriesHasALimit() throws {
        let methane = try Molecule(smiles: "C").fingerprint()
        let many = [MorganFingerprint](repeating: methane, count: Series.limit + 1)
        #expect(throws: SeriesError.tooManyMembers(20_001)) { try Clusters(of: many) }
        #expect(try Clusters(of: []).clusters.isEmpty)
    }

    @Test func picksAreFarFromOneAnother() throws {
        let fingerprints = try DrugSeries.molecules().map { $0.fingerprint() }
        let picks = DiversityPicks(5, of: fingerprints).picks
        #expect(
            DrugSeries.names(picks.map(\.index)) == [
                "diazepam", "metformin", "ibuprofen", "theobromine", "lorazepam",
            ])
        #expect(picks[0].nearest == nil)
        // By the definition: no other molecule is farther from those before.
        for (number, pick) in picks.enumerated().dropFirst() {
            let before = picks[..<number].map(\.index)
            let nearest = fingerprints.indices.filter { !before.contains($0) }.map { index in
                before.map { fingerprints[index].similarity(to: fingerprints[$0]) }.max() ?? 0
            }
            #expect(pick.nearest == nearest.min())
        }
    }

    @Test func picksKeepAwayFromAnchors() throws {
        let fingerprints = try DrugSeries.molecules().map { $0.fingerprint() }
        let anchors = Array(fingerprints[..<6])
        let picks = DiversityPicks(100, of: fingerprints, anchors: anchors).picks
        #expect(picks.count == 12)
        // The six anchors are in the list: they come last, at a similarity of 1.
        #expect(Set(picks.suffix(6).map(\.index)) == Set(0..<6))
        #expect(picks.suffix(6).allSatisfy { $0.nearest == 1 })
        #expect(DrugSeries.names([picks[0].index]) == ["metformin"])
    }
}
