import QuartetImaging
import Testing

@Suite struct GeometryTests {
    @Test func mapsComposeInReadingOrderAndInvert() throws {
        let map = Affine.scale(2).then(.rotation(.pi / 2)).then(.translation(10, 0))
        let point = map.apply(to: Point(3, 1))
        #expect(abs(point.x - 8) < 1e-9 && abs(point.y - 6) < 1e-9)
        let back = try #require(map.inverse).apply(to: point)
        #expect(abs(back.x - 3) < 1e-9 && abs(back.y - 1) < 1e-9)
        #expect(Affine.scale(0, 1).inverse == nil)
    }

    @Test func boundsFitTheCurveNotItsControlPoints() throws {
        let circle = Path.circle(centre: Point(5, 6), radius: 4)
        let bounds = try #require(circle.bounds)
        #expect(abs(bounds.minX - 1) < 1e-3 && abs(bounds.maxY - 10) < 1e-3)
        var arch = Path([.move(.zero)])
        arch.curve(to: Point(10, 0), control1: Point(0, 8), control2: Point(10, 8))
        #expect(abs(try #require(arch.bounds).maxY - 6) < 1e-2)
        #expect(Path().bounds == nil)
        let turned = try #require(circle.transformed(by: .translation(3, 0)).bounds)
        #expect(abs(turned.minX - 4) < 1e-3)
    }

    @Test func flatteningFollowsEveryPart() {
        var path = Path.rect(Rect(x: 0, y: 0, width: 1, height: 1))
        path.move(to: Point(5, 5))
        path.line(to: Point(6, 5))
        let parts = path.flattened()
        #expect(parts.map(\.count) == [5, 2])
        #expect(parts[0].first == parts[0].last)
        #expect(Path([.close]).flattened().isEmpty)
    }

    @Test func smoothCurvesPassThroughTheirPoints() {
        let points = [Point(0, 0), Point(10, 5), Point(20, 0), Point(30, 8)]
        for closed in [false, true] {
            let flat = Path.smooth(through: points, closed: closed).flattened().joined()
            for point in points {
                #expect(flat.contains { abs($0.x - point.x) < 1e-9 && abs($0.y - point.y) < 1e-9 })
            }
        }
    }

    @Test func meshPatchesNeedTwelvePointsAndFourColours() {
        #expect(throws: ImagingError.self) {
            try MeshPatch(boundary: [.zero], colours: [.black, .black, .black, .black])
        }
    }

    @Test func pointsAreVectors() {
        let (a, b) = (Point(3, 4), Point(-1, 2))
        #expect(a + b == Point(2, 6))
        #expect(a - b == Point(4, 2))
        #expect(a * 2 == Point(6, 8))
        #expect(a / 2 == Point(1.5, 2))
        #expect(a.dot(b) == 5)
        #expect(a.length == 5)
        #expect(a.unit == Point(0.6, 0.8))
        #expect(Point(1e-13, 0).unit == .zero)
        #expect(a.interpolated(to: b, by: 0) == a)
        #expect(a.interpolated(to: b, by: 1) == b)
        #expect(a.interpolated(to: b, by: 0.5) == Point(1, 3))
    }
}
