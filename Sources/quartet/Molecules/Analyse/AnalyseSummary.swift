import ArgumentParser
import QuartetCommandLine
import QuartetMolecules
import QuartetReports

/// `quartet molecules analyse` without the name of a study.
struct AnalyseSummary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "Print the most important lines of all studies.",
        discussion: """
            The largest clusters and the most frequent scaffolds; with --value also the largest changes that at least five \
            matched pairs have, and the steepest activity cliffs but for those of stereoisomers. The other commands \
            print them all.

            EXAMPLES:
              quartet molecules analyse hits.csv --value pIC50
              quartet molecules analyse summary hits.csv --top 5 --json
            """)

    @OptionGroup var options: SeriesOptions

    @Option(help: ArgumentHelp("Lines of each study.", valueName: "number"))
    var top = 10

    func validate() throws { try check(top, in: 1...1000, "--top") }

    func run() throws {
        let read = try options.measurement.value == nil ? options.read() : options.readMeasured()
        let summary = try Summary(of: read, top: top, progress: options.progress)
        if options.isJSON { return try JSONOutput.print(summary) }
        StandardOutput.write(summary.text)
        try StandardOutput.check()
    }
}

/// What is told of a series.
private struct Summary: Encodable {
    /// A cluster as a whole.
    struct ClusterLine: MoleculeResult {
        static let headings = ["size", "mean_activity"] + MemberResult.headings("centre_")
        let size: Int
        let meanActivity: Double?
        let centre: MemberResult

        var cells: [String] { ["\(size)", Cell.number(meanActivity)] + centre.cells }
    }

    let molecules: Int
    let measured: Int
    let rows: Int
    let refused: Int
    let merged: Int
    private let sum: String
    let clusterCount: Int
    let scaffoldCount: Int
    let clusters: [ClusterLine]
    let scaffolds: [ScaffoldResult]
    let pairCount: Int?
    let changes: [TransformationResult]?
    let cliffCount: Int?
    let cliffs: [CliffResult]?

    private enum CodingKeys: CodingKey {
        case molecules, measured, rows, refused, merged, clusterCount, scaffoldCount, clusters, scaffolds
        case pairCount, changes, cliffCount, cliffs
    }

    init(of read: ReadSeries, top: Int, progress: (String) -> ShareDone?) throws {
        let series = read.molecules
        let members = series.members
        molecules = members.count
        (rows, refused) = (read.rows.members.count + read.refused.count, read.refused.count)
        (merged, sum) = (read.rows.members.count - members.count, read.sum)
        measured = members.count { $0.activity != nil }
        let found = try Clusters(
            of: members.map { $0.molecule.fingerprint() }, progress: progress("Comparing")
        ).clusters
        clusterCount = found.count
        clusters = found.prefix(top).map { cluster in
            let activities = cluster.members.compactMap { members[$0].activity }
            return ClusterLine(
                size: cluster.members.count,
                meanActivity: activities.isEmpty
                    ? nil : activities.reduce(0, +) / Double(activities.count),
                centre: MemberResult(members[cluster.centre]))
        }
        let entries = ScaffoldTable(of: series, progress: progress("Scaffolds")).entries
        scaffoldCount = entries.count
        scaffolds = entries.prefix(top).map { ScaffoldResult($0, of: series) }
        guard measured > 0 else {
            (pairCount, changes, cliffCount, cliffs) = (nil, nil, nil, nil)
            return
        }
        let pairs = try MatchedPairs(of: series, progress: progress("Cutting"))
        pairCount = pairs.transformations.reduce(0) { $0 + $1.pairs.count }
        changes = pairs.changes(atLeast: 5, .change).prefix(top).map { TransformationResult($0, of: series) }
        let steep = try ActivityCliffs(of: series, progress: progress("Comparing")).cliffs
        cliffCount = steep.count
        cliffs = steep.filter { !$0.isStereoOnly }.prefix(top).map { CliffResult($0, of: series) }
    }

    var text: String {
        let head = "\(NumberText.counted(molecules, "molecule")), \(measured) of them measured\n\(sum)\n"
        var sections = [
            section("\(NumberText.counted(clusterCount, "cluster")) at a similarity of 0.65", clusters),
            section(NumberText.counted(scaffoldCount, "scaffold"), scaffolds),
        ]
        if let pairCount, let changes {
            sections.append(
                section("\(NumberText.counted(pairCount, "matched pair")): the largest changes", changes))
        }
        if let cliffCount, let cliffs {
            sections.append(
                section("\(NumberText.counted(cliffCount, "activity cliff")): the steepest", cliffs))
        }
        return head + sections.joined()
    }

    private func section<Row: MoleculeResult>(_ title: String, _ rows: [Row]) -> String {
        let lines = [Row.headings] + rows.map { $0.cells.map(SafeText.visible) }
        return "\n\(title)\n" + lines.map { $0.joined(separator: "\t") + "\n" }.joined()
    }
}
