import Glibc
internal import QuartetFiles
public import QuartetImaging

/// Paints a structure map: everything that the eye sees as cloth beyond light and dark comes from here.
/// Ground, figures and accents are mixed in Lab, and the material's threads are laid over them.
public struct FabricColouring: Sendable {
    let paint: FabricPaint
    let colours: ColourPlan
    let ground: Colour
    let motifs: [Colour]
    /// The inks of a print as the record keeps them.
    let keptInks: IndexedImage?
    private let traits: FabricTraits

    /// Throws ``DesignError/badRecord(_:)`` where a colour is not `#rrggbb`.
    public init(paint: FabricPaint, colours: ColourPlan) throws {
        self.paint = paint
        self.colours = colours
        ground = try Self.colour(colours.ground)
        motifs = try colours.motifs.map(Self.colour)
        keptInks = try paint.keptInks()
        traits = paint.cloth.traits
    }

    static func colour(_ hex: String) throws -> Colour {
        guard let colour = Colour(hex: hex) else {
            throw DesignError.badRecord("\"\(hex)\" is not a valid colour")
        }
        return colour
    }

    /// The seamless RGB swatch of a structure map, encoded values 0...1.
    public func swatch(_ structure: FloatImage) -> FloatImage {
        let size = FabricPaint.swatchSize
        if let facts = paint.facts {
            return finished(painted(facts, structure, size), showsThreads: !facts.kind.hasOwnThreads)
        }
        let directed = StructureTone.directed(structure, paint.run)
        switch paint.paint {
        case .tonal: return finished(tonal(StructureTone.enlarged(directed, to: size)))
        case .bands: return finished(woven(directed, size) ?? bands(directed, size))
        case .motifs: return finished(figures(directed, size))
        case .sett: return finished(sett(directed, size))
        case .blend:
            return finished(traits.isPatched ? patches(directed, size) : blend(directed, size))
        }
    }

    /// The pattern's colours besides the ground; at least one.
    func inks() -> [Colour] { motifs.isEmpty ? [ground.mixed(with: .white, by: 0.8)] : motifs }

    /// A seamless swatch of the material without a pattern in neutral grey, for parts in other colours.
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
        let base = linear(ground)
        // Washed-out threads of denim and flecks of tweed lean towards the second colour.
        let second = motifs.first.map(linear)
        var values = [Float](repeating: 0, count: 3 * map.values.count)
        for (index, value) in map.values.enumerated() {
            let lift = min(max(traits.contrast * (value - mean), -0.5), 0.7)
            let lean = second == nil ? 0 : min(max(lift, 0), 0.5)
            for channel in 0..<3 {
                let colour = base[channel] * (1 + lift) + 0.03 * max(lift, 0)
                values[3 * index + channel] = colour + (second.map { $0[channel] - colour } ?? 0) * lean
            }
        }
        return values
    }

    /// Ground and figure in two colours with half tones between; further colours are taken by turns.
    private func bands(_ map: FloatImage, _ size: Int) -> [Float] {
        let stretched = StructureTone.stretched(map)
        let enlarged = StructureTone.enlarged(stretched, to: size)
        let middle =
            paint.share.map { StructureTone.level(stretched, above: $0) }
            ?? (traits.keepsHalfTones ? 0.5 : StructureTone.threshold(stretched))
        let hardness: Float = traits.keepsHalfTones ? 1.9 : 5.5
        let inks = inks()
        let ramps = inks.map { ColourRamp([(0, ground), (1, $0)]) }
        let regions = inks.count > 1 ? MotifRegions(stretched, threshold: middle) : nil
        return ink(enlarged, stretched, regions: regions) { value, region in
            let sharp = min(max((value - middle) * hardness + 0.5, 0), 1)
            return ramps[region < 0 ? 0 : region % ramps.count](sharp)
        }
    }

    /// Figures on a ground: each figure has its own colour by size and form, darker towards its rim.
    private func figures(_ map: FloatImage, _ size: Int) -> [Float] {
        // Specks inside and outside the figures are noise of the model.
        let stretched = StructureTone.cleaned(StructureTone.stretched(map), speck: traits.speck)
        let enlarged = StructureTone.enlarged(stretched, to: size)
        let middle = min(max(StructureTone.threshold(stretched), 0.3), 0.6)
        let regions = MotifRegions(stretched, threshold: middle)
        let inks = inks()
        let choice = inkChoice(regions, inks)
        let ramps = inks.map { figureRamp($0, middle: middle) }
        return ink(enlarged, stretched, regions: regions) { value, region in
            ramps[region < 0 ? 0 : choice[min(region, choice.count - 1)]](value)
        }
    }

    /// From the ground over a darker rim to the full colour and a lighter middle.
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

    /// The colour of each figure: greens for small and branched ones, the others for blossoms.
    private func inkChoice(_ regions: MotifRegions, _ inks: [Colour]) -> [Int] {
        guard !regions.areas.isEmpty else { return [0] }
        var random = PhiloxGenerator(seed: paint.seed, stream: "figures")
        let greens = inks.indices.filter { index in
            let lab = inks[index].lab
            return lab.hue > 95 && lab.hue < 190 && lab.chroma > 8
        }
        let others = inks.indices.filter { !greens.contains($0) }
        let sorted = regions.areas.sorted()
        let median = sorted[sorted.count / 2]
        return regions.areas.indices.map { index in
            let isLeaf = regions.areas[index] * 2 < median || regions.fullness[index] < 0.34
            if traits.hasLeaves, isLeaf, let green = greens.first { return green }
            let pool = others.isEmpty ? Array(inks.indices) : others
            // The first colour leads.
            let place = random.unit()
            return pool[min(Int(place * place * Double(pool.count)), pool.count - 1)]
        }
    }

    /// Soft transitions through all colours.
    private func blend(_ map: FloatImage, _ size: Int) -> [Float] {
        let enlarged = StructureTone.enlarged(StructureTone.stretched(map), to: size)
        let ramp = ColourRamp.bands([ground] + inks(), softness: 0.45)
        return enlarged.values.flatMap { value -> [Float] in
            let colour = ramp(value)
            return [colour.red, colour.green, colour.blue]
        }
    }

    /// Camouflage: patches with clear borders. The figures take the further colours by turns; part of the ground
    /// is covered by a second set of patches.
    private func patches(_ map: FloatImage, _ size: Int) -> [Float] {
        let stretched = StructureTone.smoothed(StructureTone.stretched(map), passes: 2)
        let enlarged = StructureTone.enlarged(stretched, to: size)
        let middle = StructureTone.threshold(stretched)
        let regions = MotifRegions(stretched, threshold: middle)
        let inks = inks()
        let fields = max(paint.structureSize / 64, 1)
        let broad = ValueNoise(columns: 4 * fields, rows: 5 * fields, seed: paint.seed, label: "patches")
        let colours = ([ground] + inks).map { ColourRamp([(0, $0)])(0) }
        let last = colours.count - 1
        var values = ink(enlarged, stretched, regions: regions) { value, region in
            if value > middle {
                return colours[region < 0 ? last : 1 + region % max(last - 1, 1)]
            }
            return colours[0]
        }
        guard last > 1 else { return values }
        for y in 0..<size {
            for x in 0..<size where enlarged.values[y * size + x] <= middle {
                let (u, v) = ((Float(x) + 0.5) / Float(size), (Float(y) + 0.5) / Float(size))
                guard broad(u, v) > 0.28 else { continue }
                let index = 3 * (y * size + x)
                (values[index], values[index + 1], values[index + 2]) =
                    (colours[last].red, colours[last].green, colours[last].blue)
            }
        }
        return values
    }

    /// Patterns that are woven in, thread by thread; nil for all others.
    private func woven(_ map: FloatImage, _ size: Int) -> [Float]? {
        switch traits.weave {
        case .stripes: stripes(map, size)
        case .checks(let isSquare): checks(map, size, isSquare: isSquare)
        case nil: nil
        }
    }

    /// Colours every pixel by its value and by the figure that it belongs to, or else the nearest one.
    private func ink(
        _ map: FloatImage, _ small: FloatImage, regions: MotifRegions?,
        _ colour: (Float, Int) -> (red: Float, green: Float, blue: Float)
    ) -> [Float] {
        let (size, n) = (map.width, small.width)
        let nearest = regions.map { $0.grown(by: 3) }
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

    private func linear(_ colour: Colour) -> [Float] {
        [colour.red, colour.green, colour.blue].map { Float(Colour.linear(fromEncoded: $0)) }
    }

    /// Lays threads over the colours and encodes them as sRGB.
    private func finished(_ values: [Float], showsThreads: Bool = true) -> FloatImage {
        let size = FabricPaint.swatchSize
        guard showsThreads else {
            return FloatImage(width: size, height: size, channels: 3, values: values).encoded()
        }
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
