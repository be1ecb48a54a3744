import Foundation
import QuartetFiles
import QuartetTestSupport
import QuartetTraffic
import Testing

@Suite struct BadInputTests {
    private static let good = FormatTests.zeekRow

    @Test func malformedLinesAreCountedAndReported() throws {
        let folder = TemporaryFolder()
        let bad = "1700000000\tC\t192.0.2.7\n"
        let text =
            FormatTests.zeekHeader + Self.good + bad + Self.good.replacing("\t100\t", with: "\tlots\t")
            + Self.good
            + Self.good + Self.good
        let rejects = folder.path + "/rejects"
        let log = try ReadLog([folder.write(text)], rejectFile: rejects)
        #expect(log.failure == nil)
        #expect(log.texts.count == 4)
        #expect(log.rejectedCount == 2)
        #expect(log.rejected.map(\.number) == [9, 10])
        #expect(log.rejected[0].reason == "found 3 columns, expected 12")
        #expect(log.rejected[1].reason == "orig_bytes is 'lots', expected a number")
        let written = try String(contentsOfFile: rejects, encoding: .utf8)
        #expect(written.split(separator: "\n").count == 2)
        #expect(written.contains(":9: found 3 columns, expected 12\t1700000000\tC\t192.0.2.7"))
    }

    @Test func aFileThatIsMostlyMalformedIsAnError() throws {
        let folder = TemporaryFolder()
        let log = try ReadLog([folder.write(FormatTests.zeekHeader + Self.good + "x\ny\nz\n")])
        guard case .mostlyMalformed(_, let format, 3, 4, let examples)? = log.failure as? LogError else {
            Issue.record("\(String(describing: log.failure))")
            return
        }
        #expect(format == "zeek-conn")
        #expect(examples.count == 3)
    }

    @Test func zerosLongLinesAndInvalidTextAffectOnlyTheirLine() throws {
        let folder = TemporaryFolder()
        var data = Data((FormatTests.zeekHeader + Self.good).utf8)
        data.append(contentsOf: [65, 0, 66, 10])
        data.append(Data(repeating: 120, count: 3 << 20))
        data.append(10)
        data.append(Data(Self.good.replacing("ssl", with: "s?l").utf8.map { $0 == 63 ? 0xFF : $0 }))
        for _ in 0..<3 { data.append(Data(Self.good.utf8)) }
        let log = try ReadLog([folder.write(data, "log")])
        #expect(log.failure == nil)
        #expect(log.texts.count == 5)
        #expect(log.texts[1]["service"] == "s\u{FFFD}l")
        #expect(log.lineNumbers == [8, 11, 12, 13, 14])
        #expect(Set(log.rejected.map(\.number)) == [9, 10])
        #expect(log.rejected.contains { $0.reason.contains("3145728 bytes") })
        #expect(log.rejected.contains { $0.reason.contains("NUL") })
    }

    @Test(arguments: ["gzip", "xz"]) func aTruncatedCompressedFileIsReadAsFarAsItGoesAndIsAnError(
        program: String
    ) throws {
        let folder = TemporaryFolder()
        var text = FormatTests.zeekHeader
        for index in 0..<5000 {
            text += Self.good.replacing("Ca1", with: "C\(index &* 2_654_435_761 % 1_000_003)")
        }
        let path = try folder.write(text)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program, "-k", path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let packed = try Data(contentsOf: URL(fileURLWithPath: path + (program == "gzip" ? ".gz" : ".xz")))
        #expect(try ReadLog([folder.write(packed, "whole")]).texts.count == 5000)
        let half = try ReadLog([folder.write(packed.prefix(packed.count / 2), "half")])
        guard case .damaged(_, _, let records)? = half.failure as? LogError else {
            Issue.record("\(String(describing: half.failure))")
            return
        }
        #expect(records == half.texts.count)
        #expect(program == "xz" || records > 1000)
    }

    /// All of its records are judged, and the damage is reported afterwards.
    @Test func aGzipChecksumThatDoesNotMatchIsAnError() throws {
        let folder = TemporaryFolder()
        let text = FormatTests.zeekHeader + String(repeating: Self.good, count: 300)
        let path = try folder.write(text)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-k", path]
        try process.run()
        process.waitUntilExit()
        var packed = try Data(contentsOf: URL(fileURLWithPath: path + ".gz"))
        packed[packed.count - 8] ^= 1
        let log = try ReadLog([folder.write(packed, "spoiled")])
        #expect(log.texts.count == 300)
        guard case .damaged(_, let reason, 300)? = log.failure as? LogError else {
            Issue.record("\(String(describing: log.failure))")
            return
        }
        #expect(reason.contains("checksum"))
    }

    @Test func lineEndsAndByteOrderMarksOfOtherSystemsAreRead() throws {
        let folder = TemporaryFolder()
        let log = try ReadLog([folder.write("\u{FEFF}a,b\r\n1,x\r\n\r\n2,y")])
        #expect(log.numbers.map { $0["a"] } == [1, 2])
        #expect(log.texts.map { $0["b"] } == ["x", "y"])
    }

    /// When one of several logs is unreadable, the others are read, and it is reported at the end.
    @Test func anUnreadableLogDoesNotAffectOthers() throws {
        let folder = TemporaryFolder()
        let good = try folder.write(FormatTests.zeekHeader + Self.good + Self.good, "good")
        let empty = try folder.write("", "empty")
        let garbage = try folder.write(
            Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 129) }), "bad")
        let torn = try folder.write(FormatTests.zeekHeader + Self.good + "x\ny\nz\n", "torn")
        let fine = try ReadLog([empty, good, empty, good])
        #expect(fine.failure == nil && fine.texts.count == 4)
        let one = try ReadLog([garbage, good, torn, folder.path + "/none", good])
        #expect(one.texts.count == 5)
        guard case .several(let errors)? = one.failure as? LogError else {
            Issue.record("\(String(describing: one.failure))")
            return
        }
        #expect(errors.count == 3)
        guard case .unknownFormat = errors[0], case .mostlyMalformed = errors[1],
            case .file(.cannotRead) = errors[2]
        else {
            Issue.record("\(errors)")
            return
        }
        #expect(throws: LogError.empty(file: "\(empty), \(empty)")) { _ = try ReadLog([empty, empty]) }
    }

    /// Memory depends on the bytes of a block, not on its lines times the fields of its format.
    @Test func manyShortLinesOfManyFieldsFitIntoMemory() throws {
        let folder = TemporaryFolder()
        let header = (0..<20_000).map { "c\($0)" }.joined(separator: ",") + "\n"
        let first = [String](repeating: "1", count: 20_000).joined(separator: ",") + "\n"
        let log = try ReadLog([folder.write(header + first + String(repeating: "1\n", count: 300_000))])
        guard case .mostlyMalformed(_, "csv", _, _, _)? = log.failure as? LogError else {
            Issue.record("\(String(describing: log.failure))")
            return
        }
        // A line that begins with a letter could be the header again.
        let words = try ReadLog([folder.write(header + first + String(repeating: "abc\n", count: 20_000))])
        guard case .mostlyMalformed? = words.failure as? LogError else {
            Issue.record("\(String(describing: words.failure))")
            return
        }
        let keys = (0..<4000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        let objects = try folder.write("{\(keys)}\n" + String(repeating: "{}\n", count: 20_000), "objects")
        let reader = try LogReader([objects], catalog: sourceCatalog())
        var records = 0
        while let batch = try reader.nextBatch() {
            records += batch.count
            #expect(batch.count * batch.schema.fields.count <= 1 << 22)
            if batch.lineNumber(0) == 1 { #expect(batch.number(3999, of: 0) == 3999) }
        }
        #expect(records == 20_001)
    }

    @Test func emptyLinesBeforeALogAreSkipped() throws {
        let folder = TemporaryFolder()
        let log = try ReadLog([folder.write(String(repeating: "\n", count: 3 << 20) + "a,b\n1,x\n2,y\n")])
        #expect(log.numbers.map { $0["a"] } == [1, 2])
        #expect(log.lineNumbers == [(3 << 20) + 2, (3 << 20) + 3])
    }

    @Test(arguments: [
        #"{"a":1,"b":[1,{"c":2}]}"#, #"{"a":1,"b":[[["]}"]]]}"#, #"{"a":1,"b":{"c":[]}}"#,
    ]) func nestedValuesAreSkipped(line: String) throws {
        let folder = TemporaryFolder()
        let log = try ReadLog([folder.write(line + "\n" + line + "\n")])
        #expect(log.rejectedCount == 0)
        #expect(log.numbers.map { $0["a"] } == [1, 1])
    }

    @Test(arguments: [
        #"{"a":1,"b":[1,2}}"#, #"{"a":1,"b":[{"c":2]}}"#, #"{"a":1,"b":{"c":2]}"#, #"{"a":1,"b":[1}]}"#,
        #"{"a":1,"b":[1"#, #"{"a":1]"#,
        #"{"a":1,"b":"# + String(repeating: "[", count: 65) + String(repeating: "]", count: 65) + "}",
    ]) func linesWithMismatchedBracketsAreRefused(line: String) throws {
        let folder = TemporaryFolder()
        let good = #"{"a":1,"b":[]}"# + "\n"
        let log = try ReadLog([folder.write(good + line + "\n" + good + good)])
        #expect(log.texts.count == 3)
        #expect(log.rejected.map(\.number) == [2])
        #expect(log.rejected.first?.reason.contains("not a JSON object") == true)
    }

    /// RFC 8259, section 7: any character of a name may be written as an escape.
    @Test func escapedNamesAreTheSameNames() throws {
        let folder = TemporaryFolder()
        let log = try ReadLog([
            folder.write(#"{"bytes\/s":1,"\u0061":2}"# + "\n" + #"{"bytes/s":3,"a":4}"# + "\n")
        ])
        #expect(log.numbers.map { $0["bytes/s"] } == [1, 3])
        #expect(log.numbers.map { $0["a"] } == [2, 4])
        #expect(log.texts.map { $0["bytes/s"] } == ["1", "3"])
    }
}
