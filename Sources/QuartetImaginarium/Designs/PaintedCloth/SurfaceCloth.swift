import Glibc
internal import QuartetFiles
import QuartetImaging

/// Cloth whose surface is its pattern (denim, cables, stitches in bands) or that is drawn freely (zebra, tie-dye, borders):
/// seamless tiles in linear light.
struct SurfaceCloth {
    let facts: ClothFacts
    let colours: [SIMD3<Float>]
    let ramp: ColourRamp
    let size: Int
    let seed: UInt64
    let run: PatternRun?

    private var width: Double { facts.swatchWidth }
    private var pixelsPerCentimetre: Float { Float(Double(size) / width) }

    func pixels() -> [SIMD3<Float>] {
        switch facts.kind {
        case .denim: denim()
        case .knit: stockingStitch().map { colours[0] * $0 }
        case .cable: lit(cable(), strength: 0.5).map { colours[0] * $0 }
        case .fairIsle: fairIsle()
        case .zebra: zebra()
        case .crumple: crumple()
        case .border: border()
        default: faded()
        }
    }

    private func colour(_ ink: Int) -> SIMD3<Float> {
        ink == 0 || colours.count < 2 ? colours[0] : colours[1 + (ink - 1) % (colours.count - 1)]
    }

    private func noise(_ across: Double, _ down: Double, _ label: String) -> ValueNoise {
        ValueNoise(
            columns: min(Int((width * across).rounded()), size),
            rows: min(Int((width * down).rounded()), size), seed: seed,
            label: label)
    }

    /// Calls with places in 0..<1.
    private func eachPixel<Value>(_ body: (Float, Float) -> Value) -> [Value] {
        (0..<size * size).map { index in
            body((Float(index % size) + 0.5) / Float(size), (Float(index / size) + 0.5) / Float(size))
        }
    }

    // MARK: Denim

    /// A 3/1 twill: three of four crossings show the indigo warp, uneven along each thread, the fourth the white weft.
    private func denim() -> [SIMD3<Float>] {
        // Whole twill lines on the tile.
        let threads = Float(4 * Int((width * facts.threads / 4).rounded()))
        let slub = noise(facts.threads, 0.22, "slub")
        let wear = noise(9, 9, "wear")
        let wash = Float(facts.size)
        let indigo = colours[0]
        let white = colours.count > 1 ? colours[1] : indigo + (SIMD3(0.80, 0.82, 0.84) - indigo) * 0.75
        let values = eachPixel { x, y -> SIMD3<Float> in
            let (end, pick) = (x * threads, y * threads)
            let crossing = Int(end.rounded(.down)) + Int(pick.rounded(.down))
            let thread = sinf(Float.pi * fraction(end))
            let tone = 1 + 0.17 * slub(x, y) + 0.10 * wear(x, y)
            let warp = indigo * (tone * (0.74 + 0.34 * thread))
            // Worn places show more of the weft.
            let shows = 0.12 * wash * (1 + wear(x, y))
            let share: Float = crossing % 4 == 3 ? 0.42 * sinf(Float.pi * fraction(pick)) : min(shows, 0.6)
            return warp + (white - warp) * share
        }
        // Seen from afar it has the colour that was asked for.
        let mean = values.reduce(.zero, +) / Float(values.count)
        let factor = indigo / mean.clamped(lowerBound: .init(repeating: 1e-4), upperBound: .one)
        return values.map { $0 * (factor * 0.85 + 0.15) }
    }

    // MARK: Knitting

    /// Light on stitches whose two legs lean towards their middle: 1 on average.
    private func stockingStitch() -> [Float] {
        let across = Float(max(2, (width * facts.threads).rounded()))
        let down = (across * 1.25).rounded()
        let tone = noise(0.8, 2.2, "tone")
        let light = eachPixel { x, y -> Float in
            let fx = fraction(x * across)
            let leg = 1 - min(abs(abs(fx - 0.5) - 0.25) * 4, 1)
            let along = sinf(Float.pi * fraction(y * down + 0.9 * abs(fx - 0.5)))
            return 0.78 + 0.36 * leg * along + 0.04 * tone(x, y)
        }
        let mean = light.reduce(0, +) / Float(light.count)
        return light.map { $0 / mean }
    }

    /// Height of ropes and twists between furrows, in centimetres.
    private func cable() -> [Float] {
        let columns = max(1, (width / 9).rounded())
        let column = Float(width / columns)
        let rope = Float(width / max(1, (width / 5.2).rounded()))
        let twist = Float(width / max(1, (width / 2.6).rounded()))
        let wide = Float(width)
        return eachPixel { u, v -> Float in
            let (x, y) = ((u * wide).truncatingRemainder(dividingBy: column), v * wide)
            let (large, left, right) = (x - column * 0.32, x - column * 0.70, x - column * 0.88)
            let ropes = Self.rope(large, y / rope, reach: 0.82, strand: 0.78)
            let twists = max(
                Self.rope(left, y / twist, reach: 0.30, strand: 0.34),
                Self.rope(right, -y / twist, reach: 0.30, strand: 0.34))
            // Purl stitches: little bumps across.
            let purl = 0.035 * sinf(2 * .pi * 3 * y) * sinf(2 * .pi * 2 * x)
            return max(max(ropes, twists), purl)
        }
    }

    /// Two strands that cross again and again, always to the same side.
    private static func rope(_ x: Float, _ turn: Float, reach: Float, strand: Float) -> Float {
        var height: Float = 0
        for half in [Float(0), 0.5] {
            let distance = x - reach * cosine(turn + half)
            guard abs(distance) < strand else { continue }
            let round = sqrtf(1 - distance * distance / (strand * strand))
            // Stitches run with the strand.
            let stitch = 0.05 * sine(turn * 13 + abs(distance) * 1.6)
            height = max(
                height, strand * (0.62 * round + 0.34 * (1 + sine(turn + half)) / 2) + stitch * round)
        }
        return height
    }

    /// Light from the upper left on a relief: a factor around 1.
    private func lit(_ height: [Float], strength: Float) -> [Float] {
        let n = size
        let mean = height.reduce(0, +) / Float(max(height.count, 1))
        return (0..<n * n).map { index in
            let (x, y) = (index % n, index / n)
            let across = height[y * n + (x + 1) % n] - height[y * n + (x + n - 1) % n]
            let down = height[(y + 1) % n * n + x] - height[(y + n - 1) % n * n + x]
            let slope = (across * 0.55 + down * 0.70) * pixelsPerCentimetre / 2
            let light = 1 - strength * slope / sqrtf(1 + slope * slope) + 0.30 * (height[index] - mean)
            return min(max(light, 0.42), 1.34)
        }
    }

    /// Bands of motifs, stitch by stitch.
    private func fairIsle() -> [SIMD3<Float>] {
        let rows = facts.chart.map { Array($0.utf8).map { Int($0) - 48 } }
        guard let first = rows.first?.count, first > 0 else { return faded() }
        let across = Float(facts.repeats * first)
        // Stitches are a little wider than they are high.
        let bands = max(1, (Double(facts.repeats * first) * 1.18 / Double(rows.count)).rounded())
        let down = Float(bands) * Float(rows.count)
        let tone = noise(2.2, 2.2, "tone")
        return eachPixel { x, y -> SIMD3<Float> in
            let stitch = x * across
            let fx = fraction(stitch)
            // The two legs of a stitch lean towards its middle.
            let lean = y * down + 0.9 * abs(fx - 0.5)
            let row = (Int(lean.rounded(.down)) + rows.count) % rows.count
            let leg = 1 - min(abs(abs(fx - 0.5) - 0.25) * 4, 1)
            let along = sinf(Float.pi * fraction(lean))
            let light = 0.80 + 0.34 * leg * along + 0.03 * tone(x, y)
            return colour(rows[row][Int(stitch) % first]) * light
        }
    }

    // MARK: Free surfaces

    /// The sum of waves of nearly one direction and length: bands that swell, end and fork.
    private func zebra() -> [SIMD3<Float>] {
        var random = PhiloxGenerator(seed: seed, stream: "zebra")
        let bands = width / max(facts.size, 0.1)
        let waves = (0..<28).map { _ -> (x: Float, y: Float, phase: Float) in
            let across = (bands * (1 + 0.15 * Double(random.gaussian()))).rounded()
            let along = (bands * 0.20 * Double(random.gaussian())).rounded()
            return (Float(across), Float(along), random.uniform())
        }
        let n = size / 4
        var map = FloatImage(width: n, height: n)
        for y in 0..<n {
            for x in 0..<n {
                let (u, v) = (Float(x) / Float(n), Float(y) / Float(n))
                let (a, b) = run == .along ? (u, v) : (v, u)
                var sum: Float = 0
                for wave in waves { sum += cosine(wave.x * a + wave.y * b + wave.phase) }
                map.values[y * n + x] = sum
            }
        }
        let wide = map.resized(width: size, height: size, filter: .bicubic, edge: .wrap)
        // One pixel of the swatch between the colours.
        let steep = Float(size) / Float(bands) / (2 * .pi) / 3.7
        return wide.values.map { value in
            colours[0] + (colour(1) - colours[0]) * min(max(value * steep + 0.5, 0), 1)
        }
    }

    /// Cloth that was crumpled before it was dyed: soft fields of colour and pale veins.
    private func crumple() -> [SIMD3<Float>] {
        let n = size / 4
        var random = PhiloxGenerator(seed: seed, stream: "crumple")
        func noise(_ perCentimetre: Double) -> PeriodicNoise {
            let cells = max(Int((width * perCentimetre).rounded()), 3)
            return PeriodicNoise(columns: cells, rows: cells, random: &random)
        }
        let (bendX, bendY, fields, cloud) = (noise(0.35), noise(0.35), noise(0.22), noise(0.9))
        let (veins, fine) = (noise(0.42), noise(1.5))
        var map = FloatImage(width: n, height: n, channels: 2)
        for y in 0..<n {
            for x in 0..<n {
                let (u, v) = (Float(x) / Float(n), Float(y) / Float(n))
                let (a, b) = (u + 0.03 * bendX(u, v), v + 0.03 * bendY(u, v))
                map.values[2 * (y * n + x)] = 0.5 + 0.26 * fields(a, b) + 0.07 * cloud(a, b)
                map.values[2 * (y * n + x) + 1] = abs(veins(a, b)) + 0.10 * abs(fine(u, v))
            }
        }
        let wide = map.resized(width: size, height: size, filter: .bicubic, edge: .wrap)
        return (0..<size * size).map { index in
            let dye = ramp(wide.values[2 * index])
            let pale = 0.72 * (1 - smoothStep(0, 0.5, wide.values[2 * index + 1]))
            let colour = SIMD3(dye.red, dye.green, dye.blue)
            return colour + (SIMD3(0.86, 0.85, 0.82) - colour) * pale
        }
    }

    /// From one colour to the next and back, as the swatch of cloth whose colours follow the garment.
    private func faded() -> [SIMD3<Float>] {
        eachPixel { _, y in
            let dye = ramp(1 - abs(1 - 2 * y))
            return SIMD3(dye.red, dye.green, dye.blue)
        }
    }

    // MARK: Borders

    /// Bands, dots and scallops along the lower edge of the tile, the ground above.
    private func border() -> [SIMD3<Float>] {
        let unit = Float(facts.size) / 9
        let motif = Float(width / max(1, (width / (2.5 * Double(unit))).rounded()))
        let soft = 1 / pixelsPerCentimetre
        let wide = Float(width)
        func cover(_ inside: Float) -> Float { min(max(inside / soft + 0.5, 0), 1) }
        return eachPixel { u, v -> SIMD3<Float> in
            let (x, up) = (u * wide, (1 - v) * wide / unit)
            let near = fraction(x / motif) * motif - motif / 2
            var colour = colours[0]
            func lay(_ ink: Int, _ inside: Float) {
                colour += (self.colour(ink) - colour) * cover(inside)
            }
            func band(_ ink: Int, _ low: Float, _ high: Float) { lay(ink, min(up - low, high - up) * unit) }
            func disc(_ ink: Int, _ dx: Float, _ height: Float, _ radius: Float) {
                lay(ink, radius * unit - hypotf(dx, (up - height) * unit))
            }
            band(1, -1, 0.7)
            band(2, 1.05, 1.3)
            let small = fraction(2 * x / motif) * motif / 2 - motif / 4
            disc(1, small, 2.1, 0.42)
            band(2, 2.9, 3.15)
            if up > 3.5 {
                disc(1, near, 3.5, 1.2)
                disc(0, near, 3.5, 0.9)
                disc(2, near, 3.5, 0.58)
                disc(1, near, 5.5, 0.28)
                disc(2, near, 6.3, 0.18)
                let between = abs(near) - motif / 2
                disc(2, between, 5.05, 0.34)
                disc(1, between, 6.0, 0.18)
            }
            return colour
        }
    }
}
