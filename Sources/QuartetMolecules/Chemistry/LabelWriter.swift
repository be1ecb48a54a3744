internal import QuartetImaging

/// Where the hydrogens of an atom's letters stand: on the side that has no bond.
enum LabelSide {
    case right, left, above, below

    /// - Parameter bonds: directions to the neighbours, y downwards.
    init(bonds: [QuartetImaging.Point]) {
        let isBlockedAtRight = bonds.contains { $0.x > 0.3 }
        let isBlockedAtLeft = bonds.contains { $0.x < -0.3 }
        if !isBlockedAtRight {
            self = .right
        } else if !isBlockedAtLeft {
            self = .left
        } else {
            self = bonds.reduce(0) { $0 + $1.y } > 0 ? .above : .below
        }
    }
}

extension AtomLabel {
    /// Of a bond's length.
    static let fontSize = 0.62

    /// How far letters reach from the atom's place, in bond lengths.
    struct Reach {
        var (left, right, up, down) = (0.4, 0.4, 0.4, 0.4)
    }

    func reach(hydrogens side: LabelSide) -> Reach {
        let letter = 0.78 * Self.fontSize
        let small = 0.62 * Self.fontSize
        var reach = Reach()
        reach.right = max(0.4, letter * Double(symbol.count) / 2)
        reach.left = reach.right + small * Double(isotope.count)
        let count = hydrogens > 1 ? small * Double("\(hydrogens)".count) : 0
        let width = hydrogens > 0 ? letter + count : 0
        let charged = small * Double(charge.count)
        switch side {
        case .right: reach.right += width
        case .left: reach.left += width
        case .above: reach.up += hydrogens > 0 ? 1.2 * letter : 0
        case .below: reach.down += hydrogens > 0 ? 1.2 * letter : 0
        }
        reach.right += charged
        return reach
    }
}

/// Writes an atom's letters with the symbol in the middle of its place.
struct LabelWriter {
    let canvas: Canvas
    /// In points.
    let size: Double
    let colour: Colour

    private var font: Font { Font(size: size) }
    private var small: Font { Font(size: size * 0.72) }

    func write(_ label: AtomLabel, at place: QuartetImaging.Point, hydrogens side: LabelSide) {
        let half = canvas.width(of: label.symbol, font: font) / 2
        canvas.text(
            label.symbol, at: place, font: font, with: .colour(colour), anchor: .middle, baseline: .centre)
        var right = place.x + half
        var left = place.x - half
        let raised = place.y - size * 0.36
        left -= put(label.isotope, small, endingAt: left, raised)
        let count = label.hydrogens > 1 ? "\(label.hydrogens)" : ""
        if label.hydrogens > 0 {
            switch side {
            case .right:
                right += put("H", font, at: right, place.y)
                right += put(count, small, at: right, place.y + size * 0.38)
            case .left:
                left -= put(count, small, endingAt: left, place.y + size * 0.38)
                left -= put("H", font, endingAt: left, place.y)
            case .above, .below:
                let y = place.y + size * (side == .above ? -0.95 : 0.95)
                let end = place.x - half + put("H", font, at: place.x - half, y)
                _ = put(count, small, at: end, y + size * 0.38)
            }
        }
        _ = put(label.charge, small, at: right, raised)
    }

    /// - Returns: the text's width.
    private func put(_ text: String, _ font: Font, at x: Double, _ y: Double) -> Double {
        if text.isEmpty { return 0 }
        canvas.text(
            text, at: QuartetImaging.Point(x, y), font: font, with: .colour(colour), baseline: .centre)
        return canvas.width(of: text, font: font)
    }

    private func put(_ text: String, _ font: Font, endingAt x: Double, _ y: Double) -> Double {
        put(text, font, at: x - canvas.width(of: text, font: font), y)
    }
}
