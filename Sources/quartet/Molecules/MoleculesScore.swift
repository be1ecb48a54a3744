import ArgumentParser
import QuartetCommandLine
import QuartetFiles
import QuartetMolecules

/// `quartet molecules score`.
struct MoleculesScore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Compute what chemists judge molecules by, and screen them.",
        discussion: """
            Prints weight (Da), logP, TPSA (Å²), hydrogen-bond donors and acceptors, rotatable bonds, rings, Fsp3 (share \
            of sp³ carbon), stereocentres, QED (drug-likeness, 0 to 1), SA score (1 easy to make, 10 hard), NP-likeness \
            (-5 to 5), Murcko scaffold, failures of Lipinski's and Veber's rules, and alerts: PAINS, Brenk and the \
            filters of MOSES, each with its atoms, counted from 0. logP, QED, SA and NP are estimates.

            A screen is a list of rules in a catalog. Installed ones: cns, fragment, lead-like, moses, oral-drug. \
            Your own is a file of the same form; catalogs/molecules/screens has examples. The verdict says which rule \
            failed, and by how much. notes says where numbers need care: salts and mixtures are judged as a whole, so \
            standardise them first; estimates were not developed for metals.

            --to csv prints the molecules that can be read with the columns of the file beside the scores. --project \
            makes them candidates and keeps scores, alerts and verdicts.

            EXAMPLES:
              quartet molecules score hits.smi
              quartet molecules score hits.csv --to csv > scored.csv
              quartet molecules score hits.sdf --screen oral-drug --screen mine.xml
              quartet molecules score hits.smi --reference chembl.index --json
              quartet molecules score hits.smi --screen oral-drug --project egfr
            """)

    @OptionGroup var input: MoleculeInput

    @OptionGroup var output: StructureOutput

    @Option(
        name: .customLong("screen"),
        help: ArgumentHelp(
            "Judge by this screen, a name or a file; may be repeated.", valueName: "name or file"),
        completion: .file())
    var screens: [String] = []

    @Option(
        help: ArgumentHelp(
            "Find the nearest in this index or file of known molecules.", valueName: "file"),
        completion: .file())
    var reference: String?

    @OptionGroup var project: ProjectOptions

    func validate() throws { try output.check(input) }

    func run() throws {
        let scoring = try MoleculeScoring(
            screens: screens, known: reference.map(known), isKept: project.project != nil)
        var records = try projectScores(scoring.judge)
        do {
            try output.print(input) { molecule, _ in
                [try scoring.score(molecule)]
            } noting: { row, found in
                try records?.add(row, found)
                return found
            } refusing: { row, error in
                try records?.refuse(row, error)
            }
        } catch {
            _ = try records?.finish(isFinished: false)
            throw error
        }
        if let note = try records?.finish(isFinished: true) { input.common.note(note) }
    }

    private func projectScores(_ judge: CandidateJudge) throws -> ProjectScores? {
        guard project.project != nil else { return nil }
        try project.check()
        let source = try reference.flatMap { $0 == "-" ? nil : try ProjectSettings.Source(path: $0) }
        return ProjectScores(project, file: input.file, judge: judge, reference: source)
    }

    /// An index as it is; for another file it is made in the folder for temporary files.
    private func known(_ path: String) throws -> KnownMolecules {
        if KnownMolecules.isIndex(path: path) { return try KnownMolecules(path: path) }
        if path == "-", input.file == "-" {
            throw ValidationError("Standard input is either the molecules or the reference.")
        }
        var known = KnownMoleculesBuilder()
        let table = try StructureTable(path: path)
        while let row = try table.next() {
            if case .success(let molecule) = row.read().molecule {
                known.add(KnownMoleculesBuilder.Entry(molecule, name: row.name))
            }
        }
        return try known.mapped()
    }
}
