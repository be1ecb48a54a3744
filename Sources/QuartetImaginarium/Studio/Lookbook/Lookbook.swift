internal import Foundation
internal import QuartetFiles
import QuartetImaging

/// Designs in a PDF: one on a page, four, or twenty as a contact sheet. Memory holds one page, whatever their number.
public struct Lookbook: Sendable {
    public enum Form: String, Sendable, CaseIterable {
        case single, four, contact

        /// Columns and rows of a page.
        var grid: (columns: Int, rows: Int) {
            switch self {
            case .single: (1, 1)
            case .four: (2, 2)
            case .contact: (4, 5)
            }
        }

        /// Most pixels along a picture's side: about 200 to the inch.
        var pixels: Int {
            switch self {
            case .single: 1600
            case .four: 900
            case .contact: 400
            }
        }
    }

    let catalogs: DesignCatalogs
    public let form: Form

    public init(catalogs: DesignCatalogs, form: Form) { (self.catalogs, self.form) = (catalogs, form) }

    /// The records in files and folders, in their order; in a folder, by name and number. Other JSON files of a folder are
    /// returned as left out.
    ///
    /// - Throws: what reading a named record throws; ``StudioError/noDesigns(_:)``.
    public static func records(in places: [String]) throws -> (records: [String], leftOut: [String]) {
        var (records, leftOut): ([String], [String]) = ([], [])
        for place in places {
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
            guard exists, isFolder.boolValue else {
                _ = try DesignFile.garments(of: place)
                records.append(place)
                continue
            }
            let names = try FolderListing(place, isRecursive: false).files.filter { $0.hasSuffix(".json") }
            for name in names.sorted(by: { $0.compare($1, options: .numeric) == .orderedAscending }) {
                let path = place + "/" + name
                if (try? DesignFile.garments(of: path)) == nil {
                    leftOut.append(path)
                } else {
                    records.append(path)
                }
            }
        }
        guard !records.isEmpty else { throw StudioError.noDesigns(places) }
        return (records, leftOut)
    }

    /// Writes the PDF in one step: a file of this name is replaced when all pages are there.
    ///
    /// The picture beside a record (`design-1.png`) is used unless the record was changed after it; otherwise `draw` draws.
    public func write(
        records: [String], to path: String, draw: (DesignFile) throws -> DesignPictures,
        progress: (_ page: Int, _ of: Int) -> Void = { _, _ in }
    ) throws {
        try OutputFolder.check(forFile: path)
        let file = URL(fileURLWithPath: path)
        let (folder, name) = (file.deletingLastPathComponent().path, file.lastPathComponent)
        let output = try OutputFolder.prepare(folder)
        let perPage = form.grid.columns * form.grid.rows
        let pages = (records.count + perPage - 1) / perPage
        _ = try output.addFiles { staging in
            let document = try PDFDocument(file: staging + "/" + name, title: "Lookbook")
            for page in 0..<pages {
                progress(page + 1, pages)
                let part = records[page * perPage..<min((page + 1) * perPage, records.count)]
                try document.addPage(width: Paper.short, height: Paper.long) { canvas in
                    for (index, record) in part.enumerated() {
                        try drawDesign(
                            record, number: page * perPage + index + 1, in: frame(index), draw, on: canvas)
                    }
                    canvas.text(
                        "\(page + 1) of \(pages)", at: Point(Paper.short - 40, Paper.long - 22),
                        font: Font(size: 7.5),
                        with: .colour(Colour(grey: 0.45)), anchor: .end)
                }
            }
            try document.finish()
            return [name]
        }
    }

    /// The place of a design on its page.
    private func frame(_ index: Int) -> Rect {
        let (columns, rows) = form.grid
        let gap = form == .contact ? 10.0 : 22.0
        let width = (Paper.short - 80 + gap) / Double(columns)
        let height = (Paper.long - 80 + gap) / Double(rows)
        return Rect(
            x: 40 + Double(index % columns) * width, y: 40 + Double(index / columns) * height,
            width: width - gap,
            height: height - gap)
    }

    private func drawDesign(
        _ path: String, number: Int, in frame: Rect, _ drawing: (DesignFile) throws -> DesignPictures,
        on canvas: Canvas
    ) throws {
        let design = DesignFile(try DesignFile.garments(of: path).map(\.record))
        let picture = try Self.picture(beside: path) ?? Self.drawn(path, design, drawing)
        let small = picture.resized(toFit: form.pixels)
        let size: Double = form == .single ? 11 : form == .four ? 8.5 : 6
        let caption = canvas.wrapped(
            "\(number)  \(design.altText(catalogs))", toWidth: frame.width, font: Font(size: size)
        )
        .prefix(form == .contact ? 2 : 3)
        let foot = size * 1.35 * Double(caption.count) + size * 3.4
        let room = Rect(x: frame.x, y: frame.y, width: frame.width, height: frame.height - foot)
        let place = room.fitting(small)
        try canvas.draw(
            photograph: small.converted(to: .rgb),
            in: Rect(
                x: frame.centre.x - place.width / 2, y: place.y, width: place.width, height: place.height))
        var y = place.maxY + size * 1.6
        for line in caption {
            canvas.text(line, at: Point(frame.x, y), font: Font(size: size))
            y += size * 1.35
        }
        chips(design, at: Point(frame.x, y - size * 0.5), size: size, width: frame.width, on: canvas)
    }

    /// The palette: patches with their codes.
    private func chips(
        _ design: DesignFile, at point: Point, size: Double, width: Double, on canvas: Canvas
    ) {
        var x = point.x
        let font = Font(size: size * 0.8)
        for colour in design.records.flatMap({ catalogs.colours.palette(of: $0.colours) }) {
            let label = colour.hex
            let step = size * 1.5 + canvas.width(of: label, font: font) + size * 0.8
            guard x + step <= point.x + width + size else { return }
            let chip = Rect(x: x, y: point.y, width: size * 1.2, height: size * 1.2)
            canvas.fill(.rect(chip), with: colour.colour)
            canvas.stroke(.rect(chip), with: Colour(grey: 0.5), style: StrokeStyle(width: 0.3))
            canvas.text(label, at: Point(chip.maxX + size * 0.3, chip.maxY - size * 0.25), font: font)
            x += step
        }
    }

    private static func drawn(
        _ path: String, _ design: DesignFile, _ drawing: (DesignFile) throws -> DesignPictures
    ) throws -> PixelImage {
        do {
            return try drawing(design).picture
        } catch DesignError.otherWeights(_, let found, let expected) {
            throw DesignError.otherWeights(record: path, found: found, expected: expected)
        }
    }

    /// The picture that was drawn with a record, if it is not older than the record.
    private static func picture(beside path: String) throws -> PixelImage? {
        let picture = URL(fileURLWithPath: path).deletingPathExtension().path + ".png"
        func changed(_ path: String) -> Date? {
            (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
        }
        guard let drawn = changed(picture), let written = changed(path),
            drawn >= written.addingTimeInterval(-60)
        else { return nil }
        return try PixelImage(contentsOf: picture)
    }
}

extension PixelImage {
    /// The picture no larger than a number of pixels along either side.
    fileprivate func resized(toFit side: Int) -> PixelImage {
        let scale = min(Double(side) / Double(max(width, height)), 1)
        guard scale < 1 else { return self }
        return resized(
            width: max(1, Int(Double(width) * scale)), height: max(1, Int(Double(height) * scale)))
    }
}
