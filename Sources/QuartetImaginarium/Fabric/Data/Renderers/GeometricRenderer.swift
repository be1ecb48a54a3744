internal import QuartetFiles
import QuartetImaging

/// Repeats of plain geometry: argyle, nested diamonds, triangles, hexagons, overlapping circles, stars.
struct GeometricRenderer {
    func geometric(random: inout PhiloxGenerator) -> FloatImage {
        let across = Float(Int.random(in: 2...4, using: &random))
        let tone = random.uniform(0.4, 0.65)
        switch Int.random(in: 0...4, using: &random) {
        case 0:  // argyle: diamonds and the thin lattice over them
            let line = random.uniform(0.05, 0.09)
            return .rendered { u, v in
                let (x, y) = (fraction(u * across) - 0.5, fraction(v * across * 0.5 + 0.25) - 0.5)
                let diamond: Float = abs(x) + abs(y) < 0.5 ? 1 : 0
                let (a, b) = (
                    fraction(u * across + v * across / 2 + 0.25), fraction(u * across - v * across / 2 - 0.25)
                )
                let lattice = min(min(a, 1 - a), min(b, 1 - b)) < line / 2
                return lattice ? (diamond > 0 ? 0 : tone) : diamond
            }
        case 1:  // nested diamonds
            let rings = Float(Int.random(in: 2...3, using: &random))
            return .rendered { u, v in
                let depth = 2 * (abs(fraction(u * across) - 0.5) + abs(fraction(v * across) - 0.5))
                return fraction(depth * rings) < 0.5 ? 1 : 0
            }
        case 2:  // triangles
            let rows = across * 2
            return .rendered { u, v in
                let y = fraction(v * rows)
                let shift: Float = Int(v * rows) % 2 == 0 ? 0 : 0.5
                return abs(fraction(u * across + shift) - 0.5) < y / 2 ? 1 : 0
            }
        case 3:  // overlapping circles
            let width = random.uniform(0.06, 0.1)
            return .rendered { u, v in
                var value: Float = 0
                for (cx, cy) in [(Float(0), Float(0)), (0.5, 0.5)] {
                    let dx = wrappedDifference(u * across, cx)
                    let dy = wrappedDifference(v * across, cy)
                    for (ix, iy) in [(Float(0), Float(0)), (1, 0), (-1, 0), (0, 1), (0, -1)] {
                        let distance = ((dx + ix) * (dx + ix) + (dy + iy) * (dy + iy)).squareRoot()
                        if abs(distance - 0.5) < width { value = 1 }
                    }
                }
                return value
            }
        default:  // squares in squares, every second one turned
            let turned = random.uniform(0.28, 0.4)
            return .rendered { u, v in
                let (i, j) = (Int(u * across), Int(v * across))
                let (x, y) = (fraction(u * across) - 0.5, fraction(v * across) - 0.5)
                let even = (i + j) % 2 == 0 || Int(across) % 2 == 1
                let outer = even ? max(abs(x), abs(y)) < 0.36 : abs(x) + abs(y) < 0.5
                let inner = even ? abs(x) + abs(y) < turned : max(abs(x), abs(y)) < turned * 0.6
                return inner ? tone : outer ? 1 : 0
            }
        }
    }
}
