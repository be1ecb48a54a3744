import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// How molecules are prepared and searched for poses.
struct DockingSearchOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The pH that decides the charges of docked molecules.", valueName: "number"))
    var ph = 7.4

    @Option(help: ArgumentHelp("Thoroughness of the short search.", valueName: "number"))
    var exhaustiveness = 1

    @Option(help: ArgumentHelp("Seconds that Vina has for a search.", valueName: "seconds"))
    var timeLimit = 600.0

    func validate() throws {
        try check(ph, in: 0...14, "--ph")
        try check(exhaustiveness, in: 1...1000, "--exhaustiveness")
        try check(timeLimit, in: 1...86400, "--time-limit")
    }

    var settings: DockingRun.Settings {
        var settings = DockingRun.Settings()
        (settings.exhaustiveness, settings.timeLimit) = (exhaustiveness, timeLimit)
        return settings
    }
}
