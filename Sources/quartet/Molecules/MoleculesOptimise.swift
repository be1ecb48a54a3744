public import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetMolecules
import QuartetReports

/// `quartet molecules optimise`.
struct MoleculesOptimise: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "optimise", abstract: "Look for molecules that meet an objective.",
        discussion: """
            An objective is a list of properties and what is wanted of each. The score is the geometric mean of how well \
            each is met, from 0 to 1; a molecule that breaks a hard limit has 0.

              qed                  the value itself, for properties from 0 to 1
              qed>0.8, sa<3        full marks from the bound on, fewer before it
              logp=2..3            full marks within the range
              logp=2.5~0.5         a bell around 2.5 with the width 0.5
              sa=6->2              a straight line from 0 at 6 to 1 at 2
              tpsa>100~10 *2       another width of the shoulder, and twice the weight
              must weight<500      a hard limit (<= and >= include the bound)
              keeps(SMARTS), avoids(SMARTS)         hard limits
              has(SMARTS), lacks(SMARTS)            1 or 0
              similar(SMILES)>0.4, similar(LEAD)    Morgan similarity; LEAD is --lead
              similar(SMILES, ECFP4)                ECFP4, ECFP6, FCFP4, FCFP6 or AP, counted
              isomer(C19H17N3O2), count(F)=1..3     formula, atoms of an element
              target(egfr.model)>8                  prediction of a model that `target train` wrote
              dock(abl)<-9                          affinity (kcal/mol) for the receptor abl.pdbqt

            Properties without an argument: qed, sa, np, logp, weight (Da), tpsa (Å²), donors, acceptors, rings, \
            rotatableBonds, aromaticRings, stereocentres, heavyAtoms, fsp3, and the others that screens have; their case does \
            not matter. In a file, terms may stand on lines of their own; lines that \
            begin with # are comments, and mean=arithmetic replaces the geometric mean. Objectives that come with the \
            program are named without a path: celecoxib_rediscovery, osimertinib_mpo, perindopril_mpo, zaleplon_mpo, \
            median1.

            dock takes a short search of AutoDock \
            Vina for each molecule, seconds to minutes: choose a small --budget and few --starters. What was docked is \
            kept in the folder. Molecules are bred without marks of stereo. The budget counts different molecules. As many molecules drawn \
            from the start file are scored for comparison, unless --no-baselines. covariance, ascent and hybrid search \
            the codes of the model, and are compared with the genetic algorithm alone as well. The folder keeps everything that was \
            scored (a .jsonl file for each method), the best as candidates.csv, and the curves as curves.svg. --project \
            makes the best candidates of a project, with how each was made, and keeps the curves for its report. The same \
            seed gives the same molecules, whatever the number of threads.

            EXAMPLES:
              quartet molecules optimise --objective "qed>0.8, logp=2..3, sa<3" \\
                  --start zinc.csv.gz --out run
              quartet molecules optimise --objective zaleplon_mpo --start zinc.csv.gz \\
                  --budget 5000 --seed 2 --out run --json
              quartet molecules optimise --objective "dock(abl)<-10, qed>0.5, sa<4" \\
                  --receptor abl.pdbqt --box abl.txt --start hits.smi --starters 50 \\
                  --budget 500 --out abl
              quartet molecules optimise --objective "qed>0.9, similar(LEAD)>0.4" \\
                  --lead "CC(=O)Nc1ccc(OCCCl)cc1" --start zinc.csv.gz --budget 500 \\
                  --out run --project kinase
            """)

    @Option(
        help: ArgumentHelp(
            "What is wanted: a text, a file, or the name of an objective that comes with the program.",
            valueName: "objective"))
    var objective: String

    @Option(
        help: ArgumentHelp("File of molecules to start from; optional with --lead.", valueName: "file"),
        completion: .file())
    var start: String?

    @Option(help: ArgumentHelp("Column of structures (default: by content).", valueName: "heading"))
    var column: String?

    @Option(help: ArgumentHelp("Molecule to improve: breeding begins with it.", valueName: "SMILES"))
    var lead: String?

    @Option(help: ArgumentHelp("Way to look for better molecules.", valueName: "type"))
    var method = Optimisation.Method.genetic

    @OptionGroup var model: MoleculeModelOptions

    @OptionGroup var receptors: ReceptorOptions

    @Option(help: ArgumentHelp("Different molecules that a method scores.", valueName: "number"))
    var budget = 10_000

    @Option(
        help: ArgumentHelp(
            "Molecules drawn from the start file and scored before breeding; with --lead breeding begins at once.",
            valueName: "number"))
    var starters = 1000

    @Option(
        help: ArgumentHelp(
            "Children bred for each one scored: a guess learnt from the scores picks them; 1 picks none.",
            valueName: "number"))
    var brood = 5

    @OptionGroup var random: SeedOptions

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Folder for the results.", valueName: "folder"),
        completion: .directory)
    var out: String

    @Flag(inversion: .prefixedNo, help: "Give the simpler methods the same budget for comparison.")
    var baselines = true

    @Flag(help: "Continue the stopped run in --out, bit for bit as if never stopped.")
    var resume = false

    @OptionGroup var project: ProjectOptions

    @Option(help: ArgumentHelp("Best molecules that become candidates of the project.", valueName: "number"))
    var candidates = 100

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(budget, in: 1...10_000_000, "--budget")
        try check(starters, in: 1...10_000_000, "--starters")
        try check(brood, in: 1...1000, "--brood")
        try check(candidates, in: 1...100_000, "--candidates")
        if start == nil, lead == nil { throw ValidationError("Give --start, --lead or both.") }
        if start == nil, method == .random { throw ValidationError("--method random needs --start.") }
    }

    func run() throws {
        common.apply()
        let leadMolecule = try lead.map(parent)
        try OutputFolder.check(out)
        try project.check()
        let docked = try receptors.receptors(seed: random.seed, cache: out + "/dockings")
        let (objective, text) = try ObjectiveParser(lead: leadMolecule, receptors: docked)
            .read(self.objective)
        if !resume, FileManager.default.fileExists(atPath: out + "/settings.json") {
            throw CommandFailure(
                .cannotCreate,
                "\(out): contains an optimisation already; continue it with --resume, or name another folder with --out"
            )
        }
        let space = try method.needsModel ? AutoencoderSpace(model.load()) : nil
        let pool = try start.map { try StartPool(path: $0, column: column, seed: random.seed) } ?? .empty
        try receptors.requireUse(by: objective)
        var settings = Optimisation.Settings(objective: text)
        (settings.method, settings.budget, settings.seed) = (method, budget, random.seed)
        (settings.starters, settings.start) = (starters, start)
        settings.brood = brood
        settings.startVersion = start.map { _ in pool.version }
        settings.lead = leadMolecule?.smiles()
        settings.versions = objective.versions.isEmpty ? nil : objective.versions
        settings.model = try method.needsModel ? model.fingerprint() : nil
        let optimisation = try Optimisation(settings, objective, folder: out, resume: resume)
        var search = try project.open().map { try ProjectSearch($0, objective: self.objective, settings) }
        InterruptSignal.watch(saying: "Stopping: what was scored is saved …")
        var all: [Optimisation.Found] = []
        for method in methods where !InterruptSignal.isRaised {
            all.append(try found(method, optimisation, pool, space))
        }
        guard let own = all.first else { throw CommandFailure(.failed, "stopped before the first molecule") }
        try sayWhatFailed(own)
        let report = OptimisationReport(all, objective: objective)
        try report.write(to: out)
        try search?.record(all, verdicts: report.verdicts)
        if InterruptSignal.isRaised {
            let last = all.last ?? own
            throw CommandFailure(
                .failed,
                "stopped after \(last.candidates.count) of \(budget) molecules of the method \(last.method.rawValue); "
                    + "everything is saved: continue with --resume")
        }
        if let ids = try search?.keep(own, space, count: candidates), let project = search?.project {
            common.note("\(project.path): \(ids.count) of the best molecules are candidates")
        }
        if json.isRequested { try JSONOutput.print(report) } else { StandardOutput.write(report.text + "\n") }
    }

    /// Without counter-ions, as molecules are bred.
    private func parent(_ smiles: String) throws -> Molecule {
        let molecule = try Molecule(smiles: smiles)
        do {
            let parent = try Standardizer(counterIons: CounterIons()).parent(of: molecule)
            if !parent.removed.isEmpty {
                common.note("--lead: removed \(parent.removed.joined(separator: ", "))")
            }
            return parent.removed.isEmpty ? molecule : parent.molecule
        } catch let reason as SetAside {
            throw CommandFailure(.badData, "--lead: \(reason)")
        }
    }

    /// - Throws: when no molecule at all could be scored.
    private func sayWhatFailed(_ found: Optimisation.Found) throws {
        let failures = found.candidates.filter(\.hasFailed).compactMap(\.refusal)
        guard let first = failures.first else { return }
        let count =
            "\(failures.count) of \(found.candidates.count) molecules could not be scored; the first: \(first)"
        if failures.count == found.candidates.count, !InterruptSignal.isRaised {
            throw CommandFailure(.failed, "\(out): \(count)")
        }
        common.note(count)
    }

    /// The method, and what it is compared with.
    private var methods: [Optimisation.Method] {
        if !baselines { return [method] }
        let latent: [Optimisation.Method] = method.needsModel ? [.genetic] : []
        let others = latent + (start == nil ? [] : [.random])
        return [method] + others.filter { $0 != method }
    }

    private func found(
        _ method: Optimisation.Method, _ optimisation: Optimisation, _ pool: StartPool,
        _ space: AutoencoderSpace?
    ) throws -> Optimisation.Found {
        let progress = ProgressReporter(
            method.rawValue, total: budget, unit: "molecules", quiet: common.quiet)
        let found = try optimisation.run(
            method, pool: pool, space: method.needsModel ? space : nil,
            resume: resume, isStopped: { InterruptSignal.isRaised },
            progress: { scored, topMean in
                progress.update(scored, [("top 10", topMean)])
            })
        if found.candidates.isEmpty, !InterruptSignal.isRaised {
            throw CommandFailure(.badData, "\(start ?? "the lead"): no molecule to begin with")
        }
        if found.candidates.count < budget, !InterruptSignal.isRaised {
            common.note(
                "\(method.rawValue): no more new molecules after \(found.candidates.count) of \(budget)")
        }
        return found
    }
}

extension Optimisation.Method: ExpressibleByArgument {}
