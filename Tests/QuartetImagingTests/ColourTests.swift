import QuartetImaging
import Testing

@Suite struct ColourTests {
    /// Values of Bruce Lindbloom's calculator: sRGB, D65, no adaptation.
    @Test(arguments: [
        ("#ff0000", 53.2408, 80.0925, 67.2032), ("#00ff00", 87.7347, -86.1827, 83.1793),
        ("#0000ff", 32.2970, 79.1875, -107.8602), ("#ffff00", 97.1393, -21.5537, 94.4780),
        ("#ffffff", 100, 0, 0), ("#000000", 0, 0, 0), ("#808080", 53.5850, 0, 0),
    ])
    func labMatchesPublishedValues(hex: String, lightness: Double, a: Double, b: Double) throws {
        let colour = try #require(Colour(hex: hex))
        #expect(colour.lab.distance(to: LabColour(lightness: lightness, a: a, b: b)) < 0.02)
        #expect(colour.lab.colour.hex == hex)
    }

    @Test func transferFunctionMatchesTheStandard() {
        #expect(abs(Colour.linear(fromEncoded: 0.5) - 0.21404114) < 1e-7)
        #expect(abs(Colour.linear(fromEncoded: 0.04) - 0.04 / 12.92) < 1e-12)
        for step in 0...100 {
            let value = Double(step) / 100
            #expect(abs(Colour.encoded(fromLinear: Colour.linear(fromEncoded: value)) - value) < 1e-6)
        }
    }

    @Test func hexIsReadAndWritten() throws {
        #expect(Colour(hex: "#fff")?.hex == "#ffffff")
        #expect(Colour(hex: "1a2B3c")?.hex == "#1a2b3c")
        #expect(Colour(hex: "#11223344")?.hex == "#11223344")
        for wrong in ["", "#12", "#12345", "red", "#gggggg", "##123456"] {
            #expect(Colour(hex: wrong) == nil)
        }
        #expect(Colour(red: .nan, green: 7, blue: -1).hex == "#00ff00")
    }

    @Test func hueChromaAndMixing() throws {
        let yellow = try #require(Colour(hex: "#ffff00")).lab
        #expect(abs(yellow.hue - 102.85) < 0.1 && abs(yellow.chroma - 96.91) < 0.1)
        let middle = Colour.black.mixed(with: .white, by: 0.5)
        #expect(abs(middle.lab.lightness - 50) < 0.01)
        #expect(Colour.white.luminance > 0.9999 && Colour.okabeIto.count == 8)
    }

    @Test func pixelConversionsAgreeWithSingleColours() {
        let image = FloatImage(Handmade.picture(width: 5, height: 3, format: .rgb))
        let lab = image.lab()
        let colour = image.pixelImage().colour(x: 3, y: 1).lab
        #expect(abs(Double(lab[3, 1, 0]) - colour.lightness) < 1e-3)
        #expect(abs(Double(lab[3, 1, 2]) - colour.b) < 1e-3)
        for (back, value) in zip(lab.colourFromLab().values, image.values) {
            #expect(abs(back - value) < 2e-3)
        }
        for (back, value) in zip(image.linear().encoded().values, image.values) {
            #expect(abs(back - value) < 1e-5)
        }
        let first = image.luminance().values[0]
        #expect(
            abs(first - (0.2126 * image.values[0] + 0.7152 * image.values[1] + 0.0722 * image.values[2]))
                < 1e-6)
    }

    /// Tables stand in for the formula, within the range and beyond it.
    @Test func picturesAreEncodedAsSingleValues() {
        let values = (-50...1100).map { Float($0) / 1000 } + [0.0031, 0.00313, 0.0032, 0.0404, 0.0405]
        let image = FloatImage(width: values.count, height: 1, channels: 1, values: values)
        for (index, value) in values.enumerated() {
            let (encoded, linear) = (image.encoded().values[index], image.linear().values[index])
            #expect(abs(encoded - Float(Colour.encoded(fromLinear: Double(value)))) < 3e-7)
            #expect(abs(linear - Float(Colour.linear(fromEncoded: Double(value)))) < 3e-7)
        }
    }

    @Test func alphaIsNotEncoded() {
        let image = FloatImage(width: 1, height: 1, channels: 4, values: [0.5, 0.5, 0.5, 0.5])
        #expect(image.linear().values[3] == 0.5)
        #expect(image.linear().channel(0).values[0] < 0.22)
    }
}
