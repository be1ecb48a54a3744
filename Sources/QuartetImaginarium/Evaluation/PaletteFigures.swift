import QuartetImaging

/// Whether cloth and garments show the colours that were asked for, and no others.
struct PaletteFigures {
    let contenders: [Contender]
    let isQuick: Bool

    private static let patterns = [
        "striped", "check", "dotted", "floral", "leaf", "paisley", "geometric", "abstract", "camouflage",
    ]
    private static let colours = [
        ["navy", "white", "red"], ["cream", "forest green", "pink"], ["black", "mustard", "white"],
        ["sky blue", "burgundy", "cream"],
    ]

    /// What was found in one design.
    private struct Finding {
        /// Of the asked colour that is met worst: ΔE00 to the nearest cluster of the tile.
        var difference = 0.0
        /// Of the asked colour that has the least: the share of its cluster.
        var share = 1.0
        var unasked = 0.0
        var differenceInGarment = 0.0
    }

    func section() throws -> EvaluationSection {
        let findings = try contenders.map { contender in
            try Self.patterns.map { try self.findings($0, contender) }
        }
        func figure(
            _ name: String, _ unit: EvaluationFigure.Unit, atMost target: Double? = nil,
            atLeast least: Double? = nil, _ pick: ([[Finding]]) -> Double?
        ) -> EvaluationFigure {
            let values = findings.map(pick)
            return least == nil
                ? EvaluationFigure(name, unit, atMost: target, values: values)
                : EvaluationFigure(name, unit, atLeast: least, values: values)
        }
        func worst(_ value: @escaping (Finding) -> Double) -> ([[Finding]]) -> Double? {
            { $0.flatMap(\.self).map(value).max() }
        }
        func median(_ value: @escaping (Finding) -> Double) -> ([[Finding]]) -> Double? {
            { all in
                let sorted = all.flatMap(\.self).map(value).sorted()
                return sorted.isEmpty ? nil : sorted[sorted.count / 2]
            }
        }
        let figures = [
            figure("tile: ΔE00 to each asked colour, median", .difference, atMost: 1.5, median(\.difference)),
            figure("tile: ΔE00 to each asked colour, worst", .difference, atMost: 1.5, worst(\.difference)),
            figure("tile: share of the rarest asked colour, median", .share, atLeast: 0.03, median(\.share)),
            figure("tile: share of the rarest asked colour, least", .share, atLeast: 0.03) {
                $0.flatMap(\.self).map(\.share).min()
            },
            figure("tile: colours nobody asked for, median", .share, atMost: 0.02, median(\.unasked)),
            figure("tile: colours nobody asked for, worst", .share, atMost: 0.02, worst(\.unasked)),
            figure(
                "garment: ΔE00 to each asked colour, median", .difference, atMost: 3,
                median(\.differenceInGarment)),
            figure(
                "garment: ΔE00 to each asked colour, worst", .difference, atMost: 3,
                worst(\.differenceInGarment)),
        ]
        let byPattern = Self.patterns.enumerated().map { index, pattern in
            figure("\(pattern): ΔE00 to each asked colour", .difference, atMost: 1.5) { all in
                let own = all[index].map(\.difference).sorted()
                return own.isEmpty ? nil : own[own.count / 2]
            }
        }
        return EvaluationSection(
            title: "Palette",
            conditions:
                "k-means (k = 8, Lab) of the tile and of the drawn garment. Each wish names as many colours as its pattern "
                + "shows, up to three; a cluster between two of the plan's colours is antialiasing.",
            figures: figures + byPattern)
    }

    /// Nothing for a source that does not make the pattern.
    private func findings(_ id: String, _ contender: Contender) throws -> [Finding] {
        let (catalogs, source) = (contender.catalogs, contender.source)
        guard let pattern = catalogs.fabrics.pattern(id), source.classes.contains(pattern.cloth) else {
            return []
        }
        let records = try Self.colours.prefix(isQuick ? 1 : 4).enumerated().map { number, names in
            var request = DesignRequest(prompt: "", garment: "dress")
            request.pattern = id
            request.colours = names.prefix(max(2, min(pattern.colourCount, 3))).enumerated().compactMap {
                place, name in
                catalogs.colours.named(name).map {
                    RequestedColour(name: name, hex: $0.colour.hex, role: place == 0 ? .main : .second)
                }
            }
            return try DesignRecord(
                request, seed: UInt64(number + 1), catalogs: catalogs, source: source)
        }
        return try ClothSample.drawn(records, source: source).map(Self.finding)
    }

    private static func finding(_ sample: ClothSample) throws -> Finding {
        let asked = try sample.record.request.colours.map { try FabricColouring.colour($0.hex).lab }
        let plan = sample.record.colours
        let planned = try ([plan.ground] + plan.motifs).map { try FabricColouring.colour($0).lab }
        let tile = ColourClusters(sample.swatch)
        let garment = ColourClusters(covered(sample.picture))
        var finding = Finding()
        for colour in asked {
            let nearest = tile.nearest(to: colour)
            finding.difference = max(finding.difference, nearest.difference)
            finding.share = min(finding.share, nearest.share)
            finding.differenceInGarment = max(
                finding.differenceInGarment, garment.nearest(to: colour).difference)
        }
        finding.unasked = tile.share(farFrom: planned)
        return finding
    }

    /// The opaque pixels of a picture, in one row.
    private static func covered(_ picture: FloatImage) -> FloatImage {
        var values: [Float] = []
        for pixel in stride(from: 0, to: picture.values.count, by: 4) where picture.values[pixel + 3] > 0.99 {
            values += picture.values[pixel..<pixel + 3]
        }
        return values.isEmpty
            ? FloatImage(width: 1, height: 1, channels: 3)
            : FloatImage(width: values.count / 3, height: 1, channels: 3, values: values)
    }
}
