internal import Foundation
import QuartetImaging

/// The pages of a tech pack.
struct PackPages {
    let pack: TechPack
    /// The picture of the design, its swatch, and the pictures and swatches of all colourways.
    let pictures: [(picture: PixelImage, swatch: PixelImage)]

    /// Where a flat stands on a page.
    static let flatPlace = FlatSheet.Place(
        width: PageLayout.width / Paper.millimetre, height: 150, margin: 6, head: 0, foot: 8)

    /// Lays out all pages.
    func layout() throws -> PageLayout {
        var layout = try PageLayout()
        overview(&layout)
        flats(&layout)
        sizes(&layout)
        materials(&layout)
        making(&layout)
        colours(&layout)
        return layout
    }

    private var record: DesignRecord { pack.record }

    // MARK: Pages

    private func overview(_ layout: inout PageLayout) {
        layout.begin("Overview")
        let (picture, swatch) = pictures[0]
        let height = 470.0
        layout.add(height) { canvas, place in
            let room = Rect(x: place.x, y: place.y, width: place.width * 0.66, height: height)
            try canvas.draw(photograph: picture, in: room.fitting(picture))
            let side = place.width * 0.30
            let patch = Rect(x: place.maxX - side, y: place.y, width: side, height: side)
            try canvas.draw(photograph: swatch, in: patch)
            canvas.text(
                String(format: "Swatch, %.1f × %.1f cm", record.fabric.width, record.fabric.width),
                at: Point(patch.x, patch.maxY + 12), font: Font(size: 7.6))
            for (index, colour) in pack.palette.enumerated() {
                let y = patch.maxY + 26 + Double(index) * 30
                let chip = Rect(x: patch.x, y: y, width: 24, height: 22)
                canvas.fill(.rect(chip), with: colour.colour)
                canvas.stroke(.rect(chip), with: Colour(grey: 0.5), style: StrokeStyle(width: 0.4))
                canvas.text(colour.name, at: Point(chip.maxX + 6, y + 9), font: Font(size: 8))
                canvas.text(
                    "\(colour.hex), \(colour.use)", at: Point(chip.maxX + 6, y + 19), font: Font(size: 7),
                    with: .colour(Colour(grey: 0.4)))
            }
        }
        layout.space(10)
        var table = PageTable(columns: [
            PageTable.Column(title: "Style", share: 0.25),
            PageTable.Column(title: pack.style.number, share: 0.75),
        ])
        table.rows = [
            ("Description", pack.summary), ("Version", "\(pack.style.version)"),
            ("Sizes", LetterSize.allCases.map(\.title).joined(separator: ", ") + "; drawn and measured in M"),
            ("Material", "\(pack.material.id): \(pack.material.composition), \(pack.material.grams) g/m²"),
            ("Pattern", record.fabric.pattern),
            ("Colourways", pack.colourways.map(\.letter).joined(separator: ", ")),
        ].map { [.text($0), .text($1)] }
        layout.table(table)
    }

    private func flats(_ layout: inout PageLayout) {
        layout.begin("Flat")
        flat(&layout, pack.sheet.elements)
        layout.text(
            "Black lines: outline, seams, details; dashed: stitches. The back is drawn as seen from behind.",
            grey: 0.4)
        layout.begin("Points of measure")
        flat(&layout, pack.sheet.elements + [PointMarks(rows: pack.sizes.rows, sheet: pack.sheet).group])
        var table = PageTable(columns: [
            PageTable.Column(title: "", share: 0.06, anchor: .end),
            PageTable.Column(title: "Point", share: 0.26),
            PageTable.Column(title: "How it is measured", share: 0.56),
            PageTable.Column(title: "Side", share: 0.12),
        ])
        table.size = 7
        table.rows = pack.sizes.rows.map {
            [
                .text("\($0.number)"), .text($0.point.name), .text($0.point.how),
                .text($0.distance.side.rawValue),
            ]
        }
        layout.table(table)
    }

    private func flat(_ layout: inout PageLayout, _ elements: [VectorScene.Element]) {
        layout.add(Self.flatPlace.height * Paper.millimetre + 8) { canvas, place in
            canvas.saved { canvas in
                canvas.translate(x: place.x, y: place.y)
                canvas.scale(x: Paper.millimetre, y: Paper.millimetre)
                for element in elements { element.draw(on: canvas) }
            }
        }
    }

    private func sizes(_ layout: inout PageLayout) {
        layout.begin("Size table")
        for (title, factor, digits) in [("Centimetres", 1.0, 1), ("Inches", 1 / 2.54, 2)] {
            layout.heading(title)
            var table = PageTable(
                columns: [
                    PageTable.Column(title: "", share: 0.05, anchor: .end),
                    PageTable.Column(title: "Point of measure", share: 0.29),
                ]
                    + LetterSize.allCases.map { PageTable.Column(title: $0.title, share: 0.09, anchor: .end) }
                    + [PageTable.Column(title: "±", share: 0.12, anchor: .end)])
            table.rows = pack.sizes.rows.map { row in
                [.text("\(row.number)"), .text(row.point.name)]
                    + LetterSize.allCases.map {
                        .text(String(format: "%.\(digits)f", row.length(in: $0) * factor), bold: $0 == .m)
                    } + [.text(String(format: "%.\(digits)f", row.point.tolerance * factor))]
            }
            layout.table(table)
        }
        layout.space(6)
        layout.text(
            "Laid flat, unstretched. M equals the flat; other sizes follow the bodies of catalogs/sizes.xml.",
            size: 7.5,
            grey: 0.4)
    }

    private func materials(_ layout: inout PageLayout) {
        layout.begin("Bill of materials")
        var table = PageTable(columns: [
            PageTable.Column(title: "Item", share: 0.15), PageTable.Column(title: "Detail", share: 0.33),
            PageTable.Column(title: "Colour", share: 0.19),
            PageTable.Column(title: "Quantity", share: 0.13, anchor: .end),
            PageTable.Column(title: "Place", share: 0.20),
        ])
        table.rows = pack.bill.map {
            [.text($0.item), .text($0.detail), .text($0.colour), .text($0.quantity), .text($0.place)]
        }
        layout.table(table)
        layout.space(6)
        layout.text(
            "For one garment in M. Yardage: areas of the pieces with allowances, over the share that a marker uses, in whole repeats, with shrinkage. Of cloth in two widths, one is needed.",
            size: 7.5, grey: 0.4)
    }

    private func making(_ layout: inout PageLayout) {
        layout.begin("Seams and care")
        var table = PageTable(columns: [
            PageTable.Column(title: "Seam", share: 0.36),
            PageTable.Column(title: "Stitch type (ISO 4915)", share: 0.48),
            PageTable.Column(title: "Length", share: 0.16, anchor: .end),
        ])
        table.rows = pack.seams.map { line in
            [
                .text(line.seam.name),
                .text(line.stitches.map { "\($0.iso) \($0.name)" }.joined(separator: " + ")),
                .text(line.length.map { "\(Int($0.rounded())) cm" } ?? "as drawn"),
            ]
        }
        layout.table(table)
        layout.heading("Care (ISO 3758)")
        let care = pack.material.care
        layout.add(58) { canvas, place in
            for (index, symbol) in care.enumerated() {
                let x = place.x + Double(index) * place.width / 5
                symbol.draw(in: Rect(x: x, y: place.y, width: 30, height: 30), on: canvas)
                canvas.text(symbol.title, at: Point(x, place.y + 42), font: Font(size: 7))
            }
        }
        layout.text(
            "\(pack.material.composition). The usual care of \(pack.material.id); confirm it with the mill.",
            size: 7.5, grey: 0.4)
    }

    private func colours(_ layout: inout PageLayout) {
        layout.begin("Colourways and origin")
        let height = 250.0
        layout.add(height) { canvas, place in
            let width = place.width / Double(pack.colourways.count)
            for (index, (way, images)) in zip(pack.colourways, pictures).enumerated() {
                let x = place.x + Double(index) * width
                let room = Rect(x: x, y: place.y, width: width - 8, height: 150)
                try canvas.draw(photograph: images.picture, in: room.fitting(images.picture))
                try canvas.draw(
                    photograph: images.swatch, in: Rect(x: x, y: place.y + 158, width: 56, height: 56))
                let caption = canvas.truncated(
                    "\(way.letter)  \(way.name)", toWidth: width - 6, font: Font(size: 8))
                canvas.text(caption, at: Point(x, place.y + 228), font: Font(size: 8, bold: true))
            }
        }
        var table = PageTable(columns: [
            PageTable.Column(title: "Way", share: 0.08), PageTable.Column(title: "Use", share: 0.22),
            PageTable.Column(title: "Name", share: 0.45),
            PageTable.Column(title: "Hex", share: 0.25),
        ])
        table.rows = pack.colourways.flatMap { way in
            way.colours.map {
                [.text(way.letter), .text($0.use), .colour($0.colour, $0.name), .text($0.hex)]
            }
        }
        layout.table(table)
        layout.heading("How it was made")
        var origin = PageTable(columns: [
            PageTable.Column(title: "Prompt", share: 0.25),
            PageTable.Column(title: record.prompt, share: 0.75),
        ])
        origin.rows = [
            ("Seed of the design", "\(record.seed)"),
            ("Fabric model", "\(record.fabric.source.file), checksum \(record.fabric.source.checksum)"),
            (
                "Cloth",
                "\(record.fabric.cloth.rawValue), seed \(record.fabric.seed), painted as \(record.fabric.paint.rawValue)"
            ),
            (
                "Record",
                "version \(record.version); the pictures are generated, the garment is drafted by rules"
            ),
        ].map { [.text($0), .text($1)] }
        layout.table(origin)
    }
}

extension Rect {
    /// The largest place inside for a picture in its proportions, at the top and the left.
    func fitting(_ image: PixelImage) -> Rect {
        let scale = min(width / Double(image.width), height / Double(image.height))
        return Rect(x: x, y: y, width: Double(image.width) * scale, height: Double(image.height) * scale)
    }
}
