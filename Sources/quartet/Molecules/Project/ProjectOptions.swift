import ArgumentParser
import Foundation
import QuartetMolecules

/// `--project`: the folder in which what is done is kept.
struct ProjectOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder in which what is done is kept; made at its first use.", valueName: "folder"),
        completion: .directory)
    var project: String?

    /// The project, made if it is not there; nil without `--project`.
    func open() throws -> Project? { try project.map { try Project(makingAt: $0) } }

    /// The project that a command cannot do without, made if it is not there.
    func required() throws -> Project { try Project(makingAt: folder()) }

    /// The project that a command cannot do without and that must be there.
    func existing() throws -> Project { try Project(at: folder()) }

    /// For `validate()` of a command that needs a project.
    @discardableResult
    func folder() throws -> String {
        guard let project, !project.isEmpty else {
            throw ValidationError("Name the project: --project <folder>.")
        }
        return project
    }

    /// Now, as a project's records have it: ISO 8601 in UTC, to the second.
    static var now: String { Date().formatted(.iso8601) }
}
