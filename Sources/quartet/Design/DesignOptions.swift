import ArgumentParser
import QuartetCatalogs
import QuartetImaginarium

/// What every command that draws designs takes.
struct DesignOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Weights of the fabric generator (default: those that ship).", valueName: "file"))
    var model: String?

    @OptionGroup var common: CommonOptions

    /// The studio with the catalogs and the weights.
    func studio() throws -> DesignStudio {
        let locator = ResourceLocator()
        let weights = try model ?? locator.file("fabric.safetensors", in: .weights)
        return try DesignStudio(
            catalogs: DesignCatalogs(locator: locator), source: TrainedFabric(weights: weights))
    }
}
