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

    /// The generator of cloth.
    func source() throws -> TrainedFabric {
        try TrainedFabric(weights: model ?? ResourceLocator().file("fabric.safetensors", in: .weights))
    }

    /// The studio with the catalogs and the weights.
    func studio() throws -> DesignStudio {
        let locator = ResourceLocator()
        return try DesignStudio(
            catalogs: DesignCatalogs(locator: locator), source: source(), tagger: WishTagger.shipped(locator))
    }
}
