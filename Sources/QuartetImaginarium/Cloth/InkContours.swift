import QuartetImaging

/// The outlines of each ink of a tile, traced from its map: smooth, with holes, and alike on opposite edges.
///
/// The map is blurred ink by ink, and outlines follow the level of one half between four places each (marching squares,
/// Lorensen and Cline 1987, in two dimensions). Two inks meet in one line, because their blurred shares sum to 1. Below
/// the inks that are drawn after it an ink reaches a little further (a trap), so that no ground shows between them.
struct InkContours {
    /// Places of the tile's map across and down, which are the units of the outlines.
    let width: Int
    let height: Int
    /// The outline of each ink; the ground's is empty, because it fills the tile.
    let paths: [Path]

    /// Places around the tile that are traced with it, so that outlines run on over its edges.
    private static let margin = 8
    /// Standard deviation of the blur in places: rounds the steps of the map.
    static let softness: Float = 1.25
    /// Places by which an ink reaches under later ones.
    private static let trap = 2

    init(_ map: InkMap, count: Int) {
        let tile = map.tile(margin: Self.margin)
        (width, height) = (tile.width - 2 * Self.margin, tile.height - 2 * Self.margin)
        paths = (0..<count).map { ink in
            guard ink > 0, tile.inks.contains(UInt8(ink)) else { return Path() }
            let field = Self.field(of: UInt8(ink), tile.inks, tile.width, tile.height)
            return Self.outline(field, shift: -Double(Self.margin))
        }
    }

    /// Where an ink lies, with its trap, blurred, and 0 along the rim so that every outline closes.
    private static func field(of ink: UInt8, _ inks: [UInt8], _ width: Int, _ height: Int) -> FloatImage {
        var inside = inks.map { $0 == ink ? Float(1) : 0 }
        for _ in 0..<trap {
            let before = inside
            for y in 1..<height - 1 {
                for x in 1..<width - 1 {
                    let index = y * width + x
                    guard inks[index] > ink, before[index] == 0 else { continue }
                    if before[index - 1] + before[index + 1] + before[index - width] + before[index + width]
                        > 0
                    {
                        inside[index] = 1
                    }
                }
            }
        }
        var field = FloatImage(width: width, height: height, channels: 1, values: inside)
            .blurred(deviation: softness)
        for x in 0..<width { (field[x, 0], field[x, height - 1]) = (0, 0) }
        for y in 0..<height { (field[0, y], field[width - 1, y]) = (0, 0) }
        return field
    }

    // MARK: Marching squares

    /// The closed lines of the level 0.5, each with the inside on its left.
    private static func outline(_ field: FloatImage, shift: Double) -> Path {
        let (width, height) = (field.width, field.height)
        // Crossings of the grid's edges, by number: those to the right of a place, then those below.
        func right(_ x: Int, _ y: Int) -> Int { 2 * (y * width + x) }
        func below(_ x: Int, _ y: Int) -> Int { 2 * (y * width + x) + 1 }
        var next: [Int: Int] = [:]
        for y in 0..<height - 1 {
            for x in 0..<width - 1 {
                let (a, b) = (field[x, y] > 0.5, field[x + 1, y] > 0.5)
                let (c, d) = (field[x, y + 1] > 0.5, field[x + 1, y + 1] > 0.5)
                if a == b, b == c, c == d { continue }
                let (top, bottom) = (right(x, y), right(x, y + 1))
                let (left, side) = (below(x, y), below(x + 1, y))
                switch (a, b, c, d) {
                case (true, false, false, false): next[top] = left
                case (false, true, false, false): next[side] = top
                case (false, false, true, false): next[left] = bottom
                case (false, false, false, true): next[bottom] = side
                case (true, true, false, false): next[side] = left
                case (false, false, true, true): next[left] = side
                case (true, false, true, false): next[top] = bottom
                case (false, true, false, true): next[bottom] = top
                case (false, true, true, true): next[left] = top
                case (true, false, true, true): next[top] = side
                case (true, true, false, true): next[bottom] = left
                case (true, true, true, false): next[side] = bottom
                // Two corners that face each other are joined where the middle is inside.
                default:
                    let middle = (field[x, y] + field[x + 1, y] + field[x, y + 1] + field[x + 1, y + 1]) > 2
                    if a {
                        (next[top], next[bottom]) = middle ? (side, left) : (left, side)
                    } else {
                        (next[side], next[left]) = middle ? (bottom, top) : (top, bottom)
                    }
                }
            }
        }
        func point(_ crossing: Int) -> Point {
            let (x, y) = (crossing / 2 % width, crossing / 2 / width)
            let first = field[x, y]
            let second = crossing % 2 == 0 ? field[x + 1, y] : field[x, y + 1]
            let place = Double((0.5 - first) / (second - first))
            // Values stand in the middle of their places.
            return crossing % 2 == 0
                ? Point(Double(x) + place + 0.5 + shift, Double(y) + 0.5 + shift)
                : Point(Double(x) + 0.5 + shift, Double(y) + place + 0.5 + shift)
        }
        var path = Path()
        for start in next.keys.sorted() {
            guard next[start] != nil else { continue }
            var line: [Point] = []
            var crossing = start
            while let following = next.removeValue(forKey: crossing) {
                line.append(point(crossing))
                crossing = following
            }
            if line.count > 5 { path.append(ContourSmoothing.rounded(ContourSmoothing.thinned(line))) }
        }
        return path
    }
}

/// Turns a traced line into few curves.
enum ContourSmoothing {
    /// Places by which a thinned line may differ.
    private static let tolerance = 0.12
    /// Most places over which a corner is rounded.
    private static let radius = 1.6

    /// The points that the line needs (Ramer 1972, Douglas and Peucker 1973); the line is closed.
    static func thinned(_ line: [Point]) -> [Point] {
        var keeps = [Bool](repeating: false, count: line.count)
        let far = line.indices.max { (line[$0] - line[0]).length < (line[$1] - line[0]).length } ?? 0
        (keeps[0], keeps[far]) = (true, true)
        var open = [(0, far), (far, line.count)]
        while let (first, last) = open.popLast() {
            guard last - first > 1 else { continue }
            let (start, end) = (line[first], line[last % line.count])
            let direction = (end - start).unit
            var (most, place) = (tolerance, -1)
            for index in first + 1..<last {
                let offset = line[index] - start
                let distance =
                    direction == .zero ? offset.length : abs(offset.x * direction.y - offset.y * direction.x)
                if distance > most { (most, place) = (distance, index) }
            }
            guard place > 0 else { continue }
            keeps[place] = true
            open += [(first, place), (place, last)]
        }
        return line.indices.filter { keeps[$0] }.map { line[$0] }
    }

    /// A closed line with rounded corners: curved where its points are close, straight between distant ones.
    static func rounded(_ points: [Point]) -> Path {
        guard points.count > 2 else { return Path(points: points) }
        let count = points.count
        var path = Path()
        for index in points.indices {
            let (before, corner, after) = (
                points[(index + count - 1) % count], points[index], points[(index + 1) % count]
            )
            func towards(_ other: Point) -> Point {
                let length = (other - corner).length
                return corner.interpolated(to: other, by: min(0.5, radius / max(length, 1e-9)))
            }
            let (start, end) = (towards(before), towards(after))
            if index == 0 { path.move(to: start) } else { path.line(to: start) }
            // A quadratic curve with the corner as its control point.
            path.curve(
                to: end, control1: start.interpolated(to: corner, by: 2 / 3),
                control2: end.interpolated(to: corner, by: 2 / 3))
        }
        path.close()
        return path
    }
}
