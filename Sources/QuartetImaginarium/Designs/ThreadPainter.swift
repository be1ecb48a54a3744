import Glibc

/// The thread-level surface of a material on a seamless tile: a factor near 1 for the light of each pixel.
struct ThreadPainter {
    let texture: ClothTexture
    /// Pixels along the tile's side.
    let size: Int
    /// Centimetres along the tile's side.
    let width: Double
    let seed: UInt64

    /// One factor a pixel, row by row.
    func factors() -> [Float] {
        let field = field()
        var factors = [Float](repeating: 1, count: size * size)
        for y in 0..<size {
            let v = (Float(y) + 0.5) / Float(size)
            for x in 0..<size {
                factors[y * size + x] = 1 + field((Float(x) + 0.5) / Float(size), v)
            }
        }
        return factors
    }

    /// A whole number of threads, so that the tile repeats; at most one thread for 2.6 pixels.
    private func count(perCentimetre: Double) -> Float {
        Float(max(2, min((width * perCentimetre).rounded(), (Double(size) / 2.6).rounded(.down))))
    }

    private func noise(_ across: Double, _ down: Double, _ label: String) -> ValueNoise {
        ValueNoise(
            columns: min(Int((width * across).rounded()), size),
            rows: min(Int((width * down).rounded()), size),
            seed: seed, label: label)
    }

    private func wave(_ x: Float) -> Float { sinf(2 * Float.pi * x) }

    private func field() -> (Float, Float) -> Float {
        switch texture {
        case .weave: weave(perCentimetre: 7, depth: 0.045)
        case .canvas: weave(perCentimetre: 4.5, depth: 0.085)
        case .sheer: weave(perCentimetre: 8, depth: 0.05)
        case .linen: linen()
        case .jersey: jersey()
        case .denim: twill(perCentimetre: 4.6, depth: 0.16, streak: 0.12)
        case .twill: twill(perCentimetre: 5.5, depth: 0.07, streak: 0.03)
        case .satin: satin()
        case .knit: knit(columns: 2.6, rows: 3.4, depth: 0.26)
        case .fineknit: knit(columns: 4.4, rows: 5.6, depth: 0.14)
        case .wool: fuzz(fine: 6, broad: 1.6, depth: 0.075)
        case .fleece: fuzz(fine: 4.5, broad: 1.0, depth: 0.09)
        case .pile: fuzz(fine: 7, broad: 0.5, depth: 0.06)
        case .crepe: fuzz(fine: 9, broad: 2.5, depth: 0.04)
        case .tweed: tweed()
        case .corduroy: corduroy()
        case .leather: leather()
        }
    }

    private func weave(perCentimetre: Double, depth: Float) -> (Float, Float) -> Float {
        let threads = count(perCentimetre: perCentimetre)
        let (warp, weft) = (noise(5, 0.25, "warp"), noise(0.25, 5, "weft"))
        return { x, y in
            depth * self.wave(x * threads) * self.wave(y * threads) + 0.6 * depth * (warp(x, y) + weft(x, y))
        }
    }

    private func linen() -> (Float, Float) -> Float {
        let threads = count(perCentimetre: 6)
        let (warp, weft) = (noise(6, 0.35, "warp"), noise(0.35, 6, "weft"))
        let slub = noise(0.8, 4, "slub")
        return { x, y in
            0.04 * self.wave(x * threads) * self.wave(y * threads) + 0.075 * warp(x, y) + 0.085 * weft(x, y)
                + 0.05 * max(slub(x, y), 0)
        }
    }

    private func jersey() -> (Float, Float) -> Float {
        let (wales, courses) = (count(perCentimetre: 7), count(perCentimetre: 7))
        let tone = noise(3, 3, "tone")
        return { x, y in
            0.03 * self.wave(x * wales) + 0.012 * self.wave(y * courses) + 0.018 * tone(x, y)
        }
    }

    private func twill(perCentimetre: Double, depth: Float, streak: Float) -> (Float, Float) -> Float {
        let lines = count(perCentimetre: perCentimetre)
        let warp = noise(7, 0.16, "warp")
        let speck = noise(8, 8, "speck")
        return { x, y in
            let line = self.wave((x + y) * lines)
            return depth * 0.5 * line + streak * warp(x, y) + depth * 0.5 * speck(x, y) * (0.6 + 0.4 * line)
        }
    }

    private func satin() -> (Float, Float) -> Float {
        let (streak, tone) = (noise(8, 0.4, "streak"), noise(0.6, 0.3, "tone"))
        return { x, y in 0.016 * streak(x, y) + 0.02 * tone(x, y) }
    }

    /// Columns of V-shaped stitches.
    private func knit(columns: Double, rows: Double, depth: Float) -> (Float, Float) -> Float {
        let (across, down) = (count(perCentimetre: columns), count(perCentimetre: rows))
        let tone = noise(2.5, 2.5, "tone")
        return { x, y in
            let fx = x * across - (x * across).rounded(.down)
            // The two legs of a stitch lean towards its middle.
            let lean = y * down + abs(fx - 0.5) * 0.9
            let fy = lean - lean.rounded(.down)
            let leg = 1 - min(abs(abs(fx - 0.5) - 0.25) * 4, 1)
            let along = sinf(Float.pi * fy)
            return depth * (leg * along * 1.25 - 0.62) + 0.04 * tone(x, y)
        }
    }

    private func fuzz(fine: Double, broad: Double, depth: Float) -> (Float, Float) -> Float {
        let (small, large) = (noise(fine, fine, "fine"), noise(broad, broad, "broad"))
        return { x, y in depth * (0.75 * small(x, y) + 0.45 * large(x, y)) }
    }

    private func tweed() -> (Float, Float) -> Float {
        let lines = count(perCentimetre: 3.4)
        let (fleck, small) = (noise(3.2, 3.2, "fleck"), noise(7, 7, "fine"))
        return { x, y in
            let spot = fleck(x, y)
            return 0.09 * self.wave((x + y) * lines) + 0.12 * small(x, y)
                + (spot > 0.72 ? 0.35 * (spot - 0.72) / 0.28 : 0)
        }
    }

    private func corduroy() -> (Float, Float) -> Float {
        let wales = count(perCentimetre: 1.7)
        let small = noise(7, 3, "fine")
        return { x, y in
            let f = abs(self.wave(x * wales / 2))
            return 0.5 * (f - 0.64) + 0.05 * small(x, y)
        }
    }

    /// The grain of leather: fine wrinkles around small cells.
    private func leather() -> (Float, Float) -> Float {
        let (a, b) = (noise(3.4, 3.4, "grain a"), noise(5.8, 5.8, "grain b"))
        let tone = noise(0.5, 0.5, "tone")
        return { x, y in
            let wrinkle = min(abs(a(x, y)) * 2.4, abs(b(x, y)) * 3)
            return 0.05 * (min(wrinkle, 1) - 0.6) + 0.035 * tone(x, y)
        }
    }
}
