import Foundation
import QuartetImaging
import Testing

@Suite struct FilterTests {
    /// A single bright pixel in the middle of a dark picture.
    private func impulse(side: Int) -> FloatImage {
        var image = FloatImage(width: side, height: side)
        image[side / 2, side / 2] = 1
        return image
    }

    /// Variance of a picture's mass across.
    private func variance(_ image: FloatImage) -> Double {
        var (mass, first, second) = (0.0, 0.0, 0.0)
        for y in 0..<image.height {
            for x in 0..<image.width {
                let value = Double(image[x, y])
                mass += value
                first += value * Double(x)
                second += value * Double(x * x)
            }
        }
        return second / mass - (first / mass) * (first / mass)
    }

    @Test(arguments: [EdgeMode.clamp, .wrap])
    func blurringKeepsConstants(_ edge: EdgeMode) {
        let flat = FloatImage(width: 9, height: 5, channels: 2, filledWith: 0.25)
        for blurred in [
            flat.blurred(deviation: 0.6, edge: edge), flat.blurred(deviation: 7, edge: edge),
            flat.boxBlurred(radius: 3), flat.convolved(with: [0.25, 0.5, 0.25], edge: edge),
        ] {
            #expect((blurred.width, blurred.height, blurred.channels) == (9, 5, 2))
            #expect(blurred.values.allSatisfy { abs($0 - 0.25) < 1e-5 })
        }
    }

    @Test func gaussianBlurSpreadsByItsDeviation() {
        let blurred = impulse(side: 41).blurred(deviation: 3)
        #expect(abs(variance(blurred) - 9) < 0.3)
        #expect(abs(blurred.values.reduce(0, +) - 1) < 1e-4)
        // exp(-d²/2σ²) beside the centre, and the same across as down.
        #expect(abs(Double(blurred[23, 20] / blurred[20, 20]) - exp(-0.5)) < 1e-4)
        #expect(blurred == blurred.transposed())
    }

    /// Wide blurs are made of a smaller picture: the spread of a point is the same.
    @Test(arguments: [10.0, 12, 26, 40]) func wideBlursSpreadAPointByTheirRadius(radius: Double) {
        var image = FloatImage(width: 401, height: 403)
        image[200, 200] = 1
        let blurred = image.boxBlurred(radius: radius)
        let sum = blurred.values.reduce(0, +)
        var (meanX, square) = (0.0, 0.0)
        for index in blurred.values.indices {
            let x = Double(index % 401 - 200)
            meanX += x * Double(blurred.values[index])
            square += x * x * Double(blurred.values[index])
        }
        #expect(abs(sum - 1) < 0.02 && abs(meanX) < 0.5)
        #expect(abs(square.squareRoot() - radius) < 0.1 * radius)
    }

    @Test func boxBlurComesCloseToAGaussian() {
        let image = impulse(side: 101)
        #expect(abs(variance(image.boxBlurred(radius: 8)).squareRoot() - 8) < 0.8)
        #expect(image.boxBlurred(radius: 0.4) == image)
        let gaussian = image.blurred(deviation: Float(variance(image.boxBlurred(radius: 8)).squareRoot()))
        // Three boxes of width w make a quadratic spline: deviation w/2, peak 0.75/w, 0.94 of a Gaussian's each way.
        let peak = gaussian[50, 50]
        #expect(
            zip(image.boxBlurred(radius: 8).values, gaussian.values).allSatisfy { abs($0 - $1) < 0.13 * peak }
        )
        #expect(abs(image.boxBlurred(radius: 8)[50, 50] / peak - 0.94 * 0.94) < 0.01)
    }

    @Test func channelsAreBlurredApart() {
        var image = FloatImage(width: 12, height: 12, channels: 2)
        for pixel in 0..<144 { image.values[2 * pixel + 1] = pixel % 12 < 6 ? 0 : 1 }
        for blurred in [image.blurred(deviation: 1), image.boxBlurred(radius: 2)] {
            #expect(blurred.channel(0).values.allSatisfy { $0 == 0 })
            #expect(blurred[5, 6, 1] > 0.1 && blurred[5, 6, 1] < 0.5)
        }
    }

    /// Blurring a texture that tiles and rolling it are the same in either order only if no seam arises.
    @Test func wrappedBlurLeavesNoSeam() {
        let tile = FloatImage(Handmade.picture(width: 6, height: 4, format: .rgb))
        let first = tile.rolled(x: 2, y: 1).blurred(deviation: 1.5, edge: .wrap)
        let second = tile.blurred(deviation: 1.5, edge: .wrap).rolled(x: 2, y: 1)
        #expect(zip(first.values, second.values).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func samplesBetweenCentres() {
        let image = FloatImage(width: 2, height: 2, channels: 1, values: [0, 1, 2, 5])
        for edge in [EdgeMode.clamp, .wrap] {
            #expect(image.sample(x: 0.5, y: 0.5, edge: edge) == 0)
            #expect(image.sample(x: 1.5, y: 1.5, edge: edge) == 5)
            #expect(image.sample(x: 1, y: 0.5, edge: edge) == 0.5)
            #expect(image.sample(x: 1, y: 1, edge: edge) == 2)
        }
        // Beyond the edge: the edge's own value, or the other side.
        #expect(image.sample(x: -3, y: 0.5, edge: .clamp) == 0)
        #expect(image.sample(x: 9, y: 9, edge: .clamp) == 5)
        #expect(image.sample(x: 2, y: 0.5, edge: .wrap) == 0.5)
        #expect(image.sample(x: -0.5, y: 0.5, edge: .wrap) == 1)
        #expect(image.sample(x: 1e30, y: 0.5, edge: .clamp) == 1)
    }

    @Test func coloursAreSampledChannelByChannel() {
        let image = FloatImage(Handmade.picture(width: 5, height: 4, format: .rgb))
        for (x, y) in [(Float(0.2), Float(3.9)), (2.25, 1.75), (4.9, 0.1)] {
            let colour = image.sampleColour(x: x, y: y, edge: .wrap)
            #expect(colour.red == image.sample(x: x, y: y, channel: 0, edge: .wrap))
            #expect(colour.green == image.sample(x: x, y: y, channel: 1, edge: .wrap))
            #expect(colour.blue == image.sample(x: x, y: y, channel: 2, edge: .wrap))
        }
    }

    @Test func channelsAndDiagonals() {
        let picture = Handmade.picture(width: 5, height: 3, format: .rgba)
        #expect(FloatImage(picture, channel: 3) == FloatImage(picture).channel(3))
        let image = FloatImage(width: 3, height: 2, channels: 1, values: [1, 2, 3, 4, 5, 6])
        #expect(image.transposed().values == [1, 4, 2, 5, 3, 6])
        #expect(FloatImage(picture).transposed().transposed() == FloatImage(picture))
    }

    @Test func theMedianRemovesSingleWrongPixelsAndKeepsEdges() {
        var image = FloatImage(width: 6, height: 5, channels: 1, filledWith: 0.25)
        for y in 0..<5 { for x in 3..<6 { image[x, y] = 0.75 } }
        let clean = image
        (image[1, 2], image[4, 1], image[0, 0]) = (1, 0, 1)
        #expect(image.medianFiltered() == clean)
    }

    @Test func boxesAreAveragedInBytes() {
        let image = PixelImage(
            width: 5, height: 4, format: .rgb,
            bytes: (0..<60).map { UInt8($0 % 3 == 1 ? 100 : $0 / 15 < 2 ? 10 : 21) })
        let reduced = image.reduced(by: 2)
        #expect((reduced.width, reduced.height, reduced.format) == (2, 2, .rgb))
        #expect(reduced.bytes == [10, 100, 10, 10, 100, 10, 21, 100, 21, 21, 100, 21])
        #expect(image.reduced(by: 1) == image && image.reduced(by: 5) == image)
        let clear = PixelImage(width: 2, height: 2, format: .rgba, filledWith: 0)
        #expect(clear.reduced(by: 2) == PixelImage(width: 1, height: 1, format: .rgb, filledWith: 255))
    }
}
