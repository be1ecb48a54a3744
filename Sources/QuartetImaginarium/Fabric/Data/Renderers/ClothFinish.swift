internal import QuartetFiles
import QuartetImaging

/// Turns a clean drawing into cloth: soft edges, threads, a little wobble and unevenness.
struct ClothFinish {
    /// Grey level of the ground and of the full figure after finishing.
    var ground: Float
    var figure: Float
    /// Standard deviation of the ink's or yarn's spread, in pixels.
    var softness: Float
    /// Amplitude of the thread relief and of the grain.
    var thread: Float
    var grain: Float
    /// Largest shift of the drawing by uneven tension, in pixels.
    var wobble: Float

    /// A random finish within the range of printed and woven cloth.
    init(random: inout PhiloxGenerator, wobble: Float = 0.5) {
        ground = random.uniform(0.04, 0.14)
        figure = random.uniform(0.84, 0.97)
        softness = random.uniform(0.25, 0.65)
        thread = random.uniform(0.01, 0.06)
        grain = random.uniform(0.005, 0.025)
        self.wobble = random.uniform(0, wobble)
    }

    /// Applies the finish to a periodic drawing of values in 0…1; the result is periodic and within 0…1.
    func applied(to drawing: FloatImage, random: inout PhiloxGenerator) -> FloatImage {
        let side = Float(drawing.width)
        var cloth = drawing
        if wobble > 0.05 {
            let shiftX = PeriodicNoise(columns: 4, rows: 4, random: &random)
            let shiftY = PeriodicNoise(columns: 4, rows: 4, random: &random)
            let amount = wobble / (2 * side)
            cloth = .rendered(side: drawing.width, samples: 1) { u, v in
                drawing.periodic(u + amount * shiftX(u, v), v + amount * shiftY(u, v))
            }
        }
        cloth = cloth.blurred(deviation: softness, edge: .wrap)
        let threads = random.pick([Float(16), 20, 24])
        let threadPhase = random.uniform()
        let light = PeriodicNoise(columns: 3, rows: 3, random: &random)
        let unevenness = random.uniform(0, 0.02)
        for y in 0..<cloth.height {
            for x in 0..<cloth.width {
                let (u, v) = ((Float(x) + 0.5) / side, (Float(y) + 0.5) / side)
                // The relief of plain weave: warp and weft on top by turns.
                let weave = sine(u * threads + threadPhase) * sine(v * threads + threadPhase)
                var value = ground + (figure - ground) * cloth.values[y * cloth.width + x]
                value += thread * weave + grain * random.gaussian() + unevenness * light(u, v)
                cloth.values[y * cloth.width + x] = min(max(value, 0), 1)
            }
        }
        return cloth
    }
}
