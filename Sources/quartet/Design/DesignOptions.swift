import ArgumentParser
import QuartetCatalogs
import QuartetImaginarium

/// Options of every command that draws designs.
struct DesignOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Weights of a fabric generator of your own, which then makes prints as well (default: the weights that ship).",
            valueName: "file"),
        completion: .file())
    var model: String?

    @OptionGroup var common: CommonOptions

    /// The generator of cloth.
    func source() throws -> TrainedFabric {
        try TrainedFabric(weights: model ?? ResourceLocator().file("fabric.safetensors", in: .weights))
    }

    /// The catalogs that ship; a generator of the user's own makes the prints.
    func catalogs(_ locator: ResourceLocator = ResourceLocator()) throws -> DesignCatalogs {
        let catalogs = try DesignCatalogs(locator: locator)
        return model == nil ? catalogs : catalogs.generatingPrints()
    }

    /// The studio with the catalogs and the weights.
    func studio() throws -> DesignStudio {
        let locator = ResourceLocator()
        return try DesignStudio(
            catalogs: catalogs(locator), source: source(), tagger: WishTagger.shipped(locator))
    }
}
