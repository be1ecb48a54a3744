import ArgumentParser
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetMolecules
import QuartetReports

/// `quartet molecules report`.
struct MoleculesReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write candidates as a page to read, print and send.",
        discussion: """
            One HTML file that loads nothing: how the candidates came to be, their formulas with the atoms of alerts \
            and screens marked, their properties beside those of known molecules, poses and searches where the project has them, and \
            what every number is worth. It is about a project or about a file of molecules.

            --grid writes the formulas as one picture, --table all molecules with their numbers.

            EXAMPLES:
              quartet molecules report --project egfr -o report.html
              quartet molecules report hits.smi -o hits.html --reference known.csv.gz
              quartet molecules report --project egfr --grid grid.svg --table all.sdf
            """)

    enum Order: String, CaseIterable, ExpressibleByArgument {
        case best, added, qed, sa, logP, weight
    }

    @Argument(
        help: "Molecules: SMILES, a table or SDF; not with --project.", completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("Column of structures (default: by content).", valueName: "heading"))
    var column: String?

    @OptionGroup var project: ExistingProjectOptions

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The page to write.", valueName: "file.html"),
        completion: .file(extensions: ["html"]))
    var out: String?

    @Option(
        help: ArgumentHelp("Write the formulas as a picture.", valueName: "file.png|svg"),
        completion: .file(extensions: ["png", "svg"]))
    var grid: String?

    @Option(
        help: ArgumentHelp("Write all molecules with their numbers.", valueName: "file.csv|smi|sdf"),
        completion: .file(extensions: ["csv", "smi", "sdf"]))
    var table: String?

    @Option(
        help: ArgumentHelp(
            "Known molecules to compare with (default: the project's).", valueName: "file"),
        completion: .file())
    var reference: String?

    @Option(
        name: .customLong("screen"),
        help: ArgumentHelp(
            "Judge by this screen; may be repeated (default: the project's).", valueName: "name or file"),
        completion: .file(extensions: ["xml"]))
    var screens: [String] = []

    @Option(help: ArgumentHelp("What the page is called.", valueName: "text"))
    var title: String?

    @Option(help: "Order of the formulas; best: kept, affinity, QED.")
    var sort: Order = .best

    @Option(help: ArgumentHelp("The most formulas that are drawn.", valueName: "number"))
    var limit = 120

    @OptionGroup var json: JSONOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if (file == nil) == (project.project == nil) {
            throw ValidationError("Give a file of molecules or --project <folder>, one of the two.")
        }
        if out == nil, grid == nil, table == nil {
            throw ValidationError("Name what to write: -o, --grid or --table.")
        }
        try check(limit, in: 1...5000, "--limit")
        if let grid, !["png", "svg"].contains(Self.ending(grid)) {
            throw ValidationError("--grid \(grid): the name must end in .png or .svg.")
        }
        if let table, MoleculeForm(rawValue: Self.ending(table)) == nil {
            throw ValidationError("--table \(table): the name must end in .csv, .smi or .sdf.")
        }
    }

    private static let mostPixels = 4e7

    private static func ending(_ name: String) -> String {
        name.contains(".") ? String(name.split(separator: ".").last ?? "").lowercased() : ""
    }

    func run() throws {
        common.apply()
        for (name, option) in [(out, "--out"), (grid, "--grid"), (table, "--table")] {
            try OutputFile.requireDifferent(name, option, from: [file, reference])
            if let name { try OutputFolder.check(forFile: name) }
        }
        var report = try file.map(reportOfFile) ?? reportOfProject()
        switch sort {
        case .best: report.sort()
        case .added: break
        case .qed: report.sort(by: .qed, descending: true)
        case .sa: report.sort(by: .sa, descending: false)
        case .logP: report.sort(by: .logP, descending: false)
        case .weight: report.sort(by: .weight, descending: false)
        }
        for name in [out, grid, table].compactMap(\.self) { try OutputFolder.prepare(forFile: name) }
        if let table, let form = MoleculeForm(rawValue: Self.ending(table)) {
            try AtomicFile.write(report.table(as: form), to: table)
        }
        if let grid {
            let sheet = try report.sheet()
            // Large sheets have fewer pixels, so that they fit into memory.
            let scale = min(2, (Self.mostPixels / (sheet.width * sheet.height)).squareRoot())
            try sheet.write(to: grid, scale: scale)
        }
        if let out { try report.page().write(to: out) }
        if json.isRequested { try JSONOutput.print(report.summary) }
    }

    private func reportOfFile(_ file: String) throws -> MoleculeReport {
        let judge = try CandidateJudge(screens: screens)
        var molecules: [ReportMolecule] = []
        var refused = 0
        var input = try MoleculeInput.reading(file, common)
        input.column = column
        try input.read(
            { molecule, row in
                var entry = ReportMolecule(id: "\(row.number)", name: row.name, molecule: molecule)
                for record in try judge.records(of: molecule, as: entry.id) { entry.add(record) }
                return entry
            },
            { _, found in
                if let molecule = try? found.get() { molecules.append(molecule) } else { refused += 1 }
            })
        var report = MoleculeReport(
            title: title ?? file, molecules: molecules, limit: limit, written: ProjectOptions.now)
        if refused > 0 {
            report.warnings.append(
                "\(NumberText.counted(refused, "row")) of \(file) could not be read and \(refused == 1 ? "is" : "are") left out."
            )
        }
        if let reference {
            report.known = try KnownProperties().sample(of: reference)
            report.knownName = reference
        }
        return report
    }

    private func reportOfProject() throws -> MoleculeReport {
        let project = try project.open()
        guard !project.candidates.all.isEmpty else { throw ProjectError.noCandidates(project.path) }
        let chosen = screens.isEmpty ? [project.settings.screen].compactMap(\.self) : screens
        try judge(project, CandidateJudge(screens: chosen))
        if project.settings.screen == nil, let first = screens.first {
            try project.updateSettings { $0.screen = first }
        }
        if let reference {
            let source = try ProjectSettings.Source(path: reference)
            if project.settings.reference == nil {
                try project.updateSettings { $0.reference = source }
            }
        }
        var report = MoleculeReport(
            title: title ?? project.path, molecules: try project.reportMolecules(), limit: limit,
            written: ProjectOptions.now)
        report.runs = project.runs.all
        if let known = try self.reference.map({ try ProjectSettings.Source(path: $0) })
            ?? project.settings.reference
        {
            report.known = try KnownProperties().sample(of: known, cachedIn: project)
            report.knownName = known.path
        }
        return report
    }

    /// Judges candidates by what they were not judged by yet, and keeps it.
    private func judge(_ project: Project, _ judge: CandidateJudge) throws {
        var open: [String: Set<String>] = [:]
        for source in judge.sources {
            let missing = project.candidates(withoutScoresOf: source.name, version: source.version)
            for candidate in missing { open[candidate.id, default: []].insert(source.name) }
        }
        let missing = project.candidates.all.filter { open[$0.id] != nil }
        var start = 0
        while start < missing.count {
            let batch = Array(missing[start..<min(start + 2000, missing.count)])
            let records = parallelMap(batch.count) { index -> [ScoreRecord] in
                let candidate = batch[index]
                do {
                    return try judge.records(of: Molecule(smiles: candidate.smiles), as: candidate.id)
                } catch {
                    return judge.sources.map { source in
                        var record = ScoreRecord(
                            candidate: candidate.id, source: source.name, version: source.version)
                        record.warnings = ["it cannot be judged: \(error)"]
                        return record
                    }
                }
            }
            try project.scores.append(
                records.joined().filter { open[$0.candidate]?.contains($0.source) == true })
            start += batch.count
        }
    }
}
