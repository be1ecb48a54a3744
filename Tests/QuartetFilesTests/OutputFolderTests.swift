import Foundation
import QuartetFiles
import QuartetTestSupport
import Testing

@Suite struct OutputFolderTests {
    private func isOwn(_ name: String) -> Bool { name.hasPrefix("set-") }

    private func write(_ names: [String], in staging: String) throws -> [String] {
        for name in names { try AtomicFile.write(name, to: staging + "/" + name) }
        return names
    }

    @Test func aSetReplacesTheOneBeforeAndLeavesTheUsersFiles() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/deep/er"
        let output = try OutputFolder.prepare(path)
        _ = try output.replaceFiles(isOwn: isOwn) { try write(["set-1", "set-2", "all"], in: $0) }
        try folder.write("mine".utf8, to: "deep/er/notes")
        let paths = try output.replaceFiles(isOwn: isOwn) { staging in
            // Nothing is in its place before all is complete.
            let written = try write(["set-1", "all"], in: staging)
            #expect(FileManager.default.fileExists(atPath: path + "/set-2"))
            return written
        }
        #expect(paths == [path + "/set-1", path + "/all"])
        #expect(try folder.names(in: "deep/er") == ["all", "notes", "set-1"])
    }

    @Test func aFailureChangesNothingAndTakesBackItsFolders() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/new/er"
        #expect(throws: CancellationError.self) {
            try OutputFolder.prepare(path).replaceFiles(isOwn: isOwn) { staging in
                _ = try write(["set-1"], in: staging)
                throw CancellationError()
            }
        }
        #expect(try folder.names == [])
        try folder.write("old".utf8, to: "set-1")
        #expect(throws: CancellationError.self) {
            try OutputFolder.prepare(folder.path).replaceFiles(isOwn: isOwn) { staging in
                _ = try write(["set-1"], in: staging)
                throw CancellationError()
            }
        }
        #expect(try folder.names == ["set-1"])
        #expect(try folder.text("set-1") == "old")
    }

    @Test func aFolderInTheWayIsAnErrorBeforeAnythingMoves() throws {
        let folder = TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/set-2", withIntermediateDirectories: false)
        #expect(
            throws: FileError.cannotWrite(
                file: folder.path + "/set-2",
                reason: "a folder has this name; remove it, or choose another output folder")
        ) {
            try OutputFolder.prepare(folder.path).replaceFiles(isOwn: isOwn) {
                try write(["set-1", "set-2"], in: $0)
            }
        }
        #expect(try folder.names == ["set-2"])
    }

    @Test func whatADeadProcessLeftIsRemoved() throws {
        let folder = TemporaryFolder()
        let manager = FileManager.default
        let (dead, living) = (".quartet-\(UUID().uuidString)", ".quartet-\(UUID().uuidString)")
        for name in [dead, living, ".quartet-mine"] {
            try manager.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: false)
        }
        try folder.write("half".utf8, to: dead + "/set-1")
        let descriptor = open(folder.path + "/" + living, O_RDONLY)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        _ = try OutputFolder.prepare(folder.path).replaceFiles(isOwn: isOwn) { try write(["set-1"], in: $0) }
        close(descriptor)
        #expect(try folder.names == [living, ".quartet-mine", "set-1"].sorted())
    }

    @Test func whatIsNoFolderIsAnError() throws {
        let folder = TemporaryFolder()
        let file = try folder.write("x".utf8, to: "file")
        #expect(throws: FileError.cannotWrite(file: file, reason: "it is a file, expected a folder")) {
            try OutputFolder.prepare(file)
        }
        let inTheWay = FileError.cannotWrite(
            file: file + "/below", reason: "\(file) is a file, expected a folder")
        #expect(throws: inTheWay) { try OutputFolder.prepare(file + "/below") }
        #expect(throws: inTheWay) { try OutputFolder.check(forFile: file + "/below/name") }
        #expect(throws: FileError.cannotWrite(file: folder.path, reason: "it is a folder, expected a file")) {
            try OutputFolder.prepare(forFile: folder.path)
        }
        try OutputFolder.check(forFile: folder.path + "/a/b/file")
        #expect(try folder.names == ["file"])
        try OutputFolder.prepare(forFile: folder.path + "/a/b/file")
        #expect(try folder.names(in: "a") == ["b"])
        try OutputFolder.prepare(forFile: "bare-name")
    }
}
