import ArgumentParser
import QuartetCommandLine
import QuartetMolecules
import QuartetReports

/// `quartet molecules status`.
struct MoleculesStatus: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say what is in a project.",
        discussion: """
            Counts the candidates by the command that made them, what screens, docking and searches found, the marks and \
            the disk use, and names commands that did not finish: the same command again goes on where it was.

            EXAMPLES:
              quartet molecules status --project egfr
              quartet molecules status --project egfr --json
            """)

    @OptionGroup var project: ExistingProjectOptions
    @OptionGroup var json: JSONOptions

    func validate() throws { try project.folder() }

    func run() throws {
        let status = try ProjectStatus(of: project.open())
        if json.isRequested { return try JSONOutput.print(status) }
        for line in lines(status) { StandardOutput.show(line) }
    }

    private func lines(_ status: ProjectStatus) -> [String] {
        var lines = ["\(status.path): \(NumberText.counted(status.candidates, "candidate"))"]
        if status.candidates == 0 {
            lines.append("  next: quartet molecules add FILE --project \(status.path)")
        }
        lines += status.origins.map { "  \($0.command): \(NumberText.grouped($0.count))" }
        lines += status.screens.map { screen in
            let verdict = screen.passed.map { ", \(NumberText.grouped($0)) pass" } ?? ""
            return "\(screen.source): \(NumberText.grouped(screen.judged)) judged\(verdict)"
        }
        lines += status.docked.map { docked in
            let best = docked.best.map { ", best \($0) kcal/mol" } ?? ""
            let failed = docked.failed > 0 ? ", \(docked.failed) failed" : ""
            return "docked into \(docked.receptor): \(NumberText.grouped(docked.docked))\(best)\(failed)"
        }
        lines += status.searches.map { search in
            "\(search.run) \(search.method): \(search.curve) \(search.value.text(3)) after "
                + NumberText.counted(search.scored, "molecule")
        }
        lines.append("marks: \(status.kept) kept, \(status.dropped) dropped")
        for run in status.runs where !run.isFinished {
            let progress = run.progress.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            let done = progress.isEmpty ? "" : " after " + progress.joined(separator: ", ")
            lines.append("\(run.id) \(run.command), begun \(run.time): not finished\(done)")
        }
        let settings = [
            ("reference", status.settings.reference), ("model", status.settings.model),
        ]
        for (name, source) in settings {
            guard let source else { continue }
            lines.append("\(name): \(source.path)\(source.isUnchanged ? "" : " (changed or missing since)")")
        }
        if let screen = status.settings.screen { lines.append("screen: \(screen)") }
        lines.append("disk use: \(NumberText.grouped((status.diskUse + 1023) / 1024)) KiB")
        return lines
    }
}
