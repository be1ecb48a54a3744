public import Foundation
internal import QuartetEngine
import QuartetImaging

/// The fabric data of a folder: photographs as structure maps, and the facts from which cloth is rendered.
///
/// It consists of `fabric-patches-96`, `fabric-closeups-256` and `fabric-ambientcg-120` (photographs: `.tar`
/// with `.csv`), `tiles-vector-paths.json` with `tiles-vector.tar`, `motifs-128.tar` with `.csv`,
/// `weaves.json` and `tartan-statistics.json`. Tiles under a share-alike licence in the same folder are not
/// read, so that weights trained on this corpus stay free of that condition.
public struct FabricCorpus: Sendable {
    /// Photographs to learn from, and those of the tenth of garments and cloths kept for validation.
    let training: [FabricPhotograph]
    let validation: [FabricPhotograph]
    package let facts: FabricFacts
    /// Number of photographs without a visible figure, or that show more of the garment than of the cloth.
    public let unusable: Int

    /// Number of photographs to learn from, by class.
    public var photographCounts: [FabricClass: Int] {
        training.reduce(into: [:]) { $0[$1.fabric, default: 0] += 1 }
    }

    /// Number of photographs in the validation set.
    public var validationCount: Int { validation.count }

    /// The files that the folder must contain.
    static let files = [
        "fabric-patches.csv", "fabric-patches-96.tar", "fabric-closeups.csv", "fabric-closeups-256.tar",
        "fabric-ambientcg.csv", "fabric-ambientcg-120.tar", "motifs.csv", "motifs-128.tar",
        "tiles-vector-paths.json", "tiles-vector.tar", "weaves.json", "tartan-statistics.json",
    ]

    /// Reads the folder; about four thousand photographs take some seconds on two cores.
    ///
    /// - Throws: ``FabricDataError`` with the file and the row or member that is missing or wrong.
    public init(folder: URL) throws(FabricDataError) {
        let sources = [
            PhotographSource(table: "fabric-patches.csv", archive: "fabric-patches-96.tar", side: 96) {
                table, row throws(FabricDataError) in try table.field("garment", row: row)
            },
            PhotographSource(
                table: "fabric-closeups.csv", archive: "fabric-closeups-256.tar", side: 80,
                fabrics: [.striped, .check]
            ) { table, row throws(FabricDataError) in
                // Eight shots of each cloth follow one another: checkered_00001 to checkered_00008 and so on.
                let name = try table.field("file", row: row)
                let number = Int(name.filter(\.isNumber)) ?? 0
                return "\(name.prefix { !$0.isNumber })\((max(number, 1) - 1) / 8)"
            },
            PhotographSource(table: "fabric-ambientcg.csv", archive: "fabric-ambientcg-120.tar", side: 120) {
                table, row throws(FabricDataError) in try table.field("file", row: row)
            },
        ]
        var photographs: [FabricPhotograph] = []
        var unusable = 0
        for source in sources {
            for photograph in try source.photographs(in: folder) {
                if let photograph { photographs.append(photograph) } else { unusable += 1 }
            }
        }
        training = photographs.filter { !FabricPhotograph.isForValidation(group: $0.group) }
        validation = photographs.filter { FabricPhotograph.isForValidation(group: $0.group) }
        self.unusable = unusable
        facts = try FabricFacts(folder: folder)
        guard !training.isEmpty else { throw .noExamples(path: folder.path) }
    }
}

/// One table of photographs with its archive.
private struct PhotographSource {
    let table: String
    let archive: String
    /// Side in pixels to which the photographs are reduced.
    let side: Int
    /// Classes to use; close-ups show less than one repeat of flowers, dots and zigzags.
    var fabrics: Set<FabricClass> = Set(FabricClass.allCases)
    /// Name of the garment or cloth of a row.
    let group: (FabricTable, Int) throws(FabricDataError) -> String

    /// The photographs in the order of the table; nil for those without a visible figure.
    func photographs(in folder: URL) throws(FabricDataError) -> [FabricPhotograph?] {
        let table = try FabricTable(contentsOf: folder.appending(path: table), columns: ["file", "pattern"])
        let archive = try FabricArchive(contentsOf: folder.appending(path: archive))
        var wanted: [(member: String, fabric: FabricClass, group: String)] = []
        for row in table.rows.indices {
            guard let fabric = try table.fabric(row: row), fabrics.contains(fabric) else { continue }
            wanted.append((try table.field("file", row: row), fabric, try group(table, row)))
        }
        let items = wanted
        let side = side
        return try parallelMap(items.count) { index throws(FabricDataError) -> FabricPhotograph? in
            let item = items[index]
            var picture = try archive.picture(item.member, as: .rgb)
            if picture.width != side || picture.height != side {
                picture = picture.resized(width: side, height: side, filter: .area, edge: .clamp)
            }
            let structure = PhotographStructure.structure(of: picture, as: item.fabric)
            guard let structure, PhotographQuality.isUsable(structure, as: item.fabric) else { return nil }
            return FabricPhotograph(fabric: item.fabric, group: item.group, structure: structure)
        }
    }
}

extension FabricFacts {
    /// Reads weaves, tartan statistics, vector tiles and motifs.
    package init(folder: URL) throws(FabricDataError) {
        weaves = try WeaveFacts(contentsOf: folder.appending(path: "weaves.json"))
        tartan = try TartanFacts(contentsOf: folder.appending(path: "tartan-statistics.json"))
        tiles = try Self.tiles(in: folder)
        let drawings = try Self.drawings(in: folder)
        motifs = drawings.map {
            Motif(kind: $0.kind, luminance: $0.picture.luminance(), coverage: $0.picture.channel(3))
        }
        self.drawings = drawings.map { DrawnFigure(kind: $0.kind, picture: $0.picture) }
    }

    private struct TileEntry: Decodable {
        let slug: String
        let pattern: String
        let layers: [String]
    }

    private static func tiles(in folder: URL) throws(FabricDataError) -> [FabricClass: [VectorTile]] {
        let list = folder.appending(path: "tiles-vector-paths.json")
        let entries = try decodeJSON([TileEntry].self, at: list, expected: "a list of tiles with layers")
        let archive = try FabricArchive(contentsOf: folder.appending(path: "tiles-vector.tar"))
        var tiles: [FabricClass: [VectorTile]] = [:]
        for entry in entries {
            guard let fabric = FabricClass.of(label: entry.pattern) else { continue }
            var layers: [FloatImage] = []
            for number in entry.layers.indices {
                layers.append(try archive.picture("\(entry.slug)__L\(number + 1).png", as: .grey))
            }
            guard let first = layers.first,
                layers.allSatisfy({ $0.width == first.width && $0.height == first.height })
            else {
                throw .badEntry(
                    path: list.path, entry: entry.slug,
                    found: "layers of \(layers.map { "\($0.width) × \($0.height)" }.joined(separator: ", "))",
                    expected: "at least one layer, all of one size")
            }
            tiles[fabric, default: []].append(
                VectorTile(name: entry.slug, label: entry.pattern, layers: layers))
        }
        return tiles
    }

    /// The flowers and leaves of the collection, with their alpha channel.
    private static func drawings(
        in folder: URL
    ) throws(FabricDataError) -> [(kind: String, picture: FloatImage)] {
        let table = try FabricTable(
            contentsOf: folder.appending(path: "motifs.csv"), columns: ["file", "kind"])
        let archive = try FabricArchive(contentsOf: folder.appending(path: "motifs-128.tar"))
        var drawings: [(kind: String, picture: FloatImage)] = []
        for row in table.rows.indices {
            let kind = try table.field("kind", row: row)
            guard kind == "flower" || kind == "leaf" else { continue }
            drawings.append((kind, try archive.picture(try table.field("file", row: row), as: .rgba)))
        }
        return drawings
    }
}
