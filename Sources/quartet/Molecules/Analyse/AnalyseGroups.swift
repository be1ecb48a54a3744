import ArgumentParser
import QuartetCommandLine
import QuartetMolecules
import QuartetReports

/// `quartet molecules analyse groups`.
struct AnalyseGroups: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "groups", abstract: "Show what stands at each place of a common core (R-groups).",
        discussion: """
            A row for each molecule that has the core, in the order of the file; --all adds the other rows, which say why they \
            have no groups. * is the end of a group at the core, *[H] is hydrogen. The core is given as SMILES, whose \
            atoms may carry any number of hydrogens, or as SMARTS. Without one it is the largest substructure, in \
            whole rings, that four of five molecules have, if it is a third of a usual molecule or more, and otherwise \
            the most frequent scaffold.

            EXAMPLES:
              quartet molecules analyse groups hits.csv --value pIC50
              quartet molecules analyse groups hits.csv --core "c1ccc2ncnc(N)c2c1"
            """)

    @OptionGroup var options: SeriesOptions

    @Option(help: ArgumentHelp("Core as SMILES or SMARTS (default: found).", valueName: "pattern"))
    var core: String?

    @Flag(help: "Print the rows without the core and the refused ones, too.")
    var all = false

    func run() throws {
        let given = try core.map { try SeriesCore($0) }
        let read = try options.read()
        let chosen = try given ?? SeriesCore.found(in: read.rows)
        let members = read.rows.members
        options.input.common.note("Core (\(chosen.source.rawValue)): \(chosen.text)")
        if !chosen.isComplete {
            options.input.common.note(
                "The search for a core was ended; a larger one can be given with --core.")
        }
        let table = try RGroupTable(of: members.map(\.molecule), on: chosen)
        try print(table, members, read.refused)
        options.input.common.note(
            "\(table.rows.count) of \(members.count) rows with a molecule have the core")
        if !table.isAligned {
            options.input.common.note(
                "The core has too much symmetry for a comparison of all ways to lay it: equal groups may stand at "
                    + "different places. A larger core, or one with marked places such as [*:1], helps.")
        }
    }

    private func print(_ table: RGroupTable, _ members: [Series.Member], _ refused: [RefusedRow]) throws {
        let output = ResultTable(
            ["row", "line", "name", "activity"] + table.labels + ["core", "smiles"]
                + (all ? ["refused"] : []),
            isJSON: options.isJSON)
        let rows = Dictionary(table.rows.map { ($0.index, $0) }) { first, _ in first }
        var lines = members.indices.filter { all || rows[$0] != nil }.map { index in
            Line(member: MemberResult(members[index]), row: rows[index], labels: table.labels)
        }
        if all { lines += refused.map { Line(refused: $0, labels: table.labels) } }
        for line in lines.sorted(by: { $0.row < $1.row }) {
            try output.print(line, cells: line.cells + (all ? [line.refused ?? ""] : []))
        }
        try StandardOutput.check()
    }

    /// A row of the file with its groups.
    private struct Line: Encodable {
        let row: Int
        let line: Int
        let name: String
        let activity: Double?
        let smiles: String?
        let core: String?
        let groups: [String: String]
        let refused: String?
        private let labels: [String]

        private enum CodingKeys: CodingKey { case row, line, name, activity, smiles, core, groups, refused }

        init(member: MemberResult, row found: RGroupTable.Row?, labels: [String]) {
            (row, line, name) = (member.row, member.line, member.name)
            (activity, smiles, core) = (member.activity, member.smiles, found?.core)
            groups = Dictionary(zip(labels, found?.groups ?? [])) { first, _ in first }
            refused = found == nil ? "does not have the core" : nil
            self.labels = labels
        }

        init(refused outcome: RefusedRow, labels: [String]) {
            (row, line, name) = (outcome.row.number, outcome.row.line, outcome.row.name)
            (activity, smiles, core, groups) = (nil, nil, nil, [:])
            if case .failure(let error) = outcome.found { refused = error.reason } else { refused = nil }
            self.labels = labels
        }

        var cells: [String] {
            ["\(row)", "\(line)", name, Cell.number(activity)] + labels.map { groups[$0] ?? "" }
                + [core ?? "", smiles ?? ""]
        }
    }
}
