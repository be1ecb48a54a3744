import QuartetImaging

/// Draws one line of a garment piece by piece and closes or mirrors it; units are centimetres.
public struct Outline: Sendable, Equatable {
    /// A piece from the end of the one before.
    enum Piece: Sendable, Equatable {
        case line(Point)
        case curve(Point, Point, Point)
    }

    private(set) var start: Point
    private(set) var pieces: [Piece] = []

    init(from start: Point) { self.start = start }

    init(_ x: Double, _ y: Double) { start = Point(x, y) }

    /// A line moved across.
    init(moving line: Outline, by x: Double) {
        func move(_ point: Point) -> Point { Point(point.x + x, point.y) }
        start = move(line.start)
        pieces = line.pieces.map { piece in
            switch piece {
            case .line(let point): .line(move(point))
            case .curve(let a, let b, let point): .curve(move(a), move(b), move(point))
            }
        }
    }

    var end: Point {
        switch pieces.last {
        case .line(let point), .curve(_, _, let point): point
        case nil: start
        }
    }

    mutating func line(_ x: Double, _ y: Double) { pieces.append(.line(Point(x, y))) }

    mutating func line(to point: Point) { pieces.append(.line(point)) }

    mutating func curve(_ control1: Point, _ control2: Point, to point: Point) {
        pieces.append(.curve(control1, control2, point))
    }

    /// A curve that leaves and arrives along the given directions; `tension` is the share of the distance.
    mutating func arc(to point: Point, leaving: Point, arriving: Point, tension: Double = 0.4) {
        let from = end
        let reach = Vector.length(Vector.minus(point, from)) * tension
        curve(
            Vector.plus(from, Vector.unit(leaving), reach), Vector.plus(point, Vector.unit(arriving), -reach),
            to: point)
    }

    /// A smooth line through further points (Catmull-Rom as cubic curves).
    mutating func smooth(_ points: [Point]) {
        let all = [end] + points
        guard all.count > 2 else {
            if let last = points.last { line(to: last) }
            return
        }
        for index in 0..<all.count - 1 {
            let before = all[max(index - 1, 0)]
            let after = all[min(index + 2, all.count - 1)]
            let (from, to) = (all[index], all[index + 1])
            curve(
                Point(from.x + (to.x - before.x) / 6, from.y + (to.y - before.y) / 6),
                Point(to.x - (after.x - from.x) / 6, to.y - (after.y - from.y) / 6), to: to)
        }
    }

    mutating func append(_ other: Outline) {
        if Vector.length(Vector.minus(other.start, end)) > 1e-9 { line(to: other.start) }
        pieces += other.pieces
    }

    /// The same line walked the other way.
    var reversed: Outline {
        var points = [start]
        for piece in pieces {
            switch piece {
            case .line(let point), .curve(_, _, let point): points.append(point)
            }
        }
        var result = Outline(from: end)
        for index in pieces.indices.reversed() {
            switch pieces[index] {
            case .line: result.line(to: points[index])
            case .curve(let control1, let control2, _): result.curve(control2, control1, to: points[index])
            }
        }
        return result
    }

    /// The line seen in a mirror that stands on x = 0.
    var mirrored: Outline {
        func flip(_ point: Point) -> Point { Point(-point.x, point.y) }
        var result = Outline(from: flip(start))
        result.pieces = pieces.map { piece in
            switch piece {
            case .line(let point): .line(flip(point))
            case .curve(let control1, let control2, let point):
                .curve(flip(control1), flip(control2), flip(point))
            }
        }
        return result
    }

    /// The line as an open path.
    var open: Path {
        var path = Path([.move(start)])
        for piece in pieces {
            switch piece {
            case .line(let point): path.line(to: point)
            case .curve(let control1, let control2, let point):
                path.curve(to: point, control1: control1, control2: control2)
            }
        }
        return path
    }

    /// The line closed with a straight piece where it does not end at its start.
    var closed: Path {
        var path = open
        path.close()
        return path
    }

    /// The area between a right half from the centre's top to the centre's bottom and its mirror picture.
    var closedWithMirror: Path {
        var whole = self
        whole.append(mirrored.reversed)
        return whole.closed
    }
}

/// Arithmetic of points as vectors.
enum Vector {
    static func plus(_ a: Point, _ b: Point, _ factor: Double = 1) -> Point {
        Point(a.x + b.x * factor, a.y + b.y * factor)
    }

    static func minus(_ a: Point, _ b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }

    static func length(_ a: Point) -> Double { (a.x * a.x + a.y * a.y).squareRoot() }

    static func unit(_ a: Point) -> Point {
        let length = length(a)
        return length < 1e-12 ? Point(0, 0) : Point(a.x / length, a.y / length)
    }

    static func between(_ a: Point, _ b: Point, _ share: Double) -> Point {
        Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
    }
}
