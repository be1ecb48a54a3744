import Foundation
import QuartetFiles
import QuartetTestSupport
import QuartetTraffic
import Testing

/// What else happens to a followed log: neighbours, compressors, late writers, copies and locks.
@Suite struct FollowedRotationTests {
    private static let header = FormatTests.zeekHeader

    /// A number before the ending names a sensor as well as a rotated file.
    @Test(arguments: [false, true]) func anotherSensorsLogIsNoRotatedFile(restarts: Bool) throws {
        let folder = TemporaryFolder()
        let state = folder.file("state")
        let path = try folder.write(Self.header + LogFollower.rows(1...2), "conn.log")
        let other = try folder.write(Self.header + LogFollower.rows(91...92), "conn-1.log")
        var follower = try LogFollower([path], state: state)
        #expect(try follower.numbers(2) == [1, 2])
        try LogFollower.append(LogFollower.row(3), path)
        try LogFollower.rotate(path, to: path + ".1")
        Thread.sleep(forTimeInterval: 0.02)
        try LogFollower.append(LogFollower.row(93), other)
        // Rotated, but the other log's.
        _ = try folder.write(Self.header + LogFollower.row(94), "conn-1.2024-06-06.log")
        Thread.sleep(forTimeInterval: 0.02)
        _ = try folder.write(Self.header + LogFollower.row(4), "conn.log")
        if restarts { follower = try LogFollower([path], state: state) }
        #expect(try follower.numbers(2) == [3, 4])
        #expect(try follower.isQuiet())
    }

    /// Even where rotation gives such names, a file that is written to after the log is another one.
    @Test func aYoungerNeighbourIsNoRotatedFile() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(Self.header + LogFollower.rows(1...2), "conn.log")
        let follower = try LogFollower([path], patience: .milliseconds(100))
        #expect(try follower.numbers(2) == [1, 2])
        try LogFollower.rotate(path, to: folder.file("conn-2.log"))
        Thread.sleep(forTimeInterval: 0.02)
        _ = try folder.write(Self.header + LogFollower.row(3), "conn.log")
        Thread.sleep(forTimeInterval: 0.02)
        _ = try folder.write(Self.header + LogFollower.row(91), "conn-1.log")
        #expect(try follower.numbers(1) == [3])
        #expect(try follower.isQuiet(for: 0.3))
    }

    /// Compressors that do not keep the time make a file look new: at once, one rotation later, and after a restart.
    @Test(arguments: [false, true]) func aFilePackedLaterIsNotReadAgain(restarts: Bool) throws {
        let folder = TemporaryFolder()
        let state = folder.file("state")
        let path = try folder.write(Self.header + LogFollower.rows(1...2), "conn.log")
        var follower = try LogFollower([path], state: state, patience: .milliseconds(100))
        #expect(try follower.numbers(2) == [1, 2])
        try LogFollower.rotate(path, to: path + ".1.gz")
        _ = try folder.write(Self.header + LogFollower.row(3), "conn.log")
        try LogFollower.touch(path + ".1.gz", 1)
        #expect(try follower.numbers(1) == [3])
        if restarts { follower = try LogFollower([path], state: state, patience: .milliseconds(100)) }
        try LogFollower.append(LogFollower.row(4), path)
        try FileManager.default.moveItem(atPath: path + ".1.gz", toPath: path + ".2.gz")
        try LogFollower.rotate(path, to: path + ".1")
        _ = try folder.write(Self.header + LogFollower.row(5), "conn.log")
        try LogFollower.touch(path + ".2.gz", 2)
        #expect(try follower.numbers(2) == [4, 5])
        #expect(try follower.isQuiet(for: 0.3))
    }

    @Test func aWriterThatGoesOnForTooLongIsReported() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(Self.header + LogFollower.row(1), "conn.log")
        let follower = try LogFollower([path], patience: .seconds(60), grace: .milliseconds(100))
        #expect(try follower.numbers(1) == [1])
        try LogFollower.rotate(path, to: path + ".1")
        _ = try folder.write(Self.header + LogFollower.row(91), "conn.log")
        let end = Date() + 10
        while !follower.events.contains(where: { $0.contains("still grows") }), Date() < end {
            try LogFollower.append(LogFollower.row(2), path + ".1")
            while try !follower.isQuiet(for: 0.01) {}
        }
        let event = try #require(follower.events.first { $0.contains("still grows") })
        #expect(event.contains("\(path).1 still grows"))
        // From now on the new file is read, and the old one is not.
        try LogFollower.append(LogFollower.row(3), path + ".1")
        try LogFollower.append(LogFollower.row(92), path)
        #expect(try follower.numbers(1) == [92])
    }

    /// Lines that came just before copytruncate emptied the log.
    @Test(arguments: ["conn.log.1", "conn.log.1.gz"]) func aCopyOfATruncatedLogIsRead(copy: String) throws {
        let folder = TemporaryFolder()
        let bad = LogFollower.row(0).replacing("\t", with: " ")
        let path = try folder.write(Self.header + bad + LogFollower.rows(1...3), "conn.log")
        let follower = try LogFollower([path])
        #expect(try follower.numbers(3) == [1, 2, 3])
        try LogFollower.append(LogFollower.rows(4...5), path)
        try FileManager.default.copyItem(atPath: path, toPath: folder.file("copy"))
        try LogFollower.rotate(folder.file("copy"), to: folder.file(copy))
        try LogFollower.truncate(path, writing: Self.header + LogFollower.row(6))
        #expect(try follower.numbers(3) == [4, 5, 6])
        #expect(follower.events.contains { $0.contains("reading the rest of its copy \(folder.file(copy))") })
        #expect(follower.rejected == 1)
        #expect(try follower.isQuiet())
        // The next copy, of the same file.
        try LogFollower.append(LogFollower.row(7), path)
        try FileManager.default.copyItem(atPath: path, toPath: path + ".0")
        try LogFollower.truncate(path, writing: Self.header + LogFollower.row(8))
        #expect(try follower.numbers(2) == [7, 8])
    }

    /// From the file nothing had been returned by which a copy could be recognised.
    @Test func aCopyOfALogThatHadNoRecordsYetIsRead() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(Self.header, "conn.log")
        let follower = try LogFollower([path])
        #expect(try follower.isQuiet(for: 0.3))
        try LogFollower.append(LogFollower.row(1), path)
        try FileManager.default.copyItem(atPath: path, toPath: path + ".1")
        try LogFollower.truncate(path, writing: "")
        #expect(try follower.numbers(1) == [1])
        try LogFollower.append(Self.header + LogFollower.row(2), path)
        #expect(try follower.numbers(1) == [2])
        #expect(!follower.events.contains { $0.contains("lost") })
    }

    @Test func whatATruncationWithoutACopyLosesIsSaid() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(Self.header + LogFollower.rows(1...3), "conn.log")
        let follower = try LogFollower([path])
        #expect(try follower.numbers(3) == [1, 2, 3])
        try LogFollower.append("half of a line", path)
        #expect(try follower.isQuiet(for: 0.3))
        try LogFollower.truncate(path, writing: Self.header + LogFollower.row(4))
        #expect(try follower.numbers(1) == [4])
        #expect(follower.events.contains { $0.contains("was truncated; 14 bytes or more were lost") })
        // Nothing is said where nothing was unread.
        try LogFollower.truncate(path, writing: "")
        #expect(try follower.isQuiet(for: 0.3))
        #expect(follower.events.last?.contains("lost") == false)
    }

    /// The file was rotated and compressed while the program was stopped, and the packed file looks newer than the one
    /// that followed it.
    @Test(arguments: [0, 3]) func aFilePackedBeforeARestartIsReadToItsEnd(read: Int) throws {
        let folder = TemporaryFolder()
        let state = folder.file("state")
        let rows = read > 0 ? LogFollower.rows(1...read) : ""
        let path = try folder.write(Self.header + rows, "conn.log")
        let first = try LogFollower([path], state: state)
        #expect(try read > 0 ? first.numbers(read) == Array(1...read) : first.isQuiet(for: 0.3))
        try LogFollower.append(LogFollower.row(read + 1), path)
        Thread.sleep(forTimeInterval: 0.02)
        try LogFollower.rotate(path, to: path + ".2.gz")
        _ = try folder.write(Self.header + LogFollower.row(read + 2), "conn.log.1")
        Thread.sleep(forTimeInterval: 0.02)
        _ = try folder.write(Self.header + LogFollower.row(read + 3), "conn.log")
        if read > 0 { try LogFollower.touch(path + ".2.gz", 1) }
        let second = try LogFollower([path], state: state, patience: .milliseconds(100))
        #expect(try second.numbers(3) == [read + 1, read + 2, read + 3])
        #expect(try second.isQuiet(for: 0.3))
        #expect(!second.events.contains { $0.contains("lost") })
        #expect(try LogFollower([path], state: state).isQuiet(for: 0.3))
    }

    /// Rotation removed the file that was being read, but not its successor.
    @Test func theSuccessorOfALostFileIsRead() throws {
        let folder = TemporaryFolder()
        let state = folder.file("state")
        let path = try folder.write(Self.header + LogFollower.rows(1...2), "conn.log")
        #expect(try LogFollower([path], state: state).numbers(2) == [1, 2])
        Thread.sleep(forTimeInterval: 0.02)
        _ = try folder.write(Self.header + LogFollower.row(3), "conn.log.1")
        let new = try folder.write(Self.header + LogFollower.row(4), "new")
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: new, toPath: path)
        let follower = try LogFollower([path], state: state)
        #expect(try follower.numbers(2) == [3, 4])
        #expect(follower.events.contains { $0.contains("is gone; its unread lines are lost") })
    }

    /// Ctrl-C ends the wait for a lock that another process holds.
    @Test func aHeldLockDoesNotDelayTheEnd() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(Self.header + LogFollower.row(1), "conn.log")
        let lock = open(folder.file(".state.lock"), O_RDWR | O_CREAT, 0o666)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX) == 0)
        let begin = Date()
        // The user stops it at once, and it checks that first here.
        var checks = 0
        let log = try FollowedLog([path], catalog: sourceCatalog(), state: folder.file("state")) {
            checks += 1
            return checks > 1
        }
        let error = #expect(throws: FileError.self) { try log.nextBatch() }
        #expect(error?.description.contains("another process holds") == true)
        #expect(Date().timeIntervalSince(begin) < 3)
    }
}
