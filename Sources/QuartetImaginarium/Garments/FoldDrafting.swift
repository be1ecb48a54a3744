import QuartetImaging

/// Places the folds of each panel: where cloth hangs from, where it bends and where it is pulled.
struct FoldDrafting {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
    }

    /// Flowing cloth folds deeper, heavy cloth broader.
    private var softness: Double { 0.95 + 0.95 * parameters.drape }
    private var breadth: Double { 0.75 + 0.6 * parameters.weight }

    private var wrinkle: Double { 0.035 + 0.05 * parameters.drape * (1 - 0.5 * parameters.weight) }

    /// Drag lines from the underarms to the bust and from the waist, and the hang of a loose hem.
    func bodice(_ block: BodiceBlock) -> FoldField {
        var random = SeededRandom(seed: parameters.seed, label: "bodice folds")
        var field = FoldField()
        field.wrinkle = wrinkle
        let under = block.neck.underarm
        let waist = min(parameters.waistHeight, block.bottom - 2)
        let width = block.halfWidth(at: waist)
        for side in [1.0, -1.0] {
            for index in 0..<3 {
                let reach = 7 + Double(index) * 3.5 + random.around(1.5)
                let drop = 3 + Double(index) * 5 + random.around(1.5)
                field.creases.append(
                    FoldField.Crease(
                        from: Point(side * (under.x - 0.6), under.y + 0.6 + Double(index) * 1.6),
                        through: Point(side * (under.x - reach * 0.55), under.y + drop * 0.35),
                        to: Point(side * (under.x - reach), under.y + drop + 1),
                        width: (1.1 + 0.25 * Double(index)) * breadth,
                        depth: (index % 2 == 0 ? 0.42 : -0.34) * softness))
            }
            for index in 0..<2 {
                let y = waist - 2 + Double(index) * 4 + random.around(1)
                field.creases.append(
                    FoldField.Crease(
                        from: Point(side * (width - 0.3), y), through: Point(side * (width * 0.72), y + 1.4),
                        to: Point(side * (width * 0.42 + random.around(2)), y + 3.6),
                        width: 1.2 * breadth, depth: (index == 0 ? 0.32 : -0.3) * softness))
            }
        }
        let loose = parameters.bodice.waist / max(parameters.bodice.chest, 1)
        if loose > 0.88, block.bottom > parameters.waistHeight + 8 {
            for index in 0..<4 {
                let place = -0.72 + 0.48 * Double(index) + random.around(0.12)
                field.ridges.append(
                    FoldField.Ridge(
                        across: place, width: 0.10 + 0.05 * random.unit(),
                        depth: (index % 2 == 0 ? 0.55 : -0.5) * softness, start: 0.42 + random.around(0.1),
                        drift: random.around(0.08)))
            }
        }
        if parameters.neckline.shape == .cowl {
            let depth = parameters.neckline.depth
            for index in 0..<4 {
                let low = depth + 2.5 + Double(index) * 3.2
                field.creases.append(
                    FoldField.Crease(
                        from: Point(
                            -parameters.neckline.width + 0.4 - Double(index) * 0.9, 2 + Double(index)),
                        through: Point(random.around(1), low * 2 - 3 - Double(index)),
                        to: Point(parameters.neckline.width - 0.4 + Double(index) * 0.9, 2 + Double(index)),
                        width: 1.3, depth: 0.9 * softness))
            }
        }
        return field
    }

    /// Folds from the underarm and in the elbow, gathers at a puffed head and above a band.
    func sleeve(
        underarm: Point, elbow: Point, elbowOut: Point, top: Point, width: Double, length: Double, cuff: Point
    ) -> FoldField {
        var random = SeededRandom(seed: parameters.seed, label: "sleeve folds")
        var field = FoldField()
        field.wrinkle = wrinkle
        let gather = parameters.sleeve.gather
        field.gatherTop = parameters.sleeve.upper > 1.2 ? 0.85 * gather : 0
        field.gatherEnd = parameters.sleeve.middle > 1.2 ? 0.75 * gather : 0
        func between(_ a: Point, _ b: Point, _ share: Double) -> Point { Vector.between(a, b, share) }
        for index in 0..<3 {
            let share = 0.36 + 0.2 * Double(index)
            let end = between(top, elbowOut, share)
            let start = Point(underarm.x + 0.3, underarm.y + 0.4 + Double(index) * 1.3)
            field.creases.append(
                FoldField.Crease(
                    from: start, through: Vector.plus(between(start, end, 0.5), Point(0.4, 1.0)),
                    to: between(start, end, 0.82), width: (1.0 + 0.2 * Double(index)) * breadth,
                    depth: (index % 2 == 0 ? 0.5 : -0.4) * softness))
        }
        if length > 30 {
            for index in 0..<5 {
                let shift = Double(index) * 2.8 - 5.0 + random.around(0.7)
                let direction = Vector.unit(Vector.minus(cuff, underarm))
                let from = Vector.plus(elbow, direction, shift)
                let to = Vector.plus(elbowOut, direction, shift * 0.5 + random.around(1.2))
                field.creases.append(
                    FoldField.Crease(
                        from: from, through: Vector.plus(between(from, to, 0.5), direction, 0.9),
                        to: between(from, to, 0.8),
                        width: 0.95 * breadth, depth: (index % 2 == 0 ? 0.46 : -0.36) * softness))
            }
            for index in 0..<3 {
                let direction = Vector.unit(Vector.minus(cuff, underarm))
                let middle = Vector.plus(cuff, direction, -3.5 - Double(index) * 3.4)
                let out = Vector.unit(Vector.minus(elbowOut, elbow))
                let tilt = Vector.plus(Point(0, 0), direction, random.around(1.4))
                field.creases.append(
                    FoldField.Crease(
                        from: Vector.plus(Vector.plus(middle, out, -width * 0.34), tilt), through: middle,
                        to: Vector.plus(middle, out, width * (0.1 + 0.25 * random.unit())),
                        width: 0.8 * breadth, depth: (index % 2 == 0 ? 0.34 : -0.3) * softness))
            }
        }
        return field
    }

    /// Cloth gathered up along both side seams: rows of creases that run inwards.
    func ruching(from top: Double, to bottom: Double, _ halfWidth: (Double) -> Double) -> [FoldField.Crease] {
        var random = SeededRandom(seed: parameters.seed, label: "ruching")
        var creases: [FoldField.Crease] = []
        for side in [1.0, -1.0] {
            var y = top
            while y < bottom {
                let width = halfWidth(y)
                let reach = width * (0.62 + 0.3 * random.unit())
                let fall = 1.6 + random.around(0.8)
                creases.append(
                    FoldField.Crease(
                        from: Point(side * (width - 0.2), y),
                        through: Point(side * (width - reach * 0.5), y + fall),
                        to: Point(side * (width - reach), y + fall * 0.7 + random.around(0.6)),
                        width: 0.8, depth: creases.count % 2 == 0 ? 0.85 : -0.5))
                y += 1.7 + random.around(0.35)
            }
        }
        return creases
    }

    /// Cones of cloth that open towards the hem.
    func skirt(_ hem: SkirtHem) -> FoldField {
        var field = FoldField()
        field.wrinkle = wrinkle
        field.ridges = hem.ridges
        field.pleats = hem.pleats
        if parameters.skirt.kind == .gathered || parameters.skirt.kind == .tiered { field.gatherTop = 0.7 }
        return field
    }

    /// Whiskers at the crotch, folds behind the knee and the break above the shoe.
    func leg(crotch: Point, outerTop: Point, knee: Point, kneeWidth: Double, hem: Point, hemWidth: Double)
        -> FoldField
    {
        var random = SeededRandom(seed: parameters.seed, label: "leg folds")
        var field = FoldField()
        field.wrinkle = wrinkle
        for index in 0..<4 {
            let rise = 1.5 + Double(index) * 3.2 + random.around(0.8)
            let reach = 9 + Double(index) * 2.5 + random.around(1.5)
            field.creases.append(
                FoldField.Crease(
                    from: Point(crotch.x + 0.5, crotch.y - 0.8 - Double(index) * 1.2),
                    through: Point(crotch.x + reach * 0.5, crotch.y - rise * 0.35 + 1.2),
                    to: Point(crotch.x + reach, crotch.y - rise),
                    width: (0.95 + 0.12 * Double(index)) * breadth,
                    depth: (index % 2 == 0 ? 0.42 : -0.36) * softness))
        }
        for index in 0..<2 {
            field.creases.append(
                FoldField.Crease(
                    from: Point(crotch.x + 0.8, crotch.y + 2 + Double(index) * 3),
                    through: Point(crotch.x + 5, crotch.y + 5.5 + Double(index) * 3.5),
                    to: Point(crotch.x + 8.5 + random.around(1), crotch.y + 12 + Double(index) * 4),
                    width: 1.2 * breadth, depth: (index == 0 ? 0.38 : -0.34) * softness))
        }
        guard hem.y > knee.y + 12 else { return field }
        if hemWidth > 12.5 || hemWidth > kneeWidth * 1.15 {
            // Wide legs hang in long folds instead.
            for index in 0..<4 {
                field.ridges.append(
                    FoldField.Ridge(
                        across: -0.62 + 0.42 * Double(index) + random.around(0.1),
                        width: 0.13 + 0.05 * random.unit(),
                        depth: (index % 2 == 0 ? 0.95 : 0.7) * softness, start: 0.22 + 0.15 * random.unit(),
                        drift: random.around(0.08)))
            }
            return field
        }
        for index in 0..<4 {
            let y = knee.y - 5 + Double(index) * 3.4 + random.around(0.8)
            let side = index % 2 == 0 ? -1.0 : 1.0
            field.creases.append(
                FoldField.Crease(
                    from: Point(knee.x + side * kneeWidth * 0.96, y),
                    through: Point(knee.x + side * kneeWidth * 0.4, y + 1.6),
                    to: Point(
                        knee.x - side * kneeWidth * (0.1 + 0.3 * random.unit()), y + 1.2 + random.around(1)),
                    width: 1.0 * breadth, depth: (index < 2 ? 0.36 : -0.32) * softness))
        }
        for index in 0..<4 {
            let y = hem.y - 5 - Double(index) * 4.2 + random.around(0.8)
            let side = index % 2 == 0 ? 1.0 : -1.0
            field.creases.append(
                FoldField.Crease(
                    from: Point(hem.x + side * hemWidth * 0.95, y),
                    through: Point(hem.x + side * hemWidth * 0.2, y + 2.0),
                    to: Point(hem.x - side * hemWidth * (0.3 + 0.4 * random.unit()), y + 1.0),
                    width: 0.9 * breadth, depth: (index % 2 == 0 ? 0.38 : -0.32) * softness))
        }
        return field
    }
}
