import ArgumentParser
import QuartetTraffic

/// Which records of a labelled log are normal.
struct LabelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The column that says what a record is (default: the format's own).", valueName: "column"))
    var label: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("What that column says of normal records.", valueName: "value"))
    var normal: [String] = []

    func validate() throws {
        if label != nil, normal.isEmpty {
            throw ValidationError("--label needs --normal: what does the column say of normal records?")
        }
    }

    var isAsked: Bool { !normal.isEmpty }

    func rule(_ schema: RecordSchema) throws -> NormalRecords {
        try NormalRecords(schema, column: label, values: normal)
    }
}
