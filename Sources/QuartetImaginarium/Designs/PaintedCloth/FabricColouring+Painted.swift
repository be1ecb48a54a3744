import QuartetImaging

extension FabricColouring {
    /// Cloth that the painter makes from facts, in linear light.
    ///
    /// - Parameter structure: the generator's plain cloth, whose unevenness the tone follows.
    func painted(_ facts: ClothFacts, _ structure: FloatImage, _ size: Int) -> [Float] {
        var inks = inks()
        let isSett = paint.paint == .sett
        if isSett { inks = sett(inks) }
        let colours = ([ground] + inks).map { colour in
            SIMD3(
                Float(Colour.linear(fromEncoded: colour.red)),
                Float(Colour.linear(fromEncoded: colour.green)),
                Float(Colour.linear(fromEncoded: colour.blue)))
        }
        let values: [SIMD3<Float>]
        switch facts.kind {
        case .stripes, .woven, .dots, .chevron:
            let cloth = RegularCloth(facts: facts, colours: colours, size: size, run: paint.run)
            values = uneven(cloth.pixels(), facts, structure, size)
        case .print:
            let print = DrawnPrint(facts, colours: [ground] + inks, seed: paint.seed, kept: keptInks)
            values = facts.figure == .lace ? print.openwork(side: size) : print.pixels(side: size)
        default:
            values =
                SurfaceCloth(
                    facts: facts, colours: facts.kind == .denim && motifs.isEmpty ? [colours[0]] : colours,
                    ramp: dyeRamp(facts), size: size, seed: paint.seed, run: paint.run
                ).pixels()
        }
        return values.flatMap { [$0.x, $0.y, $0.z] }
    }

    /// The dyes from the ground to the last colour.
    func dyeRamp(_ facts: ClothFacts) -> ColourRamp {
        let colours = [ground] + inks()
        guard facts.kind == .ombre else { return .bands(colours, softness: 1) }
        // Each passage takes the same share of the garment; the first and the last colour have the rest.
        let passage = min(facts.size, 1)
        let stops = colours.indices.map { index in
            let place = (1 - passage) / 2 + passage * Double(index) / Double(max(colours.count - 1, 1))
            return (place: place, colour: colours[index])
        }
        return ColourRamp([(0, ground)] + stops)
    }

    /// A tartan's colours besides the leading one: two dark ones for the ground, the lightest for fine lines.
    private func sett(_ inks: [Colour]) -> [Colour] {
        let others = inks.sorted { $0.lab.lightness < $1.lab.lightness }
        let line = others.count > 1 ? others[others.count - 1] : ground.mixed(with: .white, by: 0.8)
        let dark = others.first ?? ground.mixed(with: .black, by: 0.6)
        let second = others.count > 2 ? others[1] : dark.mixed(with: .black, by: 0.4)
        return [dark, second, line] + others.dropFirst(2).dropLast()
    }

    /// Lightens and darkens by at most 6 % where the generator's cloth is uneven.
    private func uneven(
        _ values: [SIMD3<Float>], _ facts: ClothFacts, _ structure: FloatImage, _ size: Int
    ) -> [SIMD3<Float>] {
        guard facts.irregularity > 0 else { return values }
        let map = StructureTone.enlarged(structure, to: size).values
        let mean = map.reduce(0, +) / Float(max(map.count, 1))
        let amount = 0.06 * Float(facts.irregularity)
        return zip(values, map).map { value, level in
            value * (1 + amount * min(max((level - mean) * 8, -1), 1))
        }
    }
}
