import ArgumentParser
import QuartetCommandLine
import QuartetMolecules
import QuartetReports

/// The measurements that a model learns.
struct TargetOptions: ParsableArguments {
    @Argument(
        help: "Molecules with values: a table or SDF, plain or compressed; - reads standard input.",
        completion: .file())
    var file: String

    @Option(help: ArgumentHelp("Column of structures (default: by content).", valueName: "heading"))
    var column: String?

    @OptionGroup var measurement: MeasurementOptions

    @Flag(
        help:
            "Balance charges that hydrogen can balance (default: counter-ions are removed, charges stay as written)."
    )
    var neutralise = false

    @OptionGroup var common: CommonOptions

    /// The form of a molecule that the model sees.
    var form: ParentForm { neutralise ? .neutral : .written }

    /// Reads the file and says what was found in it.
    func table() throws -> ActivityTable {
        common.apply()
        var options = measurement.options
        (options.structures, options.form) = (column, form)
        let table = try ActivityTable(
            path: file, options: options, standardizer: Standardizer(counterIons: try CounterIons()))
        if !common.quiet { tell(table) }
        return table
    }

    private func tell(_ table: ActivityTable) {
        let what = table.isClassification ? "labels" : table.quantity
        var text =
            "\(table.rows) rows, \(table.entries.count) molecules with \(what) from column '\(table.column)'"
        if table.repeated > 0, table.repeats == nil { text += "; \(table.repeated) measured more than once" }
        StandardError.print(text)
        if let repeats = table.repeats { StandardError.print("\(repeats)") }
        if table.limitRows > 0 {
            let done = measurement.limits == .take ? "the limit was taken for the value" : "left out"
            StandardError.print("\(table.limitRows) values are limits (> or <): \(done).")
        }
        if !table.refused.isEmpty { StandardError.print("\(table.refused.count) rows refused:") }
        for refusal in table.refused.prefix(10) {
            let name = refusal.name.isEmpty ? "" : " (\(refusal.name))"
            StandardError.print("  line \(refusal.line)\(name): \(refusal.reason)")
        }
        if table.refused.count > 10 { StandardError.print("  and \(table.refused.count - 10) more") }
    }
}
