import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetTraffic

/// Which alerts to show, and in what form.
struct AlertOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Maximum number of fields named per alert.", valueName: "number"))
    var top = 5

    @Option(help: ArgumentHelp("Maximum number of groups to show.", valueName: "number"))
    var groups = 20

    @Option(help: ArgumentHelp("File of rules that suppress alerts.", valueName: "file"), completion: .file())
    var allow: String?

    @Option(help: ArgumentHelp("Write an HTML report to this file.", valueName: "file"), completion: .file())
    var report: String?

    @Flag(help: "Print alerts in this format instead of in groups.")
    var format: Format?

    enum Format: String, EnumerableFlag {
        case json, ecs, csv, cef

        static func help(for value: Format) -> ArgumentHelp? {
            switch value {
            case .json: "Print the result as JSON, one object per line."
            case .ecs: "Print JSON lines in the Elastic Common Schema."
            case .csv: "Print comma-separated values."
            case .cef: "Print the Common Event Format."
            }
        }
    }

    func validate() throws {
        try check(top, in: 1...5, "--top")
        try check(groups, in: 1...10_000, "--groups")
    }

    var alertFormat: AlertFormat? { format.flatMap { AlertFormat(rawValue: $0.rawValue) } }

    /// The rules that apply today. Expired rules are reported.
    func allowList(_ common: CommonOptions) throws -> AllowList {
        guard let allow else { return AllowList() }
        let today = CalendarDay(time: Date().timeIntervalSince1970)
        let list = try AllowList(contentsOf: allow, today: today)
        for warning in list.warnings { common.note(warning) }
        return list
    }

    /// Checks before any work that the report can be written.
    func prepare() throws {
        if let report { try OutputFolder.check(forFile: report) }
    }
}
