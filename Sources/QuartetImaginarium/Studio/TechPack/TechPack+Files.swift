internal import Foundation
internal import QuartetFiles
import QuartetImaging
internal import QuartetReports

extension TechPack {
    /// Writes `NAME-techpack.pdf`, and `NAME-sizes-cm.csv`, `NAME-sizes-inch.csv`, `NAME-materials.csv` and
    /// `NAME-seams.csv`, and the palette as `NAME-palette.ase` and `.gpl`; all, or none.
    ///
    /// - Parameters:
    ///   - name: the beginning of all names.
    ///   - draw: the pictures of a record, called for each colourway.
    /// - Returns: the paths of the files.
    public func write(
        to folder: String, name: String, draw: (DesignRecord) throws -> DesignPictures
    ) throws -> [String] {
        let output = try OutputFolder.prepare(folder)
        return try output.addFiles { staging in
            let tables = [
                ("sizes-cm", sizesCSV(factor: 1, digits: 1)),
                ("sizes-inch", sizesCSV(factor: 1 / 2.54, digits: 2)),
                ("materials", billCSV), ("seams", seamsCSV),
            ]
            let pictures = try colourways.map { way in
                let pictures = try draw(way.record)
                // 200 pixels to the inch on the first page, less on the others.
                return (
                    picture: pictures.picture, swatch: pictures.swatches[0].resized(width: 480, height: 480)
                )
            }
            try writePDF(
                PackPages(pack: self, pictures: pictures).layout(), to: staging + "/\(name)-techpack.pdf")
            for (table, text) in tables { try AtomicFile.write(text, to: staging + "/\(name)-\(table).csv") }
            let palette = SwatchPalette(
                name: style.number,
                swatches: (colourways.first?.colours ?? []).map { .init("\($0.use): \($0.name)", $0.colour) })
            try AtomicFile.write(ASEPalette.bytes(palette), to: staging + "/\(name)-palette.ase")
            try AtomicFile.write(GPLPalette.text(palette), to: staging + "/\(name)-palette.gpl")
            return ["\(name)-techpack.pdf"] + tables.map { "\(name)-\($0.0).csv" }
                + ["\(name)-palette.ase", "\(name)-palette.gpl"]
        }
    }

    private func writePDF(_ layout: PageLayout, to path: String) throws {
        let document = try PDFDocument(
            file: path, title: "\(style.number), \(record.garment.name): tech pack")
        for (index, page) in layout.pages.enumerated() {
            try document.addPage(width: Paper.short, height: Paper.long) { canvas in
                head(page.title, "\(index + 1) of \(layout.pages.count)", on: canvas)
                for block in page.blocks { try block(canvas) }
            }
        }
        try document.finish()
    }

    private func head(_ title: String, _ number: String, on canvas: Canvas) {
        let (left, right) = (PageLayout.left, PageLayout.left + PageLayout.width)
        canvas.text(title, at: Point(left, 56), font: Font(size: 17, bold: true))
        canvas.text(
            "\(style.number)  v\(style.version)", at: Point(right, 48), font: Font(size: 10, bold: true),
            anchor: .end)
        canvas.text(record.garment.name, at: Point(right, 61), font: Font(size: 8.5), anchor: .end)
        canvas.stroke(
            Path(points: [Point(left, 70), Point(right, 70)], closed: false), with: Colour.black,
            style: StrokeStyle(width: 1))
        canvas.text(
            "page " + number, at: Point(right, Paper.long - 24), font: Font(size: 7.5),
            with: .colour(Colour(grey: 0.4)), anchor: .end)
    }

    // MARK: Tables

    private static func csv(_ rows: [[String]]) -> String {
        rows.map { $0.map { SafeText.csv($0) }.joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
    }

    func sizesCSV(factor: Double, digits: Int) -> String {
        func number(_ value: Double) -> String { String(format: "%.\(digits)f", value * factor) }
        let head = ["number", "point", "how", "side"] + LetterSize.allCases.map(\.title) + ["tolerance"]
        return Self.csv(
            [head]
                + sizes.rows.map { row in
                    ["\(row.number)", row.point.name, row.point.how, row.distance.side.rawValue]
                        + LetterSize.allCases.map { number(row.length(in: $0)) } + [
                            number(row.point.tolerance)
                        ]
                })
    }

    private var billCSV: String {
        Self.csv(
            [["item", "detail", "colour", "quantity", "place"]]
                + bill.map { [$0.item, $0.detail, $0.colour, $0.quantity, $0.place] })
    }

    private var seamsCSV: String {
        Self.csv(
            [["seam", "stitches", "length in cm"]]
                + seams.map { line in
                    [
                        line.seam.name, line.stitches.map(\.iso).joined(separator: " + "),
                        line.length.map { String(format: "%.0f", $0) } ?? "",
                    ]
                })
    }
}
