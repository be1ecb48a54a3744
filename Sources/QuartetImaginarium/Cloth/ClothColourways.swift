internal import QuartetFiles
import QuartetImaging

/// Other palettes for a cloth: each keeps the order of lightness among the inks, so that what is dark on light stays dark
/// on light.
struct ClothColourways {
    /// The palettes to choose from.
    let library: [SwatchPalette]
    /// The library's name in errors.
    let name: String

    /// Least ΔE00 between two colours of a palette.
    private static let leastDifference = 8.0

    /// - Parameters:
    ///   - base: the wish's palette in the order of the inks, which comes first.
    ///   - number: palettes in all.
    /// - Throws: ``PaletteError/tooSmall(library:needed:)`` where the library has no palette with as many colours that can
    ///   be told apart.
    func ways(
        from base: [Colour], named baseName: String, number: Int, seed: UInt64
    ) throws(PaletteError) -> [ClothRecord.Colourway] {
        var ways = [ClothRecord.Colourway(name: baseName, colours: base.map(\.hex))]
        guard number > 1 else { return ways }
        var random = PhiloxGenerator(seed: seed, stream: "colourways")
        let order = base.indices.sorted { (base[$0].lab.lightness, $0) < (base[$1].lab.lightness, $1) }
        var candidates: [(name: String, colours: [Colour], cost: Double)] = []
        // A large library gives several palettes, each led by another of its colours.
        for palette in library {
            let lots = palette.swatches.count > base.count + 2 ? min(palette.swatches.count, 24) : 1
            for lot in 0..<lots {
                guard let colours = chosen(palette, base, order, lot, &random) else { continue }
                candidates.append((palette.name, colours, Self.cost(colours, base, order)))
            }
        }
        guard !candidates.isEmpty else { throw .tooSmall(library: name, needed: base.count) }
        // The contrast of the wish's palette comes first, then chance.
        candidates.sort { ($0.cost, $0.name) < ($1.cost, $1.name) }
        var near = Array(candidates.prefix(max(4 * number, candidates.count / 3))).shuffled(using: &random)
        var rest = candidates.dropFirst(near.count)
        var grounds = [base[0]]
        var distance = 18.0
        while ways.count < number, !near.isEmpty {
            if let place = near.firstIndex(where: { way in
                grounds.allSatisfy { $0.lab.difference2000(to: way.colours[0].lab) > distance }
            }) {
                let way = near.remove(at: place)
                grounds.append(way.colours[0])
                ways.append(ClothRecord.Colourway(name: way.name, colours: way.colours.map(\.hex)))
            } else if let next = rest.popFirst() {
                near.append(next)
            } else if distance > 0 {
                // Grounds that are more alike, rather than fewer colourways.
                distance = distance > 2 ? distance / 2 : 0
            } else {
                break
            }
        }
        return ways
    }

    /// Colours of a palette, one for each ink: the darkest for the darkest ink and so on. Of more colours than inks those
    /// are taken that come nearest in lightness.
    private func chosen(
        _ palette: SwatchPalette, _ base: [Colour], _ order: [Int], _ lot: Int,
        _ random: inout PhiloxGenerator
    ) -> [Colour]? {
        var rest = palette.swatches.map(\.colour)
        var picked: [Colour] = []
        if rest.count > base.count + 2 { picked.append(rest.remove(at: (lot * 7) % rest.count)) }
        let wanted = order.map { base[$0].lab.lightness }
        while picked.count < base.count {
            let free = rest.filter { colour in
                picked.allSatisfy { $0.lab.difference2000(to: colour.lab) >= Self.leastDifference }
            }
            guard !free.isEmpty else { break }
            // The wanted lightness that is farthest from all that were picked.
            let goal = wanted.max { first, second in
                func gap(_ level: Double) -> Double {
                    picked.map { abs($0.lab.lightness - level) }.min() ?? 100
                }
                return gap(first) < gap(second)
            }
            let next = free.min {
                abs($0.lab.lightness - (goal ?? 50)) < abs($1.lab.lightness - (goal ?? 50))
            }
            guard let next else { break }
            picked.append(next)
            rest.removeAll { $0 == next }
        }
        // Palettes of two to four colours get tints of their own for the rest.
        var shift = 0.5
        while picked.count < base.count, palette.swatches.count >= 2, shift > 0.1 {
            let sorted = picked.sorted { $0.lab.lightness < $1.lab.lightness }
            guard
                let (low, high) = zip(sorted, sorted.dropFirst()).max(by: {
                    $0.1.lab.difference2000(to: $0.0.lab) < $1.1.lab.difference2000(to: $1.0.lab)
                })
            else { return nil }
            let between = low.mixed(with: high, by: shift)
            guard picked.allSatisfy({ $0.lab.difference2000(to: between.lab) >= Self.leastDifference }) else {
                shift -= 0.15
                continue
            }
            picked.append(between)
        }
        guard picked.count == base.count else { return nil }
        let sorted = picked.sorted { ($0.lab.lightness, $0.hex) < ($1.lab.lightness, $1.hex) }
        var colours = base
        for (rank, ink) in order.enumerated() { colours[ink] = sorted[rank] }
        return colours
    }

    /// How much the steps of lightness between the inks differ from those of the wish's palette.
    private static func cost(_ colours: [Colour], _ base: [Colour], _ order: [Int]) -> Double {
        zip(order, order.dropFirst()).reduce(0) { sum, pair in
            let step = base[pair.1].lab.lightness - base[pair.0].lab.lightness
            let found = colours[pair.1].lab.lightness - colours[pair.0].lab.lightness
            return sum + max(min(step, 25) - found, 0)
        }
    }
}
