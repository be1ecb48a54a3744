internal import QuartetFiles

/// A figure in its own square: from (x, y) in -1...1, y downwards, to an ink, or nil beside the figure. It keeps to
/// the unit disc, so that it can be turned.
typealias Figure = (_ x: Float, _ y: Float) -> Ink?

/// A periodic sheet on which flat inks cover one another, at several samples a pixel.
struct InkCanvas {
    /// Samples along each side of a pixel.
    private static let samples = 3

    /// Pixels along the side of the finished print.
    let side: Int
    private var inks: [UInt8]
    private var extent: Int { side * Self.samples }

    init(side: Int = PrintRenderer.side, ground: Ink = .ground) {
        self.side = side
        inks = [UInt8](repeating: ground.rawValue, count: side * Self.samples * side * Self.samples)
    }

    /// Inks every place (u, v) of the unit square for which the field names an ink.
    mutating func paint(_ field: (_ u: Float, _ v: Float) -> Ink?) {
        let extent = extent
        let step = 1 / Float(extent)
        inks.withUnsafeMutableBufferPointer { inks in
            for y in 0..<extent {
                let v = (Float(y) + 0.5) * step
                for x in 0..<extent {
                    if let ink = field((Float(x) + 0.5) * step, v) { inks[y * extent + x] = ink.rawValue }
                }
            }
        }
    }

    /// Lays a figure over the sheet; it continues at the opposite edges.
    mutating func paint(_ place: ScatterRenderer.Placement, _ figure: Figure) {
        let extent = extent
        let half = place.size * Float(extent) / 2
        let reach = Int(half.rounded(.up))
        let (centreX, centreY) = (place.u * Float(extent), place.v * Float(extent))
        let (s, c) = (sine(place.turn) / half, cosine(place.turn) / half)
        let side: Float = place.mirrored ? -1 : 1
        inks.withUnsafeMutableBufferPointer { inks in
            for j in -reach...reach {
                let y = Int(centreY.rounded(.down)) + j
                let dy = Float(y) + 0.5 - centreY
                let row = ((y % extent) + extent) % extent * extent
                for i in -reach...reach {
                    let x = Int(centreX.rounded(.down)) + i
                    let dx = Float(x) + 0.5 - centreX
                    let (a, b) = (side * (dx * c + dy * s), dy * c - dx * s)
                    guard a * a + b * b <= 1, let ink = figure(a, b) else { continue }
                    inks[row + ((x % extent) + extent) % extent] = ink.rawValue
                }
            }
        }
    }

    /// The print: each layer's share of every pixel's samples.
    func layers() -> PrintLayers {
        let (extent, samples, count) = (extent, Self.samples, PrintLayers.count)
        let share = 1 / Float(samples * samples)
        var values = [Float](repeating: 0, count: side * side * count)
        for y in 0..<extent {
            for x in 0..<extent {
                let ink = Int(inks[y * extent + x])
                if ink > 0 { values[(y / samples * side + x / samples) * count + ink - 1] += share }
            }
        }
        return PrintLayers(width: side, height: side, values: values)
    }
}
