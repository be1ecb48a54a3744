public import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// Which values of a file `analyse` and `target` take, and how they read them.
struct MeasurementOptions: ParsableArguments {
    @Option(
        name: [.customLong("value"), .customLong("activity")],
        help: ArgumentHelp("Column of values, such as pIC50 or IC50_nM.", valueName: "heading"))
    var value: String?

    @Option(
        help: ArgumentHelp(
            "Unit of a concentration: pM, nM, uM, mM or M (default: by heading).", valueName: "unit"))
    var unit: ConcentrationUnit?

    @Option(
        help: ArgumentHelp(
            "What to do with values such as '> 10000': leave-out, or take the limit for the value.",
            valueName: "choice"))
    var limits: ActivityTable.Limits = .leaveOut

    /// The same for reading.
    var options: ActivityTable.Options {
        var options = ActivityTable.Options()
        (options.value, options.unit, options.limits) = (value, unit, limits)
        return options
    }
}

extension ActivityTable.Limits: ExpressibleByArgument {}

extension ConcentrationUnit: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}
