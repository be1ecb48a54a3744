import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// Contact sheets of many designs.
@Suite struct DesignSheetsTests {
    @Test func beginsANewPageBehindTheLastPlace() throws {
        let folder = TemporaryFolder()
        var sheets = DesignSheets(title: "a red dress", designs: 14, folder: folder.path)
        let picture = PixelImage(
            width: 12, height: 16, format: .rgb, bytes: [UInt8](repeating: 120, count: 12 * 16 * 3))
        for number in 1...14 { try sheets.add(picture, caption: "\(number)") }
        #expect(sheets.names == ["designs.png"])
        try sheets.finish()
        #expect(sheets.names == ["designs.png", "designs-2.png"])
        let pages = try sheets.names.map { try PixelImage(contentsOf: folder.path + "/" + $0) }
        // Four beside one another, three rows; two designs are left for the second page.
        #expect(pages[0].width > pages[1].width && pages[0].height > 2 * pages[1].height)
    }

    @Test func keepsPicturesInTheSizeOfTheirPlace() {
        let picture = PixelImage(
            width: 1200, height: 1600, format: .rgb, bytes: [UInt8](repeating: 9, count: 1200 * 1600 * 3))
        let thumbnail = DesignSheets.thumbnail(picture)
        #expect(thumbnail.width == 420 && thumbnail.height == 560)
    }

    @Test(arguments: [("designs-2.png", true), ("designs-x.png", false), ("designs.png", false)])
    func knowsItsPages(_ name: String, _ isOwn: Bool) { #expect(DesignSheets.isOwn(name) == isOwn) }
}
