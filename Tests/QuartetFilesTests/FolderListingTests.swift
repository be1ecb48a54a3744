import Foundation
import QuartetFiles
import QuartetTestSupport
import Testing

@Suite struct FolderListingTests {
    @Test func regularFilesAreListedAndLinksFollowed() throws {
        let folder = TemporaryFolder()
        for name in ["b/10.png", "b/9.png", "a.png", ".hidden/c.png", "b/.d.png"] {
            try folder.write([1], to: name)
        }
        let elsewhere = TemporaryFolder()
        try elsewhere.write([1], to: "deep/e.png")
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder.path + "/linked", withDestinationPath: elsewhere.path)
        try manager.createSymbolicLink(
            atPath: folder.path + "/f.png", withDestinationPath: folder.path + "/a.png")
        let listing = try FolderListing(folder.path)
        #expect(listing.files == ["a.png", "b/10.png", "b/9.png", "f.png", "linked/deep/e.png"])
        #expect(listing.folders == ["b", "linked", "linked/deep"])
        #expect(listing.others.isEmpty)
        #expect(try FolderListing(folder.path, isRecursive: false).files == ["a.png", "f.png"])
    }

    /// Opening a pipe would wait for a writer; a link to a folder above would be followed for ever.
    @Test func whatIsNoFileIsNamed() throws {
        let folder = TemporaryFolder()
        try folder.write([1], to: "inside/a.png")
        #expect(mkfifo(folder.path + "/pipe.png", 0o600) == 0)
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder.path + "/device.png", withDestinationPath: "/dev/zero")
        try manager.createSymbolicLink(atPath: folder.path + "/inside/up", withDestinationPath: folder.path)
        try manager.createSymbolicLink(atPath: folder.path + "/nowhere", withDestinationPath: "missing")
        let listing = try FolderListing(folder.path)
        #expect(listing.files == ["inside/a.png"])
        let reasons = Dictionary(uniqueKeysWithValues: listing.others.map { ($0.path, $0.reason) })
        #expect(
            reasons == [
                "pipe.png": "not a regular file", "device.png": "not a regular file",
                "inside/up": "a link to a folder that is listed already",
                "nowhere": "a link that leads nowhere",
            ])
    }

    /// Along the links there are more than 36 million ways through eleven folders.
    @Test func foldersThatAreLinkedToOneAnotherAreListedOnce() throws {
        let folder = TemporaryFolder()
        let names = (10..<21).map(String.init)
        for name in names { try folder.write([1], to: name + "/a.png") }
        for name in names {
            for other in names where other != name {
                try FileManager.default.createSymbolicLink(
                    atPath: "\(folder.path)/\(name)/\(other)", withDestinationPath: "../\(other)")
            }
        }
        let listing = try withExtendedLifetime(folder) { try FolderListing(folder.path) }
        #expect(listing.files == names.map { $0 + "/a.png" } && listing.folders == names)
        #expect(listing.others.count == 110)
        #expect(listing.others.allSatisfy { $0.reason == "a link to a folder that is listed already" })
    }

    /// The first link takes the place of a folder that lies elsewhere, and none that of one which is there itself.
    @Test func aFolderIsListedUnderItsOwnName() throws {
        let (folder, elsewhere) = (TemporaryFolder(), TemporaryFolder())
        try folder.write([1], to: "b/a.png")
        try elsewhere.write([1], to: "c.png")
        for (name, target) in [("a", "b"), ("d", elsewhere.path), ("c", elsewhere.path)] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/" + name, withDestinationPath: target)
        }
        let listing = try withExtendedLifetime((folder, elsewhere)) { try FolderListing(folder.path) }
        #expect(listing.files == ["b/a.png", "c/c.png"] && listing.others.map(\.path) == ["a", "d"])
    }

    @Test func onlyFoldersCanBeListed() throws {
        let folder = TemporaryFolder()
        let file = try folder.write([1], to: "file")
        #expect(throws: FileError.cannotRead(file: file, reason: "it is not a folder")) {
            try FolderListing(file)
        }
        let missing = folder.path + "/none"
        #expect(throws: FileError.cannotRead(file: missing, reason: "No such file or directory")) {
            try FolderListing(missing)
        }
    }
}
