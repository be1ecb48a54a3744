import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// Two garments in the trained cloth beside thumbnails that a person has looked at.
///
/// After a change that is meant to be seen, `QUARTET_WRITE_THUMBNAILS=1 swift test --filter GoldenPictureTests` draws
/// the thumbnails again (`Fixtures/pictures/README.md`); look at them before they are committed.
@Suite struct GoldenPictureTests {
    @Test(arguments: [
        ("floral-dress", "a long blue dress with floral patterns"),
        ("striped-shirt", "a navy and white striped shirt with a red collar"),
    ])
    func aGarmentLooksAsItDid(_ name: String, _ prompt: String) throws {
        let fabric = try TrainedFabric(weights: Checkout.file("weights/fabric.safetensors"))
        let folder = TemporaryFolder()
        let design = try DesignStudio(catalogs: DesignFixtures.catalogs(), source: fabric)
            .design(prompt, count: 1, seed: 1, folder: folder.path).designs[0]
        let thumbnail = try PixelImage(contentsOf: design.picture).resized(width: 32, height: 48)
        let path = Checkout.file("Fixtures/pictures/\(name).png")
        if ProcessInfo.processInfo.environment["QUARTET_WRITE_THUMBNAILS"] != nil {
            try thumbnail.write(to: path)
        }
        let golden = try PixelImage(contentsOf: path)
        try #require(golden.width == 32 && golden.height == 48 && golden.format == thumbnail.format)
        let steps = zip(golden.bytes, thumbnail.bytes).map { abs(Int($0) - Int($1)) }
        let mean = Double(steps.reduce(0, +)) / Double(steps.count)
        // Rounding of another machine moves single pixels of the large picture; a lost fold or part moves many here.
        #expect(mean < 0.5 && steps.max() ?? 0 <= 16, "mean step \(mean), largest \(steps.max() ?? 0) of 255")
    }
}
