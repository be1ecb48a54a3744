import QuartetImaging
import Testing

@Suite struct IndexedImageTests {
    @Test(arguments: [2, 3, 5, 16, 17, 256]) func entriesKeepTheirNumbers(count: Int) throws {
        let palette = (0..<count).map { Colour(grey: Double($0) / 255) }
        let image = IndexedImage(
            width: 37, height: 11, indices: (0..<37 * 11).map { UInt8($0 * 7 % count) }, palette: palette)
        let bytes = try image.pngBytes(
            PNGMetadata(pixelsPerCentimetre: 59, texts: [.init("Prompt", "leaves")]))
        let read = try IndexedImage(decoding: bytes, name: "test")
        #expect(read == image)
        #expect(
            try PixelImage(decoding: bytes, name: "test").colour(x: 3, y: 2)
                == palette[(2 * 37 + 3) * 7 % count])
    }

    @Test func otherPicturesAndDamagedOnesAreErrors() throws {
        let grey = try PixelImage(width: 8, height: 8, format: .grey).pngBytes()
        #expect(throws: ImagingError.self) { try IndexedImage(decoding: grey, name: "grey") }
        let image = IndexedImage(
            width: 8, height: 8, indices: .init(repeating: 0, count: 64), palette: [.black, .white])
        let bytes = try image.pngBytes()
        #expect(throws: ImagingError.self) {
            try IndexedImage(decoding: Array(bytes.dropLast(30)), name: "cut")
        }
        #expect(throws: ImagingError.self) {
            try IndexedImage(decoding: bytes, name: "large", pixelLimit: 63)
        }
        #expect(throws: ImagingError.self) { try IndexedImage(decoding: [], name: "empty") }
    }
}

/// Pairs of Sharma, Wu and Dalal (2005), table 1.
@Suite struct CIEDE2000Tests {
    @Test(
        arguments: [
            ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
            ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
            ((50, 0, 0), (50, -1, 2), 2.3669),
            ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
            ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
            ((50, -0.001, 2.49), (50, 0.0011, -2.49), 4.7461),
            ((50, 2.5, 0), (73, 25, -18), 27.1492),
            ((50, 2.5, 0), (58, 24, 15), 19.4535),
            ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
            ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
            ((90.8027, -2.0831, 1.441), (91.1528, -1.6435, 0.0447), 1.4441),
            ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
        ] as [((Double, Double, Double), (Double, Double, Double), Double)])
    func agreesWithTheTable(
        first: (Double, Double, Double), second: (Double, Double, Double), difference: Double
    ) {
        let a = LabColour(lightness: first.0, a: first.1, b: first.2)
        let b = LabColour(lightness: second.0, a: second.1, b: second.2)
        #expect(abs(a.difference2000(to: b) - difference) < 1e-4)
        #expect(abs(b.difference2000(to: a) - difference) < 1e-4)
    }
}
