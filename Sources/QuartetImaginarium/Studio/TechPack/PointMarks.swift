import QuartetImaging

/// Points of measure on a flat: a line with two ends and a number in a circle, in millimetres of the page.
struct PointMarks {
    let rows: [SizeTable.Row]
    let sheet: FlatSheet

    private static let colour = Colour(red: 0.75, green: 0.05, blue: 0.1)

    var group: VectorScene.Element {
        .group("points of measure", rows.flatMap(marks))
    }

    private func marks(_ row: SizeTable.Row) -> [VectorScene.Element] {
        let map = sheet.map(of: row.distance.side)
        let line = row.distance.drawn
        let (from, to) = (map.apply(to: line.from), map.apply(to: line.to))
        let stroke = VectorScene.Stroke(width: 0.22, colour: Self.colour)
        let across = Point(-(to - from).unit.y, (to - from).unit.x) * 1.1
        var elements: [VectorScene.Element] = [
            .path(Path(points: [from, to], closed: false), stroke: stroke)
        ]
        for end in [from, to] {
            elements.append(.path(Path(points: [end + across, end - across], closed: false), stroke: stroke))
        }
        // Numbers of lines that lie side by side stand at different places.
        let share = [0.5, 0.3, 0.7, 0.4, 0.6][row.number % 5]
        let isShort = (to - from).length < 11
        let centre = from.interpolated(to: to, by: isShort ? 0.5 : share) + across * (isShort ? -2.4 : 0)
        elements.append(
            .path(.circle(centre: centre, radius: 2), fill: .white, stroke: stroke))
        elements.append(.text("\(row.number)", at: centre + Point(0, 0.85), size: 2.3, anchor: .middle))
        return [.group("point \(row.number)", elements)]
    }
}
