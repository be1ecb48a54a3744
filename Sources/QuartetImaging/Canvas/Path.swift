internal import Glibc

/// An outline of straight lines and cubic Bézier curves, as a value: it can be stored, mirrored and transformed
/// before it is drawn.
public struct Path: Sendable, Hashable {
    public enum Element: Sendable, Hashable {
        case move(Point)
        case line(Point)
        case curve(control1: Point, control2: Point, end: Point)
        case close
    }

    public private(set) var elements: [Element] = []

    public init() {}

    public init(_ elements: [Element]) { self.elements = elements }

    /// A polygon, or an open line through the points.
    public init(points: [Point], closed: Bool = true) {
        for (index, point) in points.enumerated() {
            elements.append(index == 0 ? .move(point) : .line(point))
        }
        if closed && !points.isEmpty { elements.append(.close) }
    }

    public static func rect(_ rect: Rect) -> Path {
        Path(points: [
            Point(rect.minX, rect.minY), Point(rect.maxX, rect.minY), Point(rect.maxX, rect.maxY),
            Point(rect.minX, rect.maxY),
        ])
    }

    /// A rectangle whose corners are quarter circles.
    public static func roundedRect(_ rect: Rect, radius: Double) -> Path {
        let radius = min(max(radius, 0), min(rect.width, rect.height) / 2)
        let bend = radius * (1 - circleControl)
        var path = Path()
        path.move(to: Point(rect.minX + radius, rect.minY))
        path.line(to: Point(rect.maxX - radius, rect.minY))
        path.curve(
            to: Point(rect.maxX, rect.minY + radius), control1: Point(rect.maxX - bend, rect.minY),
            control2: Point(rect.maxX, rect.minY + bend))
        path.line(to: Point(rect.maxX, rect.maxY - radius))
        path.curve(
            to: Point(rect.maxX - radius, rect.maxY), control1: Point(rect.maxX, rect.maxY - bend),
            control2: Point(rect.maxX - bend, rect.maxY))
        path.line(to: Point(rect.minX + radius, rect.maxY))
        path.curve(
            to: Point(rect.minX, rect.maxY - radius), control1: Point(rect.minX + bend, rect.maxY),
            control2: Point(rect.minX, rect.maxY - bend))
        path.line(to: Point(rect.minX, rect.minY + radius))
        path.curve(
            to: Point(rect.minX + radius, rect.minY), control1: Point(rect.minX, rect.minY + bend),
            control2: Point(rect.minX + bend, rect.minY))
        path.close()
        return path
    }

    /// The ellipse that touches the rectangle's sides.
    public static func ellipse(in rect: Rect) -> Path {
        let (rx, ry, centre) = (rect.width / 2, rect.height / 2, rect.centre)
        let (kx, ky) = (rx * circleControl, ry * circleControl)
        func at(_ x: Double, _ y: Double) -> Point { Point(centre.x + x, centre.y + y) }
        var path = Path()
        path.move(to: at(rx, 0))
        path.curve(to: at(0, ry), control1: at(rx, ky), control2: at(kx, ry))
        path.curve(to: at(-rx, 0), control1: at(-kx, ry), control2: at(-rx, ky))
        path.curve(to: at(0, -ry), control1: at(-rx, -ky), control2: at(-kx, -ry))
        path.curve(to: at(rx, 0), control1: at(kx, -ry), control2: at(rx, -ky))
        path.close()
        return path
    }

    public static func circle(centre: Point, radius: Double) -> Path {
        ellipse(in: Rect(x: centre.x - radius, y: centre.y - radius, width: 2 * radius, height: 2 * radius))
    }

    /// A smooth open or closed line through the points (Catmull-Rom, as cubic curves).
    public static func smooth(through points: [Point], closed: Bool = false) -> Path {
        guard points.count > 2 else { return Path(points: points, closed: closed) }
        let count = points.count
        func point(_ index: Int) -> Point {
            closed ? points[(index + count) % count] : points[min(max(index, 0), count - 1)]
        }
        var path = Path([.move(points[0])])
        for index in 0..<(closed ? count : count - 1) {
            let (p0, p1, p2, p3) = (point(index - 1), point(index), point(index + 1), point(index + 2))
            path.curve(to: p2, control1: p1 + (p2 - p0) / 6, control2: p2 - (p3 - p1) / 6)
        }
        if closed { path.close() }
        return path
    }

    public mutating func move(to point: Point) { elements.append(.move(point)) }
    public mutating func line(to point: Point) { elements.append(.line(point)) }
    public mutating func curve(to end: Point, control1: Point, control2: Point) {
        elements.append(.curve(control1: control1, control2: control2, end: end))
    }
    public mutating func close() { elements.append(.close) }
    public mutating func append(_ other: Path) { elements += other.elements }

    public func transformed(by map: Affine) -> Path {
        Path(
            elements.map { element in
                switch element {
                case .move(let point): .move(map.apply(to: point))
                case .line(let point): .line(map.apply(to: point))
                case .curve(let control1, let control2, let end):
                    .curve(
                        control1: map.apply(to: control1), control2: map.apply(to: control2),
                        end: map.apply(to: end))
                case .close: .close
                }
            })
    }

    /// The smallest rectangle around the outline itself, not its control points; nil when empty.
    public var bounds: Rect? {
        let outline = flattened(segments: 32).joined()
        guard let first = outline.first else { return nil }
        return outline.reduce(Rect(x: first.x, y: first.y, width: 0, height: 0)) {
            $0.union(Rect(x: $1.x, y: $1.y, width: 0, height: 0))
        }
    }

    /// The outline as straight pieces, one list of points for each part that begins with a move; curves are
    /// cut into `segments` pieces of equal parameter. Closed parts end where they began.
    public func flattened(segments: Int = 16) -> [[Point]] {
        var parts: [[Point]] = []
        for element in elements {
            let current = parts.last?.last
            switch element {
            case .move(let point): parts.append([point])
            case .line(let point):
                if current == nil { parts.append([point]) } else { parts[parts.count - 1].append(point) }
            case .curve(let control1, let control2, let end):
                let start = current ?? control1
                if current == nil { parts.append([start]) }
                for step in 1...max(segments, 1) {
                    let t = Double(step) / Double(max(segments, 1))
                    parts[parts.count - 1].append(
                        Self.cubic(start, control1, control2, end, at: t))
                }
            case .close:
                guard let first = parts.last?.first else { continue }
                parts[parts.count - 1].append(first)
            }
        }
        return parts
    }

    private static func cubic(_ p0: Point, _ p1: Point, _ p2: Point, _ p3: Point, at t: Double) -> Point {
        let u = 1 - t
        return p0 * (u * u * u) + p1 * (3 * u * u * t) + p2 * (3 * u * t * t) + p3 * (t * t * t)
    }

    /// The distance of the control points at which four cubic curves form a circle within 0.03 %.
    private static let circleControl = 4.0 / 3.0 * (2.0.squareRoot() - 1)
}
