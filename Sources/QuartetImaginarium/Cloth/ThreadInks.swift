import QuartetImaging

/// A cloth whose pattern is woven in: the ink of each thread of one repeat.
struct ThreadInks: Sendable, Codable, Equatable {
    /// Warp threads from left to right, and weft threads from top to bottom; a multiple of eight of each.
    var warp: [UInt8]
    var weft: [UInt8]
    /// Whether warp and weft show by turns, as in a check; otherwise only the weft shows, or only the warp where
    /// `isUpright`: stripes.
    var interlaces: Bool
    var isUpright = false

    /// Threads in a centimetre.
    static let perCentimetre = 16.0

    /// Reads the threads of a structure map.
    ///
    /// - Parameters:
    ///   - threads: threads across and down.
    ///   - count: inks with the ground.
    ///   - halves: whether both halves of a repeat are the same.
    init(
        _ map: FloatImage, weave: FabricTraits.Weave, isSett: Bool, threads: (warp: Int, weft: Int),
        count: Int,
        share: Double?, halves: Bool
    ) {
        let isSquare: Bool
        switch weave {
        case .stripes: (interlaces, isSquare) = (false, false)
        case .checks(let square): (interlaces, isSquare) = (true, square)
        }
        let woven = WovenPattern(map, isSquare: isSquare)
        isUpright = !WovenPattern.stripes(map).changesDown
        // A shift by half a repeat breaks no thread where each half of the repeat is the same.
        func inks(_ profile: [Float], _ number: Int) -> [UInt8] {
            let part = halves ? number / 2 : number
            let inks = isSett ? Self.sett(profile, part, count) : Self.bands(profile, part, count, share)
            return halves ? inks + inks : inks
        }
        warp = inks(woven.warp, threads.warp)
        weft = inks(woven.weft, threads.weft)
    }

    private static func level(_ profile: [Float], _ thread: Int, _ number: Int) -> Float {
        WovenPattern.level(profile, (Float(thread) + 0.5) / Float(number))
    }

    /// Ground and bands, which take the further colours by turns.
    private static func bands(_ profile: [Float], _ number: Int, _ count: Int, _ share: Double?) -> [UInt8] {
        let sorted = profile.sorted()
        func above(_ share: Double) -> Float {
            sorted[min(max(Int(Double(sorted.count) * (1 - share)), 0), sorted.count - 1)]
        }
        let line = FloatImage(width: profile.count, height: 1, channels: 1, values: profile)
        let middle = share.map(above) ?? min(max(StructureTone.threshold(line), above(0.7)), above(0.2))
        let isBand = (0..<number).map { level(profile, $0, number) > middle }
        // Bands are counted from a thread of the ground, so that none is cut by the edge.
        guard count > 1, let first = isBand.firstIndex(of: false) else {
            return [UInt8](repeating: 0, count: number)
        }
        var inks = [UInt8](repeating: 0, count: number)
        var (band, isInside) = (0, false)
        for step in 0..<number {
            let thread = (first + step) % number
            if isBand[thread], !isInside { band += 1 }
            isInside = isBand[thread]
            if isInside { inks[thread] = UInt8(1 + (band - 1) % (count - 1)) }
        }
        return divided(inks, count)
    }

    /// Where there are fewer bands than colours, the widest ones are divided.
    private static func divided(_ inks: [UInt8], _ count: Int) -> [UInt8] {
        var inks = inks
        while let missing = (1..<count).first(where: { !inks.contains(UInt8($0)) }) {
            var (best, start) = (0..<0, 0)
            for index in 1...inks.count where index == inks.count || inks[index] != inks[start] {
                if index - start > best.count { best = start..<index }
                start = index
            }
            guard best.count >= 3 else { break }
            let third = best.count / 3
            for index in best.lowerBound + third..<best.upperBound - third { inks[index] = UInt8(missing) }
        }
        return inks
    }

    /// A tartan's sett: from the most common level, the ground's, to the rarest, which has the fine lines.
    private static func sett(_ profile: [Float], _ number: Int, _ count: Int) -> [UInt8] {
        let sorted = profile.sorted()
        // Shares of the first inks; the last one has what is left.
        let borders: [[Double]] = [[], [0.6], [0.5, 0.82], [0.44, 0.7, 0.9], [0.4, 0.62, 0.78, 0.92]]
        let levels = borders[min(max(count - 1, 0), 4)].map {
            sorted[min(Int(Double(sorted.count) * $0), sorted.count - 1)]
        }
        let inks = (0..<number).map { thread in
            UInt8(levels.count { level(profile, thread, number) >= $0 })
        }
        return divided(inks, count)
    }

    /// The ink that shows where two threads cross: twill of two over, two under.
    @inline(__always)
    func ink(warp column: Int, weft row: Int) -> UInt8 {
        guard interlaces else { return isUpright ? warp[column] : weft[row] }
        return Self.showsWarp(column, row) ? warp[column] : weft[row]
    }

    static func showsWarp(_ column: Int, _ row: Int) -> Bool { (column + row) & 3 < 2 }

    /// Whether the numbers of threads and inks are in range.
    var isValid: Bool {
        [warp, weft].allSatisfy { (8...8192).contains($0.count) && $0.count % 8 == 0 }
    }
}
