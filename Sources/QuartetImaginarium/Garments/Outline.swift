import QuartetImaging

/// A line of a garment, built piece by piece in centimetres, that can be mirrored, moved and closed.
public struct Outline: Sendable, Equatable {
    /// A piece that begins at the end of the one before.
    enum Piece: Sendable, Equatable {
        case line(Point)
        case curve(Point, Point, Point)
    }

    private(set) var start: Point
    private(set) var pieces: [Piece] = []

    init(from start: Point) { self.start = start }

    init(_ x: Double, _ y: Double) { start = Point(x, y) }

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
            curve(from + (to - before) / 6, to - (after - from) / 6, to: to)
        }
    }

    mutating func append(_ other: Outline) {
        if (other.start - end).length > 1e-9 { line(to: other.start) }
        pieces += other.pieces
    }

    /// The same line in the opposite direction.
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

    /// The line with all its points, control points included, mapped.
    func mapped(_ move: (Point) -> Point) -> Outline {
        var result = Outline(from: move(start))
        result.pieces = pieces.map { piece in
            switch piece {
            case .line(let point): .line(move(point))
            case .curve(let control1, let control2, let point):
                .curve(move(control1), move(control2), move(point))
            }
        }
        return result
    }

    /// The line moved by a distance.
    func moved(_ x: Double, _ y: Double) -> Outline { mapped { $0 + Point(x, y) } }

    /// The line mirrored at x = 0.
    var mirrored: Outline { mapped(\.mirrored) }

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

    /// The line, closed with a straight piece if it does not end at its start.
    var closed: Path {
        var path = open
        path.close()
        return path
    }

    /// The area between a right half, from the centre's top to the centre's bottom, and its mirror image.
    var closedWithMirror: Path {
        var whole = self
        whole.append(mirrored.reversed)
        return whole.closed
    }
}

extension Point {
    /// The point mirrored at x = 0.
    var mirrored: Point { Point(-x, y) }
}
