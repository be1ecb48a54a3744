import QuartetImaging

/// Buttons, zips, buckles, cords, rivets and labels as lines, in centimetres.
enum FlatTrims {
    static func group(_ trim: Trim) -> VectorScene.Element {
        switch trim {
        case .button(let centre, let radius, _): .group("button", button(centre, radius))
        case .zip(let path, let width): .group("zip", zip(path, width))
        case .buckle(let rect): .group("buckle", buckle(rect))
        case .cord(let path, let width): .group("cord", cord(path, width))
        case .rivet(let centre, let radius):
            .group("rivet", [drawn(.circle(centre: centre, radius: radius))])
        case .label(let rect): .group("label", [drawn(.rect(rect))])
        }
    }

    private static func drawn(_ path: Path) -> VectorScene.Element {
        .path(path, fill: .white, stroke: FlatLines.detail)
    }

    private static func button(_ centre: Point, _ radius: Double) -> [VectorScene.Element] {
        let holes = [(-1.0, -1.0), (1, -1), (-1, 1), (1, 1)].map { x, y in
            VectorScene.Element.path(
                .circle(
                    centre: Point(centre.x + x * radius * 0.28, centre.y + y * radius * 0.28),
                    radius: radius * 0.13),
                fill: .black)
        }
        return [drawn(.circle(centre: centre, radius: radius))] + holes
    }

    /// Two edges of the tape, teeth between them, and the pull.
    private static func zip(_ path: Path, _ width: Double) -> [VectorScene.Element] {
        func edge(_ x: Double) -> VectorScene.Element {
            .path(path.transformed(by: .translation(x, 0)), stroke: FlatLines.detail)
        }
        guard let bounds = path.bounds else { return [] }
        let half = width / 2
        let tape = Rect(
            x: bounds.minX - half, y: bounds.minY, width: bounds.width + width, height: bounds.height)
        let pull = Rect(x: bounds.centre.x - 0.45, y: bounds.minY + 0.2, width: 0.9, height: 2.6)
        return [
            .path(.rect(tape), fill: .white), edge(-half), edge(half),
            .path(path, stroke: VectorScene.Stroke(width: 0.5, dash: [0.25, 0.35])),
            drawn(.roundedRect(pull, radius: 0.3)),
        ]
    }

    private static func buckle(_ rect: Rect) -> [VectorScene.Element] {
        var prong = Path()
        prong.move(to: Point(rect.minX + 0.4, rect.centre.y))
        prong.line(to: Point(rect.maxX - 0.3, rect.centre.y))
        return [
            drawn(.roundedRect(rect, radius: 0.7)), drawn(.roundedRect(rect.inset(by: 0.8), radius: 0.4)),
            .path(prong, stroke: FlatLines.detail),
        ]
    }

    /// A cord as its two edges.
    private static func cord(_ path: Path, _ width: Double) -> [VectorScene.Element] {
        [-width / 2, width / 2].map {
            .path(path.transformed(by: .translation($0, 0)), stroke: FlatLines.detail)
        }
    }
}
