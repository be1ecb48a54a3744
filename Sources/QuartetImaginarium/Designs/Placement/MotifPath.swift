import Glibc
internal import QuartetCatalogs
import QuartetImaging

/// Outlines of SVG's shapes.
enum MotifPath {
    static func path(of element: CatalogElement, _ name: String) throws -> Path {
        func bad(_ what: String) -> MotifError {
            .unusable(name, "line \(element.line): \(what) of <\(element.name)> is not understood")
        }
        func length(_ key: String, _ fallback: Double = 0) throws -> Double {
            guard let text = element.attributes[key] else { return fallback }
            guard let number = Double(text.hasSuffix("px") ? String(text.dropLast(2)) : text),
                number.isFinite,
                abs(number) < 1e7
            else { throw bad("\(key)=\"\(text)\"") }
            return number
        }
        switch element.name {
        case "path":
            guard let text = element.attributes["d"] else { return Path() }
            var reader = MotifPathReader(text)
            guard let path = reader.path() else { throw bad("the path data") }
            return path
        case "polygon", "polyline":
            guard let numbers = numbers(element.attributes["points"] ?? ""), numbers.count % 2 == 0 else {
                throw bad("the list of points")
            }
            let points = stride(from: 0, to: numbers.count, by: 2).map { Point(numbers[$0], numbers[$0 + 1]) }
            return Path(points: points, closed: element.name == "polygon")
        case "line":
            return Path(
                points: [
                    Point(try length("x1"), try length("y1")), Point(try length("x2"), try length("y2")),
                ],
                closed: false)
        case "circle", "ellipse":
            let isCircle = element.name == "circle"
            let (rx, ry) = (try length(isCircle ? "r" : "rx"), try length(isCircle ? "r" : "ry"))
            guard rx > 0, ry > 0 else { return Path() }
            let (x, y) = (try length("cx"), try length("cy"))
            return .ellipse(in: Rect(x: x - rx, y: y - ry, width: 2 * rx, height: 2 * ry))
        default:
            let rect = Rect(
                x: try length("x"), y: try length("y"), width: try length("width"),
                height: try length("height"))
            guard rect.width > 0, rect.height > 0 else { return Path() }
            let radius = try length("rx", try length("ry"))
            return radius > 0
                ? .roundedRect(rect, radius: min(radius, rect.width / 2, rect.height / 2)) : .rect(rect)
        }
    }

    /// Numbers between commas and white space; nil for other text.
    static func numbers(_ text: String) -> [Double]? {
        var reader = MotifPathReader(text)
        return reader.allNumbers()
    }
}

/// Reads path data (SVG 1.1, 8.3): all commands, absolute and relative.
struct MotifPathReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func allNumbers() -> [Double]? {
        var numbers: [Double] = []
        while hasMore {
            guard let number = number() else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    /// The path; nil for text that is not path data.
    mutating func path() -> Path? {
        var path = Path()
        var (now, start) = (Point.zero, Point.zero)
        // The control point that a smooth curve mirrors.
        var mirror: (point: Point, command: Character)?
        var command: Character?
        while hasMore {
            if let letter = letter() { command = letter } else if command == nil { return nil }
            guard let current = command else { return nil }
            let isRelative = current.isLowercase
            let base = isRelative ? now : .zero
            func point() -> Point? {
                guard let x = number(), let y = number() else { return nil }
                return base + Point(x, y)
            }
            func reflected(_ kinds: String) -> Point {
                guard let mirror, kinds.contains(mirror.command) else { return now }
                return now + (now - mirror.point)
            }
            let kind = Character(current.uppercased())
            // A path begins with a point.
            guard kind == "M" || !path.elements.isEmpty else { return nil }
            var next: (point: Point, command: Character)?
            switch kind {
            case "Z":
                path.close()
                now = start
                command = nil
            case "M":
                guard let to = point() else { return nil }
                path.move(to: to)
                (now, start) = (to, to)
                command = isRelative ? "l" : "L"
            case "L":
                guard let to = point() else { return nil }
                path.line(to: to)
                now = to
            case "H", "V":
                guard let value = number() else { return nil }
                now = kind == "H" ? Point(base.x + value, now.y) : Point(now.x, base.y + value)
                path.line(to: now)
            case "C", "S":
                guard let one = kind == "C" ? point() : reflected("CS"), let two = point(), let to = point()
                else { return nil }
                path.curve(to: to, control1: one, control2: two)
                (next, now) = ((two, kind), to)
            case "Q", "T":
                guard let middle = kind == "Q" ? point() : reflected("QT"), let to = point() else {
                    return nil
                }
                path.curve(
                    to: to, control1: now + (middle - now) * (2.0 / 3),
                    control2: to + (middle - to) * (2.0 / 3))
                (next, now) = ((middle, kind), to)
            case "A":
                guard let rx = number(), let ry = number(), let turn = number(), let large = flag(),
                    let sweep = flag(), let to = point()
                else { return nil }
                Self.arc(&path, from: now, to: to, Point(abs(rx), abs(ry)), turn * .pi / 180, large, sweep)
                now = to
            default: return nil
            }
            mirror = next
            guard now.x.magnitude < 1e7, now.y.magnitude < 1e7 else { return nil }
        }
        return path
    }

    /// An elliptical arc as cubic curves (SVG 1.1, F.6).
    private static func arc(
        _ path: inout Path, from: Point, to: Point, _ size: Point, _ turn: Double, _ large: Bool,
        _ sweep: Bool
    ) {
        guard size.x > 0, size.y > 0, (to - from).length > 0 else { return path.line(to: to) }
        let (c, s) = (cos(turn), sin(turn))
        let half = (from - to) / 2
        let (x, y) = (c * half.x + s * half.y, -s * half.x + c * half.y)
        // Radii that do not reach are enlarged.
        let reach = max(x * x / (size.x * size.x) + y * y / (size.y * size.y), 1).squareRoot()
        let (rx, ry) = (size.x * reach, size.y * reach)
        let bottom = rx * rx * y * y + ry * ry * x * x
        let root = max((rx * rx * ry * ry - bottom) / bottom, 0).squareRoot() * (large == sweep ? -1 : 1)
        let (cx, cy) = (root * rx * y / ry, -root * ry * x / rx)
        let centre = Point(c * cx - s * cy, s * cx + c * cy) + (from + to) / 2
        let first = atan2((y - cy) / ry, (x - cx) / rx)
        var sweepAngle = atan2((-y - cy) / ry, (-x - cx) / rx) - first
        if sweep, sweepAngle < 0 { sweepAngle += 2 * .pi }
        if !sweep, sweepAngle > 0 { sweepAngle -= 2 * .pi }
        let pieces = max(1, Int((abs(sweepAngle) / (.pi / 2)).rounded(.up)))
        let step = sweepAngle / Double(pieces)
        let pull = 4.0 / 3 * tan(step / 4)
        func at(_ x: Double, _ y: Double) -> Point {
            centre + Point(c * rx * x - s * ry * y, s * rx * x + c * ry * y)
        }
        for piece in 0..<pieces {
            let (a, b) = (first + Double(piece) * step, first + Double(piece + 1) * step)
            path.curve(
                to: piece == pieces - 1 ? to : at(cos(b), sin(b)),
                control1: at(cos(a) - pull * sin(a), sin(a) + pull * cos(a)),
                control2: at(cos(b) + pull * sin(b), sin(b) - pull * cos(b)))
        }
    }

    // MARK: Bytes

    private var hasMore: Bool {
        mutating get {
            while place < bytes.count, bytes[place] <= 32 || bytes[place] == UInt8(ascii: ",") { place += 1 }
            return place < bytes.count
        }
    }

    private mutating func letter() -> Character? {
        guard hasMore else { return nil }
        let character = Character(UnicodeScalar(bytes[place]))
        guard character.isLetter else { return nil }
        place += 1
        return character
    }

    /// A flag of an arc may stand without a space before the next number.
    private mutating func flag() -> Bool? {
        guard hasMore, bytes[place] == 48 || bytes[place] == 49 else { return nil }
        place += 1
        return bytes[place - 1] == 49
    }

    private mutating func number() -> Double? {
        guard hasMore else { return nil }
        let start = place
        func isDigit() -> Bool { place < bytes.count && (48...57).contains(bytes[place]) }
        func isSign() -> Bool { place < bytes.count && (bytes[place] == 43 || bytes[place] == 45) }
        if isSign() { place += 1 }
        while isDigit() { place += 1 }
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
            place += 1
            while isDigit() { place += 1 }
        }
        if place < bytes.count, bytes[place] | 32 == UInt8(ascii: "e") {
            place += 1
            if isSign() { place += 1 }
            while isDigit() { place += 1 }
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        guard let number = Double(text), number.magnitude < 1e7 else { return nil }
        return number
    }
}
