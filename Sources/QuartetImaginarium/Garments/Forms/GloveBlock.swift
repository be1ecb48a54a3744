import QuartetImaging

/// A pair of gloves, backs of the hands up.
struct GloveBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    func layers() -> [GarmentLayer] {
        let hand = HandPanels(parameters)
        return hand.pair(outline(), lines: points())
    }

    /// Middles, heights of the tips and half widths of the four fingers.
    private static let fingers: [(x: Double, tip: Double, half: Double)] = [
        (-3.9, 1.9, 1.2), (-1.3, 0.3, 1.25), (1.3, 0.7, 1.22), (3.8, 3.0, 1.08),
    ]
    private static let knuckles = 9.0

    private func outline() -> Outline {
        var line = Outline(-4.3, 19.4)
        HandPanels.thumb(&line)
        for finger in Self.fingers {
            let base = Self.knuckles + abs(finger.x) * 0.12
            line.line(finger.x - finger.half, base)
            line.line(finger.x - finger.half * 0.94, finger.tip + 1.5)
            line.curve(
                Point(finger.x - finger.half * 0.9, finger.tip - 0.5),
                Point(finger.x + finger.half * 0.9, finger.tip - 0.5),
                to: Point(finger.x + finger.half * 0.94, finger.tip + 1.5))
            line.line(finger.x + finger.half, base)
        }
        line.curve(Point(5.3, 13), Point(4.9, 17), to: Point(4.3, 19.4))
        return line
    }

    /// The three rows of stitches on the back of the hand.
    private func points() -> [Outline] {
        [-2.2, 0.1, 2.3].map { x in
            var line = Outline(x, 10.4)
            line.line(x * 0.8, 15.6)
            return line
        }
    }
}

/// A pair of mittens.
struct MittenBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    func layers() -> [GarmentLayer] {
        var line = Outline(-4.3, 19.4)
        HandPanels.thumb(&line)
        line.curve(Point(-5.6, 3), Point(-3.4, -0.6), to: Point(0, -0.6))
        line.curve(Point(3.6, -0.6), Point(5.6, 3), to: Point(5.3, 9))
        line.curve(Point(5.2, 13), Point(4.9, 17), to: Point(4.3, 19.4))
        return HandPanels(parameters).pair(line, lines: [])
    }
}

/// What gloves and mittens share: the thumb, the ribbed cuff, the pair.
struct HandPanels {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    /// The thumb, from the wrist to the first finger.
    static func thumb(_ line: inout Outline) {
        line.curve(Point(-5.2, 17.4), Point(-6.6, 15), to: Point(-8.2, 12.4))
        line.curve(Point(-9.4, 10.6), Point(-9.8, 9.6), to: Point(-8.9, 8.7))
        line.curve(Point(-7.9, 7.8), Point(-6.9, 9.2), to: Point(-5.3, 11.4))
        line.line(-5.2, 9.6)
    }

    func pair(_ outline: Outline, lines: [Outline]) -> [GarmentLayer] {
        var hand = Panel.piece("hand", outline.closed, roundness: 1.6)
        hand.folds = FoldDrafting(parameters).wrinkled()
        hand.lines = lines.map { PanelLine(kind: .stitch, path: $0.open) }
        var thumb = Outline(-5.2, 9.6)
        thumb.curve(Point(-4.0, 12), Point(-3.6, 15), to: Point(-4.4, 18.6))
        hand.lines.append(PanelLine(kind: .seam, path: thumb.open))
        let rect = Rect(x: -4.6, y: 18.6, width: 9.2, height: 7.2)
        var cuff = Panel.piece(
            "cuff", .roundedRect(rect, radius: 0.5), .rib("cuffs"), roundness: 1.8, lift: 0.2)
        cuff.lines = Ribs.lines(
            from: Point(-4.2, 18.8), to: Point(4.2, 18.8), along: Point(0, 1), height: 6.8)
        let right = [hand, cuff].map { $0.turned(by: -0.08, moved: Point(11.5, 0)) }
        return (right.map(\.mirrored) + right).map(GarmentLayer.panel)
    }
}
