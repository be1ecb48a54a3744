import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

/// What a detector sees of a log's fields.
@Suite struct ColumnReaderTests {
    private static let header =
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
        + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\n"
        + "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\n"

    private static func row(
        sourcePort: Int = 50_000, port: Int = 443, source: String = "10.0.0.1",
        destination: String = "93.184.216.34",
        service: String = "ssl", duration: String = "1.5", bytes: String = "100"
    ) -> String {
        "1700000000.0\tC1\t\(source)\t\(sourcePort)\t\(destination)\t\(port)\ttcp\t\(service)\t\(duration)\t\(bytes)\n"
    }

    private static func batch(_ rows: [String], _ folder: TemporaryFolder, _ name: String = "conn.log") throws
        -> RecordBatch
    {
        let reader = try LogReader(
            [folder.write(header + rows.joined(), name)], catalog: sourceCatalog(),
            rejected: RejectedLines(writingTo: nil))
        return try #require(try reader.nextBatch())
    }

    /// A log may lack the times that its format has a field for; it then has no order, and is split at random.
    @Test func aLogWhoseTimesAreUnsetHasNone() throws {
        let folder = TemporaryFolder()
        let timeless = Self.row().replacing("1700000000.0", with: "-")
        #expect(try Self.batch([timeless, timeless], folder).times == nil)
        #expect(try Self.batch([timeless, Self.row()], folder, "b.log").times?.count == 2)
    }

    private struct Read {
        let reader: ColumnReader
        let columns: RecordColumns

        /// A category's texts, by the name of its field.
        func texts(_ name: String) -> [String] {
            guard let index = reader.categoryFields.firstIndex(of: name) else { return [] }
            return columns.categories[index].map { reader.text($0, of: index) }
        }

        func numbers(_ name: String) -> [Float] {
            guard let index = reader.numberFields.firstIndex(of: name) else { return [] }
            return columns.numbers[index]
        }
    }

    private static func read(training: [String], _ rows: [String]) throws -> Read {
        let folder = TemporaryFolder()
        let known = try batch(training, folder, "training.log")
        var sample = RecordSample()
        try sample.append(known)
        let reader = ColumnReader([known], names: sample.names)
        return Read(reader: reader, columns: reader.columns(try batch(rows, folder)))
    }

    private static let training = (0..<3).map { _ in row() } + [row(port: 8443), row(port: 51_234)]

    @Test func commonPortsStayThemselves() throws {
        let ports = [443, 8443, 51_234, 80, 1023, 1024, 49_151, 49_152, 65_535]
        let read = try Self.read(training: Self.training, ports.map { Self.row(port: $0) })
        #expect(
            read.texts("id.resp_p") == [
                "443", "a registered port", "a dynamic port", "a system port", "a system port",
                "a registered port", "a registered port", "a dynamic port", "a dynamic port",
            ])
    }

    @Test func sourcePortsBecomeTheirRange() throws {
        let read = try Self.read(
            training: Self.training, [50_000, 22, 2000].map { Self.row(sourcePort: $0) })
        #expect(read.texts("id.orig_p") == ["a dynamic port", "a system port", "a registered port"])
    }

    @Test func addressesBecomeTheirClass() throws {
        let addresses = [
            "10.9.9.9", "8.8.8.8", "224.0.0.251", "255.255.255.255", "127.0.0.1", "fd00::1", "-",
        ]
        let read = try Self.read(training: Self.training, addresses.map { Self.row(source: $0) })
        #expect(
            read.texts("id.orig_h") == [
                "a private address", "a public address", "a multicast address", "the broadcast address",
                "a local address", "a private address", "none",
            ])
    }

    @Test func namesBecomeTheirFrequencyInTraining() throws {
        let training =
            (0..<300).map { _ in Self.row(destination: "common.example") }
            + [Self.row(destination: "seldom.example")]
        let read = try Self.read(
            training: training, ["common", "seldom", "never"].map { Self.row(destination: "\($0).example") })
        #expect(read.texts("id.resp_h") == ["a common name", "a name seldom seen", "a name never seen"])
    }

    @Test func countsAndDurationsAreLogarithmsAndCanBeInverted() throws {
        let read = try Self.read(
            training: Self.training,
            [Self.row(duration: "-", bytes: "99"), Self.row(duration: "3", bytes: "0")])
        let bytes = read.numbers("orig_bytes")
        #expect(abs(bytes[0] - log(100)) < 1e-6 && bytes[1] == 0)
        let duration = read.numbers("duration")
        #expect(duration[0].isNaN && abs(duration[1] - log(4)) < 1e-6)
        let index = try #require(read.reader.numberFields.firstIndex(of: "orig_bytes"))
        #expect(abs(read.reader.value(bytes[0], of: index) - 99) < 1e-3)
    }

    @Test func timesAndIdentifiersAreNotJudged() throws {
        let reader = try Self.read(training: Self.training, Self.training).reader
        let judged = reader.numberFields + reader.categoryFields
        #expect(!judged.contains("ts") && !judged.contains("uid") && judged.contains("service"))
    }

    @Test func valuesSeenInTrainingHaveTheirText() throws {
        let read = try Self.read(
            training: Self.training, [Self.row(), Self.row(service: "irc"), Self.row(service: "-")])
        #expect(read.texts("service") == ["ssl", "another", "none"])
    }
}
