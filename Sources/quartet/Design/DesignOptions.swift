import ArgumentParser
import QuartetCatalogs
import QuartetImaginarium

/// Options of every command that draws designs.
struct DesignOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Weights of the fabric generator (default: the weights that ship).", valueName: "file"),
        completion: .file())
    var model: String?

    @OptionGroup var common: CommonOptions

    /// The studio with the catalogs and the weights.
    func studio() throws -> DesignStudio {
        let locator = ResourceLocator()
        let weights = try model ?? locator.file("fabric.safetensors", in: .weights)
        return try DesignStudio(
            catalogs: DesignCatalogs(locator: locator), source: TrainedFabric(weights: weights),
            tagger: WishTagger.shipped(locator))
    }
}
