import ArgumentParser
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetMolecules
import QuartetReports

/// `quartet molecules dock`.
struct MoleculesDock: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dock", abstract: "Dock molecules into a receptor with AutoDock Vina.",
        discussion: """
            Of each molecule the parent without counter-ions is docked, in its likeliest state at the given pH by rules, \
            once for each stereoisomer that is left open (at most 4). All get a short search, the best a long one. A row is \
            printed when it is known: without a long search (--best 0) as soon as those before it are docked, otherwise \
            after all the short ones. The affinity is in kcal/mol: the lower, the better. The ligand efficiency is its size \
            for each heavy atom, residues are those within 4 Å of the best pose. A molecule that could not be docked says \
            why; it never has an affinity of 0.

            --cache keeps every docking: the same command goes on where it was stopped, and nothing is docked twice. \
            --project does the same and enters molecules, affinities, contacts and poses into the project. \
            --reference gives the distance of every pose from a ligand in its place, with symmetry: docking its SMILES \
            shows whether receptor and box are right.

            EXAMPLES:
              quartet molecules dock hits.smi --receptor abl.pdbqt --box box.txt
              quartet molecules dock hits.smi --receptor abl.pdbqt.gz --box box.txt \\
                --cache abl --poses poses.sdf --json > docked.jsonl
              quartet molecules dock imatinib.smi --receptor abl.pdbqt \\
                --box box.txt --reference crystal.sdf
            """)

    @OptionGroup var input: MoleculeInput

    @Option(help: "Receptor with polar hydrogens, as PDBQT, plain or compressed.", completion: .file())
    var receptor: String

    @Option(help: "Box in AutoDock Vina's form: 'molecules box' writes one.", completion: .file())
    var box: String

    @Option(
        help: "Ligand in its place (SDF, MOL2, PDB, PDBQT): adds the RMSD of each pose from it.",
        completion: .file())
    var reference: String?

    @Option(help: "Write the poses to this SDF file.", completion: .file())
    var poses: String?

    @Option(help: ArgumentHelp("Poses of each form in that file.", valueName: "number"))
    var posesEach = 1

    @Option(
        help: ArgumentHelp("Keep dockings in this folder, and use those kept.", valueName: "folder"),
        completion: .directory)
    var cache: String?

    @OptionGroup var project: ProjectOptions

    @OptionGroup var search: DockingSearchOptions

    @Flag(help: "Dock charges and parts as they are written.")
    var asWritten = false

    @Option(help: ArgumentHelp("Thoroughness of the long search.", valueName: "number"))
    var bestExhaustiveness = 8

    @Option(help: ArgumentHelp("Share of the forms that gets the long search, 0 to 1.", valueName: "share"))
    var best = 0.1

    @Option(
        help: ArgumentHelp("Refuse molecules with more rotatable bonds (default: any).", valueName: "number"))
    var maxTorsions: Int?

    @OptionGroup var random: SeedOptions

    func validate() throws {
        try check(bestExhaustiveness, in: 1...1000, "--best-exhaustiveness")
        try check(best, in: 0...1, "--best")
        try check(posesEach, in: 1...9, "--poses-each")
        try check(random.seed, in: 0...UInt64(Int32.max), "--seed")
        if let maxTorsions { try check(maxTorsions, in: 0...1000, "--max-torsions") }
    }

    func run() throws {
        let receptor = try Receptor(contentsOf: receptor)
        for warning in receptor.warnings { StandardError.print(warning) }
        let box = try DockingBox(contentsOf: box)
        try receptor.check(box)
        let project = try project.open()
        let cache = try cache ?? project?.folder("cache")
        let run = try DockingRun(
            receptor: receptor, box: box, settings: settings,
            cache: cache.map { try DockingCache(folder: $0) })
        let reference = try reference.map { try Conformer(contentsOf: $0) }
        try checkPosesFile()

        let rows = DockedRows(
            try prepared(), receptor: receptor, reference: reference, isJSON: input.json.isRequested)
        var records = try project.map {
            try ProjectDockings(
                $0, receptor: self.receptor, seed: random.seed,
                settings: ["file": input.file, "version": run.version(exhaustiveness: search.exhaustiveness)])
        }
        // Vina is ended before the program is.
        StandardOutput.outlivesItsReader()
        InterruptSignal.watch(saying: "Stopping Vina …")
        let reporter = DockingReporter(isQuiet: input.common.quiet)
        let dockings = run.dock(
            rows.forms, isStopped: { InterruptSignal.isRaised || rows.hasFailed },
            progress: reporter.report,
            known: rows.add)
        let found = try rows.finish(dockings)
        try writePoses(rows.rows, found)
        for (prepared, found) in zip(rows.rows, found) {
            guard case .success(let ligand) = prepared.ligand else { continue }
            records?.add(prepared.row, smiles: ligand.smiles, found)
        }
        try records?.finish(
            posesEach: posesEach, isFinished: !InterruptSignal.isRaised, version: run.version)
        if let fault = reporter.cacheFault {
            StandardError.print("a docking could not be kept: \(fault)")
        }
        try finish(rows.rows, found, isKept: cache != nil)
    }

    private var settings: DockingRun.Settings {
        var settings = search.settings
        (settings.seed, settings.torsionLimit) = (Int(random.seed), maxTorsions)
        (settings.bestExhaustiveness, settings.bestShare) = (bestExhaustiveness, best)
        settings.threads = input.common.threads ?? Machine.threads
        return settings
    }

    /// Before hours of docking, not after them.
    private func checkPosesFile() throws {
        guard let poses else { return }
        try OutputFile.requireDifferent(poses, "--poses", from: [input.file, receptor, box, reference])
        try OutputFolder.check(forFile: poses)
    }

    private func prepared() throws -> [PreparedRow] {
        let preparation = try LigandPreparation(pH: search.ph, keepsCharges: asWritten)
        var rows: [PreparedRow] = []
        try input.read(
            rowsAtOnce: 4, whenStopped: "nothing was docked",
            { molecule, _ in
                PreparedRow.Ligand(smiles: molecule.smiles(), forms: try preparation.forms(of: molecule))
            }, { row, ligand in rows.append(PreparedRow(row: row, ligand: ligand)) })
        return rows
    }

    private func writePoses(_ rows: [PreparedRow], _ found: [[DockedRows.Found]]) throws {
        guard let poses else { return }
        let records = try zip(rows, found).map { prepared, forms in
            try forms.compactMap { try? $0.get() }
                .map { try $0.records(prepared.row, poses: posesEach) }.joined()
        }
        try OutputFolder.prepare(forFile: poses)
        try AtomicFile.write(records.joined(), to: poses)
    }

    /// Says how many were docked, where it is not all.
    private func finish(_ rows: [PreparedRow], _ found: [[DockedRows.Found]], isKept: Bool) throws {
        let forms = rows.reduce(0) { $0 + $1.forms.count }
        let docked = found.joined().count { (try? $0.get()) != nil }
        let count = "\(docked) of \(NumberText.counted(forms, "form")) docked"
        if InterruptSignal.isRaised {
            if docked == 0 { throw CommandFailure(.failed, "stopped before the first docking: \(count)") }
            let advice =
                isKept ? "the same command goes on" : "with --cache, the same command would go on"
            throw CommandFailure(.failed, "stopped: \(count); \(advice) from there")
        }
        if forms == 0 { throw CommandFailure(.failed, "nothing was docked: every row was refused") }
        if docked == forms { return }
        let first = firstFailure(rows, found)
        if docked == 0 { throw CommandFailure(.failed, "nothing was docked; the first: \(first)") }
        input.common.note("\(count); the first that was not: \(first)")
    }

    /// Of the forms, with its line.
    private func firstFailure(_ rows: [PreparedRow], _ found: [[DockedRows.Found]]) -> String {
        for (prepared, forms) in zip(rows, found) where !prepared.forms.isEmpty {
            for case .failure(let error) in forms { return "line \(prepared.row.line): \(error.reason)" }
        }
        return ""
    }
}
