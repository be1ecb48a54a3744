public import QuartetCatalogs

/// The three catalogs of garments, fabrics and colours.
public struct DesignCatalogs: Sendable {
    public let garments: GarmentCatalog
    public let fabrics: FabricCatalog
    public let colours: ColourCatalog

    public init(garments: GarmentCatalog, fabrics: FabricCatalog, colours: ColourCatalog) {
        self.garments = garments
        self.fabrics = fabrics
        self.colours = colours
    }

    /// Loads and validates `garments.xml`, `fabrics.xml` and `colours.xml` from a folder.
    ///
    /// - Throws: ``CatalogError`` with the file, the line and what was expected.
    public init(folder: String) throws {
        garments = try GarmentCatalog(Catalog.load(folder + "/garments.xml"))
        fabrics = try FabricCatalog(Catalog.load(folder + "/fabrics.xml"))
        colours = try ColourCatalog(Catalog.load(folder + "/colours.xml"))
        for garment in garments.garments where fabrics.material(garment.material) == nil {
            throw garment.entry.mistake(
                "material=\"\(garment.material)\"",
                expected: "one of: " + fabrics.materials.map(\.id).joined(separator: ", "))
        }
    }

    /// Loads the catalogs that ship with the program.
    public init(locator: ResourceLocator = ResourceLocator()) throws {
        try self.init(folder: locator.folder(.catalogs))
    }
}
