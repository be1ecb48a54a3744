internal import QuartetFiles

/// A figure in its own square: from (x, y) in -1...1, y downwards, to an ink, or nil beside the figure. It keeps to
/// the unit disc, so that it can be turned.
typealias Figure = (_ x: Float, _ y: Float) -> Ink?

/// A periodic drawing in flat inks that cover one another. It has no pixels of its own: it is drawn at any size.
struct InkCanvas {
    /// One step of the drawing, over those before it.
    private enum Mark {
        /// An ink for each place (u, v) of the unit square, or nil where what lies below stays.
        case field((_ u: Float, _ v: Float) -> Ink?)
        case figure(ScatterRenderer.Placement, Figure)
    }

    private var marks: [Mark] = []

    /// Inks every place (u, v) of the unit square for which the field names an ink.
    mutating func paint(_ field: @escaping (_ u: Float, _ v: Float) -> Ink?) { marks.append(.field(field)) }

    /// Lays a figure over the sheet; it continues at the opposite edges.
    mutating func paint(_ place: ScatterRenderer.Placement, _ figure: @escaping Figure) {
        marks.append(.figure(place, figure))
    }

    /// Whether the drawing is of figures alone, which go on over the edges whatever lies there: a field repeats in rows
    /// and columns only.
    var isOfFigures: Bool {
        marks.allSatisfy { if case .figure = $0 { true } else { false } }
    }

    /// The ink at every pixel's middle, row by row.
    func inks(width: Int, height: Int, placement: ClothRepeat = .straight) -> [UInt8] {
        var sheet = InkSheet(width: width, height: height, placement: placement)
        for mark in marks {
            switch mark {
            case .field(let field): sheet.paint(field)
            case .figure(let place, let figure): sheet.paint(place, figure)
            }
        }
        return sheet.inks
    }

    /// The print that a generator learns from: each layer's share of every pixel's samples.
    func layers() -> PrintLayers {
        let (side, samples, count) = (PrintRenderer.side, 3, PrintLayers.count)
        let extent = side * samples
        let inks = inks(width: extent, height: extent)
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

/// The pixels of one repeat while they are drawn.
private struct InkSheet {
    let width: Int
    let height: Int
    let placement: ClothRepeat
    var inks: [UInt8]

    init(width: Int, height: Int, placement: ClothRepeat) {
        (self.width, self.height, self.placement) = (width, height, placement)
        inks = [UInt8](repeating: Ink.ground.rawValue, count: width * height)
    }

    mutating func paint(_ field: (_ u: Float, _ v: Float) -> Ink?) {
        let (width, height) = (width, height)
        let (stepX, stepY) = (1 / Float(width), 1 / Float(height))
        inks.withUnsafeMutableBufferPointer { inks in
            for y in 0..<height {
                let v = (Float(y) + 0.5) * stepY
                for x in 0..<width {
                    if let ink = field((Float(x) + 0.5) * stepX, v) { inks[y * width + x] = ink.rawValue }
                }
            }
        }
    }

    mutating func paint(_ place: ScatterRenderer.Placement, _ figure: Figure) {
        let (width, height, placement) = (width, height, placement)
        let (halfX, halfY) = (place.size * Float(width) / 2, place.size * Float(height) / 2)
        let (reachX, reachY) = (Int(halfX.rounded(.up)), Int(halfY.rounded(.up)))
        let (centreX, centreY) = (place.u * Float(width), place.v * Float(height))
        let (s, c) = (sine(place.turn), cosine(place.turn))
        let side: Float = place.mirrored ? -1 : 1
        inks.withUnsafeMutableBufferPointer { inks in
            for j in -reachY...reachY {
                let y = Int(centreY.rounded(.down)) + j
                let dy = (Float(y) + 0.5 - centreY) / halfY
                for i in -reachX...reachX {
                    let x = Int(centreX.rounded(.down)) + i
                    let dx = (Float(x) + 0.5 - centreX) / halfX
                    let (a, b) = (side * (dx * c + dy * s), dy * c - dx * s)
                    guard a * a + b * b <= 1, let ink = figure(a, b) else { continue }
                    if x >= 0, x < width, y >= 0, y < height {
                        inks[y * width + x] = ink.rawValue
                    } else if placement != .mirror {
                        // A mirror's copies show what lies inside; of the others each goes on in the next.
                        let at = placement.place(x, y, width: width, height: height)
                        inks[at.y * width + at.x] = ink.rawValue
                    }
                }
            }
        }
    }
}
