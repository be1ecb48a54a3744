import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetSupport

/// `quartet support check`.
struct SupportCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check whether statements stand in the passages that they cite.",
        discussion: """
            The bot shows the text of a writer only where each statement passes this check: numbers with \
            their units and names must stand in the passage, the nearest sentence must have the same negation and conditions, \
            and few words may be foreign to it. An encoder that was tuned with quartet support train check, as \
            weights/support-check.safetensors, judges the meaning instead of negation, conditions and words. The file has \
            JSON lines with the keys statement and passage. With the key supported, true or false, the outcomes are counted; \
            with --json each row has the tuned encoder's logit as support.

            EXAMPLE:
              quartet support check statements.jsonl
            """)

    @Argument(help: "Statements with their passages, as JSON lines.", completion: .file())
    var statements: String

    @OptionGroup var common: CommonOptions

    @OptionGroup var json: JSONOptions

    func run() throws {
        common.apply()
        let cases = try StatementCases(path: statements).cases
        let bar = ImportProgress("Checking", unit: "statements", quiet: common.quiet)
        let evaluation = try SupportCheckEvaluation(cases, models: DeskModels.best()) {
            try? bar.show($0, of: $1)
        }
        if json.isRequested { return try JSONOutput.print(evaluation) }
        if let accuracy = evaluation.balancedAccuracy {
            for kind in evaluation.kinds {
                let name = kind.name.padding(toLength: 28, withPad: " ", startingAt: 0)
                StandardOutput.show("\(name)\(kind.right) of \(kind.cases) right")
            }
            StandardOutput.show(
                "Balanced accuracy           " + String(format: "%.1f %%", 100 * accuracy))
        } else {
            for row in evaluation.rows {
                StandardOutput.show((row.isSupported ? "supported      " : "not supported  ") + row.statement)
            }
        }
    }
}
