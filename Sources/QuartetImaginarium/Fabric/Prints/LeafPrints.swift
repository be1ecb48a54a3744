internal import QuartetFiles

/// Leaf prints, from scattered leaves and sprays to the large leaves of the tropics.
struct LeafPrints {
    let drawings: [DrawnFigure]
    /// Fields of figures along a repeat.
    var fields = 1

    private func inks(random: inout PhiloxGenerator) -> LeafFigures.Inks {
        let vein: Ink = random.chance(0.5) ? .outline : .ground
        let pairs: [(Ink, Ink)] = [(.motif, .motif), (.motif, .second), (.motif, .second), (.third, .motif)]
        let (blade, shade) = random.pick(pairs)
        return .init(blade: blade, shade: shade, vein: vein)
    }

    func leaf(random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        let leaves = (0..<Int.random(in: 1...2, using: &random)).map { _ -> Figure in
            let inks = inks(random: &random)
            if !drawings.isEmpty, random.chance(0.12) { return random.pick(drawings).figure }
            switch Int.random(in: 0...6, using: &random) {
            case 0, 1: return LeafFigures.blade(inks, random: &random)
            case 2, 3: return LeafFigures.spray(inks, random: &random)
            case 4: return LeafFigures.lobed(inks, random: &random)
            case 5: return LeafFigures.fan(inks, random: &random)
            default: return LeafFigures.frond(inks, random: &random)
            }
        }
        let large = random.pick([Float(0.36), 0.5, 0.75])
        let layout = ScatterRenderer.Layout(
            large: large, small: large * 0.65, count: Int(2.6 / (large * large)), spacing: 0.66,
            turns: random.chance(0.8))
        for place in ScatterRenderer.placements(layout.over(fields: fields), random: &random) {
            canvas.paint(place, random.pick(leaves))
        }
        return canvas
    }

    /// Monstera, palm and banana leaves that overlap, sometimes with a hibiscus.
    func tropical(random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        let pairs: [(Ink, Ink)] = [(.motif, .motif), (.second, .second), (.motif, .second), (.third, .third)]
        let vein: Ink = random.chance(0.6) ? .outline : .ground
        let leaves = (0..<3).map { index -> Figure in
            let (blade, shade) = pairs[(index + Int.random(in: 0...2, using: &random)) % pairs.count]
            let inks = LeafFigures.Inks(blade: blade, shade: shade, vein: vein)
            switch Int.random(in: 0...3, using: &random) {
            case 0, 1: return LeafFigures.monstera(inks, random: &random)
            case 2: return LeafFigures.frond(inks, random: &random)
            default: return LeafFigures.banana(inks, random: &random)
            }
        }
        let large = random.uniform(0.62, 0.95)
        let layout = ScatterRenderer.Layout(
            large: large, small: large * 0.6, count: Int(4.8 / (large * large)),
            spacing: random.uniform(0.46, 0.6),
            turns: true)
        for place in ScatterRenderer.placements(layout.over(fields: fields), random: &random) {
            let leaf = random.pick(leaves)
            // A rim of ground parts leaves of one ink.
            var rim = place
            rim.size *= 1.06
            canvas.paint(rim) { leaf($0, $1) == nil ? nil : .ground }
            canvas.paint(place, leaf)
        }
        if random.chance(0.4) {
            let flower = hibiscus(random: &random)
            let places = ScatterRenderer.Layout(large: 0.5, small: 0.36, count: 2, spacing: 1.1, turns: true)
            for place in ScatterRenderer.placements(places.over(fields: fields), random: &random) {
                canvas.paint(place, flower)
            }
        }
        return canvas
    }

    /// Five broad petals and a long pistil.
    private func hibiscus(random: inout PhiloxGenerator) -> Figure {
        let petals = FlowerFigures.blossom(random: &random)
        return { x, y in
            let (along, across) = (0.8 * x - 0.6 * y, abs(0.6 * x + 0.8 * y))
            if along > 0, along < 0.72, across < 0.03 { return .outline }
            if along > 0.5, along < 0.78, across < 0.075, sine(along * 12) * sine(across * 14) > -0.2 {
                return .second
            }
            return petals(x, y)
        }
    }
}
