import QuartetImaging

/// Ribs of a knitted band.
enum Ribs {
    /// Distance between two ribs, in centimetres.
    private static let spacing = 0.75

    /// Lines at even distances between two points, each running along a direction.
    static func lines(from: Point, to: Point, along: Point, height: Double) -> [PanelLine] {
        let count = max(3, Int((to - from).length / spacing))
        return (0...count).map { index in
            let start = from.interpolated(to: to, by: Double(index) / Double(count))
            var line = Outline(from: start)
            line.line(to: start + along * height)
            return PanelLine(kind: .rib, path: line.open)
        }
    }
}
