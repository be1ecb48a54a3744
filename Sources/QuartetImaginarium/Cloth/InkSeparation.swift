internal import QuartetFiles
import QuartetImaging

/// Divides a generator's coverages into flat inks.
struct InkSeparation {
    let pattern: FabricPattern
    let grid: FieldGrid
    /// Inks with the ground.
    let count: Int
    /// Share of the cloth that the figure covers; nil keeps the generator's.
    let share: Double?

    /// Least share of the cloth for every colour: above the 3 % that a colour of a palette must have.
    static let least = 0.04

    /// The inks of coverages: one channel is a structure map, several are inks of a print.
    ///
    /// - Parameter finish: what the technique does to their edges.
    func inks(_ coverages: FloatImage, finish: TechniqueFinish) throws(ImagingError) -> InkMap {
        let smooth = coverages.channels == 1 ? coverages.blurred(deviation: 0.7, edge: .wrap) : coverages
        // As fine as a record has room for.
        let (width, height) = unit(of: coverages)
        let most = 1000 / max(width, height, 1)
        var scales = [6, 5, 4, 3, 2, 1].map(Double.init).filter { $0 <= Double(max(most, 1)) }
        scales += [0.75, 0.5, 0.35, 0.25, 0.15]
        var map = InkMap(width: 2, height: 2, inks: [0, 1, 1, 0], placement: grid.placement)
        for scale in scales {
            map = self.map(smooth, scale: scale, finish)
            if try map.pngBytes().count <= InkMap.byteLimit { break }
        }
        return map
    }

    /// Pixels of one repeat of the coverages.
    private func unit(of coverages: FloatImage) -> (width: Int, height: Int) {
        let copies = grid.placement == .mirror ? (1, 1) : (grid.placement.columns, grid.placement.rows)
        return (coverages.width / copies.0, coverages.height / copies.1)
    }

    private func map(_ coverages: FloatImage, scale: Double, _ finish: TechniqueFinish) -> InkMap {
        // Even, so that half a repeat is a whole number of pixels.
        func scaled(_ size: Int) -> Int { max(Int((Double(size) * scale / 2).rounded()) * 2, 16) }
        let size = unit(of: coverages)
        let (width, height) = (scaled(size.width), scaled(size.height))
        let fine = coverages.resized(
            width: width * (coverages.width / size.width), height: height * (coverages.height / size.height),
            filter: scale >= 1 ? .bicubic : .area, edge: .wrap)
        var cut = [Float]()
        cut.reserveCapacity(width * height * fine.channels)
        for y in 0..<height {
            let row = y * fine.width * fine.channels
            cut += fine.values[row..<row + width * fine.channels]
        }
        let unit = FloatImage(width: width, height: height, channels: fine.channels, values: cut)
        // Specks of less than half a millimetre are noise of the generator.
        let speck = max(6, width * height / 9000)
        let raw = unit.channels == 1 ? levels(unit) : layers(unit)
        return finish.apply(to: raw.cleaned(below: speck).balanced(count, least: Self.least))
            .cleaned(below: max(speck / 3, 4)).balanced(count, least: Self.least)
    }

    // MARK: Prints

    /// The ink that covers most of each place, with the inks of the print joined where the palette has fewer.
    private func layers(_ unit: FloatImage) -> InkMap {
        let channels = unit.channels
        var inks = [UInt8](repeating: 0, count: unit.width * unit.height)
        for index in inks.indices {
            var (best, most, sum): (Int, Float, Float) = (0, 0, 0)
            for channel in 0..<channels {
                let value = unit.values[index * channels + channel]
                sum += value
                if value > most { (best, most) = (channel + 1, value) }
            }
            if most > 1 - sum { inks[index] = UInt8(best) }
        }
        let map = InkMap(width: unit.width, height: unit.height, inks: inks, placement: grid.placement)
        let table = joined(map.shares(channels + 1))
        return InkMap(
            width: unit.width, height: unit.height, inks: inks.map { table[Int($0)] },
            placement: grid.placement)
    }

    /// The colour of each ink of a print: those with most of the cloth have their own, the others that of an ink which
    /// they seldom touch.
    private func joined(_ shares: [Double]) -> [UInt8] {
        let order = shares.indices.dropFirst().sorted { (shares[$1], $0) < (shares[$0], $1) }
        var table = [UInt8](repeating: 0, count: shares.count)
        for (place, ink) in order.enumerated() {
            if place < count - 1 {
                table[ink] = UInt8(place + 1)
            } else {
                // A second tone lies in the figure, so that it shows in the ground's colour; contours and leaves in the
                // figure's.
                table[ink] = ink == Int(Ink.second.rawValue) ? 0 : UInt8(max(count - 1, 0))
            }
        }
        return table
    }

    // MARK: Structure maps

    private func levels(_ unit: FloatImage) -> InkMap {
        pattern.paint == .blend ? bands(unit) : figures(unit)
    }

    /// Every ink from one level to the next; the ground has the largest part.
    private func bands(_ unit: FloatImage) -> InkMap {
        let sorted = unit.values.sorted()
        // 1 part for each ink, 1.4 for the ground.
        let whole = 0.4 + Double(count)
        let borders = (1..<max(count, 2)).map { step -> Float in
            sorted[min(Int(Double(sorted.count) * (0.4 + Double(step)) / whole), sorted.count - 1)]
        }
        return mapped(unit) { value in UInt8(borders.count { value > $0 }) }
    }

    /// Figures on a ground; where there are colours enough, with hearts in a colour of their own.
    private func figures(_ unit: FloatImage) -> InkMap {
        let middle =
            share.map { StructureTone.level(unit, above: $0) }
            ?? min(
                max(StructureTone.threshold(unit), StructureTone.level(unit, above: 0.55)),
                StructureTone.level(unit, above: 0.08 + 0.05 * Double(count)))
        var map = mapped(unit) { $0 > middle ? 1 : 0 }
        guard count > 2 else { return map }
        map = map.cleaned(below: max(6, unit.width * unit.height / 9000))
        // The figures take the further colours by turns, the largest first; in prints the last is for hearts.
        let pieces = InkPieces(map)
        let hasHearts = pattern.paint == .motifs && count > 3
        let colours = hasHearts ? count - 2 : count - 1
        let order = pieces.areas.indices.filter { pieces.inks[$0] == 1 }
            .sorted { (pieces.areas[$1], $0) < (pieces.areas[$0], $1) }
        var choice = [UInt8](repeating: 0, count: pieces.areas.count)
        var sums = [Double](repeating: 0, count: colours)
        for label in order {
            // The first colour leads.
            let next =
                sums.indices.min { sums[$0] * (1 + 0.25 * Double($0)) < sums[$1] * (1 + 0.25 * Double($1)) }
                ?? 0
            choice[label] = UInt8(next + 1)
            sums[next] += Double(pieces.areas[label])
        }
        let depths = hasHearts ? map.depths() : []
        var deepest = [Int16](repeating: 0, count: pieces.areas.count)
        for index in depths.indices {
            let label = Int(pieces.labels[index])
            deepest[label] = max(deepest[label], depths[index])
        }
        for index in map.inks.indices where map.inks[index] == 1 {
            let label = Int(pieces.labels[index])
            let isHeart = hasHearts && deepest[label] > 7 && 2 * depths[index] > deepest[label]
            map.inks[index] = isHeart ? UInt8(count - 1) : choice[label]
        }
        return map
    }

    private func mapped(_ unit: FloatImage, _ ink: (Float) -> UInt8) -> InkMap {
        InkMap(
            width: unit.width, height: unit.height, inks: unit.values.map(ink), placement: grid.placement)
    }
}
