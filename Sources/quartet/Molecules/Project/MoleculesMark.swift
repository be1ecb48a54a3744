import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules mark`.
struct MoleculesMark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mark", abstract: "Keep or drop candidates of a project.",
        discussion: """
            The last mark of a candidate counts; --clear takes it back. Reports show kept ones first and dropped ones \
            last.

            EXAMPLES:
              quartet molecules mark Q00017 --keep --reason "easy to make" --project egfr
              quartet molecules mark Q00003 Q00004 --drop --project egfr
            """)

    @Argument(help: "Candidates, such as Q00017.")
    var ids: [String]

    @Flag(help: "Keep them.")
    var keep = false

    @Flag(help: "Drop them.")
    var drop = false

    @Flag(help: "Take their marks back.")
    var clear = false

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String?

    @OptionGroup var project: ExistingProjectOptions
    @OptionGroup var json: JSONOptions
    @OptionGroup var common: CommonOptions

    private struct Outcome: Encodable {
        let marks: [Mark]
        /// In the whole project.
        let kept, dropped: Int
    }

    func validate() throws {
        try project.folder()
        if [keep, drop, clear].count(where: { $0 }) != 1 {
            throw ValidationError("Give one of --keep, --drop and --clear.")
        }
    }

    func run() throws {
        let project = try project.open()
        let decision: Mark.Decision = keep ? .keep : drop ? .drop : .open
        // All are looked up before any is marked.
        let marks = try ids.map { id in
            guard let candidate = project.candidates[id] else {
                throw ProjectError.noCandidate(id, project: project.path)
            }
            return Mark(
                candidate: candidate.id, decision: decision, reason: reason, time: ProjectOptions.now)
        }
        try project.marks.append(marks)
        let decisions = project.decisions.values
        let kept = decisions.count { $0.decision == .keep }
        let dropped = decisions.count { $0.decision == .drop }
        if json.isRequested {
            try JSONOutput.print(Outcome(marks: marks, kept: kept, dropped: dropped))
        } else {
            common.note("\(project.path): \(kept) kept, \(dropped) dropped")
        }
    }
}
