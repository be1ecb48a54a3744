public import QuartetCatalogs

/// The three catalogues that a design is made from.
public struct DesignCatalogues: Sendable {
    public let garments: GarmentCatalogue
    public let fabrics: FabricCatalogue
    public let colours: ColourCatalogue

    public init(garments: GarmentCatalogue, fabrics: FabricCatalogue, colours: ColourCatalogue) {
        self.garments = garments
        self.fabrics = fabrics
        self.colours = colours
    }

    /// Loads and validates `garments.xml`, `fabrics.xml` and `colours.xml` from a folder.
    ///
    /// - Throws: ``CatalogError`` with file, line and what was expected.
    public init(folder: String) throws {
        garments = try GarmentCatalogue(Catalog.load(folder + "/garments.xml"))
        fabrics = try FabricCatalogue(Catalog.load(folder + "/fabrics.xml"))
        colours = try ColourCatalogue(Catalog.load(folder + "/colours.xml"))
        for garment in garments.garments where fabrics.material(garment.material) == nil {
            throw garment.entry.mistake(
                "material=\"\(garment.material)\"",
                expected: "one of: " + fabrics.materials.map(\.id).joined(separator: ", "))
        }
    }

    /// Loads the catalogues that ship with the program.
    public init(locator: ResourceLocator = ResourceLocator()) throws {
        try self.init(folder: locator.folder(.catalogs))
    }
}
