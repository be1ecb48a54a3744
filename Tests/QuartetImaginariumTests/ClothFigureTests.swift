import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// The figures of maps and tiles on tiles whose figures are known.
@Suite struct ClothFigureTests {
    private func map(_ side: Int, _ value: (Int, Int) -> Float) -> FloatImage {
        FloatImage(
            width: side, height: side, channels: 1,
            values: (0..<side * side).map { value($0 % side, $0 / side) })
    }

    private func stripes(_ side: Int, widths: [Int]) -> FloatImage {
        var lines: [Float] = []
        for (index, width) in widths.enumerated() {
            lines += [Float](repeating: index % 2 == 0 ? 0.1 : 0.9, count: width)
        }
        return map(side) { _, y in lines[y % lines.count] }
    }

    @Test func seamsOfTilesAndOfParts() {
        let wave = map(60) { x, y in
            0.5 + 0.25 * sin(2 * .pi * Float(x) / 60) + 0.2 * cos(4 * .pi * Float(y) / 60)
        }
        #expect(SeamJump.ratio(wave) <= 1.05)
        #expect(SeamJump.ratio(map(60) { x, _ in Float(x) / 60 }) > 50)
        #expect(SeamJump.ratio(map(60) { _, y in Float(y * y) / 3600 }) > 20)
        #expect(SeamJump.ratio(map(8) { _, _ in 0.3 }) == 0)
        // A tile that is cut at the edge of a stripe is no worse than inside.
        #expect(SeamJump.ratio(stripes(40, widths: [10, 10])) <= 1.0001)
    }

    @Test func detailIsWhatEnlargingDoesNotMake() throws {
        var random = SeededGenerator(3)
        let noise = map(128) { _, _ in Float.random(in: 0...1, using: &random) }
        let fine = try #require(FineDetail.share(noise))
        // White noise: all but the disc of half the Nyquist frequency, 1 - pi / 16.
        #expect(abs(fine - (1 - .pi / 16)) < 0.03)
        let half = noise.resized(width: 64, height: 64)
        let enlarged = half.resized(width: 256, height: 256, filter: .bicubic, edge: .wrap)
        #expect(try #require(FineDetail.share(enlarged)) < 0.01)
        #expect(try #require(FineDetail.share(map(64) { x, _ in sin(Float(x) / 8) })) < 1e-4)
        #expect(try #require(FineDetail.share(map(64) { x, y in Float((x + y) % 2) })) > 0.99)
        #expect(FineDetail.share(half.resized(width: 32, height: 32)) == nil)
    }

    @Test func stripesRepeat() throws {
        let regular = stripes(120, widths: [12, 8])
        let found = try #require(Regularity.bestRepeat(of: regular))
        #expect(found.autocorrelation > 0.999)
        #expect(found.x == 0 && found.y % 20 == 0)
        let widths = Regularity.bandWidths(of: regular)
        #expect(widths.count == 12)
        #expect(try #require(Regularity.bandDeviation(widths)) < 1e-6)

        let uneven = stripes(120, widths: [12, 8, 13, 8, 31, 4, 17, 9, 10, 8])
        #expect(try #require(Regularity.bestRepeat(of: uneven)).autocorrelation < 0.9)
        let off = try #require(
            Regularity.bandDeviation(Regularity.bandWidths(of: stripes(62, widths: [21, 10, 20, 11]))))
        #expect(off > 0.03 && off < 0.11)
        #expect(Regularity.bestRepeat(of: map(40) { _, _ in 0.5 }) == nil)
    }

    @Test func dotsAreAlike() throws {
        func dots(_ radius: (Int, Int) -> Int) -> FloatImage {
            map(80) { x, y in
                let (dx, dy) = (x % 20 - 10, y % 20 - 10)
                let r = radius(x / 20, y / 20)
                return dx * dx + dy * dy < r * r ? 0.9 : 0.1
            }
        }
        #expect(Regularity.dotDeviation(of: dots { _, _ in 6 }) == 0)
        #expect(try #require(Regularity.dotDeviation(of: dots { x, _ in 5 + x % 2 })) > 0.2)
        // Dark dots on a light ground, too.
        #expect(Regularity.dotDeviation(of: dots { _, _ in 6 }.mapValues { 1 - $0 }) == 0)
        #expect(try #require(Regularity.bestRepeat(of: dots { _, _ in 6 })).autocorrelation > 0.999)
    }

    @Test func outlinesAreComparedAtOneSize() throws {
        func disc(_ side: Int, _ radius: Double, _ x: Double, _ y: Double) -> FloatImage {
            map(side) { hypot(Double($0) - x, Double($1) - y) < radius ? 1 : 0 }
        }
        let first = try #require(Silhouette(mask: disc(200, 80, 100, 100)))
        let second = try #require(Silhouette(mask: disc(300, 50, 90, 200)))
        #expect(first.overlap(with: second) > 0.95)
        let square = try #require(
            Silhouette(mask: map(50) { x, y in x > 9 && x < 40 && y > 9 && y < 40 ? 1 : 0 }))
        #expect(abs(first.overlap(with: square) - .pi / 4) < 0.03)
        #expect(first.nearestOverlap([square, second]) == first.overlap(with: second))
        #expect(Silhouette(mask: map(20) { _, _ in 0 }) == nil)
    }

    /// Stripes of 5 cm: five pairs in 25 cm, at whatever size the swatch was painted.
    @Test(arguments: [(10.0, 200), (20.0, 960), (60.0, 240)])
    func windowsShow25Centimetres(_ width: Double, _ pixels: Int) throws {
        let swatch = FloatImage(
            width: pixels, height: pixels, channels: 3,
            values: (0..<pixels * pixels).flatMap { index -> [Float] in
                let place = Double(index / pixels) / Double(pixels) * width
                let value: Float = place.truncatingRemainder(dividingBy: 5) < 2.5 ? 0.9 : 0.1
                return [value, value, value]
            })
        let windows = ClothWindows.ofSwatch(swatch, width: width, count: 3, seed: 4)
        #expect(windows.count == 3)
        for window in windows {
            let column = (0..<96).map { window[40, $0] > 140 }
            let edges = zip(column, column.dropFirst()).count { $0 != $1 }
            #expect((9...11).contains(edges), "\(edges)")
        }
    }

    @Test func windowsLieOnTheGarment() throws {
        // A garment of 40 x 60 cm in blue, 10 pixels a centimetre, on nothing.
        var picture = FloatImage(width: 600, height: 800, channels: 4)
        for y in 100..<700 {
            for x in 100..<500 {
                (picture[x, y, 2], picture[x, y, 3]) = (1, 1)
            }
        }
        let windows = ClothWindows.ofGarment(picture, pixels: 10, count: 3, seed: 1)
        #expect(windows.count == 3)
        for window in windows {
            #expect(window.width == 96 && window.height == 96)
            #expect(window[48, 48, 0] < 40 && window[48, 48, 2] > 240)
        }
    }
}
