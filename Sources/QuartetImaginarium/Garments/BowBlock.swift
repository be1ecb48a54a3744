import QuartetImaging

/// A bow at the neck, or at the waist of a garment without a bodice.
struct BowBlock {
    let parameters: GarmentParameters

    private var knot: Point {
        parameters.parts.contains(.bodice)
            ? Point(0, parameters.neckline.depth + 1.4) : Point(0, parameters.waistHeight - 1)
    }

    func panels() -> [Panel] {
        guard parameters.has(.bow) else { return [] }
        let centre = Rect(x: knot.x - 1.2, y: knot.y - 1.4, width: 2.4, height: 2.9)
        var middle = Panel("knot", .roundedRect(centre, radius: 0.9), .part("bow"), frame: .flat(centre))
        middle.lift = 0.5
        return [tail().mirrored, tail(), loop().mirrored, loop(), middle]
    }

    private func loop() -> Panel {
        var line = Outline(knot.x, knot.y - 0.8)
        line.curve(
            Point(knot.x + 3, knot.y - 4.6), Point(knot.x + 8.6, knot.y - 4.4),
            to: Point(knot.x + 8.8, knot.y - 0.8))
        line.curve(
            Point(knot.x + 8.6, knot.y + 2.8), Point(knot.x + 3, knot.y + 2.4),
            to: Point(knot.x, knot.y + 0.9))
        var panel = Panel(
            "bow", line.closed, .part("bow"),
            frame: .flat(Rect(x: knot.x, y: knot.y - 4, width: 9, height: 8), angle: 1.3))
        panel.folds.gatherTop = 0.4
        panel.frame.roundness = 1.2
        panel.lift = 0.7
        return panel
    }

    private func tail() -> Panel {
        var line = Outline(knot.x + 0.2, knot.y)
        line.curve(
            Point(knot.x + 1.6, knot.y + 6), Point(knot.x + 1.2, knot.y + 11),
            to: Point(knot.x + 2.4, knot.y + 16))
        line.line(knot.x + 6.0, knot.y + 14.6)
        line.curve(
            Point(knot.x + 4.4, knot.y + 9), Point(knot.x + 3.4, knot.y + 4),
            to: Point(knot.x + 0.9, knot.y - 0.4))
        var panel = Panel(
            "bow end", line.closed, .part("bow"),
            frame: .flat(Rect(x: knot.x, y: knot.y, width: 6, height: 16), angle: 0.2))
        panel.frame.roundness = 0.6
        panel.lift = 0.6
        return panel
    }
}
