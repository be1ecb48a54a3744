import QuartetImaging

/// A print drawn from rules, in the colours of a design.
struct DrawnPrint {
    /// Fields of scattered figures along a repeat.
    static let fields = 2

    /// Where the inks come from.
    private enum Inks {
        case drawing(InkCanvas)
        /// As a record keeps them.
        case kept(IndexedImage)
    }

    private let inks: Inks
    private let colours: [Colour]
    /// Copies along the side of a swatch.
    private let repeats: Int

    /// - Parameter kept: the inks of one repeat in a record, which stay as they are when the rules of prints change.
    init(_ facts: ClothFacts, colours: [Colour], seed: UInt64, kept: IndexedImage? = nil) {
        inks =
            kept.map(Inks.kept)
            ?? .drawing(PrintRenderer(fields: Self.fields).drawing(of: facts.figure ?? .floral, seed: seed))
        repeats = facts.repeats
        self.colours = colours
    }

    /// The ink of every pixel of one repeat.
    private func inks(width: Int, height: Int, placement: ClothRepeat = .straight) -> [UInt8] {
        switch inks {
        case .drawing(let drawing): return drawing.inks(width: width, height: height, placement: placement)
        case .kept(let kept):
            return (0..<width * height).map { index in
                let (x, y) = (index % width * kept.width / width, index / width * kept.height / height)
                return kept.indices[y * kept.width + x]
            }
        }
    }

    /// The inks of one repeat for a record, as fine as it has room for.
    func kept(limit: Int) throws(ImagingError) -> [UInt8] {
        let last = Double(Ink.allCases.count - 1)
        var side = FabricPaint.swatchSize / repeats
        while true {
            let bytes = try IndexedImage(
                width: side, height: side, indices: inks(width: side, height: side),
                palette: Ink.allCases.map { Colour(grey: Double($0.rawValue) / last) }
            ).pngBytes()
            if bytes.count <= limit || side < 96 { return bytes }
            side = side * 3 / 4
        }
    }

    /// Whether copies may be shifted by any part of the repeat.
    var shiftsFreely: Bool { if case .drawing(let drawing) = inks { drawing.isOfFigures } else { false } }

    /// One repeat in the numbers of the colours, each of which covers at least its least share.
    func map(width: Int, height: Int, placement: ClothRepeat = .straight) -> InkMap {
        let inks = inks(width: width, height: height, placement: placement)
        var map = InkMap(width: width, height: height, inks: inks, placement: placement)
        let table = PrintInks(shares: map.shares(Ink.allCases.count), colours: colours).table
        map.inks = inks.map { table[Int($0)] }
        return map.balanced(colours.count, least: InkSeparation.least)
    }

    /// The inks in one channel, 0 ground and 1 figure, as a generator's map.
    func structure(side: Int) -> FloatImage {
        let levels = [0] + PrintLayers.structureLevels
        let values = inks(width: side, height: side).map { levels[Int($0)] }
        return FloatImage(width: side, height: side, channels: 1, values: values)
    }

    /// Openwork from holes, 0, over the net to figures and the cord around them, 1.
    func density(width: Int, height: Int) -> FloatImage {
        let values = inks(width: width, height: height).map { ink -> Float in
            switch Ink(rawValue: ink) {
            case .motif, .third: 0.8
            case .second: 0.6
            case .outline: 1
            default: 0
            }
        }
        return FloatImage(width: width, height: height, channels: 1, values: values)
    }

    /// Linear light of a square swatch of openwork in one colour, soft at the edges of its holes.
    func openwork(side: Int) -> [SIMD3<Float>] {
        let cell = side / repeats
        let density = density(width: cell, height: cell).blurred(deviation: 0.6, edge: .wrap)
            .tiled(columns: repeats, rows: repeats)
        let base = linear(colours[0])
        return density.values.map { base * (0.5 + 0.7 * $0) }
    }

    private func linear(_ colour: Colour) -> SIMD3<Float> {
        let parts = [colour.red, colour.green, colour.blue].map { Float(Colour.linear(fromEncoded: $0)) }
        return SIMD3(parts[0], parts[1], parts[2])
    }

    /// Linear light of a square swatch; edges are as soft as a pixel.
    func pixels(side: Int) -> [SIMD3<Float>] {
        let cell = side / repeats
        let tile = tile(side: cell)
        guard repeats > 1 else { return tile }
        return (0..<side * side).map { tile[$0 / side % cell * cell + $0 % side % cell] }
    }

    private func tile(side: Int) -> [SIMD3<Float>] {
        let map = map(width: side, height: side)
        let linear = colours.map(linear)
        var values = map.inks.map { linear[Int($0)] }
        for y in 0..<side {
            for x in 0..<side {
                let index = y * side + x
                let (right, below) = (y * side + (x + 1) % side, (y + 1) % side * side + x)
                let (left, above) = (y * side + (x + side - 1) % side, (y + side - 1) % side * side + x)
                let ink = map.inks[index]
                let around = [left, right, above, below]
                guard around.contains(where: { map.inks[$0] != ink }) else { continue }
                let sum = around.reduce(SIMD3<Float>.zero) { $0 + linear[Int(map.inks[$1])] }
                values[index] = linear[Int(ink)] * 0.5 + sum * 0.125
            }
        }
        return values
    }
}
