import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules analyse picks`.
struct AnalysePicks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "picks", abstract: "Choose molecules that are as different as can be.",
        discussion: """
            MaxMin: each pick is the molecule whose nearest one among the anchors and the picks before it is farthest away. \
            Without anchors the first pick is the most active molecule, or else the first.

            EXAMPLES:
              quartet molecules analyse picks hits.csv --pick 20 --value pIC50
              quartet molecules analyse picks hits.sdf --pick 96 --anchors bought.smi
            """)

    @OptionGroup var options: SeriesOptions

    @Option(help: ArgumentHelp("Molecules to pick.", valueName: "number"))
    var pick = 20

    @Option(
        help: ArgumentHelp("Molecules at hand, from which the picks must differ, too.", valueName: "file"),
        completion: .file())
    var anchors: String?

    func validate() throws {
        try check(pick, in: 1...Series.limit, "--pick")
        if anchors == "-", options.input.file == "-" {
            throw ValidationError("Only one of the two files can be standard input.")
        }
    }

    func run() throws {
        let series = try options.read().molecules
        let known = try anchors.map(readAnchors) ?? []
        let found = DiversityPicks(
            pick, of: series.members.map { $0.molecule.fingerprint() },
            anchors: known.map { $0.fingerprint() }, first: series.mostActive ?? 0)
        try ResultTable.print(
            found.picks.enumerated().map { PickResult($1, number: $0 + 1, of: series) },
            isJSON: options.isJSON)
    }

    private func readAnchors(_ path: String) throws -> [Molecule] {
        let standardizer = Standardizer(counterIons: try CounterIons())
        let table = try StructureTable(path: path)
        var molecules: [Molecule] = []
        while let row = try table.next() {
            do {
                molecules.append(try standardizer.parent(of: row.read().molecule.get()).molecule)
            } catch let error as any Error & CustomStringConvertible {
                options.input.common.note("\(table.name): line \(row.line): \(error)")
            }
            if molecules.count > Series.limit { throw SeriesError.tooManyMembers(molecules.count) }
        }
        if molecules.isEmpty { throw MoleculeFileError(file: table.name, reason: .empty) }
        return molecules
    }
}

/// A pick.
struct PickResult: MoleculeResult {
    static let headings = ["pick", "nearest"] + MemberResult.headings()
    let pick: Int
    /// Similarity to the nearest anchor or earlier pick.
    let nearest: Double?
    let molecule: MemberResult

    init(_ pick: DiversityPicks.Pick, number: Int, of series: Series) {
        (self.pick, nearest) = (number, pick.nearest)
        molecule = MemberResult(series.members[pick.index])
    }

    var cells: [String] { ["\(pick)", Cell.number(nearest)] + molecule.cells }
}
