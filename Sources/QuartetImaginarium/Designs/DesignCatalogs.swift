public import QuartetCatalogs

/// The three catalogs of garments, fabrics and colours.
public struct DesignCatalogs: Sendable {
    public let garments: GarmentCatalog
    public private(set) var fabrics: FabricCatalog
    public let colours: ColourCatalog
    /// Where the words of other languages are; nil for none.
    private var folder: String?

    public init(garments: GarmentCatalog, fabrics: FabricCatalog, colours: ColourCatalog) {
        self.garments = garments
        self.fabrics = fabrics
        self.colours = colours
    }

    /// Loads and validates `garments.xml`, `fabrics.xml` and `colours.xml` from a folder.
    ///
    /// - Throws: ``CatalogError`` with the file, the line and what was expected.
    public init(folder: String) throws {
        self.folder = folder
        garments = try GarmentCatalog(Catalog.load(folder + "/garments.xml"))
        fabrics = try FabricCatalog(Catalog.load(folder + "/fabrics.xml"))
        colours = try ColourCatalog(Catalog.load(folder + "/colours.xml"))
        for garment in garments.garments where fabrics.material(garment.material) == nil {
            throw garment.entry.mistake(
                "material=\"\(garment.material)\"",
                expected: "one of: " + fabrics.materials.map(\.id).joined(separator: ", "))
        }
    }

    /// The same catalogs with prints that a generator makes rather than rules.
    public func generatingPrints() -> DesignCatalogs {
        var catalogs = self
        catalogs.fabrics = fabrics.generatingPrints()
        return catalogs
    }

    /// The words of a language, read when a prompt needs them; nil for a language without a catalog.
    func words(in language: String) throws -> ForeignWords? {
        guard let folder, ForeignWords.languages.contains(language) else { return nil }
        return try ForeignWords(
            Catalog.load("\(folder)/words-\(language).xml", schema: folder + "/words.rng"))
    }

    /// Loads the catalogs that ship with the program.
    public init(locator: ResourceLocator = ResourceLocator()) throws {
        try self.init(folder: locator.folder(.catalogs))
    }
}
