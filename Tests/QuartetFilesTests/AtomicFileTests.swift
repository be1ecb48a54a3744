import Foundation
import QuartetFiles
import QuartetTestSupport
import Testing

@Suite struct AtomicFileTests {
    @Test func replacesTheOldContentAndLeavesNothingElse() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/note.txt"
        try AtomicFile.write("first", to: path)
        try AtomicFile.write([Data("sec".utf8), Data(), Data("ond".utf8)], to: path)
        #expect(try folder.text("note.txt") == "second")
        try AtomicFile.write([UInt8](), to: path)
        #expect(try folder.text("note.txt") == "")
        #expect(try folder.names == ["note.txt"])
    }

    /// Each change sees what the one before it wrote, and no lock stays.
    @Test func changesOfOneFileComeOneAfterAnother() throws {
        let folder = TemporaryFolder()
        let path = try folder.write("0", to: "count")
        _ = symlink("count", folder.file("alias"))
        DispatchQueue.concurrentPerform(iterations: 40) { index in
            #expect(throws: Never.self) {
                let name = index % 2 == 0 ? path : folder.file("alias")
                try AtomicFile.updating(name) {
                    let count = try #require(try Int(FileBytes.text(path)))
                    try AtomicFile.write("\(count + 1)", to: name)
                }
            }
        }
        #expect(try folder.text("count") == "40")
        #expect(try folder.names == ["alias", "count"])
        // A lock that a killed process left behind.
        try folder.write("", to: ".count.lock")
        #expect(try AtomicFile.updating(path) { 7 } == 7)
        #expect(try folder.names == ["alias", "count"])
        #expect(throws: FileError.self) { try AtomicFile.updating("/nowhere/count") {} }
    }

    /// A lock that is never released ends in an error that names it.
    @Test func aHeldLockIsNotWaitedForWithoutEnd() throws {
        let folder = TemporaryFolder()
        let path = try folder.write("0", to: "count")
        let lock = open(folder.file(".count.lock"), O_RDWR | O_CREAT, 0o666)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX) == 0)
        let error = #expect(throws: FileError.self) {
            try AtomicFile.updating(path, patience: .milliseconds(50)) {
                try AtomicFile.write("1", to: path)
            }
        }
        #expect(error?.description.contains("another process holds \(folder.file(".count.lock"))") == true)
        #expect(try folder.text("count") == "0")
        // Who wants the program to end does not wait for the lock either.
        let begin = ContinuousClock.now
        let isStopped = { true }
        #expect(throws: FileError.self) { try AtomicFile.updating(path, isStopped: isStopped) {} }
        #expect(ContinuousClock.now - begin < .seconds(3))
    }

    /// A reader sees the content of one writer or of another, and at the end one of them has won.
    @Test func writersOfOnePathNeverMix() async throws {
        let folder = TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 0, count: 200_000), to: "shared")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 1...4 {
                group.addTask {
                    for _ in 0..<20 {
                        try AtomicFile.write([UInt8](repeating: UInt8(writer), count: 200_000), to: path)
                    }
                }
            }
            group.addTask {
                for _ in 0..<200 {
                    let bytes = try FileBytes.read(path)
                    #expect(bytes.count == 200_000 && Set(bytes).count == 1)
                }
            }
            try await group.waitForAll()
        }
        #expect(try FileBytes.read(path).first.map { (1...4).contains($0) } == true)
        #expect(try folder.names == ["shared"])
    }

    /// Links with the names of temporary files point to a file that must not change.
    @Test func preparedLinksAreNotFollowed() throws {
        let folder = TemporaryFolder()
        let victim = try folder.write("untouched".utf8, to: "victim")
        let names = [
            "note.txt.\(getpid()).partial", ".note.txt.\(getpid())-1f.quartet", ".note.txt.1-1f.quartet",
        ]
        for name in names {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/" + name, withDestinationPath: victim)
        }
        try AtomicFile.write("new", to: folder.path + "/note.txt")
        #expect(try folder.text("victim") == "untouched")
        #expect(try folder.text("note.txt") == "new")
        #expect(try folder.names == (names + ["note.txt", "victim"]).sorted())
    }

    @Test func aLinkKeepsPointingToItsFile() throws {
        let folder = TemporaryFolder()
        try folder.write("old".utf8, to: "file")
        let link = folder.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
        try AtomicFile.write("new", to: link)
        #expect(try folder.text("file") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "file")
    }

    @Test func whatADeadProcessLeftIsRemovedAndWhatALivingOneWritesStays() throws {
        let folder = TemporaryFolder()
        try folder.write("half".utf8, to: ".note.txt.1-0123456789abcdef.quartet")
        let living = try folder.write("half".utf8, to: ".note.txt.2-0123456789abcdef.quartet")
        let others = [
            ".other.txt.1-0123456789abcdef.quartet", ".note.txt.quartet", ".note.txt.mine-1.quartet",
            ".note.txt.1-0123456789abcdef.tmp",
        ]
        for name in others { try folder.write("a user's".utf8, to: name) }
        // A living writer has this lock. Another descriptor of this process conflicts with it as another process would.
        let descriptor = open(living, O_RDONLY)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        try AtomicFile.write("whole", to: folder.path + "/note.txt")
        let kept = others + [".note.txt.2-0123456789abcdef.quartet", "note.txt"]
        #expect(try folder.names == kept.sorted())
        close(descriptor)
        try AtomicFile.write("whole", to: folder.path + "/note.txt")
        #expect(try folder.names == (others + ["note.txt"]).sorted())
    }

    @Test func pipesAreWrittenToAsTheyAre() async throws {
        let folder = TemporaryFolder()
        let pipe = folder.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        async let read = Task.detached { try FileBytes.read(pipe) }.value
        try AtomicFile.write(bytes, to: pipe)
        #expect(try await read == bytes)
        try AtomicFile.write("gone", to: "/dev/null")
        #expect(try folder.names == ["pipe"])
    }

    @Test func longNamesAreShortened() throws {
        let folder = TemporaryFolder()
        let name = String(repeating: "é", count: 127)
        try AtomicFile.write("x", to: folder.path + "/" + name)
        #expect(try folder.names == [name])
    }

    @Test func failuresNameTheFileAndLeaveNothing() throws {
        let folder = TemporaryFolder()
        try folder.write([1], to: "file")
        for (name, reason) in [
            ("/none/a", "No such file or directory"), ("/file/a", "Not a directory"), ("", "Is a directory"),
            ("/new/", "it names a folder"),
        ] {
            let error = FileError.cannotWrite(file: folder.path + name, reason: reason)
            #expect(throws: error) { try AtomicFile.write("x", to: folder.path + name) }
            #expect(error.kind == .cannotCreate)
        }
        #expect(try folder.names == ["file"])
    }
}
