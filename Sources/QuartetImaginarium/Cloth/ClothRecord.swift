internal import Foundation
internal import QuartetFiles
import QuartetImaging

/// All that draws a cloth by itself again: its inks are in it, so that it does not need the weights that made it.
public struct ClothRecord: Sendable, Codable, Equatable {
    public static let currentVersion = 1

    /// What the cloth is drawn from.
    enum Content: Sendable, Codable, Equatable {
        /// A PNG file with one entry of the palette a pixel: a print in flat inks.
        case print(png: Data)
        /// The ink of each thread.
        case woven(ThreadInks)
        /// A PNG file of greys: the relief of a cloth in one colour.
        case tonal(png: Data)
        /// What the painter makes by itself in one colour, and its seed.
        case surface(ClothFacts, seed: UInt64)
    }

    /// Another palette for the same cloth, in the order of the inks.
    public struct Colourway: Sendable, Codable, Equatable {
        public let name: String
        public let colours: [String]
    }

    public private(set) var version = currentVersion
    public let prompt: String
    public let seed: UInt64
    /// The requested pattern, and the class of cloth that shows it.
    public let pattern: String
    public let cloth: FabricClass
    public let material: String
    public let texture: ClothTexture
    public let placement: ClothRepeat
    public let size: ClothSize
    /// The palettes; the first is that of the wish, with the ground first.
    public let colourways: [Colourway]
    /// The weights that made it.
    public let source: FabricIdentity
    let content: Content

    init(
        prompt: String, seed: UInt64, pattern: String, cloth: FabricClass, material: String,
        texture: ClothTexture, placement: ClothRepeat, size: ClothSize, colourways: [Colourway],
        source: FabricIdentity, content: Content
    ) {
        self.prompt = prompt
        self.seed = seed
        self.pattern = pattern
        self.cloth = cloth
        self.material = material
        self.texture = texture
        self.placement = placement
        self.size = size
        self.colourways = colourways
        self.source = source
        self.content = content
    }

    /// Names of the inks, in the order of every palette: "ground", "ink 1" and so on.
    public static func inkName(_ index: Int) -> String { index == 0 ? "ground" : "ink \(index)" }

    /// The record as JSON with sorted keys.
    public func json() throws -> String { try JSONEncoder.pretty.text(self) + "\n" }

    /// Most bytes of a record: 60,000 of layers, as text, and all else.
    private static let byteLimit = 1 << 20

    /// Reads a record's file.
    ///
    /// - Throws: `FileError` if it cannot be read; ``ClothError/unreadableRecord(path:reason:)`` if it is not a record of
    ///   a cloth, or has values out of range.
    public init(contentsOf path: String) throws {
        let text = try FileBytes.text(path, limit: Self.byteLimit)
        do {
            self = try JSONDecoder().decode(ClothRecord.self, from: Data(text.utf8))
        } catch {
            throw ClothError.unreadableRecord(path: path, reason: DecodingError.reason(of: error))
        }
        do {
            try check(name: path)
        } catch let error as ClothError {
            throw ClothError.unreadableRecord(path: path, reason: error.description)
        } catch let error as DesignError {
            throw ClothError.unreadableRecord(path: path, reason: error.description)
        } catch let error as ImagingError {
            throw ClothError.unreadableRecord(path: path, reason: "its layers: \(error.reason)")
        }
    }

    private func check(name: String) throws {
        guard version == Self.currentVersion else {
            throw ClothError.outOfRange("version", found: "\(version)", expected: "\(Self.currentVersion)")
        }
        try size.check(placement)
        let palettes = try palettes()
        guard let first = palettes.first, (1...16).contains(first.count), palettes.count <= 26,
            palettes.allSatisfy({ $0.count == first.count })
        else {
            throw ClothError.contradiction("its colourways do not have equally many colours, 1 to 16")
        }
        let inks: Int
        switch content {
        case .print(let png):
            let map = try InkMap(pngBytes: Array(png), placement: placement, name: name)
            guard map.width % 2 == 0, map.height % 2 == 0 else {
                throw ClothError.outOfRange(
                    "the map of inks", found: "\(map.width) x \(map.height)", expected: "even sides")
            }
            inks = map.count
        case .woven(let threads):
            guard threads.isValid else {
                throw ClothError.contradiction("its weave does not repeat in its threads")
            }
            inks = threads.count
        case .tonal(let png):
            _ = try PixelImage(decoding: Array(png), name: name, pixelLimit: 1 << 24)
            inks = 1
        case .surface(let facts, _):
            try facts.check()
            inks = 1
        }
        guard inks <= first.count else {
            throw ClothError.contradiction("it has \(inks) inks and \(first.count) colours")
        }
    }

    /// The colours of each colourway; throws ``ClothError`` for one that is not `#rrggbb`.
    func palettes() throws -> [[Colour]] {
        try colourways.map { way in
            try way.colours.map { text in
                guard text.hasPrefix("#"), let colour = Colour(hex: text) else {
                    throw ClothError.outOfRange("a colour", found: "\"\(text)\"", expected: "#rrggbb")
                }
                return colour.opacity(1)
            }
        }
    }
}
