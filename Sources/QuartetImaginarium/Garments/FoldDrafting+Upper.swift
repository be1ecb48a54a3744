internal import QuartetFiles
import QuartetImaging

/// Folds of the upper garment.
extension FoldDrafting {
    /// Drag lines from the underarms to the bust and from the waist, folds of a loose hem, and a cowl.
    func bodice(_ block: BodiceBlock) -> FoldField {
        var random = PhiloxGenerator(seed: parameters.seed, stream: "bodice folds")
        var field = wrinkled()
        let waist = min(parameters.waistHeight, block.bottom - 2)
        for side in [1.0, -1.0] {
            field.creases += underarm(block.neck.underarm, side: side, &random)
            field.creases += self.waist(waist, halfWidth: block.halfWidth(at: waist), side: side, &random)
        }
        let looseness = parameters.bodice.waist / max(parameters.bodice.chest, 1)
        if looseness > 0.88, block.bottom > parameters.waistHeight + 8 {
            field.ridges += looseHem(&random)
        }
        if parameters.neckline.shape == .cowl { field.creases += cowl(&random) }
        return field
    }

    private func underarm(
        _ under: Point, side: Double, _ random: inout PhiloxGenerator
    ) -> [FoldField.Crease] {
        // The body is never held quite evenly: one side is pulled more than the other.
        let (count, strength, fall): (Int, Double, Double) =
            parameters.isCurrent
            ? (2 + Int(random.unit() * 2.99), 0.6 + 0.6 * random.unit(), random.around(2.5)) : (3, 1, 0)
        let depths = [0.42 * softness * strength, -0.34 * softness * strength]
        return FoldField.Crease.row(count: count, depths: depths) { step in
            let reach = 7 + step * 3.5 + random.around(1.5)
            let drop = 3 + fall + step * 5 + random.around(1.5)
            return (
                from: Point(side * (under.x - 0.6), under.y + 0.6 + step * 1.6),
                through: Point(side * (under.x - reach * 0.55), under.y + drop * 0.35),
                to: Point(side * (under.x - reach), under.y + drop + 1), width: (1.1 + 0.25 * step) * breadth
            )
        }
    }

    private func waist(
        _ waist: Double, halfWidth width: Double, side: Double, _ random: inout PhiloxGenerator
    ) -> [FoldField.Crease] {
        let strength = parameters.isCurrent ? 0.4 + 0.7 * random.unit() : 1
        let depths = [0.32 * softness * strength, -0.3 * softness * strength]
        return FoldField.Crease.row(count: 2, depths: depths) { step in
            let y = waist - 2 + step * 4 + random.around(1)
            return (
                from: Point(side * (width - 0.3), y), through: Point(side * (width * 0.72), y + 1.4),
                to: Point(side * (width * 0.42 + random.around(2)), y + 3.6), width: 1.2 * breadth
            )
        }
    }

    private func looseHem(_ random: inout PhiloxGenerator) -> [FoldField.Ridge] {
        (0..<4).map { index in
            let place = -0.72 + 0.48 * Double(index) + random.around(0.12)
            return FoldField.Ridge(
                across: place, width: 0.10 + 0.05 * random.unit(),
                depth: (index % 2 == 0 ? 0.55 : -0.5) * softness, start: 0.42 + random.around(0.1),
                drift: random.around(0.08))
        }
    }

    /// Swags from shoulder to shoulder, each lower than the one before.
    private func cowl(_ random: inout PhiloxGenerator) -> [FoldField.Crease] {
        let neckline = parameters.neckline
        return FoldField.Crease.row(count: 4, depths: [0.9 * softness]) { step in
            let low = neckline.depth + 2.5 + step * 3.2
            return (
                from: Point(-neckline.width + 0.4 - step * 0.9, 2 + step),
                through: Point(random.around(1), low * 2 - 3 - step),
                to: Point(neckline.width - 0.4 + step * 0.9, 2 + step), width: 1.3
            )
        }
    }

    /// Folds from the underarm and in the elbow, gathers at a puffed head and above a band.
    func sleeve(
        underarm: Point, elbow: Point, elbowOut: Point, top: Point, width: Double, length: Double, cuff: Point
    ) -> FoldField {
        var random = PhiloxGenerator(seed: parameters.seed, stream: "sleeve folds")
        var field = wrinkled()
        let gather = parameters.sleeve.gather
        field.gatherTop = parameters.sleeve.upper > 1.2 ? 0.85 * gather : 0
        field.gatherEnd = parameters.sleeve.middle > 1.2 ? 0.75 * gather : 0
        // No two sleeves crease alike.
        let (count, strength, lean): (Int, Double, Double) =
            parameters.isCurrent
            ? (2 + Int(random.unit() * 3), 0.7 + 0.55 * random.unit(), random.around(0.10)) : (3, 1, 0)
        let depths = [0.5 * softness * strength, -0.4 * softness * strength]
        field.creases = FoldField.Crease.row(count: count, depths: depths) { step in
            let start = Point(underarm.x + 0.3, underarm.y + 0.4 + step * 1.3)
            let end = top.interpolated(
                to: elbowOut, by: 0.36 + lean + 0.2 * step * (3 / Double(max(count, 3))))
            return (
                from: start, through: start.interpolated(to: end, by: 0.5) + Point(0.4, 1.0),
                to: start.interpolated(to: end, by: 0.82), width: (1.0 + 0.2 * step) * breadth
            )
        }
        guard length > 30 else { return field }
        let down = (cuff - underarm).unit
        field.creases += FoldField.Crease.row(count: 5, depths: [0.46 * softness, -0.36 * softness]) { step in
            let shift = step * 2.8 - 5.0 + random.around(0.7)
            let from = elbow + down * shift
            let to = elbowOut + down * (shift * 0.5 + random.around(1.2))
            return (
                from: from, through: from.interpolated(to: to, by: 0.5) + down * 0.9,
                to: from.interpolated(to: to, by: 0.8), width: 0.95 * breadth
            )
        }
        // Above the cuff.
        let out = (elbowOut - elbow).unit
        field.creases += FoldField.Crease.row(count: 3, depths: [0.34 * softness, -0.3 * softness]) { step in
            let middle = cuff + down * (-3.5 - step * 3.4)
            let tilt = down * random.around(1.4)
            return (
                from: middle + out * (-width * 0.34) + tilt, through: middle,
                to: middle + out * (width * (0.1 + 0.25 * random.unit())), width: 0.8 * breadth
            )
        }
        return field
    }
}
