import ArgumentParser
import Foundation
import QuartetMolecules

/// `--project`: the folder in which a command keeps what it does.
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

    /// Before long work: that the project can be opened after it, without making anything.
    func check() throws { if let project { try Project.check(project) } }

    /// For `validate()` of a command that needs a project.
    @discardableResult
    func folder() throws -> String { try Self.named(project) }

    fileprivate static func named(_ project: String?) throws -> String {
        guard let project, !project.isEmpty else {
            throw ValidationError("Name the project: --project <folder>.")
        }
        return project
    }

    /// Now, as a project's records have it: ISO 8601 in UTC, to the second.
    static var now: String { Date().formatted(.iso8601) }
}

/// `--project` of a command that looks into a project.
struct ExistingProjectOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Folder of the project, which must be there.", valueName: "folder"),
        completion: .directory)
    var project: String?

    func open() throws -> Project { try Project(at: folder()) }

    /// For `validate()`.
    @discardableResult
    func folder() throws -> String { try ProjectOptions.named(project) }
}
