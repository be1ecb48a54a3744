import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetMolecules

/// `quartet molecules dock`.
struct MoleculesDock: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dock", abstract: "Dock molecules into a receptor with AutoDock Vina.",
        discussion: """
            Of each molecule the parent without counter-ions is docked, in its likeliest state at the given pH by rules, \
            once for each stereoisomer that is left open (at most 4). All get a short search, the best a long one. The \
            affinity is in kcal/mol, the efficiency is its size for each heavy atom, residues are those within 4 Å of the \
            best pose. A molecule that could not be docked says why; it never has an affinity of 0.

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

    @Option(help: ArgumentHelp("The pH that decides the charges.", valueName: "number"))
    var ph = 7.4

    @Flag(help: "Dock charges and parts as they are written.")
    var asWritten = false

    @Option(help: ArgumentHelp("Thoroughness of the short search.", valueName: "number"))
    var exhaustiveness = 1

    @Option(help: ArgumentHelp("Thoroughness of the long search.", valueName: "number"))
    var bestExhaustiveness = 8

    @Option(help: ArgumentHelp("Share of the forms that gets the long search, 0 to 1.", valueName: "share"))
    var best = 0.1

    @Option(help: ArgumentHelp("Seconds that Vina has for a search.", valueName: "seconds"))
    var timeLimit = 600.0

    @Option(
        help: ArgumentHelp("Refuse molecules with more rotatable bonds (default: any).", valueName: "number"))
    var maxTorsions: Int?

    @Option(help: .seed)
    var seed = 1

    func validate() throws {
        try check(exhaustiveness, in: 1...1000, "--exhaustiveness")
        try check(bestExhaustiveness, in: 1...1000, "--best-exhaustiveness")
        try check(best, in: 0...1, "--best")
        try check(timeLimit, in: 1...86400, "--time-limit")
        try check(ph, in: 0...14, "--ph")
        try check(posesEach, in: 1...9, "--poses-each")
        try check(seed, in: 0...Int(Int32.max), "--seed")
        if let maxTorsions { try check(maxTorsions, in: 0...1000, "--max-torsions") }
    }

    /// A row of the input, with what of it is docked.
    private struct Prepared {
        struct Ligand {
            /// As it was written.
            let smiles: String
            let forms: LigandPreparation.Forms
        }

        let row: MoleculeRow
        let ligand: Result<Ligand, MoleculeError>

        var forms: [String] { (try? ligand.get())?.forms.smiles ?? [] }
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

        let rows = try prepared()
        var records = try project.map {
            try ProjectDockings(
                $0, receptor: self.receptor, seed: seed,
                settings: ["file": input.file, "version": run.version(exhaustiveness: exhaustiveness)])
        }
        InterruptSignal.watch(saying: "Stopping Vina …")
        let reporter = DockingReporter(isQuiet: input.common.quiet)
        let dockings = run.dock(
            rows.flatMap(\.forms), isStopped: { InterruptSignal.isRaised }, progress: reporter.report)
        let summary = try show(rows, dockings, receptor, reference, &records)
        try records?.finish(
            posesEach: posesEach, isFinished: !InterruptSignal.isRaised, version: run.version)
        if let fault = reporter.cacheFault { StandardError.print("a docking could not be kept: \(fault)") }
        try StandardOutput.flush()
        try finish(summary, isKept: cache != nil)
    }

    private var settings: DockingRun.Settings {
        var settings = DockingRun.Settings()
        (settings.seed, settings.timeLimit, settings.torsionLimit) = (seed, timeLimit, maxTorsions)
        (settings.exhaustiveness, settings.bestExhaustiveness) = (exhaustiveness, bestExhaustiveness)
        settings.bestShare = best
        settings.threads = input.common.threads ?? Machine.threads
        return settings
    }

    /// Before hours of docking, not after them.
    private func checkPosesFile() throws {
        guard let poses else { return }
        try OutputFile.requireDifferent(poses, "--poses", from: [input.file, receptor, box, reference])
        let folder = URL(filePath: poses).deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw FileError.cannotWrite(file: poses, reason: "its folder is missing or cannot be written to")
        }
    }

    private func prepared() throws -> [Prepared] {
        let preparation = try LigandPreparation(pH: ph, keepsCharges: asWritten)
        var rows: [Prepared] = []
        try input.read(
            rowsAtOnce: 4,
            { molecule, _ in
                Prepared.Ligand(smiles: molecule.smiles(), forms: try preparation.forms(of: molecule))
            }, { row, ligand in rows.append(Prepared(row: row, ligand: ligand)) })
        return rows
    }

    private struct Summary {
        var forms = 0
        var docked = 0
        var firstFailure = ""
        var records = ""
    }

    /// Prints every row, and writes the poses.
    private func show(
        _ rows: [Prepared], _ dockings: [Result<Docking, DockingError>], _ receptor: Receptor,
        _ reference: Conformer?, _ records: inout ProjectDockings?
    ) throws -> Summary {
        var summary = Summary()
        var output = MoleculeOutput<DockedForm>(isJSON: input.json.isRequested)
        var next = 0
        for prepared in rows {
            var results: [Result<DockedForm, MoleculeError>] = []
            switch prepared.ligand {
            case .failure(let error): results = [.failure(error)]
            case .success(let ligand):
                let forms = ligand.forms
                summary.forms += forms.smiles.count
                for docking in dockings[next..<next + forms.smiles.count] {
                    let form = Self.form(docking, in: receptor, reference, forms.notes)
                    try add(form, of: prepared.row, to: &summary)
                    results.append(form)
                }
                next += forms.smiles.count
                records?.add(prepared.row, smiles: ligand.smiles, results)
            }
            try output.print(prepared.row, results)
        }
        if let poses { try AtomicFile.write(summary.records, to: poses) }
        return summary
    }

    private func add(
        _ form: Result<DockedForm, MoleculeError>, of row: MoleculeRow, to summary: inout Summary
    ) throws {
        switch form {
        case .success(let form):
            summary.docked += 1
            if poses != nil { summary.records += try form.records(row, poses: posesEach) }
        case .failure(let error):
            if summary.firstFailure.isEmpty { summary.firstFailure = "line \(row.line): \(error.reason)" }
        }
    }

    private static func form(
        _ docking: Result<Docking, DockingError>, in receptor: Receptor, _ reference: Conformer?,
        _ notes: [String]
    ) -> Result<DockedForm, MoleculeError> {
        do {
            return .success(
                try DockedForm(docking.get(), in: receptor, reference: reference, notes: notes))
        } catch {
            return .failure(MoleculeError(reason: "\(error)"))
        }
    }

    private func finish(_ summary: Summary, isKept: Bool) throws {
        let count = "\(summary.docked) of \(summary.forms) forms docked"
        if InterruptSignal.isRaised {
            let advice =
                isKept ? "the same command goes on" : "with --cache, the same command would go on"
            throw CommandFailure(.failed, "stopped: \(count); \(advice) from there")
        }
        guard summary.docked < summary.forms || summary.forms == 0 else { return }
        if summary.docked == 0 {
            throw CommandFailure(
                .failed,
                summary.forms == 0
                    ? "nothing was docked: every row was refused"
                    : "nothing was docked; the first: \(summary.firstFailure)")
        }
        input.common.note("\(count); the first that was not: \(summary.firstFailure)")
    }
}
