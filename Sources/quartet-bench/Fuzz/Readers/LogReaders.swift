import Foundation
import QuartetCatalogs
import QuartetFiles
import QuartetTraffic

extension FuzzReader {
    private static let logWords = [
        "\t", ",", ";", "\"", "\\\"", "{", "}", "[", "]", ":", "null", "true", "-", "(empty)", "#fields\t",
        "#separator \\x09\n",
        "#types\t", "#close\n", "\r\n", "\n\n", "\u{FEFF}", "\\x2d", "2023-11-14T22:13:20.5Z", "192.0.2.1",
        "::1", "0x1",
        "\u{0}", "\\ud83d", "\"id\":{", "1e400",
    ]

    /// Logs in each form that the catalog knows, captures, and whatever is compressed.
    static let logs: [FuzzReader] =
        Dictionary(grouping: LogSeeds.all, by: \.format).sorted { $0.key < $1.key }.map { format, samples in
            FuzzReader(
                "log-" + format, file: "x.log", words: logWords,
                seeds: { _ in samples.map { Array($0.text.utf8) } }, open: inspect)
        } + [
            FuzzReader(
                "log-catalog", file: "catalog/zeek-conn.xml",
                words: [
                    "<field name=\"x\"", "kind=\"time\"", "role=\"start\"", "names=\"a, b\"", "/>",
                    "missing=\"\"",
                ],
                seeds: { folder in
                    try FileManager.default.createDirectory(
                        atPath: folder + "/catalog", withIntermediateDirectories: true)
                    let catalog = try ResourceLocator().folder(.catalogs) + "/traffic"
                    try Data(FileBytes.read(catalog + "/log.rng"))
                        .write(to: URL(filePath: folder + "/catalog/log.rng"))
                    return [try FileBytes.read(catalog + "/zeek-conn.xml")]
                },
                read: { path in _ = try FormatCatalog(folder: String(path.dropLast("/zeek-conn.xml".count))) }
            ),
            FuzzReader(
                "pcap", file: "x.pcap",
                seeds: { _ in [CaptureSeed.pcap(isLittle: true), CaptureSeed.pcap(isLittle: false)] },
                open: inspect),
            FuzzReader("pcapng", file: "x.pcapng", seeds: { _ in [CaptureSeed.pcapng] }, open: inspect),
            FuzzReader(
                "gzip", file: "x.gz",
                seeds: { _ in LogSeeds.all.prefix(2).map { gzip(Array($0.text.utf8)) } }, read: decompress),
            FuzzReader(
                "compressed", file: "x.xz", words: ["BZh9", "\u{0}", "7zXZ", "(µ/ý"],
                seeds: { _ in CompressedSeeds.all }, read: decompress),
            FuzzReader(
                "tar", file: "x.tar", words: ["ustar", "././@LongLink", "x", "path=", "size=", "L", "g"],
                repair: TarSeed.withChecksums,
                seeds: { _ in [TarSeed.archive([("a.txt", Array("first".utf8)), ("b/c.txt", [])])] },
                read: { path in _ = try ArchiveReader(path, entryLimit: 1 << 24).entries() }),
        ]

    /// Reads a log to its end, as `quartet traffic inspect` does.
    @Sendable private static func inspect(_ folder: String) throws -> Read {
        let catalog = try FormatCatalog()
        return { path in
            let reader = try LogReader([path], catalog: catalog)
            var inspection = LogInspection(reader.schema)
            while let batch = try reader.nextBatch() { inspection.add(batch) }
            _ = InspectionTable.text(inspection, reader: reader)
        }
    }

    @Sendable private static func decompress(_ path: String) throws {
        _ = try DecompressedFile.read(path, limit: 1 << 24)
    }
}
