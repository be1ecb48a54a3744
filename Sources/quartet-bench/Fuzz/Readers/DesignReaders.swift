import Foundation
import QuartetCatalogs
import QuartetFiles
import QuartetImaginarium
import QuartetImaging
import QuartetReports

extension FuzzReader {
    private static let xmlWords = [
        "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;", "&#0;", "<![CDATA[", "<!--", "-->", "<?xml", "xmlns=\"x\"",
        "</", "/>",
        "\u{FEFF}", "colour", "garment", "name=\"\"",
    ]

    private static let recordWords = [
        "\"version\":", "\"garment\":", "\"fabric\":", "\"colours\":", "\"hemHeight\":", "#ffffff", "#",
        "null", "1e300", "-1e300",
        "{}", "[]", "\"parts\":",
    ]

    /// Descriptions, catalogs and records of designs.
    static let designs: [FuzzReader] =
        ["colours", "construction", "fabrics", "garments", "sizes"].map { name in
            FuzzReader(
                "catalog-\(name)", file: "\(name).xml", words: xmlWords,
                seeds: { folder in
                    // Beside the catalog lie its schema and the others.
                    for file in try FileManager.default.contentsOfDirectory(atPath: catalogs()) {
                        let target = folder + "/" + file
                        if !FileManager.default.fileExists(atPath: target) {
                            try FileManager.default.copyItem(atPath: catalogs() + "/" + file, toPath: target)
                        }
                    }
                    return [try FileBytes.read(catalogs() + "/\(name).xml")]
                },
                read: { path in _ = try TechPack.Catalogs(folder: String(path.dropLast("/\(name).xml".count)))
                })
        } + [
            FuzzReader(
                "prompt", file: "prompt.txt",
                words: [
                    "not", "without", "and", "or", "red", "#1e90ff", "a thousand", "dress", "shirt",
                    "sleeves", "striped",
                    "silk", "\u{301}", "-", "12",
                ],
                seeds: { _ in
                    ["a long blue dress with floral patterns", "three green tartan mini skirts, no pockets"]
                        .map {
                            Array($0.utf8)
                        }
                },
                open: { _ in
                    let reader = try PromptReader(DesignCatalogs())
                    return { _ = try reader.read(FileBytes.text($0)) }
                }),
            FuzzReader(
                "design-record", file: "design.json", words: recordWords, seeds: recordSeeds,
                read: { path in
                    let record = try DesignRecord(contentsOf: path)
                    _ = GarmentDrafter.draft(record.garment)
                    _ = try FabricColouring(paint: record.fabric, colours: record.colours)
                        .swatch(FloatImage(width: 64, height: 64, channels: 1))
                }),
            FuzzReader(
                "design-flat", file: "design.json", words: recordWords, seeds: recordSeeds,
                open: { _ in
                    let catalogs = try TechPack.Catalogs()
                    return { path in
                        let record = try DesignRecord(file: path)
                        _ = try DesignFlat(record).svg()
                        _ = try TechPack(record, style: StyleNumber(for: record), catalogs: catalogs)
                    }
                }),
            // A whole picture takes long, so fewer records are drawn than read.
            FuzzReader(
                "design-picture", file: "design.json", words: recordWords, seeds: recordSeeds,
                read: { path in
                    let record = try DesignRecord(contentsOf: path)
                    _ = try DesignPictures(of: [record], source: FlatFabric(identity: record.fabric.source))
                }),
            FuzzReader(
                "card-notes", file: "notes.md",
                words: ["|", "```", "<script>", "\u{202E}", "\u{1B}[2J", "\n\n", "#"],
                seeds: { _ in [Array("## Data\n\nPictures of cloth.\n".utf8)] },
                read: { path in
                    let text = try FileBytes.text(path)
                    _ =
                        ModelCard(title: text, summary: text, facts: [.init(text, text)], notes: text)
                        .markdown
                }),
        ] + FabricSeed.readers

    @Sendable private static func recordSeeds(_ folder: String) throws -> [[UInt8]] {
        let catalogs = try DesignCatalogs()
        let request = try PromptReader(catalogs).read("a blue dress with floral patterns").request
        let record = try DesignRecord(request, seed: 1, catalogs: catalogs, source: FlatFabric())
        return [Array(try record.json().utf8)]
    }

    private static func catalogs() throws -> String { try ResourceLocator().folder(.catalogs) }
}

/// Cloth without a figure, so that drawing a record needs no weights.
private struct FlatFabric: FabricSource {
    var classes = FabricClass.allCases
    var identity = FabricIdentity(file: "flat", checksum: "0123456789abcdef")

    func structure(of cloth: FabricClass, seed: UInt64, size: Int) throws -> FloatImage {
        FloatImage(width: size, height: size, channels: 1)
    }
}
