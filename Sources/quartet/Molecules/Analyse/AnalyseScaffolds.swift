import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules analyse scaffolds`.
struct AnalyseScaffolds: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scaffolds", abstract: "Count the scaffolds and name the best molecule of each.",
        discussion: """
            Murcko scaffolds without stereo: the rings and what links them. Molecules without a ring share one row, whose \
            scaffold is empty.

            EXAMPLES:
              quartet molecules analyse scaffolds hits.csv --value pIC50
            """)

    @OptionGroup var options: SeriesOptions

    func run() throws {
        let series = try options.read().molecules
        let table = ScaffoldTable(of: series, progress: options.progress("Scaffolds"))
        try ResultTable.print(table.entries.map { ScaffoldResult($0, of: series) }, isJSON: options.isJSON)
    }
}

/// A scaffold and its members.
struct ScaffoldResult: MoleculeResult {
    static let headings =
        ["scaffold", "rings", "count", "mean_activity"] + MemberResult.headings("best_")
    let scaffold: String
    let rings: Int
    let count: Int
    let meanActivity: Double?
    let best: MemberResult?
    /// Numbers of the members' rows.
    let rows: [Int]

    init(_ entry: ScaffoldTable.Entry, of series: Series) {
        (scaffold, rings) = (entry.scaffold.smiles, entry.scaffold.ringCount)
        (count, meanActivity) = (entry.members.count, entry.meanActivity)
        best = entry.best.map { MemberResult(series.members[$0]) }
        rows = entry.members.map { series.members[$0].row.number }
    }

    var cells: [String] {
        [scaffold, "\(rings)", "\(count)", Cell.number(meanActivity)]
            + (best?.cells ?? MemberResult.headings().map { _ in "" })
    }
}
