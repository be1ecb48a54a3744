internal import QuartetImaging
internal import QuartetReports

/// The largest clusters by their centres, and a choice of molecules that are as different as can be.
struct ClusterBlocks {
    private let molecules: [ReportMolecule]
    private let isPart: Bool

    private static let similarity = 0.65
    private static let clustersShown = 12
    private static let picksShown = 20
    /// More would take minutes.
    private static let limit = 5000
    /// Below it a grid shows all there is to see.
    private static let fewest = 10

    init(_ molecules: [ReportMolecule]) {
        self.molecules = Array(molecules.prefix(Self.limit))
        isPart = molecules.count > Self.limit
    }

    var blocks: [HTMLBlock] {
        get throws {
            if molecules.count < Self.fewest { return [] }
            let fingerprints = molecules.map { $0.molecule.fingerprint() }
            let clusters = try Clusters(of: fingerprints, similarity: Self.similarity).clusters
            let single = clusters.count { $0.members.count == 1 }
            let picks = DiversityPicks(Self.picksShown, of: fingerprints).picks.map { molecules[$0.index] }
            var blocks: [HTMLBlock] = [
                .paragraph(
                    "\(NumberText.counted(clusters.count, "cluster")) at a Tanimoto similarity of 0.65 "
                        + "(Morgan fingerprints of radius 2, Butina’s method), \(NumberText.grouped(single)) of them of "
                        + "one molecule. Shown are the centres of the largest."),
                .gallery(HTMLGallery(try cards(clusters))),
                .paragraph(
                    HTMLParagraph(
                        picks.map(\.id).joined(separator: ", "), lead: "As different as can be (MaxMin):")),
                .gallery(try CandidateGrid(picks).gallery),
            ]
            if isPart {
                blocks.insert(.note("Of the first \(NumberText.grouped(Self.limit)) molecules."), at: 0)
            }
            return blocks
        }
    }

    private func cards(_ clusters: [Clusters.Cluster]) throws -> [HTMLGallery.Card] {
        try clusters.filter { $0.members.count > 1 }.prefix(Self.clustersShown).enumerated().map {
            try card($0.offset, $0.element)
        }
    }

    private func card(_ place: Int, _ cluster: Clusters.Cluster) throws -> HTMLGallery.Card {
        let centre = molecules[cluster.centre]
        let members = cluster.members.map { molecules[$0] }
        let others = members.dropFirst().prefix(6).map(\.id).joined(separator: " ")
        let best = members.min(by: ReportMolecule.isBefore)
        let lines = [
            NumberText.counted(members.count, "molecule") + (best.map { ", best \($0.id)" } ?? ""),
            others.isEmpty ? "" : "with \(others)\(members.count > 7 ? " …" : "")",
        ]
        let depiction = try Depiction(of: centre.molecule, marking: centre.markedAtoms)
        return HTMLGallery.Card(
            depiction.drawing(width: 208, height: 130), description: centre.smiles,
            title: "Cluster \(place + 1): \(centre.id)", lines: lines.filter { !$0.isEmpty })
    }
}
