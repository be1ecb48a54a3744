internal import QuartetFiles

/// Flower prints: tossed blooms, sprigs, trailing vines, small allover flowers, and drawings.
struct FloralPrints {
    let drawings: [DrawnFigure]
    /// Fields of figures along a repeat.
    var fields = 1

    func floral(random: inout PhiloxGenerator) -> InkCanvas {
        let flowers = (0..<Int.random(in: 1...3, using: &random)).map { _ in flower(random: &random) }
        switch Int.random(in: 0...4, using: &random) {
        case 0: return sprigs(flowers, random: &random)
        case 1: return vine(flowers, random: &random)
        case 2:
            let size = random.uniform(0.24, 0.32)
            return tossed(
                flowers, .init(large: size, small: size * 0.7, count: 14, spacing: 0.98, turns: true),
                random: &random)
        case 3:
            return tossed(
                flowers, .init(large: 0.78, small: 0.3, count: 4, spacing: 0.86, turns: true), random: &random
            )
        default:
            return tossed(
                flowers, .init(large: 0.56, small: 0.28, count: 6, spacing: 0.88, turns: true),
                random: &random)
        }
    }

    private func flower(random: inout PhiloxGenerator) -> Figure {
        if !drawings.isEmpty, random.chance(0.2) { return random.pick(drawings).figure }
        return FlowerFigures.flower(random: &random)
    }

    /// Leaves of flowers are of the third ink.
    private func leaves(random: inout PhiloxGenerator) -> [Figure] {
        let vein: Ink = random.chance(0.6) ? .outline : .ground
        let inks = LeafFigures.Inks(blade: .third, shade: .third, vein: vein)
        return [
            LeafFigures.blade(inks, random: &random), LeafFigures.blade(inks, random: &random),
            LeafFigures.spray(inks, random: &random),
        ]
    }

    /// Blooms with leaves looking out from under them, and small flowers, buds and dots between.
    private func tossed(
        _ flowers: [Figure], _ layout: ScatterRenderer.Layout, random: inout PhiloxGenerator
    ) -> InkCanvas {
        var canvas = InkCanvas()
        let leaves = leaves(random: &random)
        let blooms = ScatterRenderer.placements(layout.over(fields: fields), random: &random)
        if random.chance(0.85) {
            for bloom in blooms {
                let start = random.uniform()
                let count = Int.random(in: 1...3, using: &random)
                for k in 0..<count {
                    let turn = start + Float(k) * random.uniform(0.2, 0.4)
                    let (reach, size) = (bloom.size * 0.56, bloom.size * random.uniform(0.5, 0.75))
                    canvas.paint(
                        .init(
                            u: bloom.u + reach * sine(turn), v: bloom.v - reach * cosine(turn), size: size,
                            turn: turn, mirrored: random.chance(0.5)), random.pick(leaves))
                }
            }
        }
        for bloom in blooms { canvas.paint(bloom, random.pick(flowers)) }
        if random.chance(0.5) { fillGaps(of: &canvas, around: blooms, random: &random) }
        return canvas
    }

    private func fillGaps(
        of canvas: inout InkCanvas, around blooms: [ScatterRenderer.Placement], random: inout PhiloxGenerator
    ) {
        let small = FlowerFigures.blossom(random: &random)
        let bud = FlowerFigures.bud(random: &random)
        let kind = Int.random(in: 0...2, using: &random)
        var taken = blooms
        let number = fields * fields
        for _ in 0..<160 * number where taken.count < blooms.count + 9 * number {
            let place = ScatterRenderer.Placement(
                u: random.uniform(), v: random.uniform(), size: (kind == 2 ? 0.05 : 0.17) / Float(fields),
                turn: random.uniform(),
                mirrored: random.chance(0.5))
            let isFree = taken.allSatisfy {
                let (dx, dy) = (wrappedDifference($0.u, place.u), wrappedDifference($0.v, place.v))
                return (dx * dx + dy * dy).squareRoot() > 0.62 * ($0.size + place.size)
            }
            guard isFree else { continue }
            taken.append(place)
            let dot: Figure = { _, _ in .second }
            canvas.paint(place, kind == 0 ? small : kind == 1 ? bud : dot)
        }
    }

    /// Flowers on bent stems with leaves.
    private func sprigs(_ flowers: [Figure], random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        let leaves = leaves(random: &random)
        let size = random.uniform(0.55, 0.75)
        let layout = ScatterRenderer.Layout(
            large: size, small: size * 0.7, count: 7, spacing: 0.56, turns: random.chance(0.6))
        for place in ScatterRenderer.placements(layout.over(fields: fields), random: &random) {
            let bend = random.uniform(-0.35, 0.35)
            let stem: Figure = { x, y in
                abs(x - bend * (0.8 - y * y)) < 0.025 && y > -0.55 && y < 0.92 ? .third : nil
            }
            canvas.paint(place, stem)
            /// A figure at (x, y) of the sprig's own square.
            func attach(_ figure: @escaping Figure, _ x: Float, _ y: Float, size: Float, turn: Float) {
                let (s, c) = (sine(place.turn), cosine(place.turn))
                let side: Float = place.mirrored ? -1 : 1
                let (dx, dy) = (side * x * place.size / 2, y * place.size / 2)
                canvas.paint(
                    .init(
                        u: place.u + dx * c - dy * s, v: place.v + dx * s + dy * c, size: size * place.size,
                        turn: place.turn + side * turn, mirrored: place.mirrored), figure)
            }
            for k in 0..<4 {
                let y = 0.05 + 0.22 * Float(k)
                let turn: Float = k % 2 == 0 ? 0.14 : -0.14
                let x = bend * (0.8 - y * y) + (k % 2 == 0 ? 0.2 : -0.2)
                attach(random.pick(leaves), x, y - 0.12, size: 0.3, turn: turn)
            }
            attach(
                random.pick(flowers), bend * 0.5, -0.52, size: random.uniform(0.42, 0.55),
                turn: random.uniform())
            if random.chance(0.5) {
                attach(FlowerFigures.bud(random: &random), 0.3, -0.2, size: 0.24, turn: 0.1)
            }
        }
        return canvas
    }

    /// A vine that runs on for ever, with leaves and flowers by turns.
    private func vine(_ flowers: [Figure], random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        let leaves = leaves(random: &random)
        let vines = Int.random(in: 1...2, using: &random) * fields
        let (swing, phase) = (random.uniform(0.08, 0.16) / Float(fields), random.uniform())
        let upright = random.chance(0.6)
        let bloomSize = random.uniform(0.3, 0.44) / (vines > fields ? 1.2 : 1) / Float(fields)
        for index in 0..<vines {
            let middle = (Float(index) + 0.5) / Float(vines)
            let start = phase + 0.5 * Float(index)
            canvas.paint { u, v in
                let (along, across) = upright ? (v, u) : (u, v)
                return abs(wrappedDifference(across, middle + swing * sine(along * Float(fields) + start)))
                    < 0.009 / Float(fields)
                    ? .third : nil
            }
            let steps = 6
            for step in 0..<2 * steps * fields {
                let along = Float(step) / Float(2 * steps * fields)
                let across = middle + swing * sine(along * Float(fields) + start)
                let isBloom = step % 4 == 1
                let side: Float = step % 2 == 0 ? 1 : -1
                let lift = isBloom ? bloomSize * 0.2 : 0.085 / Float(fields)
                // Leaves lean forward along the vine.
                let lean = side * 0.14
                let (u, v) = upright ? (across + side * lift, along) : (along, across + side * lift)
                let turn = isBloom ? random.uniform() : upright ? lean : 0.25 + lean
                canvas.paint(
                    .init(
                        u: u, v: v, size: isBloom ? bloomSize : 0.22 / Float(fields), turn: turn,
                        mirrored: random.chance(0.5)
                    ),
                    isBloom ? random.pick(flowers) : random.pick(leaves))
            }
        }
        return canvas
    }
}
