internal import QuartetFiles
import QuartetImaging

/// Dots: even grids, half drop, two sizes, rings and free scatter.
struct DotRenderer {
    /// A round mark of the unit square: centre, radius and, for rings, the radius of the hole.
    struct Dot {
        var u, v, radius: Float
        var hole: Float = 0
        var level: Float = 1
    }

    /// Draws each dot, across the edges too, on a canvas of three times the resolution.
    static func drawing(of dots: [Dot]) -> FloatImage {
        let side = 3 * StructureMap.side
        var canvas = FloatImage(width: side, height: side)
        for dot in dots {
            let (centreX, centreY) = (dot.u * Float(side), dot.v * Float(side))
            let (outer, inner) = (dot.radius * Float(side), dot.hole * Float(side))
            let reach = Int(outer.rounded(.up)) + 1
            for j in -reach...reach {
                for i in -reach...reach {
                    let (x, y) = (Int(centreX) + i, Int(centreY) + j)
                    let (dx, dy) = (Float(x) + 0.5 - centreX, Float(y) + 0.5 - centreY)
                    let square = dx * dx + dy * dy
                    guard square < outer * outer, square >= inner * inner else { continue }
                    let index = (((y % side) + side) % side) * side + ((x % side) + side) % side
                    canvas.values[index] = max(canvas.values[index], dot.level)
                }
            }
        }
        return canvas.resized(width: StructureMap.side, height: StructureMap.side)
    }

    func dotted(random: inout PhiloxGenerator) -> FloatImage {
        var dots: [Dot] = []
        let kind = random.uniform()
        if kind < 0.7 {
            // Rows in half drop (the classic polka) or a square grid.
            let halfDrop = random.chance(0.65)
            let across = Int.random(in: 2...(halfDrop ? 5 : 6), using: &random)
            let radius = random.uniform(0.14, halfDrop ? 0.27 : 0.36) / Float(across)
            let down = across
            let ring = random.chance(0.08)
            let second = random.chance(0.2) ? random.uniform(0.4, 0.7) : 1
            let (u0, v0) = (random.uniform(), random.uniform())
            for row in 0..<down {
                for column in 0..<across {
                    let (x, y) = (Float(column) / Float(across) + u0, Float(row) / Float(down) + v0)
                    dots.append(Dot(u: x, v: y, radius: max(radius, 0.02), hole: ring ? radius * 0.5 : 0))
                    if halfDrop {
                        dots.append(
                            Dot(
                                u: x + 0.5 / Float(across), v: y + 0.5 / Float(down),
                                radius: max(radius * second, 0.018), hole: ring ? radius * second * 0.5 : 0))
                    }
                }
            }
        } else {
            // Scattered dots that keep their distance, of one size or several.
            let mixed = random.chance(0.5)
            let largest = random.uniform(0.03, 0.085)
            let gap = random.uniform(1.25, 1.8)
            let mean = mixed ? 0.7 * largest : largest
            let wanted = Int(min(60, 0.6 / (gap * gap * mean * mean * 3.2)))
            for _ in 0..<(wanted * 20) where dots.count < wanted {
                let radius = mixed ? max(0.02, largest * random.uniform(0.35, 1)) : largest
                let dot = Dot(u: random.uniform(), v: random.uniform(), radius: radius)
                let free = dots.allSatisfy {
                    let (dx, dy) = (wrappedDifference($0.u, dot.u), wrappedDifference($0.v, dot.v))
                    return (dx * dx + dy * dy).squareRoot() > gap * ($0.radius + radius)
                }
                if free { dots.append(dot) }
            }
        }
        return Self.drawing(of: dots)
    }
}
