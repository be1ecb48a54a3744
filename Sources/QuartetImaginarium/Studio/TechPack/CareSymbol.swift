import QuartetImaging

/// A care symbol of ISO 3758.
public enum CareSymbol: String, Sendable, Codable, CaseIterable {
    case wash30 = "wash-30"
    case wash30Gentle = "wash-30-gentle"
    case wash40 = "wash-40"
    case wash60 = "wash-60"
    case washByHand = "wash-hand"
    case doNotWash = "wash-no"
    case bleach = "bleach-any"
    case oxygenBleach = "bleach-oxygen"
    case doNotBleach = "bleach-no"
    case tumbleLow = "tumble-low"
    case tumbleNormal = "tumble-normal"
    case doNotTumble = "tumble-no"
    case iron1 = "iron-1"
    case iron2 = "iron-2"
    case iron3 = "iron-3"
    case doNotIron = "iron-no"
    case dryCleanP = "clean-p"
    case dryCleanF = "clean-f"
    case doNotDryClean = "clean-no"

    /// What it means.
    public var title: String {
        switch self {
        case .wash30: "wash at 30 °C"
        case .wash30Gentle: "wash at 30 °C, gentle"
        case .wash40: "wash at 40 °C"
        case .wash60: "wash at 60 °C"
        case .washByHand: "wash by hand"
        case .doNotWash: "do not wash"
        case .bleach: "bleach"
        case .oxygenBleach: "oxygen bleach only"
        case .doNotBleach: "do not bleach"
        case .tumbleLow: "tumble dry, low heat"
        case .tumbleNormal: "tumble dry"
        case .doNotTumble: "do not tumble dry"
        case .iron1: "iron at 110 °C, no steam"
        case .iron2: "iron at 150 °C"
        case .iron3: "iron at 200 °C"
        case .doNotIron: "do not iron"
        case .dryCleanP: "dry-clean, P"
        case .dryCleanF: "dry-clean, F"
        case .doNotDryClean: "do not dry-clean"
        }
    }

    /// The five treatments in the order of a label.
    enum Treatment: String, CaseIterable { case wash, bleach, tumble, iron, clean }

    var treatment: Treatment? { Treatment(rawValue: String(rawValue.prefix { $0 != "-" })) }

    private var isForbidden: Bool { rawValue.hasSuffix("-no") }

    /// Draws the symbol into a square.
    func draw(in square: Rect, on canvas: Canvas) {
        canvas.saved { canvas in
            canvas.translate(x: square.x, y: square.y)
            canvas.scale(x: square.width / 20, y: square.height / 20)
            let style = StrokeStyle(width: 1.1, cap: .round, join: .round)
            for path in shape { canvas.stroke(path, with: Colour.black, style: style) }
            for dot in dots { canvas.fill(.circle(centre: dot, radius: 1.1), with: Colour.black) }
            if let letter {
                canvas.text(
                    letter, at: Point(10, 11.2), font: Font(size: 7), anchor: .middle, baseline: .centre)
            }
            guard isForbidden else { return }
            for (from, to) in [(Point(2, 2), Point(18, 18)), (Point(18, 2), Point(2, 18))] {
                canvas.stroke(Path(points: [from, to], closed: false), with: Colour.black, style: style)
            }
        }
    }

    private var letter: String? {
        switch self {
        case .wash30, .wash30Gentle: "30"
        case .wash40: "40"
        case .wash60: "60"
        case .dryCleanP: "P"
        case .dryCleanF: "F"
        default: nil
        }
    }

    private var dots: [Point] {
        let count: Int =
            switch self {
            case .tumbleLow, .iron1: 1
            case .tumbleNormal, .iron2: 2
            case .iron3: 3
            default: 0
            }
        let y = treatment == .iron ? 12.4 : 10.0
        return (0..<count).map { Point(10 + (Double($0) - Double(count - 1) / 2) * 3, y) }
    }

    private var shape: [Path] {
        switch treatment {
        case .wash: tub
        case .bleach: triangle
        case .tumble:
            [
                .rect(Rect(x: 2.5, y: 2.5, width: 15, height: 15)),
                .circle(centre: Point(10, 10), radius: 7),
            ]
        case .iron: iron
        case .clean: [.circle(centre: Point(10, 10), radius: 7.5)]
        case nil: []
        }
    }

    /// A tub with water; a hand in it, or a bar below it.
    private var tub: [Path] {
        var tub = Path(
            points: [Point(1.5, 4), Point(3.6, 16.5), Point(16.4, 16.5), Point(18.5, 4)], closed: false)
        tub.append(
            .smooth(through: [
                Point(2, 6.6), Point(4.6, 5.4), Point(7.3, 6.9), Point(10, 5.4), Point(12.7, 6.9),
                Point(15.4, 5.4), Point(18, 6.6),
            ]))
        switch self {
        case .washByHand:
            var hand = Path()
            hand.move(to: Point(5, 3.2))
            hand.curve(to: Point(8.6, 10.5), control1: Point(6.6, 5), control2: Point(7, 9))
            hand.line(to: Point(11.6, 13))
            hand.move(to: Point(7.6, 2.6))
            hand.curve(to: Point(13.4, 11), control1: Point(9.6, 4.6), control2: Point(12.2, 7.4))
            return [tub, hand]
        case .wash30Gentle:
            return [tub, Path(points: [Point(4, 18.7), Point(16, 18.7)], closed: false)]
        default: return [tub]
        }
    }

    private var triangle: [Path] {
        let outline = Path(points: [Point(10, 2.5), Point(18, 17), Point(2, 17)])
        guard self == .oxygenBleach else { return [outline] }
        return [
            outline, Path(points: [Point(8, 17), Point(12.2, 6.5)], closed: false),
            Path(points: [Point(12, 17), Point(14.3, 10.3)], closed: false),
        ]
    }

    private var iron: [Path] {
        var outline = Path()
        outline.move(to: Point(1.8, 16))
        outline.curve(to: Point(8, 8.4), control1: Point(2.2, 11.5), control2: Point(4.4, 8.4))
        outline.line(to: Point(16.2, 8.4))
        outline.line(to: Point(18, 16))
        outline.close()
        var handle = Path()
        handle.move(to: Point(16.2, 8.4))
        handle.line(to: Point(15.4, 4.6))
        handle.line(to: Point(8.6, 4.6))
        let steam = self == .iron1
        guard steam else { return [outline, handle] }
        return [
            outline, handle, Path(points: [Point(6.5, 17.4), Point(8.5, 19.4)], closed: false),
            Path(points: [Point(8.5, 17.4), Point(6.5, 19.4)], closed: false),
        ]
    }
}
