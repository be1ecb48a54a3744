internal import QuartetFiles

/// Repeats of plain geometry: the tiles of the collection, and drawings from formulas.
struct GeometricPrints {
    let tiles: [VectorTile]

    func geometric(random: inout PhiloxGenerator) -> InkCanvas {
        if !tiles.isEmpty, random.chance(0.6) { return TilePrints(tiles: tiles).tiled(random: &random) }
        var canvas = InkCanvas()
        canvas.paint(field(random: &random))
        return canvas
    }

    private func field(random: inout PhiloxGenerator) -> (Float, Float) -> Ink? {
        let across = Float(Int.random(in: 1...4, using: &random) * 2)
        let inks = [Ink.motif, .second, .third].shuffled(using: &random)
        let line = random.uniform(0.05, 0.1)
        switch Int.random(in: 0...7, using: &random) {
        case 0:  // argyle: diamonds and the thin lattice over them
            // Even, so that the two colours take turns over the edge as well.
            let count = (across / 4).rounded(.up) * 2
            return { u, v in
                let (x, y) = (u * count, v * count)
                let (a, b) = (fraction(x + y + 0.5), fraction(x - y + 0.5))
                if min(abs(a - 0.5), abs(b - 0.5)) < line / 4 { return .outline }
                let (i, j) = (Int((x + y).rounded(.down)) & 1, Int((x - y).rounded(.down)) & 1)
                return i == j ? (i == 0 ? inks[0] : inks[1]) : nil
            }
        case 1:  // nested diamonds
            let rings = Float(Int.random(in: 2...4, using: &random))
            return { u, v in
                let depth = abs(fraction(u * across / 2) - 0.5) + abs(fraction(v * across / 2) - 0.5)
                let ring = Int(depth * rings)
                return fraction(depth * rings) < 0.55 ? inks[ring % 3] : nil
            }
        case 2:  // triangles
            // As many colours as fit the row without a rest.
            let turns = Int(across) % 3 == 0 ? 3 : 2
            return { u, v in
                let row = Int(v * across)
                let y = fraction(v * across)
                let x = u * across + (row % 2 == 0 ? 0 : 0.5)
                return abs(fraction(x) - 0.5) < y / 2 - line / 2 ? inks[(Int(x) + row) % turns] : nil
            }
        case 3:  // tumbling blocks: three rhombi of a hexagon
            let count = across / 2
            return { u, v in
                // Hexagons in rows, each second row shifted by half.
                let rows = count * 2
                let y = v * rows
                let row = y.rounded(.down)
                let x = u * count + (Int(row) % 2 == 0 ? 0 : 0.5)
                let (dx, dy) = (fraction(x) - 0.5, fraction(y))
                // A roof over each cell splits it into the top of this block and the sides of its neighbours.
                if dy < 1.0 / 3 {
                    let roof = abs(dx) * 2 / 3
                    if dy < 1.0 / 3 - roof { return dx < 0 ? inks[1] : nil }
                    return inks[0]
                }
                if dy < 2.0 / 3, dy < 1.0 / 3 + abs(0.5 - abs(dx)) * 2 / 3 { return inks[0] }
                return dx < 0 ? inks[1] : nil
            }
        case 4:  // overlapping circles
            let width = random.uniform(0.06, 0.12)
            let isFilled = random.chance(0.5)
            return { u, v in
                let (x, y) = (u * across / 2, v * across / 2)
                var (covering, isEdge) = (0, false)
                for (cx, cy) in [(Float(0), Float(0)), (0.5, 0.5)] {
                    for (ix, iy) in [(Float(0), Float(0)), (1, 0), (-1, 0), (0, 1), (0, -1)] {
                        let dx = wrappedDifference(x, cx) + ix
                        let dy = wrappedDifference(y, cy) + iy
                        let distance = (dx * dx + dy * dy).squareRoot()
                        if distance < 0.5 { covering += 1 }
                        if abs(distance - 0.5) < width / 2 { isEdge = true }
                    }
                }
                if isEdge { return isFilled ? .outline : inks[0] }
                return isFilled && covering > 1 ? inks[0] : isFilled && covering == 1 ? inks[1] : nil
            }
        case 5:  // fans of concentric arcs
            let arcs = Float(Int.random(in: 2...4, using: &random))
            return { u, v in
                let y = v * across
                for step in 0...2 {
                    let row = y.rounded(.down) + Float(step)
                    let shift: Float = Int(row) % 2 == 0 ? 0 : 0.5
                    let dx = wrappedDifference(u * across / 2, shift)
                    let dy = (row - y) / 2
                    let radius = (dx * dx + dy * dy).squareRoot() * 2
                    if radius < 1 {
                        if radius > 0.94 { return .outline }
                        let ring = Int(radius * arcs)
                        return fraction(radius * arcs) < 0.6 ? inks[ring % 3] : nil
                    }
                }
                return nil
            }
        case 6:  // circles in squares
            let inner = random.uniform(0.2, 0.34)
            return { u, v in
                let (i, j) = (Int(u * across), Int(v * across))
                let (x, y) = (fraction(u * across) - 0.5, fraction(v * across) - 0.5)
                let radius = (x * x + y * y).squareRoot()
                let even = (i + j) % 2 == 0
                if radius < inner { return even ? inks[1] : inks[0] }
                if radius < inner + line { return .ground }
                return even ? inks[0] : inks[2]
            }
        default:  // squares in squares, every second one turned
            let turned = random.uniform(0.28, 0.4)
            return { u, v in
                let (i, j) = (Int(u * across), Int(v * across))
                let (x, y) = (fraction(u * across) - 0.5, fraction(v * across) - 0.5)
                let even = (i + j) % 2 == 0
                let isOuter = even ? max(abs(x), abs(y)) < 0.4 : abs(x) + abs(y) < 0.5
                let isInner = even ? abs(x) + abs(y) < turned : max(abs(x), abs(y)) < turned * 0.6
                return isInner ? inks[1] : isOuter ? inks[0] : nil
            }
        }
    }
}

/// Prints of vector tiles: each layer gets an ink of its own.
struct TilePrints {
    let tiles: [VectorTile]

    /// Whole repeats across the square; coarse designs are repeated until a line across meets six to twelve edges.
    func tiled(random: inout PhiloxGenerator) -> InkCanvas {
        let tile = random.pick(tiles)
        let base = min(3, max(1, Int((random.uniform(6, 12) / max(tile.edges, 1)).rounded())))
        let (across, down) =
            tile.aspect >= 1
            ? (base, max(1, Int((Float(base) * tile.aspect).rounded())))
            : (max(1, Int((Float(base) / tile.aspect).rounded())), base)
        let inks = [Ink.motif] + [Ink.second, .third, .outline].shuffled(using: &random)
        let (u0, v0) = (random.uniform(), random.uniform())
        var canvas = InkCanvas()
        for (index, layer) in tile.layers.enumerated() {
            let ink = inks[index % inks.count]
            canvas.paint { x, y in
                layer.periodic(x * Float(across) + u0, y * Float(down) + v0) > 0.5 ? ink : nil
            }
        }
        return canvas
    }
}
