internal import QuartetFiles
import QuartetImaging

/// Folds of trouser legs.
extension FoldDrafting {
    /// Where a leg bends: what its folds are placed by.
    struct Leg {
        let crotch: Point
        let knee: Point
        let kneeHalfWidth: Double
        let hem: Point
        let hemHalfWidth: Double

        /// Whether the leg hangs free of knee and shoe.
        var isWide: Bool { hemHalfWidth > 12.5 || hemHalfWidth > kneeHalfWidth * 1.15 }
    }

    /// Whiskers at the crotch, folds behind the knee and the break above the shoe.
    func leg(_ leg: Leg) -> FoldField {
        var random = PhiloxGenerator(seed: parameters.seed, stream: "leg folds")
        var field = wrinkled()
        field.creases = whiskers(leg.crotch, &random)
        guard leg.hem.y > leg.knee.y + 12 else { return field }
        if leg.isWide {
            field.ridges = longFolds(&random)
        } else {
            field.creases += knee(leg, &random) + shoeBreak(leg, &random)
        }
        return field
    }

    private func whiskers(_ crotch: Point, _ random: inout PhiloxGenerator) -> [FoldField.Crease] {
        let rising = FoldField.Crease.row(count: 4, depths: [0.42 * softness, -0.36 * softness]) { step in
            let rise = 1.5 + step * 3.2 + random.around(0.8)
            let reach = 9 + step * 2.5 + random.around(1.5)
            return (
                from: Point(crotch.x + 0.5, crotch.y - 0.8 - step * 1.2),
                through: Point(crotch.x + reach * 0.5, crotch.y - rise * 0.35 + 1.2),
                to: Point(crotch.x + reach, crotch.y - rise), width: (0.95 + 0.12 * step) * breadth
            )
        }
        let falling = FoldField.Crease.row(count: 2, depths: [0.38 * softness, -0.34 * softness]) { step in
            (
                from: Point(crotch.x + 0.8, crotch.y + 2 + step * 3),
                through: Point(crotch.x + 5, crotch.y + 5.5 + step * 3.5),
                to: Point(crotch.x + 8.5 + random.around(1), crotch.y + 12 + step * 4),
                width: 1.2 * breadth
            )
        }
        return rising + falling
    }

    private func longFolds(_ random: inout PhiloxGenerator) -> [FoldField.Ridge] {
        (0..<4).map { index in
            FoldField.Ridge(
                across: -0.62 + 0.42 * Double(index) + random.around(0.1),
                width: 0.13 + 0.05 * random.unit(), depth: (index % 2 == 0 ? 0.95 : 0.7) * softness,
                start: 0.22 + 0.15 * random.unit(), drift: random.around(0.08))
        }
    }

    /// From the inner and the outer seam in turn.
    private func knee(_ leg: Leg, _ random: inout PhiloxGenerator) -> [FoldField.Crease] {
        let (knee, width) = (leg.knee, leg.kneeHalfWidth)
        let depths = [0.36, 0.36, -0.32, -0.32].map { $0 * softness }
        var side = 1.0
        return FoldField.Crease.row(count: 4, depths: depths) { step in
            let y = knee.y - 5 + step * 3.4 + random.around(0.8)
            side = -side
            return (
                from: Point(knee.x + side * width * 0.96, y),
                through: Point(knee.x + side * width * 0.4, y + 1.6),
                to: Point(
                    knee.x - side * width * (0.1 + 0.3 * random.unit()), y + 1.2 + random.around(1)),
                width: 1.0 * breadth
            )
        }
    }

    private func shoeBreak(_ leg: Leg, _ random: inout PhiloxGenerator) -> [FoldField.Crease] {
        let (hem, width) = (leg.hem, leg.hemHalfWidth)
        var side = -1.0
        return FoldField.Crease.row(count: 4, depths: [0.38 * softness, -0.32 * softness]) { step in
            let y = hem.y - 5 - step * 4.2 + random.around(0.8)
            side = -side
            return (
                from: Point(hem.x + side * width * 0.95, y),
                through: Point(hem.x + side * width * 0.2, y + 2.0),
                to: Point(hem.x - side * width * (0.3 + 0.4 * random.unit()), y + 1.0),
                width: 0.9 * breadth
            )
        }
    }
}
