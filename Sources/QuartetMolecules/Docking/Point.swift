/// A place in space, in ångström.
public struct Point: Sendable, Equatable {
    public var x, y, z: Double

    public init(_ x: Double, _ y: Double, _ z: Double) { (self.x, self.y, self.z) = (x, y, z) }

    static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y, a.z - b.z) }

    func dot(_ other: Point) -> Double { x * other.x + y * other.y + z * other.z }

    var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }

    public func distance(to other: Point) -> Double { ((self - other).dot(self - other)).squareRoot() }

    /// The smallest and the largest coordinates; nil without points.
    static func extent(of points: some Sequence<Point>) -> (low: Point, high: Point)? {
        var extent: (low: Point, high: Point)?
        for p in points {
            let (low, high) = extent ?? (p, p)
            extent = (
                Point(min(low.x, p.x), min(low.y, p.y), min(low.z, p.z)),
                Point(max(high.x, p.x), max(high.y, p.y), max(high.z, p.z))
            )
        }
        return extent
    }
}
