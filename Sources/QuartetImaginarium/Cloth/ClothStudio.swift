internal import Foundation
internal import QuartetFiles
import QuartetImaging
internal import QuartetReports

/// From a wish to cloth by itself on disk: prompt → reading → record → tile, layers, vectors, colourways.
public struct ClothStudio {
    /// Files of one cloth.
    public struct Cloth: Sendable, Codable, Equatable {
        /// 1 for the first.
        public let number: Int
        public let seed: UInt64
        /// The tile (PNG).
        public let tile: String
        /// The number of its ink at every pixel (PNG with a palette).
        public let layers: String
        /// The tile as vectors, a group for each colour (SVG).
        public let vector: String
        /// From which it is drawn again (JSON).
        public let record: String
        /// The palette for other programs (ASE and GPL).
        public let palettes: [String]
        /// The tile in the other palettes (PNG).
        public let colourways: [String]
        /// One page with all palettes (PNG).
        public let contactSheet: String
        public let colours: [String]

        /// The files of a cloth in a folder. The first cloth of a call has no number in its names.
        init(_ record: ClothRecord, number: Int, folder: String) {
            let end = number == 1 ? "" : "-\(number)"
            func file(_ name: String, _ ending: String) -> String { "\(folder)/\(name)\(end).\(ending)" }
            self.number = number
            seed = record.seed
            tile = file("tile", "png")
            layers = file("layers", "png")
            vector = file("tile", "svg")
            self.record = file("record", "json")
            palettes = [file("palette", "ase"), file("palette", "gpl")]
            colourways = record.colourways.indices.dropFirst().map {
                file("colourway-" + ClothStudio.letter($0).lowercased(), "png")
            }
            contactSheet = file("colourways", "png")
            colours = record.colourways[0].colours
        }

        var files: [String] { [tile, layers, vector, record] + palettes + colourways + [contactSheet] }
    }

    /// The result of one wish.
    public struct Result: Sendable, Codable, Equatable {
        public let reading: WishReading
        public let cloths: [Cloth]
    }

    /// Largest number of cloths, and of palettes for each, in one call.
    public static let countLimit = 64
    public static let colourwayLimit = 26

    private let catalogs: DesignCatalogs

    public init(catalogs: DesignCatalogs) { self.catalogs = catalogs }

    static func letter(_ index: Int) -> String { String(UnicodeScalar(UInt8(65 + index % 26))) }

    /// Reads a wish and draws its cloths into a folder. Cloths of an earlier call are replaced, all or none.
    ///
    /// - Parameters:
    ///   - source: what generates the cloth.
    ///   - progress: called with the reading, and with each number before it is drawn.
    ///   - isCancelled: called between cloths; if it returns true, nothing is written.
    /// - Throws: ``PromptError``, ``ClothError``, ``PaletteError``, ``DesignError``, ``CatalogError``, `FileError`,
    ///   `ImagingError`, `CancellationError`.
    public func design(
        _ prompt: String, options: ClothOptions, count: Int, seed: UInt64, source: any FabricSource,
        folder: String, progress: (WishReading, Int) -> Void = { _, _ in },
        isCancelled: () -> Bool = { false }
    ) throws -> Result {
        let reading = try PromptReader(catalogs).readCloth(prompt)
        guard (1...Self.countLimit).contains(count) else {
            throw DesignError.badCount(found: count, limit: Self.countLimit)
        }
        let designer = ClothDesigner(catalogs: catalogs, source: source)
        // The first record is made before the folder, so that a wish that cannot be drawn leaves none behind.
        var next: ClothRecord? = try designer.record(reading, options, seed: DesignStudio.seed(seed, 1))
        let cloths = try write(to: folder, count: count) { number in
            if isCancelled() { throw CancellationError() }
            progress(reading.reading, number)
            defer { next = nil }
            return try next ?? designer.record(reading, options, seed: DesignStudio.seed(seed, number))
        }
        return Result(reading: reading.reading, cloths: cloths)
    }

    /// Draws a recorded cloth again: the identical files.
    public func redraw(record path: String, folder: String) throws -> Cloth {
        let record = try ClothRecord(contentsOf: path)
        return try write(to: folder, count: 1) { _ in record }[0]
    }

    private func write(to folder: String, count: Int, _ record: (Int) throws -> ClothRecord) throws -> [Cloth]
    {
        var cloths: [Cloth] = []
        _ = try OutputFolder.prepare(folder).replaceFiles(isOwn: Self.isOwn) { staging in
            for number in 1...count {
                let record = try record(number)
                try write(record, Cloth(record, number: number, folder: staging))
                cloths.append(Cloth(record, number: number, folder: folder))
            }
            return cloths.flatMap(\.files).map { URL(fileURLWithPath: $0).lastPathComponent }
        }
        return cloths
    }

    private func write(_ record: ClothRecord, _ files: Cloth) throws {
        let drawing = try ClothDrawing(record)
        let palettes = try record.palettes()
        let title = title(record)
        func metadata(_ way: Int) -> PNGMetadata {
            PNGMetadata(
                pixelsPerCentimetre: record.size.pixelsPerCentimetre(record.placement),
                texts: [
                    .init("Title", title + (way == 0 ? "" : ", colourway \(Self.letter(way))")),
                    .init("Prompt", record.prompt), .init("Seed", "\(record.seed)"),
                    .init("Palette", record.colourways[way].colours.joined(separator: ", ")),
                    .init("Repeat", record.placement.rawValue), .init("Software", "Quartet"),
                ])
        }
        var cells: [ContactSheet.Cell] = []
        for (index, palette) in palettes.enumerated() {
            let picture = try drawing.picture(palette)
            let path = index == 0 ? files.tile : files.colourways[index - 1]
            try AtomicFile.write(picture.pngBytes(metadata(index)), to: path)
            let way = record.colourways[index]
            cells.append(
                ContactSheet.Cell(Self.thumbnail(picture), caption: "\(Self.letter(index))  \(way.name)"))
        }
        let layers = IndexedImage(
            width: record.size.width, height: record.size.height, indices: drawing.layers(),
            palette: palettes[0])
        try AtomicFile.write(layers.pngBytes(metadata(0)), to: files.layers)
        let names = palettes[0].map { catalogs.colours.nearest(to: $0)?.name ?? $0.hex }
        try AtomicFile.write(drawing.svg(palettes[0], names: names, title: title), to: files.vector)
        let palette = SwatchPalette(
            name: title,
            swatches: zip(names, palettes[0]).enumerated().map { index, pair in
                SwatchPalette.Swatch("\(ClothRecord.inkName(index)): \(pair.0)", pair.1)
            })
        try AtomicFile.write(ASEPalette.bytes(palette), to: files.palettes[0])
        try AtomicFile.write(GPLPalette.text(palette), to: files.palettes[1])
        try AtomicFile.write(record.json(), to: files.record)
        let sheet = ContactSheet(
            cells: cells, title: title, subtitle: record.colourways[0].colours.joined(separator: "  "),
            layout: .init(columns: min(cells.count, 4), cellWidth: 420, cellHeight: 420))
        let metadata = PNGMetadata(
            pixelsPerCentimetre: 150 / 2.54, texts: metadata(0).texts.filter { $0.keyword != "Repeat" })
        let image = try sheet.drawing().image().converted(to: .rgb)
        try AtomicFile.write(image.pngBytes(metadata), to: files.contactSheet)
    }

    /// The tile no larger than a cell of the sheet.
    private static func thumbnail(_ picture: PixelImage) -> PixelImage {
        let scale = min(420 / Double(max(picture.width, picture.height)), 1)
        return picture.resized(
            width: max(Int(Double(picture.width) * scale), 1),
            height: max(Int(Double(picture.height) * scale), 1))
    }

    /// "Leaf cloth in navy, white and red, half-drop repeat of 24 cm".
    private func title(_ record: ClothRecord) -> String {
        let names = record.colourways[0].colours.compactMap { hex in
            Colour(hex: hex).flatMap { catalogs.colours.nearest(to: $0)?.name }
        }
        let list =
            names.count > 1
            ? names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "") : names.first ?? ""
        let pattern = record.pattern.prefix(1).uppercased() + record.pattern.dropFirst()
        return
            "\(pattern) cloth in \(list), \(record.placement.rawValue) repeat of \(ClothSize.format(record.size.repeatWidth)) cm"
    }

    /// Whether a file is named like one of a cloth: tile.png, colourway-b-2.png and so on.
    private static func isOwn(_ name: String) -> Bool {
        name.wholeMatch(
            of:
                /(tile|layers|colourways|colourway-[a-z])(-[0-9]+)?\.png|tile(-[0-9]+)?\.svg|record(-[0-9]+)?\.json|palette(-[0-9]+)?\.(ase|gpl)/
        ) != nil
    }
}
