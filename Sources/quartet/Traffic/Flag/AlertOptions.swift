import ArgumentParser
import Foundation
import QuartetTraffic

/// Which alerts are shown, and how.
struct AlertOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Fields that each alert names at most.", valueName: "number"))
    var top = 5

    @Option(help: ArgumentHelp("Groups that are shown.", valueName: "number"))
    var groups = 20

    @Option(help: ArgumentHelp("Rules by which alerts are suppressed.", valueName: "file"))
    var allow: String?

    @Option(help: ArgumentHelp("Write an HTML page with pictures at the end.", valueName: "file"))
    var report: String?

    @Flag(help: "How alerts are printed, instead of in groups.")
    var format: Format?

    enum Format: String, EnumerableFlag {
        case json, ecs, csv, cef

        static func help(for value: Format) -> ArgumentHelp? {
            switch value {
            case .json: "One JSON object a line."
            case .ecs: "JSON lines with the names of the Elastic Common Schema."
            case .csv: "Comma-separated values."
            case .cef: "Common Event Format."
            }
        }
    }

    func validate() throws {
        try check(top, in: 1...5, "--top")
        try check(groups, in: 1...10_000, "--groups")
    }

    var alertFormat: AlertFormat? { format.flatMap { AlertFormat(rawValue: $0.rawValue) } }

    /// The rules as of today; those that have expired are said.
    func allowList(_ common: CommonOptions) throws -> AllowList {
        guard let allow else { return AllowList() }
        let today = CalendarDay(time: Date().timeIntervalSince1970)
        let list = try AllowList(contentsOf: allow, today: today)
        for warning in list.warnings { common.note(warning) }
        return list
    }

    /// Finds out before the work whether the report can be written.
    func prepare() throws {
        if let report { try OutputFolder.prepare(forFile: report) }
    }
}
