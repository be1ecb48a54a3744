import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport

/// A small folder in the format of the fabric data, created for each test and removed after it.
final class FabricFixture {
    private let temporary = TemporaryFolder()
    var folder: URL { URL(filePath: temporary.path) }

    init() throws {
        try writePatches()
        try write("fabric-closeups.csv", "file,pattern\ncheckered_00001.jpg,check\nfloral_00009.jpg,floral\n")
        try writeTar(
            "fabric-closeups-256.tar",
            [
                ("checkered_00001.jpg", Self.png { x, y in (x / 12 + y / 12) % 2 == 0 ? 220 : 40 }),
                ("floral_00009.jpg", Self.png { _, _ in 90 }),
            ])
        try write("fabric-ambientcg.csv", "file,pattern\nFabric1.png,linen\nFabric2.png,mesh\n")
        try writeTar("fabric-ambientcg-120.tar", [("Fabric1.png", Self.png { x, y in 120 + (x + y) % 2 })])
        try write(
            "tiles-vector-paths.json",
            #"[{"slug":"squares","pattern":"geometric","layers":["<path/>"]},{"slug":"gifts","pattern":"novelty","layers":["<path/>"]}]"#
        )
        try writeTar(
            "tiles-vector.tar",
            [("squares__L1.png", Self.png(side: 32) { x, y in x < 16 && y < 16 ? 255 : 0 })])
        try write(
            "motifs.csv", "file,kind,width,height\nflower__a.png,flower,32,32\nfruit__b.png,fruit,32,32\n")
        try writeTar("motifs-128.tar", [("flower__a.png", Self.motif())])
        try write("weaves.json", Self.weaves)
        try write("tartan-statistics.json", Self.tartan)
    }

    /// Reads the folder in its present state.
    func corpus() throws(FabricDataError) -> FabricCorpus {
        // The folder is removed with the fixture, which must therefore outlive the reading.
        defer { withExtendedLifetime(self) {} }
        return try FabricCorpus(folder: folder)
    }

    /// Twelve garments: six of light dots on dark, six plain.
    ///
    /// - Parameter all: gives every patch that label.
    func writePatches(ofEachGarment count: Int = 1, all label: String? = nil) throws {
        var table = "file,pattern,garment\n"
        var members: [(String, [UInt8])] = []
        for number in 0..<12 {
            for copy in 0..<count {
                let name = count == 1 ? "patch\(number).png" : "patch\(number)-\(copy).png"
                table += "\(name),\(label ?? (number < 6 ? "dotted" : "plain")),garment\(number).jpg\n"
                members.append((name, Self.patch(number)))
            }
        }
        table += "shirt.png,graphic,garment99.jpg\n"
        try write("fabric-patches.csv", table)
        try writeTar("fabric-patches-96.tar", members)
    }

    private static func patch(_ number: Int) -> [UInt8] {
        png { x, y in
            let (dx, dy) = (x % 16 - 8, y % 16 - 8)
            return number < 6 && dx * dx + dy * dy < 20 ? 230 : 60 + (x * 7 + y * 3 + number) % 4
        }
    }

    func write(_ name: String, _ text: String) throws {
        try temporary.write(text, to: name)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: name))
    }

    /// Writes regular files as a ustar archive (POSIX.1-1988).
    func writeTar(_ name: String, _ members: [(name: String, bytes: [UInt8])]) throws {
        var archive: [UInt8] = []
        for member in members {
            var header = [UInt8](repeating: 0, count: 512)
            func put(_ text: String, at offset: Int) {
                for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
            }
            func octal(_ value: Int, _ digits: Int) -> String {
                let text = String(value, radix: 8)
                return String(repeating: "0", count: max(0, digits - text.count)) + text
            }
            put(member.name, at: 0)
            put("0000644", at: 100)
            put("0000000", at: 108)
            put("0000000", at: 116)
            put(octal(member.bytes.count, 11), at: 124)
            put(octal(0, 11), at: 136)
            put("        ", at: 148)
            put("0", at: 156)
            put("ustar", at: 257)
            put("00", at: 263)
            put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
            archive += header + member.bytes
            archive += [UInt8](repeating: 0, count: (512 - member.bytes.count % 512) % 512)
        }
        archive += [UInt8](repeating: 0, count: 1024)
        try temporary.write(archive, to: name)
    }

    static func png(side: Int = 96, _ level: (_ x: Int, _ y: Int) -> Int) -> [UInt8] {
        var image = PixelImage(width: side, height: side, format: .grey)
        for y in 0..<side {
            for x in 0..<side { image.bytes[y * side + x] = UInt8(min(max(level(x, y), 0), 255)) }
        }
        return (try? image.pngBytes()) ?? []
    }

    /// A red disc on a transparent ground.
    private static func motif() -> [UInt8] {
        var image = PixelImage(width: 32, height: 32, format: .rgba)
        for y in 0..<32 {
            for x in 0..<32 where (x - 16) * (x - 16) + (y - 16) * (y - 16) < 200 {
                image.bytes.replaceSubrange(
                    (y * 32 + x) * 4..<(y * 32 + x) * 4 + 4, with: [200, 30, 30, 255])
            }
        }
        return (try? image.pngBytes()) ?? []
    }

    private static let weaves = """
        {"weaves": [
        {"name": "plain", "drawdown": ["10", "01"]},
        {"name": "basket 2/2", "drawdown": ["1100", "1100", "0011", "0011"]},
        {"name": "twill 2/2", "drawdown": ["1100", "0110", "0011", "1001"]},
        {"name": "twill 3/1", "drawdown": ["1110", "0111", "1011", "1101"]},
        {"name": "broken twill 3/1", "drawdown": ["1110", "0111", "1101", "1011"]}],
        "colour_and_weave": [
        {"name": "houndstooth", "weave": "twill 2/2",
         "warp": [["D", 4], ["L", 4]], "weft": [["D", 4], ["L", 4]]}]}
        """

    private static let tartan = """
        {"reflective_fraction": 0.94, "stripes_hist": {"4": 299, "6": 1069, "9": 947, "13": 665},
        "colours_per_sett": {"2": 277, "4": 2926, "5": 2913},
        "stripe_width_fraction": {"5": 0.0102, "25": 0.0241, "50": 0.0446, "75": 0.1183, "95": 0.35}}
        """
}
