import Foundation
import QuartetFiles
import QuartetTestSupport
import QuartetTraffic
import Testing

/// Which format a table has, and what its columns are, when several answers are possible.
@Suite struct TableFormatTests {
    private static let flowNames =
        "IPV4_SRC_ADDR,L4_SRC_PORT,IPV4_DST_ADDR,L4_DST_PORT,PROTOCOL,L7_PROTO,IN_BYTES,IN_PKTS,OUT_BYTES,OUT_PKTS,"
        + "TCP_FLAGS,FLOW_DURATION_MILLISECONDS,Label,Attack\n"
    private static let flows = (0..<40).map {
        "192.0.2.\($0),\(40_000 + $0),198.51.100.1,80,6,5.178,\(5000 + $0),13,3092,19,0,\(2_519_000 + $0),0,Benign\n"
    }.joined()
    private static let vpc = (0..<20).map {
        "2 123456789010 eni-1 192.0.2.\($0) 198.51.100.9 2\($0) 443 6 20 4249 1418530010 1418530070 ACCEPT OK\n"
    }.joined()

    /// AWS VPC flow logs without a header have 14 columns, too.
    @Test func fourteenColumnsAreNotAlwaysFlowLogsOfAWS() throws {
        let folder = TemporaryFolder()
        #expect(try ReadLog([folder.write(Self.vpc)]).format == "vpc-flow")
        let table = try ReadLog([folder.write(Self.flowNames + Self.flows)])
        #expect(table.format == "csv" && table.texts.count == 40)
        #expect(table.numbers[3]["IN_BYTES"] == 5003)
        // Without the header there is nothing to name the columns by.
        #expect(throws: LogError.self) { try ReadLog([folder.write(Self.flows)]) }
    }

    @Test func aRequestedTableIsNoKnownFormat() throws {
        let folder = TemporaryFolder()
        let header = FormatTests.zeekHeader.split(separator: "\n")[5].split(separator: "\t").dropFirst()
        let text =
            header.joined(separator: ",") + "\n"
            + String(
                repeating: FormatTests.zeekRow.replacing("\t", with: ","), count: 9)
        #expect(try ReadLog([folder.write(text)]).format == "zeek-conn")
        #expect(try ReadLog([folder.write(text)], format: "csv").format == "csv")
        let error = #expect(throws: LogError.self) { try ReadLog([folder.write(text)], format: "none") }
        let words = error?.description.split(whereSeparator: { ", ".contains($0) }) ?? []
        #expect(words.count { $0 == "csv" } == 1)
    }

    @Test func aSingleLineOfTextIsNoTable() throws {
        let folder = TemporaryFolder()
        let path = try folder.write("hello, world\n")
        let error = #expect(throws: LogError.self) { try ReadLog([path]) }
        #expect(error?.kind == .badData && error?.description.contains("hello, world") == true)
    }

    /// A folder without logs is no input; one with other files is the wrong one.
    @Test func anEmptyFolderIsNoInput() throws {
        let folder = TemporaryFolder()
        let empty = #expect(throws: LogError.self) { try ReadLog([folder.path]) }
        #expect(empty?.kind == .notFound)
        _ = try folder.write("hello\n")
        let other = #expect(throws: LogError.self) { try ReadLog([folder.path]) }
        #expect(other?.kind == .badData)
    }

    @Test func aPictureIsNamedAsOne() throws {
        let folder = TemporaryFolder()
        let path = try folder.write([0x89] + Array("PNG\r\n\u{1A}\n\0\0\0\rIHDR".utf8), to: "x.png")
        #expect(throws: LogError.notLog(file: path, kind: "a PNG picture")) { try ReadLog([path]) }
    }

    /// A second label would give away the first.
    @Test func everyColumnOfLabelsIsALabel() throws {
        let folder = TemporaryFolder()
        let table = try ReadLog([folder.write(Self.flowNames + Self.flows)])
        let labels = table.schema.fields.filter { $0.kind == .label }
        #expect(labels.map(\.name) == ["Label", "Attack"] && labels.allSatisfy { !$0.isJudged })
        #expect(labels.map(\.role) == [.label, nil])
    }

    /// Category and type are labels beside a label only.
    @Test func columnsNamedLikeLabelsAreLabelsBesideOne() throws {
        let folder = TemporaryFolder()
        func labels(_ last: String) throws -> [String] {
            let rows = (0..<30).map { "\(1000 + $0),\(["a", "b"][$0 % 2]),x,y,\($0 % 2)\n" }
            let path = try folder.write("bytes,category,subcategory,type,\(last)\n" + rows.joined(), last)
            let fields = try ReadLog([path]).schema.fields.filter { !$0.isJudged }
            return fields.filter { $0.kind == .label }.map(\.name)
        }
        #expect(try labels("label") == ["category", "subcategory", "type", "label"])
        // A subcategory is a label anywhere, and what stands beside it as well.
        #expect(try labels("syn") == ["category", "subcategory", "type"])
        let alone = try folder.write(
            "bytes,category,type\n" + (0..<30).map { "\(1000 + $0),\(["a", "b"][$0 % 2]),x\n" }.joined(),
            "alone")
        #expect(try ReadLog([alone]).schema.fields.allSatisfy { $0.kind != .label })
    }

    /// A column that tells the label of all records is one, whatever its name; a service or a random word is none.
    @Test func aColumnThatTellsTheLabelIsFound() throws {
        let folder = TemporaryFolder()
        func echoes(_ count: Int, wrong: Int = 0) throws -> [String] {
            let rows = (0..<count).map { record in
                let isBad = record % 4 == 0
                let verdict =
                    record < 4 * wrong ? "fine" : isBad ? ["scan", "flood"][record / 4 % 2] : "fine"
                return
                    "\(record),\(isBad ? "telnet" : "http"),\(record % 7),\(verdict),\(isBad ? "bad" : "normal")\n"
            }
            let path = try folder.write("bytes,service,number,verdict,label\n" + rows.joined())
            let log = try LogReader([path], catalog: sourceCatalog())
            let rule = try NormalRecords(log.schema, column: nil, values: ["normal"])
            var echoes = LabelEchoes(rule, training: log.schema)
            while let batch = try log.nextBatch() { echoes.add(batch) }
            return echoes.names
        }
        #expect(try echoes(4000) == ["verdict"])
        #expect(try echoes(4000, wrong: 1) == ["verdict"])
        #expect(try echoes(4000, wrong: 2) == [])
        // Too few records of a class, or one class alone, prove nothing.
        #expect(try echoes(396) == [])
    }

    /// A column of any name can be the label.
    @Test func theLabelThatTheUserNamesIsNotJudged() throws {
        let folder = TemporaryFolder()
        let rows = (0..<30).map { "\($0),\($0 % 2 == 0 ? "good" : "bad"),\(["x", "y", "z"][$0 % 3])\n" }
        let path = try folder.write("bytes,verdict,word\n" + rows.joined())
        let log = try LogReader([path], catalog: sourceCatalog())
        let rule = try NormalRecords(log.schema, column: "Verdict", values: ["good"])
        var sample = RecordSample()
        while let batch = try log.nextBatch() { try sample.append(batch) }
        func judged() throws -> [String] {
            try ColumnReader([#require(sample.batch)], names: [:]).categoryFields
        }
        #expect(try judged() == ["verdict", "word"])
        #expect(sample.mixedLabels.isEmpty)
        sample.exclude(rule.field)
        #expect(try judged() == ["word"])
        #expect(sample.mixedLabels == ["verdict"])
    }

    @Test func misspeltLabelsAreNamedWithThoseThatThereAre() throws {
        let folder = TemporaryFolder()
        let rows = (0..<30).map { "\($0),\($0 % 3 == 0 ? "normal" : "neptune")\n" }
        let path = try folder.write("bytes,label\n" + rows.joined())
        func warning(_ values: [String]) throws -> String? {
            let log = try LogReader([path], catalog: sourceCatalog())
            let rule = try NormalRecords(log.schema, column: nil, values: values)
            var tally = LabelTally(rule, values: values)
            while let batch = try log.nextBatch() { tally.add(batch) }
            return try tally.warning("label")
        }
        #expect(try warning(["normal"]) == nil)
        #expect(try warning(["normal", "smurf"])?.contains("No record has the label smurf") == true)
        let error = #expect(throws: LabelError.self) { try warning(["norml"]) }
        #expect(error?.found == ["neptune (20 records)", "normal (10 records)"])
    }

    /// More labels than are kept: those that are asked for are found wherever they stand.
    @Test func misspeltLabelsAreNamedAmongManyOthers() throws {
        let folder = TemporaryFolder()
        let names = (0..<100).map { "attack\($0)" } + ["normal", "benign"]
        let rows = names.map { "1,\($0)\n" } + (0..<9).map { _ in "1,attack7\n" }
        let path = try folder.write("bytes,label\n" + rows.joined())
        func warning(_ values: [String]) throws -> String? {
            let log = try LogReader([path], catalog: sourceCatalog())
            let rule = try NormalRecords(log.schema, column: nil, values: ["normal"])
            var tally = LabelTally(rule, values: values)
            while let batch = try log.nextBatch() { tally.add(batch) }
            return try tally.warning("label")
        }
        #expect(try warning(["normal", "benign"]) == nil)
        #expect(try warning(["normal", "smurf"])?.contains("No record has the label smurf") == true)
        let error = #expect(throws: LabelError.self) { try warning(["norml"]) }
        #expect(error?.found.first == "attack7 (10 records)")
        #expect(error?.found.count == 11 && error?.found.last == "and others")
    }

    // MARK: Zeek

    private static func zeek(_ names: String, _ rows: Int, dropping column: Int? = nil) -> String {
        let columns = FormatTests.zeekHeader.split(separator: "\n").map { line -> String in
            var parts = line.split(separator: "\t").map(String.init)
            guard ["#fields", "#types"].contains(parts[0]) else { return String(line) }
            if let column { parts.remove(at: column + 1) }
            return parts.joined(separator: "\t")
        }.joined(separator: "\n").replacing("id.", with: names)
        let all = (0..<rows).map { row in
            var parts = FormatTests.zeekRow.dropLast().split(separator: "\t").map(String.init)
            parts[8] = "0.\(row + 1)"
            if let column { parts.remove(at: column) }
            return parts.joined(separator: "\t") + "\n"
        }
        return columns + "\n" + all.joined()
    }

    /// The columns of a model that was trained on a table are not those of a log that shares one name with it.
    @Test func aLogWithFewOfAModelsColumnsIsAnotherOne() throws {
        let folder = TemporaryFolder()
        let names = ["service", "seconds", "bytes_sent", "bytes_received", "colour"]
        let fields = names.map { Field(name: $0, kind: .category) }
        let schema = RecordSchema(format: "csv", fields: fields)
        let row = "web,1,2,3,red\n"
        let fitting = try ReadLog(
            [folder.write(names.joined(separator: ",") + "\n" + row, "a")], schema: schema)
        #expect(fitting.texts.count == 1 && fitting.texts.first?["colour"] == "red")
        // Labels are missing in most logs.
        #expect(
            try ReadLog(
                [folder.write("service,seconds,bytes_sent,bytes_received\nweb,1,2,3\n", "d")], schema: schema
            ).texts.count == 1)
        let zeek = try folder.write(Self.zeek("id.", 3), "b")
        let table = try folder.write("service,other\nweb,1\nweb,2\n", "c")
        for path in [zeek, table] {
            let error = #expect(throws: LogError.self) { try ReadLog([path], schema: schema) }
            #expect(
                error?.description.contains("most of its columns (service, seconds,") == true, "\(path)")
        }
    }

    @Test func underscoresInZeeksNamesAreTheSameColumns() throws {
        let folder = TemporaryFolder()
        let log = try ReadLog([folder.write(Self.zeek("id_", 12))])
        #expect(log.format == "zeek-conn" && log.texts[0]["id.orig_h"] == "192.0.2.7")
    }

    /// A model that was trained on such a log reads it by the fields that it was trained on.
    @Test func aZeekLogWithoutAColumnHasANameOfItsOwn() throws {
        let folder = TemporaryFolder()
        let text = Self.zeek("id.", 12, dropping: 11)
        let log = try ReadLog([folder.write(text)])
        #expect(log.format == "zeek-conn-columns" && log.texts.count == 12)
        let again = try ReadLog([folder.write(text)], schema: log.schema)
        #expect(again.schema == log.schema && again.texts == log.texts)
    }

    /// Headers that change nothing do not cut a log into blocks of a few records.
    @Test func repeatedHeadersCostNothing() throws {
        let folder = TemporaryFolder()
        let text = String(repeating: Self.zeek("id.", 2), count: 200)
        let reader = try LogReader([folder.write(text)], catalog: sourceCatalog())
        var sizes: [Int] = []
        while let batch = try reader.nextBatch() { sizes.append(batch.count) }
        #expect(sizes == [400])
    }
}
