import QuartetImaging

extension FabricColouring {
    /// Stripes of one direction: every thread of the weft (or of the warp) has its colour.
    ///
    /// - Returns: nil for maps whose stripes are wavy or slanted.
    func stripes(_ map: FloatImage, _ size: Int) -> [Float]? {
        let (share, changesDown) = WovenPattern.stripes(map)
        guard share > 0.45 else { return nil }
        let woven = WovenPattern(map, isSquare: false)
        let profile = changesDown ? woven.weft : woven.warp
        let middle =
            paint.share.map { share in
                profile.sorted()[min(max(Int(Double(profile.count) * (1 - share)), 0), profile.count - 1)]
            }
            ?? StructureTone.threshold(
                FloatImage(width: profile.count, height: 1, channels: 1, values: profile))
        let inks = inks()
        // Stripes take the further colours by turns.
        var order = [Int](repeating: 0, count: profile.count)
        var (stripe, isInside) = (0, false)
        for index in profile.indices {
            if profile[index] > middle, !isInside { stripe += 1 }
            isInside = profile[index] > middle
            order[index] = stripe % inks.count
        }
        let ramps = inks.map { ColourRamp([(0, ground), (1, $0)]) }
        let colours = (0..<size).map { step -> (red: Float, green: Float, blue: Float) in
            let place = (Float(step) + 0.5) / Float(size)
            let value = WovenPattern.level(profile, place)
            let index = min(Int(place * Float(profile.count)), profile.count - 1)
            return ramps[order[index]](min(max((value - middle) * 9 + 0.5, 0), 1))
        }
        var values = [Float](repeating: 0, count: 3 * size * size)
        for y in 0..<size {
            for x in 0..<size {
                let colour = colours[changesDown ? y : x]
                let index = 3 * (y * size + x)
                (values[index], values[index + 1], values[index + 2]) = (
                    colour.red, colour.green, colour.blue
                )
            }
        }
        return values
    }

    /// Warp and weft of two colours: full colour where both agree, half where they differ.
    func checks(_ map: FloatImage, _ size: Int, isSquare: Bool) -> [Float] {
        let woven = WovenPattern(map, isSquare: isSquare)
        let ramp = ColourRamp([(0, ground), (1, inks()[0])])
        func threads(_ profile: [Float]) -> [(red: Float, green: Float, blue: Float)] {
            let middle = StructureTone.threshold(
                FloatImage(width: profile.count, height: 1, channels: 1, values: profile))
            return (0..<size).map { step in
                let value = WovenPattern.level(profile, (Float(step) + 0.5) / Float(size))
                return ramp(min(max((value - middle) * 7 + 0.5, 0), 1))
            }
        }
        return interlaced(warp: threads(woven.warp), weft: threads(woven.weft), size)
    }

    /// A tartan: the same sett of colours in warp and weft. The leading colour and two dark ones make the ground; the
    /// lightest is for fine lines.
    func sett(_ map: FloatImage, _ size: Int) -> [Float] {
        let woven = WovenPattern(map, isSquare: true)
        let others = motifs.sorted { $0.lab.lightness < $1.lab.lightness }
        let line = others.last ?? ground.mixed(with: .white, by: 0.8)
        let dark = others.first ?? ground.mixed(with: .black, by: 0.6)
        let second = others.count > 2 ? others[1] : dark.mixed(with: .black, by: 0.4)
        let sorted = woven.warp.sorted()
        func level(_ share: Double) -> Float {
            sorted[min(Int(Double(sorted.count) * share), sorted.count - 1)]
        }
        // From the most common level to the rarest; the leading colour has the widest stripes.
        let (a, b, c) = (level(0.46), level(0.74), level(0.92))
        let colours = [ground, dark, second, line].map { colour in ColourRamp([(0, colour)])(0) }
        let threads = (0..<size).map { step -> (red: Float, green: Float, blue: Float) in
            let value = WovenPattern.level(woven.warp, (Float(step) + 0.5) / Float(size))
            return colours[value < a ? 0 : value < b ? 1 : value < c ? 2 : 3]
        }
        return interlaced(warp: threads, weft: threads, size)
    }

    /// Where threads cross, twill shows warp and weft by turns; from afar the two mix.
    private func interlaced(
        warp: [(red: Float, green: Float, blue: Float)], weft: [(red: Float, green: Float, blue: Float)],
        _ size: Int
    ) -> [Float] {
        // Diagonal lines, a whole number of them on the tile.
        let period = max(4, size / max(Int(paint.width * 4.5), 1))
        var values = [Float](repeating: 0, count: 3 * size * size)
        let lines = size / period
        for y in 0..<size {
            for x in 0..<size {
                let phase = Float((x + y) * lines % size) / Float(size)
                let share: Float = 0.5 + 0.24 * (phase < 0.5 ? 1 : -1)
                let (a, b) = (warp[x], weft[y])
                let index = 3 * (y * size + x)
                values[index] = a.red * share + b.red * (1 - share)
                values[index + 1] = a.green * share + b.green * (1 - share)
                values[index + 2] = a.blue * share + b.blue * (1 - share)
            }
        }
        return values
    }
}
