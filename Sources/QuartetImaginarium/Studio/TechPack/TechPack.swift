public import QuartetCatalogs
import QuartetImaging

/// What a factory needs to make a design: flats with points of measure, sizes, materials, seams, care, colours.
///
/// A tech pack is whole or does not exist: what is missing is an error that names it.
public struct TechPack: Sendable {
    /// The catalogs that it is made from.
    public struct Catalogs: Sendable {
        let designs: DesignCatalogs
        let sizes: SizeCatalog
        let construction: ConstructionCatalog

        /// Loads the catalogs of a folder.
        public init(folder: String) throws {
            designs = try DesignCatalogs(folder: folder)
            sizes = try SizeCatalog(folder: folder)
            construction = try ConstructionCatalog(folder: folder)
        }

        /// Loads the catalogs that ship with the program.
        public init(locator: ResourceLocator = ResourceLocator()) throws {
            try self.init(folder: locator.folder(.catalogs))
        }
    }

    public let record: DesignRecord
    public let style: StyleNumber
    public let flat: DesignFlat
    public let sizes: SizeTable
    public let bill: [BillLine]
    public let seams: [SeamLine]
    public let material: ConstructionCatalog.Material
    public let palette: [PackColour]
    public let colourways: [Colourway]
    let sheet: FlatSheet
    /// What the design is, in a sentence.
    let summary: String

    /// Colourways of a pack, the design's own among them.
    public static let colourwayCount = 4

    /// - Throws: ``StudioError/incomplete(_:missing:)`` naming all that a page would lack.
    public init(_ record: DesignRecord, style: StyleNumber, catalogs: Catalogs) throws {
        let name = record.garment.name
        let designs = catalogs.designs
        let materialName = record.materialName(designs)
        guard let material = catalogs.construction.materials.first(where: { $0.id == materialName }) else {
            throw StudioError.incomplete(
                name,
                missing: ["composition and care of the material \"\(materialName)\" in construction.xml"])
        }
        self.record = record
        self.style = style
        self.material = material
        flat = try DesignFlat(record)
        sheet = FlatSheet(front: flat.front, back: flat.back, place: PackPages.flatPlace)
        sizes = try SizeTable(flat, record.garment, catalogs.sizes)
        palette = designs.colours.palette(of: record.colours)
        colourways = Colourway.ways(of: record, count: Self.colourwayCount, catalog: designs.colours)
        summary = record.altText(designs)
        let materials = BillOfMaterials(
            record: record, flat: flat, catalog: catalogs.construction, material: material,
            colours: designs.colours)
        var seams: [SeamLine] = []
        var missing: [String] = []
        for (id, length) in SeamList(
            parameters: record.garment, flat: flat, isLined: materials.isLined
        ).seams() {
            guard let seam = catalogs.construction.seams.first(where: { $0.id == id }) else {
                missing.append("the seam \"\(id)\" in construction.xml")
                continue
            }
            seams.append(
                SeamLine(seam: seam, stitches: seam.stitches(for: material.cloth), length: length))
        }
        self.seams = seams
        bill = try materials.lines() + [Self.thread(seams, materials)]
        missing += lacking
        guard missing.isEmpty else { throw StudioError.incomplete(name, missing: missing) }
    }

    /// All thread, a tenth more than the seams take.
    private static func thread(_ seams: [SeamLine], _ bill: BillOfMaterials) -> BillLine {
        let metres = seams.reduce(0) { $0 + $1.thread } * 1.1 / 100
        return BillLine(
            item: "Sewing thread", detail: "polyester, Tkt 120",
            colour: bill.named(bill.record.colours.thread ?? bill.record.colours.ground),
            quantity: "\(Int(metres.rounded(.up))) m", place: "all measured seams")
    }

    /// What a page would lack.
    private var lacking: [String] {
        var lacking: [String] = []
        if style.number.isEmpty { lacking.append("a style number") }
        if sizes.rows.count < 3 { lacking.append("points of measure") }
        if !bill.contains(where: { $0.item == "Shell fabric" }) { lacking.append("the yardage of the cloth") }
        for line in seams where line.stitches.isEmpty { lacking.append("stitches of \(line.seam.name)") }
        for treatment in CareSymbol.Treatment.allCases
        where !material.care.contains(where: { $0.treatment == treatment }) {
            lacking.append("the care symbol for \(treatment.rawValue) of \(material.id)")
        }
        for colour in palette where colour.name.isEmpty {
            lacking.append("a name for the colour \(colour.hex)")
        }
        if colourways.count < 2 { lacking.append("colourways") }
        if record.prompt.isEmpty { lacking.append("the prompt") }
        if record.fabric.source.file.isEmpty { lacking.append("the fabric model") }
        return lacking
    }
}

extension DesignRecord {
    /// The identifier of the material: the wish's, else the garment's usual one.
    func materialName(_ catalogs: DesignCatalogs) -> String {
        let usual = catalogs.garments.garment(request.garment)?.material
        return request.material ?? usual ?? catalogs.fabrics.defaultMaterial.id
    }
}
