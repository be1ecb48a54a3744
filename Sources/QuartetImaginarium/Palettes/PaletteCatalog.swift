public import QuartetCatalogs
import QuartetImaging

/// The catalog of palettes for colourways, `catalogs/palettes.xml`.
public struct PaletteCatalog: Sendable {
    public let palettes: [SwatchPalette]

    /// Loads and validates the catalog that ships with the program; throws ``CatalogError``.
    public init(locator: ResourceLocator = ResourceLocator()) throws {
        try self.init(folder: locator.folder(.catalogs))
    }

    /// Loads and validates `palettes.xml` from a folder.
    public init(folder: String) throws {
        palettes = try Catalog.load(folder + "/palettes.xml").root.children("palette").map { entry in
            SwatchPalette(
                name: try entry.string("id"),
                swatches: try entry.list("colours").map { hex in
                    guard let colour = Colour(hex: hex) else {
                        throw entry.mistake("colours=\"\(hex)\"", expected: "#rrggbb")
                    }
                    return SwatchPalette.Swatch("", colour)
                })
        }
    }
}
