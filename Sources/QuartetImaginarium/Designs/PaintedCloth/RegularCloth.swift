import Glibc
import QuartetImaging

/// Cloth of exact bands, threads and dots on a seamless tile, in linear light.
///
/// Every pixel has the mean colour of the threads that it covers, so that widths and areas are right to a fraction of a
/// pixel.
struct RegularCloth {
    let facts: ClothFacts
    /// The ground and the figures' colours.
    let colours: [SIMD3<Float>]
    /// Pixels along the tile.
    let size: Int
    let run: PatternRun?

    private var pixelsPerCentimetre: Double { Double(size) / facts.swatchWidth }

    private func colour(_ ink: Int) -> SIMD3<Float> {
        ink == 0 || colours.count < 2 ? colours[0] : colours[1 + (ink - 1) % (colours.count - 1)]
    }

    /// One colour a pixel, row by row.
    func pixels() -> [SIMD3<Float>] {
        switch facts.kind {
        case .woven: woven()
        case .dots: dots()
        case .chevron: chevron()
        default: stripes()
        }
    }

    private func stripes() -> [SIMD3<Float>] {
        let bands = Bands(facts.runs.map { (colour($0.ink), $0.width) })
        let step = 1 / pixelsPerCentimetre
        let line = (0..<size).map { bands.mean(from: Double($0) * step, length: step) }
        return (0..<size * size).map { line[run == .along ? $0 % size : $0 / size] }
    }

    private func chevron() -> [SIMD3<Float>] {
        let bands = Bands(facts.runs.map { (colour($0.ink), $0.width) })
        let step = 1 / pixelsPerCentimetre
        let rise = (0..<size).map { x -> Double in
            let place = (Double(x) + 0.5) * step / facts.spacing
            return facts.size * abs(2 * (place - place.rounded(.down)) - 1)
        }
        return (0..<size * size).map { index in
            let (x, y) = run == .along ? (index / size, index % size) : (index % size, index / size)
            return bands.mean(from: Double(y) * step + rise[x], length: step)
        }
    }

    private func dots() -> [SIMD3<Float>] {
        let scale = Float(pixelsPerCentimetre)
        let (radius, cell) = (Float(facts.size / 2) * scale, Float(facts.spacing) * scale)
        let inks = max(facts.runs.count, 1)
        var values = [SIMD3<Float>](repeating: colours[0], count: size * size)
        for y in 0..<size {
            for x in 0..<size {
                for shift in [Float(0.25), 0.75] {
                    let (u, v) = ((Float(x) + 0.5) / cell - shift, (Float(y) + 0.5) / cell - shift)
                    let (column, row) = (u.rounded(), v.rounded())
                    let distance = hypotf(u - column, v - row) * cell
                    let cover = min(max(radius - distance + 0.5, 0), 1)
                    guard cover > 0 else { continue }
                    let turn = (Int(column) + 2 * Int(row) + (shift > 0.5 ? 1 : 0)) % inks
                    let dot = colour(facts.runs.isEmpty ? 1 : facts.runs[turn].ink)
                    let index = y * size + x
                    values[index] += (dot - values[index]) * cover
                }
            }
        }
        return values
    }

    /// Warp and weft, thread by thread.
    private func woven() -> [SIMD3<Float>] {
        func threads(_ runs: [ClothFacts.Run]) -> [SIMD3<Float>] {
            runs.flatMap { [SIMD3<Float>](repeating: colour($0.ink), count: Int($0.width.rounded())) }
        }
        let (warp, weft) = (threads(facts.runs), threads(facts.weftRuns))
        guard !warp.isEmpty, !weft.isEmpty else { return .init(repeating: colours[0], count: size * size) }
        let weave = facts.weave.map { $0.map { $0 == "1" } }
        let places = covered(facts.swatchWidth * facts.threads)
        var values = [SIMD3<Float>](repeating: .zero, count: size * size)
        for y in 0..<size {
            let rows = places[y]
            for x in 0..<size {
                let columns = places[x]
                var sum = SIMD3<Float>.zero
                for (pick, down) in [(rows.first, rows.share), (rows.first + 1, 1 - rows.share)]
                where down > 0 {
                    let row = weave[pick % weave.count]
                    for (end, across) in [
                        (columns.first, columns.share), (columns.first + 1, 1 - columns.share),
                    ]
                    where across > 0 {
                        let top = row[end % row.count] ? warp[end % warp.count] : weft[pick % weft.count]
                        sum += top * (down * across)
                    }
                }
                values[y * size + x] = sum
            }
        }
        return values
    }

    /// For each pixel the first thread that it covers, and the thread's share of it; the next thread has the rest.
    private func covered(_ threads: Double) -> [(first: Int, share: Float)] {
        let step = threads / Double(size)
        return (0..<size).map { pixel in
            let (low, high) = (Double(pixel) * step, Double(pixel + 1) * step)
            let first = (low + 1e-9).rounded(.down)
            return (Int(first), Float(min((first + 1 - low) / (high - low), 1)))
        }
    }
}

/// Bands of colour side by side that repeat.
private struct Bands {
    private let bands: [(colour: SIMD3<Float>, width: Double)]
    private let length: Double

    init(_ bands: [(SIMD3<Float>, Double)]) {
        self.bands = bands
        length = bands.reduce(0) { $0 + $1.1 }
    }

    /// The mean colour of a piece.
    func mean(from start: Double, length piece: Double) -> SIMD3<Float> {
        var place = start - (start / length).rounded(.down) * length
        var index = 0
        while index < bands.count - 1, place >= bands[index].width {
            place -= bands[index].width
            index += 1
        }
        var (rest, sum) = (piece, SIMD3<Float>.zero)
        while rest > 1e-12 {
            let part = min(max(bands[index].width - place, 0), rest)
            sum += bands[index].colour * Float(part / piece)
            rest -= part
            place = 0
            index = (index + 1) % bands.count
        }
        return sum
    }
}
