internal import QuartetFiles
import QuartetImaging

/// What a technique does to the edges of a print's figures.
struct TechniqueFinish {
    private let technique: ClothTechnique?
    private let seed: UInt64
    private let grid: FieldGrid

    init(_ technique: ClothTechnique?, seed: UInt64, grid: FieldGrid) {
        (self.technique, self.seed, self.grid) = (technique, seed, grid)
    }

    /// The coverages of one repeat with its copies, before inks are told apart. Noise repeats as the cloth does.
    func apply(to map: InkMap) -> InkMap {
        switch technique {
        case nil: map
        case .watercolour: wandering(map, amount: 0.016, cells: 14)
        case .batik: crackled(wandering(map, amount: 0.006, cells: 20))
        case .blockPrint: worn(wandering(map, amount: 0.004, cells: 40))
        }
    }

    /// Noise of one repeat, 0 on average, which goes on into its copies.
    ///
    /// Where copies are shifted by half a repeat, the lattice repeats with the half.
    private func noise(_ cells: Int, _ label: String) -> (Float, Float) -> Float {
        var random = PhiloxGenerator(seed: seed, stream: label)
        let (columns, rows) = (cells * grid.columns, cells * grid.rows)
        let noise = PeriodicNoise(columns: columns, rows: rows, random: &random)
        switch grid.placement {
        case .straight, .mirror: return { noise($0, $1) }
        // f(x, y) + f(x, y + ½) is the same half a repeat further down.
        case .halfDrop:
            return { (noise($0, $1) + noise($0, ($1 + 0.5).truncatingRemainder(dividingBy: 1))) / 1.4 }
        case .halfBrick:
            return { (noise($0, $1) + noise(($0 + 0.5).truncatingRemainder(dividingBy: 1), $1)) / 1.4 }
        }
    }

    /// Edges that wander, by a share of a field.
    private func wandering(_ map: InkMap, amount: Float, cells: Int) -> InkMap {
        let (across, down) = (noise(cells, "across"), noise(cells, "down"))
        let (fineAcross, fineDown) = (noise(3 * cells, "fine across"), noise(3 * cells, "fine down"))
        let (stepX, stepY) = (
            amount * Float(map.width) / Float(grid.columns), amount * Float(map.height) / Float(grid.rows)
        )
        // In the mirror's copies the shift would turn round; it fades at the borders.
        let fades = grid.placement == .mirror
        var result = map
        for y in 0..<map.height {
            let v = (Float(y) + 0.5) / Float(map.height)
            for x in 0..<map.width {
                let u = (Float(x) + 0.5) / Float(map.width)
                let fade = fades ? min(1, 16 * min(min(u, 1 - u), min(v, 1 - v))) : 1
                let dx = fade * stepX * (across(u, v) + 0.4 * fineAcross(u, v))
                let dy = fade * stepY * (down(u, v) + 0.4 * fineDown(u, v))
                let place = map.placement.place(
                    x + Int(dx.rounded()), y + Int(dy.rounded()), width: map.width, height: map.height)
                result.inks[y * map.width + x] = map.inks[place.y * map.width + place.x]
            }
        }
        return result
    }

    /// Fine lines through the figures where wax cracked: the dye of the ground ran into them.
    private func crackled(_ map: InkMap) -> InkMap {
        let (long, short) = (noise(4, "cracks"), noise(9, "fine cracks"))
        var result = map
        for y in 0..<map.height {
            let v = (Float(y) + 0.5) / Float(map.height)
            for x in 0..<map.width where map.inks[y * map.width + x] != 0 {
                let u = (Float(x) + 0.5) / Float(map.width)
                if abs(long(u, v)) < 0.035 || abs(short(u, v)) < 0.03 { result.inks[y * map.width + x] = 0 }
            }
        }
        return result
    }

    /// Bare specks where the block did not touch the cloth.
    private func worn(_ map: InkMap) -> InkMap {
        let (fine, broad) = (noise(48, "specks"), noise(5, "pressure"))
        var result = map
        for y in 0..<map.height {
            let v = (Float(y) + 0.5) / Float(map.height)
            for x in 0..<map.width where map.inks[y * map.width + x] != 0 {
                let u = (Float(x) + 0.5) / Float(map.width)
                if fine(u, v) + 0.5 * broad(u, v) > 2.1 { result.inks[y * map.width + x] = 0 }
            }
        }
        return result
    }
}
