import Foundation
import QuartetFiles
import QuartetImaginarium
import QuartetImaging

/// A small folder of cloth to train on: each of its files is mutated in turn, beside the others.
enum FabricSeed {
    private static let words = [
        "file", "pattern", "\"", ",", "\n", "\r\n", "null", "[]", "{}", "../x.png", "striped", "ustar",
        "\u{0}",
    ]

    static let readers = [
        "fabric-patches.csv", "fabric-patches-96.tar", "weaves.json", "tartan-statistics.json", "motifs.csv",
    ].map(reader)

    private static func reader(of file: String) -> FuzzReader {
        FuzzReader(
            "cloth-" + file.replacing(".", with: "-"), file: file, words: words,
            repair: file.hasSuffix(".tar") ? TarSeed.withChecksums : nil,
            seeds: { folder in
                for (name, bytes) in try files() where name != file {
                    try Data(bytes).write(to: URL(filePath: folder + "/" + name))
                }
                return try files().filter { $0.name == file }.map(\.bytes)
            },
            read: { path in _ = try FabricCorpus(folder: URL(filePath: path).deletingLastPathComponent()) })
    }

    private static func files() throws -> [(name: String, bytes: [UInt8])] {
        let dotted = try png { x, y in
            (x % 16 - 8) * (x % 16 - 8) + (y % 16 - 8) * (y % 16 - 8) < 20 ? 230 : 60
        }
        let plain = try png { x, y in 60 + (x * 7 + y * 3) % 4 }
        let table =
            "file,pattern,garment\n"
            + (0..<12).map { "p\($0).png,\($0 < 6 ? "dotted" : "plain"),g\($0).jpg\n" }.joined()
        let closeups = "file,pattern\nc.jpg,floral\n"
        return [
            ("fabric-patches.csv", Array(table.utf8)),
            (
                "fabric-patches-96.tar",
                TarSeed.archive((0..<12).map { ("p\($0).png", $0 < 6 ? dotted : plain) })
            ),
            ("fabric-closeups.csv", Array(closeups.utf8)),
            ("fabric-closeups-256.tar", TarSeed.archive([("c.jpg", plain)])),
            ("fabric-ambientcg.csv", Array("file,pattern\nF.png,linen\n".utf8)),
            ("fabric-ambientcg-120.tar", TarSeed.archive([("F.png", plain)])),
            (
                "tiles-vector-paths.json",
                Array(#"[{"slug":"squares","pattern":"geometric","layers":["<path/>"]}]"#.utf8)
            ),
            ("tiles-vector.tar", TarSeed.archive([("squares__L1.png", plain)])),
            ("motifs.csv", Array("file,kind,width,height\nflower__a.png,flower,96,96\n".utf8)),
            ("motifs-128.tar", TarSeed.archive([("flower__a.png", try motif())])),
            ("weaves.json", Array(weaves.utf8)), ("tartan-statistics.json", Array(tartan.utf8)),
        ]
    }

    private static func png(_ level: (_ x: Int, _ y: Int) -> Int) throws -> [UInt8] {
        var image = PixelImage(width: 96, height: 96, format: .grey)
        for index in image.bytes.indices { image.bytes[index] = UInt8(level(index % 96, index / 96)) }
        return try image.pngBytes()
    }

    /// A disc on a transparent ground.
    private static func motif() throws -> [UInt8] {
        var image = PixelImage(width: 32, height: 32, format: .rgba)
        for pixel in 0..<32 * 32
        where (pixel % 32 - 16) * (pixel % 32 - 16) + (pixel / 32 - 16) * (pixel / 32 - 16) < 200 {
            image.bytes.replaceSubrange(pixel * 4..<pixel * 4 + 4, with: [200, 30, 30, 255])
        }
        return try image.pngBytes()
    }

    private static let weaves = """
        {"weaves": [{"name": "plain", "drawdown": ["10", "01"]},
        {"name": "basket 2/2", "drawdown": ["1100", "1100", "0011", "0011"]},
        {"name": "twill 2/2", "drawdown": ["1100", "0110", "0011", "1001"]},
        {"name": "twill 3/1", "drawdown": ["1110", "0111", "1011", "1101"]},
        {"name": "broken twill 3/1", "drawdown": ["1110", "0111", "1101", "1011"]}],
        "colour_and_weave": [{"name": "houndstooth", "weave": "twill 2/2",
        "warp": [["D", 4], ["L", 4]], "weft": [["D", 4], ["L", 4]]}]}
        """

    private static let tartan = """
        {"reflective_fraction": 0.9, "stripes_hist": {"4": 299, "6": 1069, "9": 947},
        "colours_per_sett": {"2": 277, "4": 2926, "5": 2913},
        "stripe_width_fraction": {"5": 0.01, "25": 0.02, "50": 0.04, "75": 0.1, "95": 0.3}}
        """
}
