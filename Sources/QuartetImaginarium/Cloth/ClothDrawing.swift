internal import Foundation
import QuartetImaging

/// A recorded cloth, ready to be drawn in any palette: pixels at print size, one entry of the palette a pixel, and vectors.
///
/// Inks of a print are drawn from their outlines, so that no pixel of the map is enlarged. Woven cloth is drawn thread by
/// thread, and cloth of one colour by its relief and its threads.
struct ClothDrawing {
    private enum Form {
        case print(InkContours, InkMap)
        case woven(ThreadInks)
        case tonal([Float])
        case surface(ClothFacts, seed: UInt64)
    }

    let record: ClothRecord
    private let form: Form
    private let inks: Int

    init(_ record: ClothRecord) throws {
        self.record = record
        inks = record.colourways.first?.colours.count ?? 1
        switch record.content {
        case .print(let png):
            let map = try InkMap(pngBytes: Array(png), placement: record.placement, name: "record")
            form = .print(InkContours(map, count: inks), map)
        case .woven(let threads): form = .woven(threads)
        case .tonal(let png):
            let relief = FloatImage(try PixelImage(decoding: Array(png), name: "record"), channel: 0)
            form = .tonal(Self.factors(relief, record))
        case .surface(let facts, let seed): form = .surface(facts, seed: seed)
        }
    }

    private var width: Int { record.size.width }
    private var height: Int { record.size.height }

    // MARK: Pixels

    /// The tile in a palette.
    func picture(_ palette: [Colour]) throws -> PixelImage {
        switch form {
        case .print(let contours, _):
            let canvas = try Canvas(rasterWidth: Double(width), height: Double(height))
            canvas.fill(with: palette[0])
            canvas.scale(
                x: Double(width) / Double(contours.width), y: Double(height) / Double(contours.height))
            for ink in 1..<max(inks, 1) where !contours.paths[ink].elements.isEmpty {
                canvas.fill(contours.paths[ink], with: palette[ink], rule: .evenOdd)
            }
            return try canvas.image().converted(to: .rgb)
        case .woven: return coloured(layers(), palette)
        case .surface(let facts, let seed): return surface(facts, seed, palette[0])
        case .tonal(let factors):
            let linear = [palette[0].red, palette[0].green, palette[0].blue].map {
                Float(Colour.linear(fromEncoded: $0))
            }
            var picture = PixelImage(width: width, height: height, format: .rgb)
            for (index, factor) in factors.enumerated() {
                for channel in 0..<3 {
                    // Threads of black cloth still catch a little light.
                    let value = linear[channel] * factor + 0.006 * (factor - 1)
                    picture.bytes[3 * index + channel] =
                        Self.encoding[Int(min(max(value, 0), 1) * 4095 + 0.5)]
                }
            }
            return picture
        }
    }

    /// Denim and knitting, as large as in cloth: whole swatches of the painter fill each repeat.
    private func surface(_ facts: ClothFacts, _ seed: UInt64, _ colour: Colour) -> PixelImage {
        let (across, down) = (record.placement.columns, record.placement.rows)
        let copies = max(Int((record.size.repeatWidth / facts.swatchWidth).rounded()), 1)
        let side = max(width / across / copies, 32)
        let linear = [colour.red, colour.green, colour.blue].map { Float(Colour.linear(fromEncoded: $0)) }
        let pixels = SurfaceCloth(
            facts: facts, colours: [SIMD3(linear[0], linear[1], linear[2])],
            ramp: ColourRamp([(0, colour)]), size: side, seed: seed, run: nil
        ).pixels()
        var picture = PixelImage(width: width, height: height, format: .rgb)
        // A whole number of copies each way, whatever the number of pixels.
        let rows = max(Int((record.size.repeatHeight / facts.swatchWidth).rounded()), 1)
        let unit = (width: copies * side, height: rows * side)
        for y in 0..<height {
            for x in 0..<width {
                // Whole copies lie side by side, however the cloth repeats.
                let (u, v) = (x * unit.width * across / width, y * unit.height * down / height)
                let pixel = pixels[v % side * side + u % side]
                for channel in 0..<3 {
                    let value = min(max(pixel[channel], 0), 1)
                    picture.bytes[3 * (y * width + x) + channel] = Self.encoding[Int(value * 4095 + 0.5)]
                }
            }
        }
        return picture
    }

    private static let encoding: [UInt8] = (0..<4096).map {
        UInt8((Colour.encoded(fromLinear: Double($0) / 4095) * 255).rounded())
    }

    private func coloured(_ layers: [UInt8], _ palette: [Colour]) -> PixelImage {
        let bytes = palette.map { [$0.bytes.red, $0.bytes.green, $0.bytes.blue] }
        var picture = PixelImage(width: width, height: height, format: .rgb)
        picture.bytes.withUnsafeMutableBufferPointer { target in
            for (index, ink) in layers.enumerated() {
                let colour = bytes[Int(ink)]
                for channel in 0..<3 { target[3 * index + channel] = colour[channel] }
            }
        }
        return picture
    }

    /// The ink of every pixel, without mixtures at the edges.
    func layers() -> [UInt8] {
        switch form {
        case .print(_, let map): return Self.sampled(map, width, height, count: inks)
        case .woven(let threads):
            let across = threads.warp.count * record.placement.columns
            let down = threads.weft.count * record.placement.rows
            let columns = (0..<width).map { $0 * across / width }
            let shows = threads.showsWarp
            var result = [UInt8](repeating: 0, count: width * height)
            for y in 0..<height {
                let row = y * down / height
                for x in 0..<width {
                    let place = record.placement.place(
                        columns[x], row, width: threads.warp.count, height: threads.weft.count)
                    let pick = shows[place.y % shows.count]
                    result[y * width + x] =
                        pick[place.x % pick.count] ? threads.warp[place.x] : threads.weft[place.y]
                }
            }
            return result
        case .tonal, .surface: return [UInt8](repeating: 0, count: width * height)
        }
    }

    /// The ink with the largest blurred share at each pixel, which is the one inside whose outline it lies.
    private static func sampled(_ map: InkMap, _ width: Int, _ height: Int, count: Int) -> [UInt8] {
        let margin = 8
        let tile = map.tile(margin: margin)
        var result = [UInt8](repeating: 0, count: width * height)
        var most = [Float](repeating: -1, count: width * height)
        let scale = (
            Float(tile.width - 2 * margin) / Float(width), Float(tile.height - 2 * margin) / Float(height)
        )
        for ink in 0..<count where tile.inks.contains(UInt8(ink)) {
            let share = FloatImage(
                width: tile.width, height: tile.height, channels: 1,
                values: tile.inks.map { $0 == UInt8(ink) ? 1 : 0 }
            ).blurred(deviation: InkContours.softness)
            share.values.withUnsafeBufferPointer { values in
                result.withUnsafeMutableBufferPointer { result in
                    most.withUnsafeMutableBufferPointer { most in
                        for y in 0..<height {
                            let v = (Float(y) + 0.5) * scale.1 - 0.5 + Float(margin)
                            let (top, down) = (Int(v), v - Float(Int(v)))
                            for x in 0..<width {
                                let u = (Float(x) + 0.5) * scale.0 - 0.5 + Float(margin)
                                let (left, across) = (Int(u), u - Float(Int(u)))
                                let at = top * tile.width + left
                                let upper = values[at] + (values[at + 1] - values[at]) * across
                                let lower =
                                    values[at + tile.width]
                                    + (values[at + tile.width + 1] - values[at + tile.width]) * across
                                let value = upper + (lower - upper) * down
                                let index = y * width + x
                                if value > most[index] { (most[index], result[index]) = (value, UInt8(ink)) }
                            }
                        }
                    }
                }
            }
        }
        return result
    }

    /// Light of each pixel of a cloth in one colour: its relief, and its threads at their size.
    private static func factors(_ relief: FloatImage, _ record: ClothRecord) -> [Float] {
        let (width, height) = (record.size.width, record.size.height)
        let (across, down) = (record.placement.columns, record.placement.rows)
        let unit = (width: max(width / across, 16), height: max(height / down, 16))
        let contrast = record.cloth.traits.contrast
        let map = relief.resized(width: unit.width, height: unit.height, filter: .bicubic, edge: .wrap)
        let mean = map.values.reduce(0, +) / Float(map.values.count)
        let threads = FloatImage(
            width: unit.width, height: unit.width, channels: 1,
            values: ThreadPainter(
                texture: record.texture, size: unit.width, width: record.size.repeatWidth, seed: record.seed
            ).factors()
        ).resized(width: unit.width, height: unit.height, filter: .bilinear, edge: .wrap)
        // Threads run on through all copies: only the relief is shifted with them.
        var light = [Float](repeating: 1, count: width * height)
        for y in 0..<height {
            for x in 0..<width {
                let place = record.placement.place(x, y, width: unit.width, height: unit.height)
                let value = map.values[place.y * unit.width + place.x]
                let thread = threads.values[y % unit.height * unit.width + x % unit.width]
                light[y * width + x] = (1 + min(max(contrast * (value - mean), -0.5), 0.7)) * thread
            }
        }
        // The colour of the wish is the mean of what is seen.
        let average = light.reduce(0, +) / Float(light.count)
        return light.map { $0 / average }
    }

    // MARK: Vectors

    /// The tile as SVG in its size in centimetres: a named group for each colour.
    func svg(_ palette: [Colour], names: [String], title: String) -> [UInt8] {
        var writer = ClothVectorWriter(record: record, title: title)
        for (ink, colour) in palette.enumerated() {
            switch form {
            case .print(let contours, _):
                writer.group(ink, name: names[ink], colour) { writer in
                    if ink == 0 {
                        writer.rectangle(0, 0, Double(contours.width), Double(contours.height))
                    } else {
                        writer.path(contours.paths[ink])
                    }
                }
            case .woven(let threads):
                writer.group(ink, name: names[ink], colour) { $0.threads(of: UInt8(ink), threads) }
            case .tonal, .surface:
                writer.group(ink, name: names[ink], colour) {
                    $0.rectangle(0, 0, Double(width), Double(height))
                }
            }
        }
        let units =
            switch form {
            case .print(let contours, _): (contours.width, contours.height)
            case .woven(let threads):
                (threads.warp.count * record.placement.columns, threads.weft.count * record.placement.rows)
            case .tonal, .surface: (width, height)
            }
        return writer.finish(width: units.0, height: units.1)
    }
}
