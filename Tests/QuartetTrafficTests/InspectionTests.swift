import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

@Suite struct InspectionTests {
    private func inspect(_ paths: [String], format: String? = nil) throws -> (LogInspection, LogReader) {
        let reader = try LogReader(paths, catalog: sourceCatalog(), format: format)
        var inspection = LogInspection(reader.schema)
        while let batch = try reader.nextBatch() { inspection.add(batch) }
        return (inspection, reader)
    }

    @Test func fieldsAreSummarised() throws {
        let folder = TemporaryFolder()
        var text = "size,word\n"
        for index in 0..<4000 {
            text += "\(index),\(index % 4 == 0 ? "" : index % 4 == 1 ? "rare" : "often")\n"
        }
        let (inspection, reader) = try inspect([folder.write(text)])
        let fields = inspection.fields()
        #expect(inspection.records == 4000)
        let range = try #require(fields[0].range)
        #expect(range.least == 0)
        #expect(range.most == 3999)
        #expect(abs(range.quantiles[2] - 2000) <= 1)
        #expect(!fields[0].isExact)
        #expect(abs(fields[0].distinct - 4000) < 260)
        #expect(fields[1].missing == 0.25)
        #expect(fields[1].isExact)
        #expect(fields[1].frequent.map(\.value) == ["often", "rare"])
        #expect(fields[1].frequent.map(\.count) == [2000, 1000])
        let table = InspectionTable.text(inspection, reader: reader)
        #expect(table.contains("often 67%, rare 33%"))
        #expect(table.contains("4,000 records, 0 rejected lines"))
    }

    @Test func frequentValuesSurviveManyRareOnes() throws {
        let folder = TemporaryFolder()
        var text = "name,size\n"
        for index in 0..<60_000 { text += "\(index % 5 == 0 ? "heavy" : "word\(index)"),1\n" }
        let fields = try inspect([folder.write(text)]).0.fields()
        let heavy = try #require(fields[0].frequent.first)
        #expect(heavy.value == "heavy")
        #expect(heavy.count <= 12_000 && heavy.count >= 12_000 - 60_000 / 512)
    }

    @Test func foldersAreReadInOrderOfTime() throws {
        let folder = TemporaryFolder()
        func log(_ time: Int) -> String {
            FormatTests.zeekHeader + FormatTests.zeekRow.replacing("1700000000", with: "\(time)")
        }
        _ = try folder.write(log(1_700_000_500), "a.log")
        _ = try folder.write(log(1_700_000_100), "z.log")
        _ = try folder.write(log(1_700_000_300), "m.log")
        _ = try folder.write("not a log", "README")
        let reader = try LogReader([folder.path], catalog: sourceCatalog(), format: "zeek-conn")
        var names: [String] = []
        while let batch = try reader.nextBatch() {
            names.append((batch.source as NSString).lastPathComponent)
        }
        #expect(names == ["z.log", "m.log", "a.log"])
        #expect(reader.skippedFiles.count == 1)
        let named = [folder.path + "/a.log", folder.path + "/z.log"]
        #expect(try inspect(named).0.span == 1_700_000_100.5...1_700_000_500.5)
        // A link to a folder is read like the folder.
        let other = TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            atPath: other.path + "/link", withDestinationPath: folder.path)
        #expect(try inspect([other.path + "/link"]).0.span == 1_700_000_100.5...1_700_000_500.5)
        _ = try folder.write("{\"timestamp\":\"2024-01-01T00:00:00Z\",\"event_type\":\"flow\"}\n", "e.json")
        #expect(throws: LogError.self) { try inspect([folder.path]) }
        #expect(throws: LogError.self) { try inspect([TemporaryFolder().path]) }
    }

    /// Control characters in names, paths and values of a log are shown, not obeyed, in the table and in errors.
    @Test func textOfALogDoesNotControlTheTerminal() throws {
        let escape = "\u{1B}]0;title\u{7}\u{9B}31m\u{202E}"
        let folder = TemporaryFolder()
        let header = "#separator \\x09\n#path\tx\(escape)\n#fields\tts\ta\tb\n#types\ttime\tstring\tcount\n"
        let zeek = header + (1...3).map { "\($0).0\tq\(escape)\t\($0)\n" }.joined()
        var table = "name,v\n"
        for row in 1...40 { table += "a\(escape),\(row)\n" }
        for (text, name) in [(zeek, "path.log"), (table, "names.csv")] {
            let (inspection, reader) = try inspect([folder.write(text, name)])
            let shown = InspectionTable.text(inspection, reader: reader)
            #expect(!AlertSamples.isObeyed(shown), "\(shown)")
            #expect(shown.contains("\\u{1b}"))
        }
        let nonsense = try folder.write("\(escape)\n", "x\(escape).log")
        let error = #expect(throws: LogError.self) { try inspect([nonsense]) }
        let message = try #require(error).description
        #expect(!AlertSamples.isObeyed(message) && message.contains("\\u{9b}"), "\(message)")
        // A line end in a file's name does not start a new line.
        let several = LogError.several([.empty(file: "a\nb"), .empty(file: "c")])
        #expect(several.description.split(separator: "\n").count == 3)
    }
}
