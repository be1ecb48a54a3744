import Foundation
import QuartetFiles
import QuartetTestSupport
import Testing

@Suite struct DecompressionTests {
    /// Text that compresses to about a third: many blocks on both sides.
    private static let content: [UInt8] = (0..<60_000).flatMap {
        Array("line \($0 &* 2_654_435_761 % 1_000_003)\n".utf8)
    }

    /// What can be read, and the error that ended it.
    private func contents(of path: String) throws -> (bytes: [UInt8], error: FileError?) {
        let file = try DecompressedFile(path: path)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 5000)
        do {
            while true {
                let got = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
                if got == 0 { return (bytes, nil) }
                bytes += buffer[..<got]
            }
        } catch let error as FileError {
            // It ends there: the error comes again.
            #expect(throws: error) { try buffer.withUnsafeMutableBytes { try file.read(into: $0) } }
            return (bytes, error)
        }
    }

    @Test func gzipFilesOfOneAndSeveralMembersAndPlainOnesAreRead() throws {
        let folder = TemporaryFolder()
        let (one, two) = (PackedFiles.gzip(Self.content), PackedFiles.gzip(Array("tail".utf8)))
        for (name, bytes, expected) in [
            ("one", one, Self.content),
            ("members", one + two + one, Self.content + Array("tail".utf8) + Self.content),
            ("padded", one + [0, 0, 0], Self.content), ("nothing", PackedFiles.gzip([]), []),
            ("plain", Self.content, Self.content), ("empty", [], []), ("short", [0x1F], [0x1F]),
        ] {
            let path = try folder.write(bytes, to: name)
            let (read, error) = try contents(of: path)
            #expect(read == expected && error == nil, "\(name)")
            #expect(try DecompressedFile.read(path) == expected)
            let file = try DecompressedFile(path: path)
            #expect(file.isCompressed == (bytes.count > 10 && name != "plain"))
            #expect(try file.peek(4) == Array(expected.prefix(4)))
            #expect(try file.read(10) == Array(expected.prefix(10)))
        }
    }

    @Test(arguments: ["xz", "bzip2", "zstd", "lz4"]) func otherFormatsAreRecognised(program: String) throws {
        let folder = TemporaryFolder()
        let path = try folder.write(Self.content, to: "log")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // lz4 writes to standard output when that is no terminal, unless an output file is named.
        process.arguments = [program, "-k", "-q", path] + (program == "lz4" ? [path + ".lz4"] : [])
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        // 127: the program is not installed here.
        if process.terminationStatus == 127 { return }
        let name = try #require(try folder.names.first { $0 != "log" })
        #expect(try contents(of: folder.path + "/" + name).bytes == Self.content)
        let packed = try FileBytes.read(folder.path + "/" + name)
        do {
            let half = try contents(of: folder.write(packed.prefix(packed.count / 2), to: "half"))
            #expect(half.error != nil && Self.content.starts(with: half.bytes))
        } catch let error as FileError {
            // Without a whole block the file cannot even be opened.
            #expect(error.kind == .badData)
        }
    }

    @Test func whatStandsBeforeDamageIsGivenBeforeTheError() throws {
        let folder = TemporaryFolder()
        let whole = PackedFiles.gzip(Self.content)
        var checksum = whole
        checksum[whole.count - 8] ^= 1
        var length = whole
        length[whole.count - 1] ^= 1
        for (name, bytes, reason) in [
            ("checksum", checksum, "its content does not match its gzip checksum"),
            ("length", length, "its content does not match its gzip checksum"),
            ("member", checksum + whole, "its content does not match its gzip checksum"),
            ("trailer", Array(whole.dropLast(3)), "truncated gzip input"),
        ] {
            let path = try folder.write(bytes, to: name)
            let (read, error) = try contents(of: path)
            #expect(read == Self.content, "\(name)")
            #expect(error == .damaged(file: path, reason: reason))
            #expect(throws: FileError.damaged(file: path, reason: reason)) { try DecompressedFile.read(path) }
        }
        let half = try contents(of: folder.write(whole.prefix(whole.count / 2), to: "half"))
        #expect(half.bytes.count > Self.content.count / 3 && Self.content.starts(with: half.bytes))
        #expect(half.error?.reason == "damaged: truncated gzip input")
        var torn = whole
        for index in 0..<64 { torn[whole.count / 2 + index] = 0xFF }
        let broken = try contents(of: folder.write(torn, to: "torn"))
        #expect(broken.bytes.count > Self.content.count / 4 && broken.error?.kind == .badData)
    }

    @Test func limitsAndMissingFilesAreErrors() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(PackedFiles.gzip(Self.content), to: "big.gz")
        #expect(throws: FileError.self) { try DecompressedFile.read(path, limit: Self.content.count - 1) }
        #expect(try DecompressedFile.read(path, limit: Self.content.count).count == Self.content.count)
        let none = folder.path + "/none"
        #expect(throws: FileError.cannotRead(file: none, reason: "No such file or directory")) {
            try DecompressedFile(path: none)
        }
        #expect(throws: FileError.cannotRead(file: folder.path, reason: "Is a directory")) {
            try DecompressedFile(path: folder.path)
        }
    }
}

@Suite struct ArchiveTests {
    private let files: [(path: String, bytes: [UInt8])] = [
        ("one.txt", Array("first".utf8)), ("folder/two.bin", [UInt8](repeating: 7, count: 700)),
        ("empty", []),
    ]

    @Test(arguments: [false, true])
    func entriesComeInOrder(isCompressed: Bool) throws {
        let folder = TemporaryFolder()
        let tar = PackedFiles.tar(files)
        let path = try folder.write(isCompressed ? PackedFiles.gzip(tar) : tar, to: "archive")
        let entries = try ArchiveReader(path).entries()
        #expect(entries.map(\.path) == files.map(\.path))
        #expect(entries.map(\.bytes) == files.map(\.bytes))
    }

    @Test func largeEntriesAreRefusedByName() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(PackedFiles.tar(files), to: "a.tar")
        #expect(
            throws: FileError.tooLarge(
                file: "\(path), entry folder/two.bin", what: "content", found: "more than 100 bytes",
                limit: "100 bytes")
        ) { try ArchiveReader(path, entryLimit: 100).entries() }
    }

    @Test func brokenArchivesAreReported() throws {
        let folder = TemporaryFolder()
        let tar = PackedFiles.tar(files)
        var packed = PackedFiles.gzip(tar)
        packed[packed.count - 8] ^= 1
        for (bytes, name) in [
            (Array(tar.prefix(1200)), "cut.tar"), (Array("nothing of the kind".utf8), "text.tar"),
            (packed, "checksum.tar.gz"),
        ] {
            let path = try folder.write(bytes, to: name)
            let error = #expect(throws: FileError.self) { try ArchiveReader(path).entries() }
            guard case .damaged(let file, _) = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
            #expect(file.hasPrefix(path))
        }
        let none = folder.path + "/none.tar"
        #expect(throws: FileError.cannotRead(file: none, reason: "No such file or directory")) {
            try ArchiveReader(none).entries()
        }
    }
}
