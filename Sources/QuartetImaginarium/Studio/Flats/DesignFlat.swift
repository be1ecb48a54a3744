public import QuartetImaging

/// The flat of a design: front and back in black and white, as SVG and as PDF, on a page in the format A4.
public struct DesignFlat: Sendable {
    /// The garment as it is drawn in pictures.
    public let front: Garment
    /// The same garment from behind.
    public let back: Garment
    /// What the drawing shows, in a sentence.
    public let title: String
    let sheet: FlatSheet

    /// - Throws: ``StudioError/noFlat(_:)`` for a garment whose back is not drafted.
    public init(_ record: DesignRecord) throws(StudioError) {
        guard record.garment.form == nil else { throw .noFlat(record.garment.name) }
        front = GarmentDrafter.draft(record.garment)
        back = BackDrafter(record).garment()
        title = "Flat of a design: \(record.garment.name), front and back"
        sheet = FlatSheet(front: front, back: back)
    }

    private var scene: VectorScene {
        VectorScene(
            width: sheet.place.width, height: sheet.place.height, title: title, elements: sheet.elements)
    }

    /// The drawing as SVG with a named group for each piece.
    public func svg() -> [UInt8] { scene.svg() }

    /// The drawing on a canvas of A4 landscape in points.
    public func draw(on canvas: Canvas) {
        canvas.saved { canvas in
            canvas.scale(x: Paper.millimetre, y: Paper.millimetre)
            scene.draw(on: canvas)
        }
    }

    /// Writes the drawing as a PDF of one page.
    public func writePDF(to path: String) throws {
        let document = try PDFDocument(file: path, title: title)
        try document.addPage(width: Paper.long, height: Paper.short) { draw(on: $0) }
        try document.finish()
    }
}

/// The format A4 (ISO 216) in points.
enum Paper {
    /// Points in a millimetre.
    static let millimetre = 72 / 25.4
    static let short = 210 * millimetre
    static let long = 297 * millimetre
}
