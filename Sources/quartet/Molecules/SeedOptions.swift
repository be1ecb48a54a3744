import ArgumentParser
import QuartetCommandLine

/// `--seed`, which has the same meaning and default in every command on molecules.
struct SeedOptions: ParsableArguments {
    @Option(help: .seed)
    var seed: UInt64 = 1
}
