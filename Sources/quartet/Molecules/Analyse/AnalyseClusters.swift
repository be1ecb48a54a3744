import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules analyse clusters`.
struct AnalyseClusters: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clusters", abstract: "Group similar molecules around centres.",
        discussion: """
            Butina's method: the molecule with the most neighbours becomes the first centre and takes them, and so on. Each \
            row of the file has its row in the table, cluster by cluster, the largest first and the centre before \
            the others; refused rows come last. Rows of one structure are one molecule, which the size counts once.

            EXAMPLES:
              quartet molecules analyse clusters hits.csv --value pIC50
              quartet molecules analyse clusters hits.sdf --similarity 0.5 --json
            """)

    @OptionGroup var options: SeriesOptions

    @Option(help: ArgumentHelp("Tanimoto similarity to the centre, at least.", valueName: "number"))
    var similarity = 0.65

    func validate() throws { try check(similarity, in: 0.1...1, "--similarity") }

    func run() throws {
        let read = try options.read()
        let members = read.molecules.members
        let found = try Clusters(
            of: members.map { $0.molecule.fingerprint() }, similarity: similarity,
            progress: options.progress("Comparing"))
        let table = ResultTable([MoleculeOutputRow<ClusterResult>.heading], isJSON: options.isJSON)
        for (number, cluster) in found.clusters.enumerated() {
            for (index, likeness) in zip(cluster.members, cluster.similarities) {
                for member in read.rows(of: members[index]) {
                    let result = ClusterResult(
                        cluster: number + 1, size: cluster.members.count, isCentre: index == cluster.centre,
                        similarity: likeness, activity: member.activity, smiles: member.smiles)
                    try table.print(MoleculeOutputRow(row: member.row, found: .success(result)))
                }
            }
        }
        for row in read.refused { try table.print(row) }
        try StandardOutput.check()
        let single = found.clusters.count { $0.members.count == 1 }
        options.input.common.note(
            "\(members.count) molecules in \(found.clusters.count) clusters, \(single) of them of one molecule"
        )
    }
}

/// The cluster of a molecule.
struct ClusterResult: MoleculeResult {
    static let headings = ["cluster", "size", "centre", "similarity", "activity", "smiles"]
    let cluster: Int
    let size: Int
    let isCentre: Bool
    let similarity: Double
    let activity: Double?
    let smiles: String

    var cells: [String] {
        [
            "\(cluster)", "\(size)", isCentre ? "yes" : "no", Cell.number(similarity), Cell.number(activity),
            smiles,
        ]
    }
}

extension ResultTable {
    /// A row of the file with what was found.
    func print(_ row: MoleculeOutputRow<ClusterResult>) throws {
        if isJSON { try JSONOutput.printLine(row) } else { StandardOutput.write(row.line + "\n") }
    }
}
