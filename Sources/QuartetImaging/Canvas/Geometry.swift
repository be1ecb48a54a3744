internal import Glibc

/// A point in the canvas's plane: x to the right, y down.
public struct Point: Sendable, Hashable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }

    public static let zero = Point(0, 0)
}

/// Points as vectors from the origin.
extension Point {
    public static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
    public static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
    public static func * (point: Point, factor: Double) -> Point { Point(point.x * factor, point.y * factor) }
    public static func / (point: Point, divisor: Double) -> Point {
        Point(point.x / divisor, point.y / divisor)
    }

    /// The scalar product `x₁ x₂ + y₁ y₂`.
    public func dot(_ other: Point) -> Double { x * other.x + y * other.y }

    /// The distance from the origin.
    public var length: Double { dot(self).squareRoot() }

    /// The vector of length 1 in the same direction; zero for vectors shorter than 1e-12.
    public var unit: Point {
        let length = length
        return length < 1e-12 ? .zero : self / length
    }

    /// The point at a fraction of the way to another: this one at 0, the other at 1.
    public func interpolated(to other: Point, by share: Double) -> Point { self + (other - self) * share }
}

/// An axis-parallel rectangle by its upper left corner and size.
public struct Rect: Sendable, Hashable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    public var minX: Double { x }
    public var minY: Double { y }
    public var maxX: Double { x + width }
    public var maxY: Double { y + height }
    public var centre: Point { Point(x + width / 2, y + height / 2) }

    /// The rectangle inset by a distance on every side; a negative distance enlarges it.
    public func inset(by distance: Double) -> Rect {
        Rect(x: x + distance, y: y + distance, width: width - 2 * distance, height: height - 2 * distance)
    }

    /// The smallest rectangle that contains both.
    public func union(_ other: Rect) -> Rect {
        let (left, top) = (min(minX, other.minX), min(minY, other.minY))
        return Rect(
            x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
    }
}

/// An affine map of the plane: `x' = a x + c y + tx`, `y' = b x + d y + ty`.
public struct Affine: Sendable, Hashable {
    public var a: Double
    public var b: Double
    public var c: Double
    public var d: Double
    public var tx: Double
    public var ty: Double

    public init(a: Double, b: Double, c: Double, d: Double, tx: Double, ty: Double) {
        (self.a, self.b, self.c, self.d, self.tx, self.ty) = (a, b, c, d, tx, ty)
    }

    public static let identity = Affine(a: 1, b: 0, c: 0, d: 1, tx: 0, ty: 0)

    public static func translation(_ x: Double, _ y: Double) -> Affine {
        Affine(a: 1, b: 0, c: 0, d: 1, tx: x, ty: y)
    }

    public static func scale(_ x: Double, _ y: Double) -> Affine {
        Affine(a: x, b: 0, c: 0, d: y, tx: 0, ty: 0)
    }

    public static func scale(_ factor: Double) -> Affine { scale(factor, factor) }

    /// Clockwise on the page for a positive angle in radians, since y points down.
    public static func rotation(_ radians: Double) -> Affine {
        let (sine, cosine) = (sin(radians), cos(radians))
        return Affine(a: cosine, b: sine, c: -sine, d: cosine, tx: 0, ty: 0)
    }

    /// This map first, then another.
    public func then(_ next: Affine) -> Affine {
        Affine(
            a: next.a * a + next.c * b, b: next.b * a + next.d * b,
            c: next.a * c + next.c * d, d: next.b * c + next.d * d,
            tx: next.a * tx + next.c * ty + next.tx, ty: next.b * tx + next.d * ty + next.ty)
    }

    public func apply(to point: Point) -> Point {
        Point(a * point.x + c * point.y + tx, b * point.x + d * point.y + ty)
    }

    /// The inverse map; nil for a map that flattens the plane.
    public var inverse: Affine? {
        let determinant = a * d - b * c
        guard determinant.isFinite, abs(determinant) > 1e-300 else { return nil }
        return Affine(
            a: d / determinant, b: -b / determinant, c: -c / determinant, d: a / determinant,
            tx: (c * ty - d * tx) / determinant, ty: (b * tx - a * ty) / determinant)
    }
}
