internal import QuartetFiles
import QuartetImaging

/// Camouflage: blots of two or three tones over the ground, each a level set of noise.
struct CamouflageRenderer {
    func camouflage(random: inout PhiloxGenerator) -> FloatImage {
        let tones = Int.random(in: 2...3, using: &random)
        let columns = Int.random(in: 4...7, using: &random)
        let rows = columns + Int.random(in: 0...3, using: &random)
        let digital = random.chance(0.15)
        let cells: Float = random.pick([22, 32])
        let ladder: [Float] = tones == 2 ? [0.5, 1] : [0.33, 0.67, 1]
        let side = StructureMap.side
        var blots: [(field: FloatImage, level: Float)] = []
        for level in ladder.shuffled(using: &random) {
            let coarse = PeriodicNoise(columns: columns, rows: rows, random: &random)
            let fine = PeriodicNoise(columns: 3 * columns, rows: 3 * rows, random: &random)
            let threshold = random.uniform(0.2, 0.7)
            // The field is smooth: one value a pixel is enough, the edge is found between them.
            let field = FloatImage.rendered(side: side, samples: 1) { u, v in
                coarse(u, v) + 0.3 * fine(u, v) - threshold
            }
            blots.append((field, level))
        }
        return .rendered(samples: digital ? 4 : 3) { u0, v0 in
            let u = digital ? ((u0 * cells).rounded(.down) + 0.5) / cells : u0
            let v = digital ? ((v0 * cells).rounded(.down) + 0.5) / cells : v0
            var value: Float = 0
            for index in blots.indices where blots[index].field.periodic(u, v) > 0 {
                value = blots[index].level
            }
            return value
        }
    }
}
