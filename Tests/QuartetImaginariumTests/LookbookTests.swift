import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite struct LookbookTests {
    /// A folder of designs with small pictures.
    private func folder(_ count: Int) throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        let record = try DesignFixtures.record("a navy blazer with three gold buttons").json()
        let picture = try PixelImage(width: 60, height: 80, format: .rgb).pngBytes()
        for number in 1...count {
            try folder.write(record, to: "design-\(number).json")
            try folder.write(picture, to: "design-\(number).png")
        }
        return folder
    }

    @Test(arguments: [(Lookbook.Form.single, 5), (.four, 2), (.contact, 1)])
    func designsFillPages(_ form: Lookbook.Form, _ expected: Int) throws {
        let folder = try folder(5)
        let found = try Lookbook.records(in: [folder.path])
        #expect(found.records.count == 5)
        let file = folder.path + "/book.pdf"
        var drawn = 0
        var announced = 0
        try Lookbook(catalogs: DesignFixtures.catalogs(), form: form).write(
            records: found.records, to: file,
            draw: {
                drawn += 1
                return try DesignPictures(of: $0.records, source: TestFabric())
            }, progress: { announced = max($0, $1) })
        #expect(announced == expected && drawn == 0)
        #expect(try Data(contentsOf: URL(filePath: file)).starts(with: Data("%PDF-".utf8)))
    }

    @Test func foldersAreReadInTheOrderOfNumbers() throws {
        let folder = try folder(11)
        try folder.write("{\"not\": \"a design\"}", to: "notes.json")
        let found = try Lookbook.records(in: [folder.path])
        #expect(
            found.records.map { URL(filePath: $0).lastPathComponent }.prefix(3) == [
                "design-1.json", "design-2.json", "design-3.json",
            ])
        #expect(found.records.count == 11 && found.leftOut.count == 1)
        let empty = TemporaryFolder()
        #expect(throws: StudioError.self) { try Lookbook.records(in: [empty.path]) }
        #expect(throws: DesignError.self) { try Lookbook.records(in: [folder.path + "/notes.json"]) }
    }

    @Test func outfitsAreDesignsToo() throws {
        let folder = TemporaryFolder()
        let studio = try DesignStudio(catalogs: DesignFixtures.catalogs(), source: TestFabric())
        _ = try studio.design("a white shirt and black trousers", count: 1, seed: 1, folder: folder.path)
        let found = try Lookbook.records(in: [folder.path])
        #expect(found.records.count == 1 && found.leftOut.isEmpty)
        try Lookbook(catalogs: DesignFixtures.catalogs(), form: .contact).write(
            records: found.records, to: folder.path + "/book.pdf", draw: { try studio.redraw($0) })
    }

    @Test func aFailureKeepsTheFormerFile() throws {
        let folder = try folder(1)
        try folder.write("former", to: "book.pdf")
        try FileManager.default.removeItem(atPath: folder.path + "/design-1.png")
        #expect(throws: CancellationError.self) {
            try Lookbook(catalogs: DesignFixtures.catalogs(), form: .single).write(
                records: [folder.path + "/design-1.json"], to: folder.path + "/book.pdf",
                draw: { _ in throw CancellationError() })
        }
        #expect(try String(contentsOfFile: folder.path + "/book.pdf", encoding: .utf8) == "former")
    }
}
