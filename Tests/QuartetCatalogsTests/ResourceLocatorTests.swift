import Foundation
import QuartetCatalogs
import QuartetTestSupport
import Testing

@Suite struct ResourceLocatorTests {
    @Test func environmentComesFirst() throws {
        let folder = TemporaryFolder()
        try folder.write("", to: "home/catalogs/x.xml")
        try folder.write("", to: "prefix/share/quartet/catalogs/x.xml")
        let locator = ResourceLocator(
            executable: folder.path + "/prefix/bin/quartet",
            environment: ["QUARTET_HOME": folder.path + "/home"],
            currentFolder: folder.path)
        #expect(try locator.folder(.catalogs) == folder.path + "/home/catalogs")
        #expect(throws: ResourceLocator.NotFound.self) { try locator.folder(.weights) }
    }

    @Test func findsAnInstalledPrefix() throws {
        let folder = TemporaryFolder()
        try folder.write("", to: "prefix/bin/quartet")
        try folder.write("", to: "prefix/share/quartet/weights/fabric.safetensors")
        let locator = ResourceLocator(
            executable: folder.path + "/prefix/bin/quartet", environment: [:], currentFolder: "/")
        #expect(try locator.folder(.weights) == folder.path + "/prefix/share/quartet/weights")
        #expect(
            try locator.file("fabric.safetensors", in: .weights)
                == folder.path + "/prefix/share/quartet/weights/fabric.safetensors")
    }

    @Test func walksUpToTheCheckoutThroughLinks() throws {
        let folder = TemporaryFolder()
        try folder.write("", to: "checkout/Package.swift")
        try folder.write("", to: "checkout/catalogs/x.xml")
        try folder.write("", to: "checkout/.build/release/quartet")
        let link = folder.path + "/quartet"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: folder.path + "/checkout/.build/release/quartet")
        let locator = ResourceLocator(executable: link, environment: [:], currentFolder: "/")
        #expect(try locator.folder(.catalogs) == folder.path + "/checkout/catalogs")
    }

    @Test func currentFolderIsLast() throws {
        let folder = TemporaryFolder()
        try folder.write("", to: "catalogs/x.xml")
        let locator = ResourceLocator(
            executable: "/nowhere/bin/quartet", environment: ["QUARTET_HOME": ""], currentFolder: folder.path)
        #expect(try locator.folder(.catalogs) == folder.path + "/catalogs")
    }

    @Test func namesThePlacesThatWereTriedAndWhatToSet() throws {
        let folder = TemporaryFolder()
        let locator = ResourceLocator(
            executable: folder.path + "/p/bin/quartet", environment: [:], currentFolder: folder.path)
        #expect {
            _ = try locator.folder(.catalogs)
        } throws: { error in
            let text = "\(error)"
            return text.contains(folder.path + "/p/share/quartet/catalogs") && text.contains("QUARTET_HOME")
        }
    }
}
