import QuartetImaging
import Testing

@Suite struct PixelTests {
    @Test func greyIsRec709AndAlphaIsCompositedOverTheBackground() {
        let image = PixelImage(
            width: 2, height: 1, format: .rgba, bytes: [255, 0, 0, 255, 0, 0, 255, 128])
        #expect(image.converted(to: .rgb).bytes == [255, 0, 0, 127, 127, 255])
        #expect(image.converted(to: .rgb, over: .black).bytes == [255, 0, 0, 0, 0, 128])
        #expect(image.converted(to: .grey, over: .black).bytes == [54, 9])
        let grey = PixelImage(width: 1, height: 1, format: .grey, bytes: [77])
        #expect(grey.converted(to: .rgba).bytes == [77, 77, 77, 255])
    }

    @Test func cropsInsideAndRefusesOutside() throws {
        let image = Handmade.picture(width: 6, height: 5, format: .rgb)
        let cut = try image.cropped(x: 2, y: 1, width: 3, height: 4)
        #expect((cut.width, cut.height) == (3, 4))
        for y in 0..<4 { for x in 0..<3 { #expect(cut[x, y, 2] == image[x + 2, y + 1, 2]) } }
        #expect(try FloatImage(image).cropped(x: 2, y: 1, width: 3, height: 4) == FloatImage(cut))
        for (x, y, width, height) in [(4, 0, 3, 1), (-1, 0, 2, 2), (0, 0, 0, 1), (1, Int.max, 1, 1)] {
            #expect(throws: ImagingError.self) {
                try image.cropped(x: x, y: y, width: width, height: height)
            }
        }
    }

    @Test func floatsConvertBothWaysAndAreClamped() {
        let image = Handmade.picture(width: 9, height: 3, format: .rgb)
        #expect(FloatImage(image).pixelImage() == image)
        let wild = FloatImage(width: 4, height: 1, channels: 1, values: [-1, 2, .nan, 0.5])
        #expect(wild.pixelImage().bytes == [0, 255, 0, 128])
    }

    @Test func planesAreChannelFirst() {
        let image = FloatImage(width: 2, height: 1, channels: 3, values: [1, 2, 3, 4, 5, 6])
        #expect(image.planes == [1, 4, 2, 5, 3, 6])
        #expect(FloatImage(width: 2, height: 1, channels: 3, planes: image.planes[...]) == image)
    }

    @Test func rollingTilingAndMirroring() {
        let image = FloatImage(width: 3, height: 2, channels: 1, values: [1, 2, 3, 4, 5, 6])
        #expect(image.rolled(x: 1, y: 0).values == [3, 1, 2, 6, 4, 5])
        #expect(image.rolled(x: -4, y: 3).values == [5, 6, 4, 2, 3, 1])
        #expect(image.mirrored().values == [3, 2, 1, 6, 5, 4])
        #expect(image.tiled(columns: 2, rows: 1).values == [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6])
    }

    @Test func areaAveragingWeighsByOverlap() {
        let row = FloatImage(width: 6, height: 1, channels: 1, values: [0, 1, 2, 3, 4, 5])
        #expect(row.resized(width: 3, height: 1).values == [0.5, 2.5, 4.5])
        let uneven = FloatImage(width: 3, height: 1, channels: 1, values: [0, 3, 9])
            .resized(width: 2, height: 1).values
        #expect(abs(uneven[0] - 1) < 1e-6 && abs(uneven[1] - 7) < 1e-6)
    }

    @Test(arguments: [ResamplingFilter.nearest, .area, .bilinear, .bicubic])
    func constantsStayConstant(filter: ResamplingFilter) {
        let flat = FloatImage(width: 7, height: 5, channels: 2, filledWith: 0.25)
        for (width, height) in [(3, 2), (20, 11), (7, 9), (1, 1)] {
            for edge in [EdgeMode.clamp, .wrap] {
                let other = flat.resized(width: width, height: height, filter: filter, edge: edge)
                #expect(other.values.count == width * height * 2)
                #expect(other.values.allSatisfy { abs($0 - 0.25) < 1e-5 })
            }
        }
    }

    @Test(arguments: [ResamplingFilter.bilinear, .bicubic])
    func interpolationFollowsARamp(filter: ResamplingFilter) {
        let ramp = FloatImage(width: 8, height: 1, channels: 1, values: (0..<8).map { Float($0) + 0.5 })
        let fine = ramp.resized(width: 32, height: 1, filter: filter).values
        for index in 8..<24 { #expect(abs(fine[index] - (Float(index) + 0.5) / 4) < 1e-4) }
    }

    /// Enlarging a texture that tiles and rolling it are the same in either order only if no seam arises.
    @Test func wrappedResamplingLeavesNoSeam() {
        let tile = FloatImage(Handmade.picture(width: 6, height: 4, format: .rgb))
        let first = tile.rolled(x: 2, y: 1).resized(width: 18, height: 12, filter: .bicubic, edge: .wrap)
        let second = tile.resized(width: 18, height: 12, filter: .bicubic, edge: .wrap).rolled(x: 6, y: 3)
        #expect(zip(first.values, second.values).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    @Test func fillingCropsAroundTheCentre() {
        let wide = FloatImage(width: 4, height: 2, channels: 1, values: [9, 1, 2, 9, 9, 3, 4, 9])
        #expect(wide.filling(width: 2, height: 2).values == [1, 2, 3, 4])
        #expect(wide.filling(width: 1, height: 1).values == [2.5])
        #expect(wide.filling(width: 8, height: 8).values.count == 64)
    }
}
