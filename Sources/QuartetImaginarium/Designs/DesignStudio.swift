internal import Foundation
internal import QuartetFiles
import QuartetImaging

/// From a prompt to finished designs on disk: the whole job in one call.
public struct DesignStudio {
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
        /// The seamless cloth (PNG).
        public let swatch: String
    }

    /// All that one prompt gave.
    public struct Result: Sendable, Codable, Equatable {
        public let reading: PromptReading
        public let designs: [Design]
        /// One page with all designs (PNG).
        public let contactSheet: String
    }

    /// What the studio is doing.
    public enum Progress: Sendable, Equatable {
        case read(PromptReading)
        case drawing(number: Int, of: Int)
        case finished(Design)
    }

    /// Most designs in one call.
    public static let countLimit = PromptReader.countLimit
    /// Designs that are drawn when neither the call nor the prompt says how many.
    public static let usualCount = 4

    private let reader: PromptReader
    private let composer: DesignComposer

    /// Throws ``CatalogError`` where the catalogs contradict themselves.
    public init(catalogs: DesignCatalogs, source: any FabricSource) throws {
        reader = try PromptReader(catalogs)
        composer = DesignComposer(catalogs: catalogs, source: source)
    }

    /// Reads a prompt without drawing.
    public func read(_ prompt: String) throws -> PromptReading { try reader.read(prompt) }

    /// Reads a prompt and draws its designs into a folder.
    ///
    /// - Parameters:
    ///   - count: how many; by default what the prompt says, else four.
    ///   - seed: the same seed gives the same designs.
    ///   - folder: made where it is missing; checked before the work starts. Designs that an earlier call left in it
    ///     are replaced, all of them, so that the folder always shows one call.
    ///   - isCancelled: asked between designs; when it says yes, nothing is left behind.
    /// - Throws: ``PromptError``, ``DesignError``, ``CatalogError``, `ImagingError`, `CancellationError`.
    public func design(
        _ prompt: String, count: Int? = nil, seed: UInt64, folder: String,
        progress: (Progress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) throws -> Result {
        let reading = try reader.read(prompt)
        let count = count ?? reading.request.count ?? Self.usualCount
        guard count >= 1, count <= Self.countLimit else {
            throw DesignError.badCount(found: count, limit: Self.countLimit)
        }
        let output = try DesignFolder(folder)
        progress(.read(reading))
        var designs: [Design] = []
        let sheetName = "designs.png"
        _ = try output.write { staging in
            var names: [String] = []
            var cells: [ContactSheet.Cell] = []
            for number in 1...count {
                if isCancelled() { throw CancellationError() }
                progress(.drawing(number: number, of: count))
                let record = try composer.record(
                    reading.request, seed: Self.seed(seed, number),
                    variation: DesignVariation(seed: seed, number: number))
                let pictures = try composer.draw(record)
                let stem = "design-\(number)"
                let files = [".png", ".svg", ".json", "-swatch.png"].map { stem + $0 }
                try pictures.picture.write(to: staging + "/" + files[0])
                try AtomicFile.write(pictures.svg, to: staging + "/" + files[1])
                try AtomicFile.write(record.json(), to: staging + "/" + files[2])
                try pictures.swatch.write(to: staging + "/" + files[3])
                names += files
                cells.append(ContactSheet.Cell(pictures.picture, caption: Self.caption(number, record)))
                let paths = files.map { folder + "/" + $0 }
                let design = Design(
                    number: number, seed: record.seed, picture: paths[0], vector: paths[1], record: paths[2],
                    swatch: paths[3])
                designs.append(design)
                progress(.finished(design))
            }
            let sheet = ContactSheet(
                cells: cells, title: prompt.count > 90 ? String(prompt.prefix(88)) + "…" : prompt,
                columns: min(count, 4), cellWidth: 420, cellHeight: 560)
            try sheet.drawing().write(to: staging + "/" + sheetName, scale: 1)
            return names + [sheetName]
        }
        return Result(reading: reading, designs: designs, contactSheet: folder + "/" + sheetName)
    }

    /// Draws a recorded design again: the identical picture.
    ///
    /// - Parameter record: path of a design's JSON file.
    /// - Throws: ``DesignError`` where the file is no design or was drawn with other weights.
    public func redraw(record path: String) throws -> DesignPictures {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw DesignError.unreadableRecord(path: path, reason: error.localizedDescription)
        }
        do {
            return try redraw(DesignRecord(json: text, name: path))
        } catch DesignError.badRecord(let reason) {
            throw DesignError.unreadableRecord(path: path, reason: reason)
        } catch DesignError.otherWeights(_, let found, let expected) {
            throw DesignError.otherWeights(record: path, found: found, expected: expected)
        }
    }

    /// Draws a record again: the identical picture.
    public func redraw(_ record: DesignRecord) throws -> DesignPictures { try composer.draw(record) }

    /// The seed of one design of a call.
    static func seed(_ seed: UInt64, _ number: Int) -> UInt64 {
        var random = SeededRandom(seed: seed, label: "design \(number)")
        // Kept below 2^53, so that JSON readers of other languages keep it whole.
        return random.next() >> 11
    }

    private static func caption(_ number: Int, _ record: DesignRecord) -> String {
        "\(number)  \(record.garment.name), \(record.fabric.pattern)"
    }
}
