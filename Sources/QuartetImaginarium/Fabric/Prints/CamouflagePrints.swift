internal import QuartetFiles

/// Camouflage: blots in three inks over the ground, each a level set of noise; drawn smooth or in square pixels.
enum CamouflagePrints {
    static func camouflage(random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        let columns = Int.random(in: 3...6, using: &random)
        let rows = columns + Int.random(in: 0...3, using: &random)
        let cells: Float? = random.chance(0.2) ? random.pick([24, 32]) : nil
        let inks: [Ink] = random.chance(0.25) ? [.motif, .second] : [.motif, .second, .third]
        let roughness = random.uniform(0.15, 0.4)
        for ink in inks.shuffled(using: &random) {
            let coarse = PeriodicNoise(columns: columns, rows: rows, random: &random)
            let fine = PeriodicNoise(columns: 3 * columns, rows: 3 * rows, random: &random)
            // A quarter to a half of the sheet, whatever the noise.
            let levels = (0..<400).map { index -> Float in
                let (u, v) = ((Float(index % 20) + 0.5) / 20, (Float(index / 20) + 0.5) / 20)
                return coarse(u, v) + roughness * fine(u, v)
            }
            let threshold = levels.sorted()[Int(400 * random.uniform(0.52, 0.75))]
            canvas.paint { u0, v0 in
                let (u, v) =
                    cells.map { ((u0 * $0).rounded(.down) / $0, (v0 * $0).rounded(.down) / $0) } ?? (u0, v0)
                return coarse(u, v) + roughness * fine(u, v) > threshold ? ink : nil
            }
        }
        return canvas
    }
}
