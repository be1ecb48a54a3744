public import QuartetCatalogs

/// Kinds of cloth that are sewn in different ways.
public enum ClothKind: String, Sendable, Codable, CaseIterable {
    case woven, knit, denim, heavy, sheer
}

/// The catalog of construction, `catalogs/construction.xml`: how garments are cut, sewn and cared for.
public struct ConstructionCatalog: Sendable {
    /// A stitch type of ISO 4915.
    public struct Stitch: Sendable, Equatable {
        public let iso: String
        public let name: String
        /// Centimetres of thread for each centimetre of seam.
        public let thread: Double
    }

    /// A seam and its stitches for each kind of cloth.
    public struct Seam: Sendable, Equatable {
        public let id: String
        public let name: String
        private let stitches: [ClothKind: [Stitch]]

        /// The stitches of a kind of cloth; those of woven cloth where it has none of its own.
        public func stitches(for cloth: ClothKind) -> [Stitch] { stitches[cloth] ?? stitches[.woven] ?? [] }

        init(_ entry: CatalogElement, _ known: [String: Stitch]) throws {
            id = try entry.string("id")
            name = try entry.string("name")
            var stitches: [ClothKind: [Stitch]] = [:]
            for kind in ClothKind.allCases {
                guard let classes = entry.attributes[kind.rawValue] else { continue }
                stitches[kind] = try classes.split(separator: " ").map { iso in
                    guard let stitch = known[String(iso)] else {
                        throw entry.mistake(
                            "\(kind.rawValue)=\"\(classes)\"",
                            expected: "stitches of this catalog: "
                                + known.keys.sorted().joined(separator: ", "))
                    }
                    return stitch
                }
            }
            self.stitches = stitches
        }
    }

    /// What a material is made of, and how it is treated.
    public struct Material: Sendable, Equatable {
        public let id: String
        public let cloth: ClothKind
        public let composition: String
        /// Grams per square metre.
        public let grams: Int
        /// Percent.
        public let shrinkage: Double
        public let care: [CareSymbol]

        init(_ entry: CatalogElement) throws {
            id = try entry.string("id")
            cloth = try entry.choice("cloth")
            composition = try entry.string("composition")
            grams = try entry.integer("grams")
            shrinkage = try entry.number("shrinkage")
            care = try entry.string("care").split(separator: " ").map { name in
                guard let symbol = CareSymbol(rawValue: String(name)) else {
                    throw entry.mistake(
                        "care=\"\(name)\"",
                        expected: CareSymbol.allCases.map(\.rawValue).joined(separator: ", "))
                }
                return symbol
            }
        }
    }

    /// Usable widths of cloth, in centimetres.
    public let widths: [Double]
    /// Width of lining and interfacing, in centimetres.
    public let liningWidth: Double
    /// Seam allowance and turning of a hem, in centimetres.
    public let allowance: Double
    public let hem: Double
    /// Share of the cloth that a marker uses.
    public let use: Double
    public let seams: [Seam]
    public let materials: [Material]

    /// Reads the validated catalog; throws ``CatalogError/invalid(path:mistakes:)`` where a seam names a stitch, or a
    /// material a care symbol, that does not exist.
    public init(_ catalog: Catalog) throws {
        let cutting = try catalog.root.requiredChild("cutting")
        widths = try cutting.string("widths").split(separator: " ").compactMap { Double($0) }
        liningWidth = try cutting.number("lining")
        allowance = try cutting.number("allowance")
        hem = try cutting.number("hem")
        use = try cutting.number("use")
        var stitches: [String: Stitch] = [:]
        for entry in try catalog.root.requiredChild("stitches").children {
            let stitch = Stitch(
                iso: try entry.string("iso"), name: try entry.string("name"),
                thread: try entry.number("thread"))
            stitches[stitch.iso] = stitch
        }
        seams = try catalog.root.requiredChild("seams").children.map { try Seam($0, stitches) }
        materials = try catalog.root.requiredChild("materials").children.map(Material.init)
    }

    /// Loads and validates `construction.xml` from a folder.
    public init(folder: String) throws { try self.init(Catalog.load(folder + "/construction.xml")) }
}
