import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

@Suite struct FollowedLogTests {
    @Test func appendedLinesAreReadWhenTheyAreComplete() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(FormatTests.zeekHeader + LogFollower.rows(1...3), "conn.log")
        let follower = try LogFollower([path])
        #expect(try follower.numbers(3) == [1, 2, 3])
        let half = LogFollower.row(4)
        try LogFollower.append(String(half.prefix(20)), path)
        #expect(try follower.isQuiet())
        try LogFollower.append(String(half.dropFirst(20)) + LogFollower.row(5), path)
        #expect(try follower.numbers(2) == [4, 5])
    }

    /// A compressed log has no lines to wait for.
    @Test func aCompressedLogCannotBeFollowed() throws {
        let folder = TemporaryFolder()
        for (name, bytes) in [
            ("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0] as [UInt8]), ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]),
            ("zstd", [0x28, 0xB5, 0x2F, 0xFD, 4]), ("bzip2", Array("BZh91AY".utf8)),
        ] {
            let follower = try LogFollower([folder.write(bytes, to: name)])
            let error = #expect(throws: LogError.self) { try follower.numbers(1) }
            #expect(error?.description.contains("compressed by \(name), but --follow reads plain") == true)
        }
    }

    @Test func aRotatedLogIsReadCompletelyFirst() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(FormatTests.zeekHeader + LogFollower.rows(1...2), "conn.log")
        let follower = try LogFollower([path])
        #expect(try follower.numbers(2) == [1, 2])
        try LogFollower.append(LogFollower.row(3) + LogFollower.row(4).dropLast(), path)
        try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
        _ = try folder.write(FormatTests.zeekHeader + LogFollower.rows(5...6), "conn.log")
        #expect(try follower.numbers(4) == [3, 4, 5, 6])
        #expect(follower.events.contains { $0.contains("rotated") })
    }

    /// A slow reader finds three files where there was one.
    @Test func noFileOfSeveralRotationsIsSkipped() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(FormatTests.zeekHeader + LogFollower.rows(1...2), "conn.log")
        let follower = try LogFollower([path])
        #expect(try follower.numbers(2) == [1, 2])
        try LogFollower.append(LogFollower.row(3), path)
        for first in [4, 6] {
            try FileManager.default.moveItem(atPath: path, toPath: path + ".\(first)")
            _ = try folder.write(FormatTests.zeekHeader + LogFollower.rows(first...first + 1), "conn.log")
        }
        #expect(try follower.numbers(5) == [3, 4, 5, 6, 7])
    }

    @Test func aTruncatedLogIsReadFromItsBeginning() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(FormatTests.zeekHeader + LogFollower.rows(1...4), "conn.log")
        let follower = try LogFollower([path])
        #expect(try follower.numbers(4) == [1, 2, 3, 4])
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data((FormatTests.zeekHeader + LogFollower.rows(11...12)).utf8))
        try handle.close()
        #expect(try follower.numbers(2) == [11, 12])
        // Truncated, and at once longer than before.
        let again = try #require(FileHandle(forWritingAtPath: path))
        try again.truncate(atOffset: 0)
        try again.write(contentsOf: Data((FormatTests.zeekHeader + LogFollower.rows(21...29)).utf8))
        try again.close()
        #expect(try follower.numbers(9) == Array(21...29))
    }

    @Test func aLogThatDisappearsIsWaitedFor() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(FormatTests.zeekHeader + LogFollower.rows(1...2), "conn.log")
        let follower = try LogFollower([path, folder.path + "/late.log"])
        #expect(try follower.numbers(2) == [1, 2])
        try FileManager.default.removeItem(atPath: path)
        #expect(try follower.isQuiet())
        _ = try folder.write(FormatTests.zeekHeader + LogFollower.rows(3...4), "conn.log")
        #expect(try follower.numbers(2) == [3, 4])
        _ = try folder.write(FormatTests.zeekHeader + LogFollower.row(5), "late.log")
        #expect(try follower.numbers(1) == [5])
    }

    @Test func aRestartContinuesAfterTheLastCommit() throws {
        let folder = TemporaryFolder()
        let state = folder.path + "/state"
        let path = try folder.write(FormatTests.zeekHeader + LogFollower.rows(1...3), "conn.log")
        #expect(try LogFollower([path], state: state).numbers(3) == [1, 2, 3])
        try LogFollower.append(LogFollower.rows(4...5), path)
        // Returned, but not committed: returned again.
        #expect(try LogFollower([path], state: state).numbers(2, commit: false) == [4, 5])
        let second = try LogFollower([path], state: state)
        #expect(try second.numbers(2) == [4, 5])
        #expect(try second.isQuiet())
        // Rotated twice between two runs.
        try LogFollower.append(LogFollower.row(6), path)
        try FileManager.default.moveItem(atPath: path, toPath: path + ".2")
        Thread.sleep(forTimeInterval: 0.02)
        _ = try folder.write(FormatTests.zeekHeader + LogFollower.row(7), "conn.log.1")
        _ = try folder.write(FormatTests.zeekHeader + LogFollower.row(8), "conn.log")
        #expect(try LogFollower([path], state: state).numbers(3) == [6, 7, 8])
        // Different content in the same file.
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data((FormatTests.zeekHeader + LogFollower.rows(31...35)).utf8))
        try handle.close()
        #expect(try LogFollower([path], state: state).numbers(5) == Array(31...35))
    }

    @Test func aLongLineAndAPartialHeaderDoNotStopIt() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(String(FormatTests.zeekHeader.prefix(12)), "conn.log")
        let follower = try LogFollower([path])
        #expect(try follower.isQuiet())
        try LogFollower.append(String(FormatTests.zeekHeader.dropFirst(12)) + LogFollower.row(1), path)
        #expect(try follower.numbers(1) == [1])
        try LogFollower.append(String(repeating: "x", count: 3 << 20) + "\n" + LogFollower.row(2), path)
        #expect(try follower.numbers(1) == [2])
        // The bytes before the position belong to the long line: the file was not truncated.
        try LogFollower.append(String(repeating: "x", count: 3 << 20), path)
        #expect(try follower.isQuiet())
        try LogFollower.append("\n", path)
        #expect(try follower.isQuiet())
        try LogFollower.append(LogFollower.row(3), path)
        #expect(try follower.numbers(1) == [3])
        #expect(follower.events.isEmpty)
    }

    /// The writer of a rotated file has it open for a moment longer.
    @Test func aLateWriterOfARotatedFileLosesNothing() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(FormatTests.zeekHeader + LogFollower.rows(1...2), "conn.log")
        let follower = try LogFollower([path])
        #expect(try follower.numbers(2) == [1, 2])
        try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
        _ = try folder.write(FormatTests.zeekHeader, "conn.log")
        #expect(try follower.isQuiet(for: 0.1))
        try LogFollower.append(LogFollower.rows(3...5), path + ".1")
        try LogFollower.append(LogFollower.rows(6...7), path)
        #expect(try follower.numbers(5) == [3, 4, 5, 6, 7])
    }

    /// Two rotations while the program is stopped, under the names that rotation gives.
    @Test(arguments: [
        ["conn.log.2", "conn.log.1"], ["conn-1.log", "conn-2.log"], ["conn.1.log", "conn.2.log"],
        ["conn.log-20240605", "conn.log-20240606"], ["conn-20240605.log", "conn-20240606.log"],
        ["conn.2024-06-06-12.log", "conn.2024-06-06-13.log"],
        ["conn.12:00:00-13:00:00.log", "conn.13:00:00-14:00:00.log"],
        ["conn.log.2024-06-05_12", "conn.log.2024-06-06T12:00:00Z"],
        ["conn.log.2.gz", "conn.log.1.gz"], ["conn-20240605.log.xz", "conn-20240606.log"],
    ]) func rotatedFilesAreFoundByTheirNames(names: [String]) throws {
        let folder = TemporaryFolder()
        let state = folder.path + "/conn.log.state"
        let path = try folder.write(FormatTests.zeekHeader + LogFollower.rows(1...3), "conn.log")
        #expect(try LogFollower([path], state: state).numbers(3) == [1, 2, 3])
        try LogFollower.append(LogFollower.row(4), path)
        for (first, name) in zip([5, 7], names) {
            try LogFollower.rotate(path, to: folder.file(name))
            Thread.sleep(forTimeInterval: 0.02)
            _ = try folder.write(FormatTests.zeekHeader + LogFollower.rows(first...first + 1), "conn.log")
        }
        // Not of this log, though named alike.
        _ = try folder.write(FormatTests.zeekHeader + LogFollower.row(99), "conn-errors.log")
        _ = try folder.write(FormatTests.zeekHeader + LogFollower.row(98), "conn.log.backup")
        let follower = try LogFollower([path], state: state)
        #expect(try follower.numbers(5) == [4, 5, 6, 7, 8])
        #expect(try follower.isQuiet())
    }

    /// A copy keeps the lines that were not read before the log itself was emptied.
    @Test func aCopyOfATruncatedLogIsReadAfterARestart() throws {
        let folder = TemporaryFolder()
        let state = folder.path + "/state"
        let path = try folder.write(FormatTests.zeekHeader + LogFollower.rows(1...3), "conn.log")
        #expect(try LogFollower([path], state: state).numbers(3) == [1, 2, 3])
        try LogFollower.append(LogFollower.row(4), path)
        try FileManager.default.copyItem(atPath: path, toPath: path + ".1")
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data((FormatTests.zeekHeader + LogFollower.rows(5...9)).utf8))
        try handle.close()
        #expect(try LogFollower([path], state: state).numbers(6) == [4, 5, 6, 7, 8, 9])
    }

    /// A first run that ends before its first commit, and a rotation.
    @Test func theFirstFileIsKnownBeforeTheFirstCommit() throws {
        let folder = TemporaryFolder()
        let state = folder.path + "/state"
        let path = try folder.write(FormatTests.zeekHeader + LogFollower.rows(1...2), "conn.log")
        #expect(try LogFollower([path], state: state).numbers(2, commit: false) == [1, 2])
        try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
        _ = try folder.write(FormatTests.zeekHeader + LogFollower.row(3), "conn.log")
        #expect(try LogFollower([path], state: state).numbers(3) == [1, 2, 3])
    }

    /// Programs that follow different logs may share a file of positions.
    @Test func positionsOfOtherLogsStay() throws {
        let folder = TemporaryFolder()
        let state = folder.path + "/state"
        let paths = try (0..<8).map { number in
            try folder.write(FormatTests.zeekHeader + LogFollower.row(number), "conn\(number).log")
        }
        DispatchQueue.concurrentPerform(iterations: paths.count) { index in
            let found = try? LogFollower([paths[index]], state: state).numbers(1)
            #expect(found == [index])
        }
        for path in paths { #expect(try LogFollower([path], state: state).isQuiet(for: 0.01)) }
        #expect(try !folder.names.contains { $0.contains("lock") })
    }

    @Test func aDamagedStateFileIsAnError() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(FormatTests.zeekHeader, "conn.log")
        let state = try folder.write("{", "state")
        #expect(throws: LogError.self) { try LogFollower([path], state: state) }
    }
}
