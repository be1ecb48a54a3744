import QuartetImaginarium
import QuartetImaging
import Testing

/// What a picture of a garment shows.
@Suite struct DrawnPictureTests {
    /// Mean colour of a rectangle given as shares of the picture.
    private func mean(_ image: PixelImage, x: ClosedRange<Double>, y: ClosedRange<Double>) -> Colour {
        var sum = [0.0, 0.0, 0.0]
        var count = 0.0
        for row in Int(y.lowerBound * Double(image.height))..<Int(y.upperBound * Double(image.height)) {
            for column in Int(x.lowerBound * Double(image.width))..<Int(x.upperBound * Double(image.width)) {
                for channel in 0..<3 { sum[channel] += Double(image[column, row, channel]) / 255 }
                count += 1
            }
        }
        return Colour(red: sum[0] / count, green: sum[1] / count, blue: sum[2] / count)
    }

    private func picture(_ prompt: String, seed: UInt64 = 1) throws -> PixelImage {
        try DesignPictures(of: DesignFixtures.record(prompt, seed: seed), source: TestFabric()).picture
    }

    /// Mean difference between neighbours down the middle of the chest.
    private func contrastDown(_ image: PixelImage) -> Double {
        let rows = image.height * 2 / 5..<image.height * 3 / 5
        let x = image.width * 2 / 5
        return rows.reduce(0.0) { $0 + Double(abs(Int(image[x, $1, 0]) - Int(image[x, $1 + 1, 0]))) }
            / Double(rows.count)
    }

    @Test(arguments: [
        ("a plain red t-shirt", "red"), ("a plain navy dress", "navy"), ("a plain white coat", "white"),
    ])
    func theGarmentHasItsColour(_ prompt: String, _ name: String) throws {
        let image = try picture(prompt)
        let wanted = try #require(try DesignFixtures.catalogs().colours.named(name)).colour
        let chest = mean(image, x: 0.42...0.58, y: 0.4...0.5)
        #expect(chest.lab.distance(to: wanted.lab) < 22)
        // The ground is light and almost grey.
        let ground = mean(image, x: 0...0.05, y: 0...0.05)
        #expect(ground.lab.lightness > 85 && ground.lab.chroma < 8)
    }

    @Test func partsHaveTheirColour() throws {
        let record = try DesignFixtures.record("a plain white t-shirt with black sleeves")
        let image = try DesignPictures(of: record, source: TestFabric()).picture
        let chest = mean(image, x: 0.42...0.58, y: 0.4...0.5)
        let sleeve = mean(image, x: 0.12...0.16, y: 0.3...0.34)
        #expect(chest.lab.lightness > sleeve.lab.lightness + 40)
    }

    @Test func stripesShow() throws {
        let striped = try contrastDown(picture("a red and white striped t-shirt"))
        let plain = try contrastDown(picture("a plain red t-shirt"))
        #expect(striped > 3 * plain)
    }

    /// Folds light and darken plain cloth.
    @Test func foldsShow() throws {
        let image = try picture("a plain grey dress")
        let values = (image.width * 2 / 5..<image.width * 3 / 5).map {
            Float(image[$0, image.height * 4 / 5, 0])
        }
        #expect(FabricStatistics.moments(values).deviation > 4)
    }

    @Test func seedsMoveTheFoldsAndNothingElse() throws {
        var record = try DesignFixtures.record("a plain blue dress")
        let first = try DesignPictures(of: record, source: TestFabric()).picture
        record.garment.seed += 1
        let second = try DesignPictures(of: record, source: TestFabric()).picture
        #expect(first != second)
        for (x, y) in [(0.42...0.58, 0.3...0.4), (0.3...0.7, 0.6...0.9)] {
            let (a, b) = (mean(first, x: x, y: y), mean(second, x: x, y: y))
            #expect(a.lab.distance(to: b.lab) < 4)
        }
    }
}
