import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite struct PictureStyleTests {
    @Test func withoutAGroundTheCornersAreTransparent() throws {
        let record = try DesignFixtures.record("a red t-shirt")
        let style = PictureStyle(background: .transparent, crops: [.square, .portrait])
        let pictures = try DesignPictures(of: [record], source: TestFabric(), style: style)
        let usual = try DesignPictures(of: [record], source: TestFabric())
        #expect(usual.picture.format == .rgb && usual.crops.isEmpty)
        #expect(pictures.picture.format == .rgba && pictures.picture.bytes[3] == 0)
        let middle = (pictures.picture.height / 2 * pictures.picture.width + pictures.picture.width / 2) * 4
        #expect(pictures.picture.bytes[middle + 3] == 255)
        // The cloth is the same; only the studio's shadow is missing.
        let same = (pictures.picture.height / 2 * pictures.picture.width + pictures.picture.width / 2) * 3
        #expect(abs(Int(usual.picture.bytes[same]) - Int(pictures.picture.bytes[middle])) <= 1)
        #expect(pictures.crops.map { [$0.image.width, $0.image.height] } == [[2000, 2000], [1600, 2000]])
    }

    @Test func filesSayWhatTheyShow() throws {
        let folder = TemporaryFolder()
        let studio = try DesignStudio(catalogs: DesignFixtures.catalogs(), source: TestFabric())
        let result = try studio.design(
            "a navy wool blazer with gold buttons", count: 1, seed: 3, style: PictureStyle(crops: [.square]),
            folder: folder.path)
        let design = result.designs[0]
        let png = String(decoding: try Data(contentsOf: URL(filePath: design.picture)), as: UTF8.self)
        #expect(png.contains("A navy blazer in wool with") && png.contains("gold button"))
        #expect(png.contains("a navy wool blazer with gold buttons") && png.contains("\(design.seed)"))
        #expect(png.contains("pHYs"))
        let svg = try String(contentsOfFile: design.vector, encoding: .utf8)
        #expect(svg.contains("<title>A navy blazer in wool with"))
        #expect(try MarkupElement(xml: svg).name == "svg")
        #expect(design.crops == [folder.path + "/design-1-square.png"])
        #expect(try PixelImage(contentsOf: design.crops[0]).width == 2000)
        #expect(try PixelImage(contentsOf: design.swatches[0]).width > 0)
    }

    @Test(arguments: [
        ("a navy blazer in wool", "A navy blazer in wool with "), ("black denim trousers", "Black "),
        ("a red dress with white dots", "A red dotted dress in "),
    ])
    func altTextIsASentence(_ prompt: String, _ beginning: String) throws {
        let studio = try DesignStudio(catalogs: DesignFixtures.catalogs(), source: TestFabric())
        let text = studio.altText(DesignFile([try DesignFixtures.record(prompt)]))
        #expect(text.hasPrefix(beginning), "\(text)")
    }
}
