internal import QuartetFiles
import QuartetImaging

/// Knitting: columns of V-shaped stitches, plain or in ribs, seed stitch or with cables.
struct KnitRenderer {
    func knit(random: inout PhiloxGenerator) -> FloatImage {
        let wales = 2 * Int.random(in: 3...6, using: &random)
        let courses = Int((Float(wales) * random.uniform(1.05, 1.4)).rounded())
        let rib = random.chance(0.3)
        let cable = !rib && random.chance(0.15)
        let slope = random.uniform(0.4, 0.65)
        let fuzz = PeriodicNoise(columns: 40, rows: 40, random: &random)
        let uneven = PeriodicNoise(columns: wales, rows: courses, random: &random)
        let hair = random.uniform(0.03, 0.08)
        let cableTurns = Float(Int.random(in: 2...3, using: &random))
        let stitches = FloatImage.rendered(samples: 2) { u, v in
            var x = u * Float(wales)
            var depth: Float = 1
            if cable {
                // Two strands of stitches cross under and over each other in the middle half.
                let sway = sine(v * cableTurns) * 1.2
                let centre = x - Float(wales) / 2
                if abs(centre) < 2.5 {
                    x += abs(centre) < 2 ? sway * (1 - abs(centre) / 2) : 0
                    depth = 0.8 + 0.3 * cosine(centre / 5 + sway / 6)
                } else if abs(centre) < 3 {
                    depth = 0.45
                }
            }
            let wale = x.rounded(.down)
            if rib, Int(wale) % 2 == 1 { depth = 0.45 }
            let s = fraction(x) - 0.5
            // Each leg of the V rises away from the middle of its wale.
            let t = fraction(v * Float(courses) + slope * 2 * abs(s) + 0.05 * uneven(u, v)) - 0.5
            let along = 1 - smoothStep(0.28, 0.5, abs(t))
            let seam = smoothStep(0, 0.1, abs(s)) * smoothStep(0, 0.08, 0.5 - abs(s))
            return (0.15 + 0.8 * along) * (0.35 + 0.65 * seam) * depth
        }
        return .rendered(samples: 1) { u, v in min(max(stitches.periodic(u, v) + hair * fuzz(u, v), 0), 1) }
    }
}
