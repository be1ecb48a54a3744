import ArgumentParser
import QuartetTraffic

/// Which records of a labelled log are normal.
struct LabelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Label column (default: the label column of the format).", valueName: "column"))
    var label: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Label value of normal records.", valueName: "value"))
    var normal: [String] = []

    func validate() throws {
        if label != nil, normal.isEmpty {
            throw ValidationError("--label needs --normal, the label value of normal records.")
        }
    }

    var isGiven: Bool { !normal.isEmpty }

    func rule(_ schema: RecordSchema) throws -> NormalRecords {
        try NormalRecords(schema, column: label, values: normal)
    }

    /// Says which of the labels are not in a log.
    ///
    /// - Throws: `LabelError` when none of them is.
    func check(_ tally: LabelTally?, _ rule: NormalRecords?, _ schema: RecordSchema, _ common: CommonOptions)
        throws
    {
        guard let tally, let rule else { return }
        if let warning = try tally.warning(schema.fields[rule.field].name) { common.note(warning) }
    }
}
