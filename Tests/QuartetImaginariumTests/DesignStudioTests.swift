import Foundation
import QuartetFiles
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite struct DesignStudioTests {
    private let folder = TemporaryFolder()
    /// A folder that does not exist yet.
    private var path: String { folder.file("designs") }

    private func studio() throws -> DesignStudio {
        try DesignStudio(catalogs: DesignFixtures.catalogs(), source: TestFabric())
    }

    @Test func writesAllFilesAndDrawsTheSameAgain() throws {
        let studio = try studio()
        let result = try studio.design("a blue dotted skirt", count: 1, seed: 3, folder: path)
        let design = try #require(result.designs.first)
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(
            names == ["design-1-swatch.png", "design-1.json", "design-1.png", "design-1.svg", "designs.png"])
        let picture = try PixelImage(contentsOf: design.picture)
        #expect(picture.height >= 1024)
        let swatch = try PixelImage(contentsOf: design.swatches[0])
        #expect(swatch.width >= 256 && swatch.width == swatch.height)
        let svg = try String(contentsOfFile: design.vector, encoding: .utf8)
        let vector = try MarkupElement(xml: svg)
        #expect(vector.name == "svg" && !vector.all("pattern").isEmpty && vector.all("path").count > 1)
        // Blue with dots of another colour, in the swatch, in the middle of the picture and on the page.
        let record = try DesignRecord(json: folder.text("designs/design-1.json"))
        let blue = try #require(Colour(hex: record.colours.ground))
        let wholeSwatch = swatch.share(of: blue, within: 25, x: 0..<swatch.width, y: 0..<swatch.height)
        #expect(wholeSwatch > 0.3 && wholeSwatch < 0.98, "\(wholeSwatch)")
        let rows = picture.height / 2 - 50..<picture.height / 2 + 50
        #expect(picture.share(of: blue, within: 25, x: 550..<650, y: rows) > 0.3)
        let sheet = try PixelImage(contentsOf: result.contactSheets[0])
        #expect(sheet.share(of: blue, within: 25, x: 0..<sheet.width, y: 0..<sheet.height) > 0.03)

        let again = try studio.redraw(record: design.record)
        let (samePicture, sameSwatch) = (again.picture == picture, again.swatches == [swatch])
        #expect(samePicture && sameSwatch)
        // The file has a title besides.
        let untitled = svg.replacing(/\n<title>[^<]*<\/title>/, with: "")
        let sameVector = again.svg == Array(untitled.utf8)
        #expect(sameVector && untitled != svg)
    }

    @Test func recordsSurviveTheRoundTrip() throws {
        let record = try DesignFixtures.record("a red and white striped shirt with a navy collar", seed: 77)
        let read = try DesignRecord(json: record.json())
        #expect(read == record)
        #expect(try read.json() == record.json())
        #expect(read.colours.ground == "#c4202e")
        #expect(read.colours.parts["collar"] != nil)
        #expect(read.fabric.facts?.kind == .stripes)
    }

    @Test func usesTheFallbackPattern() throws {
        // Where a generator makes the prints, it may not make all of them.
        let catalogs = try DesignFixtures.catalogs().generatingPrints()
        let request = try DesignFixtures.reader().read("a paisley dress").request
        func record(_ source: TestFabric) throws -> DesignRecord {
            try DesignRecord(request, seed: 1, catalogs: catalogs, source: source)
        }
        #expect(try record(TestFabric()).fabric.pattern == "paisley")
        #expect(try record(TestFabric()).fabric.cloth == .floral)
        #expect(throws: DesignError.noSuchCloth("paisley", known: [.lace])) {
            try record(TestFabric(classes: [.lace]))
        }
    }

    @Test func recordsOfTheEarlierVersionAreReadAndThoseOfALaterOneAreNot() throws {
        let request = try DesignFixtures.reader().read("a skirt").request
        var record = try DesignFixtures.record(request, seed: 1)
        for (version, isReadable) in [(0, false), (1, true), (2, true), (3, false)] {
            record.version = version
            let json = try record.json()
            #expect((try? DesignRecord(json: json)) == (isReadable ? record : nil))
        }
    }

    @Test func refusesOtherWeightsAndDamagedRecords() throws {
        let record = try DesignFixtures.record("a skirt")
        let other = FabricIdentity(file: "other", checksum: "f")
        #expect(throws: DesignError.otherWeights(found: other, expected: record.fabric.source)) {
            try DesignPictures(of: [record], source: TestFabric(identity: other))
        }
        let json = try record.json()
        #expect(throws: DesignError.self) { try DesignRecord(json: "{}") }
        #expect(throws: DesignError.self) { try DesignRecord(json: String(json.dropLast(40))) }
        var absurd = record
        absurd.garment.skirt.waist = 1e300
        #expect(throws: DesignError.self) { try DesignRecord(json: absurd.json()) }
        absurd = record
        absurd.fabric.structureSize = 1_000_000
        #expect(throws: DesignError.self) { try DesignRecord(json: absurd.json()) }
    }

    @Test func unwritableFolderIsAnErrorBeforeTheWork() throws {
        try Data("file".utf8).write(to: URL(fileURLWithPath: path))
        var drawn = 0
        #expect(throws: FileError.cannotWrite(file: path, reason: "it is a file, expected a folder")) {
            try studio().design("a skirt", count: 1, seed: 1, folder: path) { _ in drawn += 1 }
        }
        #expect(throws: FileError.self) {
            try studio().design("a skirt", count: 1, seed: 1, folder: path + "/below") { _ in drawn += 1 }
        }
        #expect(drawn == 0)
    }

    @Test func replacesTheDesignsOfAnEarlierCall() throws {
        _ = try studio().design("a skirt", count: 2, seed: 1, folder: path)
        for name in ["notes.txt", "design-1b.png", "design-2.txt"] {
            try Data("mine".utf8).write(to: URL(fileURLWithPath: path + "/" + name))
        }
        _ = try studio().design("a shirt", count: 1, seed: 1, folder: path)
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(
            names == [
                "design-1-swatch.png", "design-1.json", "design-1.png", "design-1.svg", "design-1b.png",
                "design-2.txt", "designs.png", "notes.txt",
            ])
    }

    @Test func derivedColoursFollowAnEditedGround() throws {
        var record = try DesignFixtures.record("a white shirt")
        #expect(record.colours.thread == nil)
        #expect(try !record.json().contains("thread"))
        record.colours.ground = "#203060"
        let edited = try DesignPictures(of: [DesignRecord(json: record.json())], source: TestFabric())
        record.colours.thread = "#ffffff"
        #expect(try DesignPictures(of: [record], source: TestFabric()).svg != edited.svg)
    }

    @Test func errorsOfARecordNameItsFile() throws {
        let path = folder.file("record.json")
        var record = try DesignFixtures.record("a shirt")
        record.colours.ground = "red"
        try record.json().write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: DesignError.unreadableRecord(path: path, reason: "\"red\" is not a valid colour")) {
            try studio().redraw(record: path)
        }
    }

    @Test func leavesNothingHalfWritten() throws {
        #expect(throws: CancellationError.self) {
            try studio().design("a skirt", count: 2, seed: 1, folder: path, isCancelled: { true })
        }
        // The folder was created for these designs, so it is removed with them.
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(throws: DesignError.badCount(found: 0, limit: DesignStudio.countLimit)) {
            try studio().design("a skirt", count: 0, seed: 1, folder: path)
        }
    }
}
