internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
import QuartetImaging

/// From a prompt to finished designs on disk: prompt → reading → record → pictures → files.
public struct DesignStudio: Sendable {
    /// Files of one design.
    public struct Design: Sendable, Codable, Equatable {
        /// 1 for the first.
        public let number: Int
        public let seed: UInt64
        /// The picture (PNG).
        public let picture: String
        /// The vector picture (SVG).
        public let vector: String
        /// The record (JSON).
        public let record: String
        /// The seamless cloth of each garment (PNG).
        public let swatches: [String]
        /// Pictures in other proportions (PNG), where they were asked for.
        public let crops: [String]

        /// The files of a design in a folder.
        init(number: Int, seed: UInt64, garments: Int, folder: String, crops: [PictureCrop] = []) {
            let stem = folder + "/design-\(number)"
            self.number = number
            self.seed = seed
            picture = stem + ".png"
            vector = stem + ".svg"
            record = stem + ".json"
            swatches = DesignStudio.swatches(of: stem, garments: garments)
            self.crops = crops.map { "\(stem)-\($0.rawValue).png" }
        }

        /// The files' names without the folder.
        var names: [String] {
            ([picture, vector, record] + swatches + crops).map { URL(fileURLWithPath: $0).lastPathComponent }
        }
    }

    /// The result of one prompt.
    public struct Result: Sendable, Codable, Equatable {
        public let reading: WishReading
        public let designs: [Design]
        /// Pages with all designs (PNG), 48 on each: `designs.png`, `designs-2.png` and so on.
        public let contactSheets: [String]
    }

    /// Events while designs are drawn.
    public enum Progress: Sendable, Equatable {
        case read(WishReading)
        case drawing(number: Int, of: Int)
        case finished(Design)
    }

    /// Largest number of designs of one call.
    public static let countLimit = PromptReader.countLimit
    /// Number of designs where neither the call nor the prompt gives one.
    public static let usualCount = 4

    private let reader: PromptReader
    private let catalogs: DesignCatalogs
    private let source: any FabricSource

    /// Throws ``CatalogError`` where the catalogs contradict themselves.
    ///
    /// - Parameter tagger: of the reader.
    public init(catalogs: DesignCatalogs, source: any FabricSource, tagger: WishTagger? = nil) throws {
        reader = try PromptReader(catalogs, tagger: tagger)
        self.catalogs = catalogs
        self.source = source
    }

    /// Reads a prompt without drawing.
    public func read(_ prompt: String) throws -> WishReading { try reader.read(prompt) }

    /// Reads a prompt and draws its designs into a folder.
    ///
    /// - Parameters:
    ///   - count: number of designs; by default the prompt's number, otherwise four.
    ///   - seed: the same seed gives the same designs.
    ///   - style: background and crops of the pictures.
    ///   - palette: colours of the cloth, the ground first; none where the prompt decides.
    ///   - motif: a drawing on one place of the garment, or of the first garment that has the place.
    ///   - folder: created if necessary, and checked before the work starts. All designs of an earlier call are replaced,
    ///     so that the folder always holds the designs of one call.
    ///   - isCancelled: called between designs; if it returns true, nothing is written.
    /// - Throws: ``PromptError``, ``DesignError``, ``CatalogError``, `FileError`, `ImagingError`, `CancellationError`.
    public func design(
        _ prompt: String, count: Int? = nil, seed: UInt64, style: PictureStyle = PictureStyle(),
        palette: [SwatchPalette.Swatch] = [], motif: PlacementMotif? = nil, folder: String,
        progress: (Progress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) throws -> Result {
        let reading = try read(prompt, palette: palette)
        let count = count ?? reading.count ?? Self.usualCount
        guard count >= 1, count <= Self.countLimit else {
            throw DesignError.badCount(found: count, limit: Self.countLimit)
        }
        // Cloth of one colour cannot show a palette.
        let first = palette.count > 2 ? try records(reading, number: 1, seed: seed).first?.fabric : nil
        if let first, first.paint == .tonal {
            throw PaletteError.badCount(pattern: first.pattern, found: palette.count, expected: 1...2)
        }
        let output = try OutputFolder.prepare(folder)
        progress(.read(reading))
        var designs: [Design] = []
        var sheetNames: [String] = []
        _ = try output.replaceFiles(isOwn: Self.isOwn) { staging in
            var sheets = DesignSheets(title: prompt, designs: count, folder: staging)
            while designs.count < count {
                if isCancelled() { throw CancellationError() }
                // As many at a time as there are cores, each written before the next ones are begun.
                let first = designs.count + 1
                let numbers = first..<min(first + Machine.threads, count + 1)
                for number in numbers { progress(.drawing(number: number, of: count)) }
                let drawn = try parallelMap(numbers.count) { index in
                    try draw(
                        reading, number: first + index, seed: seed, style: style, motif: motif,
                        staging: staging, folder: folder)
                }
                for one in drawn {
                    try sheets.add(one.thumbnail, caption: one.caption)
                    designs.append(one.design)
                    progress(.finished(one.design))
                }
            }
            try sheets.finish()
            sheetNames = sheets.names
            return designs.flatMap(\.names) + sheetNames
        }
        return Result(
            reading: reading, designs: designs, contactSheets: sheetNames.map { folder + "/" + $0 })
    }

    /// Reads a prompt, with a palette in place of its colours.
    private func read(_ prompt: String, palette: [SwatchPalette.Swatch]) throws -> WishReading {
        var reading = try reader.read(prompt)
        for index in reading.garments.indices { reading.garments[index].request.take(palette) }
        return reading
    }

    /// Draws one design and writes its files.
    private func draw(
        _ reading: WishReading, number: Int, seed: UInt64, style: PictureStyle, motif: PlacementMotif?,
        staging: String, folder: String
    ) throws -> (design: Design, thumbnail: PixelImage, caption: String) {
        let plain = try records(reading, number: number, seed: seed)
        let file = DesignFile(try motif.map { try plain.placing($0) } ?? plain)
        let pictures = try DesignPictures(of: file.records, source: source, style: style)
        let stem = staging + "/design-\(number)"
        try pictures.write(stem: stem, file, title: file.altText(catalogs))
        try AtomicFile.write(file.json(), to: stem + ".json")
        let design = Design(
            number: number, seed: file.records[0].seed, garments: file.records.count, folder: folder,
            crops: style.crops)
        return (design, DesignSheets.thumbnail(pictures.picture), Self.caption(number, file.records))
    }

    /// The records of one design. Garments of an outfit vary alike; those of a suit are cut from one cloth.
    private func records(_ reading: WishReading, number: Int, seed: UInt64) throws -> [DesignRecord] {
        var records = try reading.garments.enumerated().map { place, garment in
            try DesignRecord(
                garment.request, seed: Self.seed(seed, number) + UInt64(place),
                variation: DesignVariation(seed: seed, number: number), catalogs: catalogs, source: source
            ).keepingLayers(of: source)
        }
        for (place, garment) in reading.garments.enumerated() where garment.outfit != nil {
            guard let first = reading.garments.firstIndex(where: { $0.outfit == garment.outfit }),
                first < place
            else { continue }
            (records[place].fabric, records[place].colours) = (records[first].fabric, records[first].colours)
        }
        return records
    }

    /// The swatches' files beside a design's: design-1-swatch.png, and design-1-swatch-2.png for the second garment.
    public static func swatches(of stem: String, garments: Int) -> [String] {
        (0..<garments).map { "\(stem)-swatch\($0 == 0 ? "" : "-\($0 + 1)").png" }
    }

    /// Draws a recorded design again: the identical picture.
    ///
    /// - Parameter record: path of a design's JSON file.
    /// - Throws: `FileError` if the file cannot be read; ``DesignError`` if it is not a design or was drawn with other weights.
    public func redraw(record path: String, style: PictureStyle = PictureStyle()) throws -> DesignPictures {
        do {
            return try redraw(DesignFile(contentsOf: path), style: style)
        } catch DesignError.badRecord(let reason) {
            throw DesignError.unreadableRecord(path: path, reason: reason)
        } catch DesignError.otherWeights(_, let found, let expected) {
            throw DesignError.otherWeights(record: path, found: found, expected: expected)
        }
    }

    /// Draws a design again: the identical picture.
    public func redraw(_ file: DesignFile, style: PictureStyle = PictureStyle()) throws -> DesignPictures {
        try DesignPictures(of: file.records, source: source, style: style)
    }

    /// The design in a sentence, for people who do not see it.
    public func altText(_ file: DesignFile) -> String { file.altText(catalogs) }

    /// Whether a file is named like a design's: design-3.png and so on.
    private static func isOwn(_ name: String) -> Bool {
        if DesignSheets.isOwn(name) { return true }
        guard name.hasPrefix("design-") else { return false }
        let rest = name.dropFirst("design-".count)
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        let ending = String(rest.dropFirst(digits.count))
        let swatches = swatches(of: "", garments: PromptReader.garmentLimit)
        return !digits.isEmpty
            && ([".png", ".svg", ".json", "-square.png", "-portrait.png"] + swatches).contains(ending)
    }

    /// The seed of one design of a call.
    static func seed(_ seed: UInt64, _ number: Int) -> UInt64 {
        var random = PhiloxGenerator(seed: seed, step: UInt64(number), stream: "design")
        // Below 2^53, so that JSON readers of other languages keep every digit.
        return random.next() >> 11
    }

    private static func caption(_ number: Int, _ records: [DesignRecord]) -> String {
        let names = records.map(\.garment.name).joined(separator: ", ")
        return "\(number)  \(names)" + (records.count == 1 ? ", \(records[0].fabric.pattern)" : "")
    }
}
