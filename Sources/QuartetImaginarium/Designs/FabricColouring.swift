import Glibc
public import QuartetImaging

/// Paints a structure map in colours: ground, figures and accents mixed in Lab, and the material's threads.
public struct FabricColouring: Sendable {
    let paint: FabricPaint
    let colours: ColourPlan
    private let ground: Colour
    private let motifs: [Colour]

    /// Throws ``DesignError/badRecord(_:)`` where a colour is none.
    public init(paint: FabricPaint, colours: ColourPlan) throws {
        self.paint = paint
        self.colours = colours
        ground = try Self.colour(colours.ground)
        motifs = try colours.motifs.map(Self.colour)
    }

    static func colour(_ hex: String) throws -> Colour {
        guard let colour = Colour(hex: hex) else { throw DesignError.badRecord("\"\(hex)\" is no colour") }
        return colour
    }

    /// The seamless RGB swatch of a structure map, encoded values 0...1.
    public func swatch(_ structure: FloatImage) -> FloatImage {
        let directed = StructureTone.directed(woven(structure), paint.run)
        let size = FabricPaint.swatchSize
        switch paint.paint {
        case .tonal: return finished(tonal(StructureTone.enlarged(directed, to: size)))
        case .bands: return finished(bands(directed, size))
        case .motifs: return finished(figures(directed, size))
        case .sett: return finished(sett(StructureTone.enlarged(StructureTone.stretched(directed), to: size)))
        case .blend:
            return finished(blend(StructureTone.enlarged(StructureTone.stretched(directed), to: size)))
        }
    }

    /// Cloth whose pattern is woven in has straight threads.
    private func woven(_ structure: FloatImage) -> FloatImage {
        switch paint.cloth {
        case "striped": StructureTone.straightened(structure, detail: 0.06)
        case "gingham", "check": StructureTone.straightened(structure, detail: 0.12)
        case "tartan": StructureTone.straightened(structure, detail: 0.2)
        default: structure
        }
    }

    /// A seamless swatch of the bare material in neutral grey, for parts in other colours.
    public func plainSwatch() -> (picture: FloatImage, width: Double) {
        let (size, width) = (384, 16.0)
        let threads = ThreadPainter(texture: paint.texture, size: size, width: width, seed: paint.seed)
            .factors()
        let values = threads.flatMap { factor -> [Float] in
            let value = Float(Colour.encoded(fromLinear: Double(min(max(0.45 * factor, 0), 1))))
            return [value, value, value]
        }
        return (FloatImage(width: size, height: size, channels: 3, values: values), width)
    }

    /// One colour, shaded by the structure's deviation from its mean.
    private func tonal(_ map: FloatImage) -> [Float] {
        let mean = map.values.reduce(0, +) / Float(max(map.values.count, 1))
        let strength: Float =
            switch paint.cloth {
            case "knit": 1.15
            case "denim": 0.9
            case "tweed": 1.3
            default: 0.45
            }
        let base = linear(ground)
        // Washed-out threads of denim and flecks of tweed lean to the second colour.
        let second = motifs.first.map(linear)
        var values = [Float](repeating: 0, count: 3 * map.values.count)
        for (index, value) in map.values.enumerated() {
            let lift = min(max(strength * (value - mean), -0.5), 0.7)
            let lean = second == nil ? 0 : min(max(lift, 0), 0.5)
            for channel in 0..<3 {
                let colour = base[channel] * (1 + lift) + 0.03 * max(lift, 0)
                values[3 * index + channel] = colour + (second.map { $0[channel] - colour } ?? 0) * lean
            }
        }
        return values
    }

    /// Two colours at the structure's two sides, half tones between; with more colours the bands take turns.
    private func bands(_ map: FloatImage, _ size: Int) -> [Float] {
        let stretched = StructureTone.stretched(map)
        let enlarged = StructureTone.enlarged(stretched, to: size)
        let keepsTones = ["gingham", "check", "zigzag", "geometric"].contains(paint.cloth)
        let middle =
            paint.share.map { StructureTone.level(stretched, above: $0) }
            ?? (keepsTones ? 0.5 : StructureTone.threshold(stretched))
        let hardness: Float = keepsTones ? 1.9 : 5.5
        let inks = motifs.isEmpty ? [ground.mixed(with: .white, by: 0.8)] : motifs
        let ramps = inks.map { ColourRamp([(0, ground), (1, $0)]) }
        let regions = inks.count > 1 ? MotifRegions(stretched, threshold: middle) : nil
        return ink(enlarged, stretched, regions: regions) { value, region in
            let sharp = min(max((value - middle) * hardness + 0.5, 0), 1)
            return ramps[region < 0 ? 0 : region % ramps.count](sharp)
        }
    }

    /// Figures on a ground: each figure has a colour of its own by its size and form, darker to its rim.
    private func figures(_ map: FloatImage, _ size: Int) -> [Float] {
        let stretched = StructureTone.stretched(map)
        let enlarged = StructureTone.enlarged(stretched, to: size)
        let middle = min(max(StructureTone.threshold(stretched), 0.3), 0.6)
        let regions = MotifRegions(stretched, threshold: middle)
        let inks = motifs.isEmpty ? [ground.mixed(with: .white, by: 0.8)] : motifs
        let choice = inkChoice(regions, inks)
        let ramps = inks.map { figureRamp($0, middle: middle) }
        return ink(enlarged, stretched, regions: regions) { value, region in
            ramps[region < 0 ? 0 : choice[min(region, choice.count - 1)]](value)
        }
    }

    /// From the ground over the figure's darker rim to its full colour and its light heart.
    private func figureRamp(_ ink: Colour, middle: Float) -> ColourRamp {
        let m = Double(middle)
        var rim = ink.lab
        rim.lightness -= 9
        var heart = ink.lab
        heart.lightness = min(heart.lightness + 7, 98)
        return ColourRamp([
            (0, ground), (m - 0.09, ground), (m + 0.03, rim.colour.mixed(with: ground, by: 0.12)),
            (m + (1 - m) * 0.42, ink), (1, heart.colour),
        ])
    }

    /// Which colour each figure gets: greens go to the small and the branched, the others to the blossoms.
    private func inkChoice(_ regions: MotifRegions, _ inks: [Colour]) -> [Int] {
        guard !regions.areas.isEmpty else { return [0] }
        var random = SeededRandom(seed: paint.seed, label: "figures")
        let greens = inks.indices.filter { index in
            let lab = inks[index].lab
            return lab.hue > 95 && lab.hue < 190 && lab.chroma > 8
        }
        let others = inks.indices.filter { !greens.contains($0) }
        let sorted = regions.areas.sorted()
        let median = sorted[sorted.count / 2]
        return regions.areas.indices.map { index in
            let isLeaf = regions.areas[index] * 2 < median || regions.fullness[index] < 0.34
            if paint.cloth == "floral", isLeaf, let green = greens.first { return green }
            let pool = others.isEmpty ? Array(inks.indices) : others
            // The first colour leads.
            let place = random.unit()
            return pool[min(Int(place * place * Double(pool.count)), pool.count - 1)]
        }
    }

    /// A tartan's colours over the structure's levels: dark ground, the leading colour, a second hue, fine lines.
    private func sett(_ map: FloatImage) -> [Float] {
        let sorted = map.values.sorted()
        func level(_ share: Double) -> Double {
            Double(sorted[min(Int(Double(sorted.count) * share), sorted.count - 1)])
        }
        let second = motifs.first ?? ground.mixed(with: .black, by: 0.55)
        let third = motifs.count > 1 ? motifs[1] : ground.mixed(with: .black, by: 0.75)
        let line = motifs.count > 2 ? motifs[2] : ground.mixed(with: .white, by: 0.8)
        // The leading colour covers most of the cloth; the rarest levels are the fine lines.
        let (a, b, c) = (level(0.42), level(0.70), level(0.90))
        let soft = 0.035
        let dark = second.lab.lightness < third.lab.lightness ? (second, third) : (third, second)
        let ramp = ColourRamp(
            Self.ordered([
                (0, ground.mixed(with: .black, by: 0.12)), (a - soft, ground), (a + soft, dark.0),
                (b - soft, dark.0), (b + soft, dark.1), (c - soft, dark.1), (c + soft, line), (1, line),
            ]))
        return map.values.flatMap { value -> [Float] in
            let colour = ramp(value)
            return [colour.red, colour.green, colour.blue]
        }
    }

    /// Soft patches of all colours.
    private func blend(_ map: FloatImage) -> [Float] {
        let isPatches = paint.cloth == "camouflage"
        let ramp = ColourRamp.bands(
            [ground] + (motifs.isEmpty ? [ground.mixed(with: .black, by: 0.6)] : motifs),
            softness: isPatches ? 0.12 : 0.45)
        return map.values.flatMap { value -> [Float] in
            let colour = ramp(value)
            return [colour.red, colour.green, colour.blue]
        }
    }

    /// Places in ascending order, kept inside 0...1.
    private static func ordered(_ stops: [(place: Double, colour: Colour)]) -> [(
        place: Double, colour: Colour
    )] {
        var last = 0.0
        return stops.map { stop in
            last = min(max(stop.place, last), 1)
            return (last, stop.colour)
        }
    }

    /// Colours every pixel by its value and by the figure that it belongs to or lies nearest to.
    private func ink(
        _ map: FloatImage, _ small: FloatImage, regions: MotifRegions?,
        _ colour: (Float, Int) -> (red: Float, green: Float, blue: Float)
    ) -> [Float] {
        let (size, n) = (map.width, small.width)
        let nearest = regions.map { Self.spread($0.labels, n) }
        var values = [Float](repeating: 0, count: 3 * size * size)
        for y in 0..<size {
            let row = y * n / size * n
            for x in 0..<size {
                let region = nearest.map { Int($0[row + x * n / size]) } ?? -1
                let (red, green, blue) = colour(map.values[y * size + x], region)
                let index = 3 * (y * size + x)
                (values[index], values[index + 1], values[index + 2]) = (red, green, blue)
            }
        }
        return values
    }

    /// Lets every figure grow by a few pixels over the ground, so that its soft rim has its own colour.
    private static func spread(_ labels: [Int32], _ n: Int) -> [Int32] {
        var current = labels
        for _ in 0..<3 {
            let before = current
            for y in 0..<n {
                for x in 0..<n where before[y * n + x] < 0 {
                    for (dx, dy) in [(1, 0), (n - 1, 0), (0, 1), (0, n - 1)] {
                        let other = before[(y + dy) % n * n + (x + dx) % n]
                        if other >= 0 {
                            current[y * n + x] = other
                            break
                        }
                    }
                }
            }
        }
        return current
    }

    private func linear(_ colour: Colour) -> [Float] {
        [colour.red, colour.green, colour.blue].map { Float(Colour.linear(fromEncoded: $0)) }
    }

    /// Threads over the colours, and the encoding of sRGB.
    private func finished(_ values: [Float]) -> FloatImage {
        let size = FabricPaint.swatchSize
        let threads = ThreadPainter(texture: paint.texture, size: size, width: paint.width, seed: paint.seed)
            .factors()
        var result = values
        for index in threads.indices {
            for channel in 0..<3 {
                // Threads of black cloth still catch a little light.
                let colour = values[3 * index + channel]
                result[3 * index + channel] = max(colour * threads[index] + 0.006 * (threads[index] - 1), 0)
            }
        }
        return FloatImage(width: size, height: size, channels: 3, values: result).encoded()
    }
}
