internal import QuartetCatalogs

/// Several garments under one name: a suit is a jacket and trousers of one cloth.
public struct Outfit: Sendable, Equatable {
    public let id: String
    public let words: [String]
    public let garments: [GarmentTemplate]
    /// Whether the garments are cut from one cloth.
    public let isOneCloth: Bool

    /// Throws ``CatalogError/invalid(path:mistakes:)`` where a garment does not exist.
    init(_ entry: CatalogElement, among known: [GarmentTemplate]) throws {
        id = try entry.string("id")
        words = entry.list("words")
        isOneCloth = entry.attributes["one-cloth"] == "true"
        garments = try entry.string("garments").split(separator: " ").map { name in
            guard let garment = known.first(where: { $0.id == name }) else {
                throw entry.mistake("garments=\"\(name)\"", expected: "ids of garments")
            }
            return garment
        }
    }
}
