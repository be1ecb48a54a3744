import QuartetImaging

/// Whether cloth that is regular by its name is drawn regularly.
struct RegularClothFigures {
    let catalogs: DesignCatalogs
    let contenders: [Contender]
    let samples: Int

    private enum Kind { case bands, dots, neither }

    private static let wishes: [(wish: String, name: String, kind: Kind)] = [
        ("a breton striped t-shirt", "Breton", .bands), ("a pinstripe shirt", "pinstripe", .bands),
        ("a ticking stripe shirt", "ticking", .bands), ("a gingham shirt", "gingham", .neither),
        ("a buffalo check shirt", "buffalo check", .neither), ("a windowpane shirt", "windowpane", .neither),
        ("a glen check coat", "glen check", .neither), ("a houndstooth coat", "houndstooth", .neither),
        ("a herringbone coat", "herringbone", .neither), ("a chevron dress", "chevron", .neither),
        ("a polka dot dress", "polka dot", .dots),
    ]

    func section() throws -> EvaluationSection {
        let reader = try PromptReader(catalogs)
        var figures: [EvaluationFigure] = []
        for (wish, name, kind) in Self.wishes {
            let request = try reader.read(wish).request
            let measured = try contenders.map { try measure(request, kind, $0.source) }
            figures.append(
                EvaluationFigure(
                    "\(name): autocorrelation at the repeat", .ratio, atLeast: 0.9,
                    values: measured.map(\.repeats)))
            switch kind {
            case .bands:
                figures.append(
                    EvaluationFigure(
                        "\(name): band widths off by", .share, atMost: 0.03, values: measured.map(\.deviation)
                    ))
            case .dots:
                figures.append(
                    EvaluationFigure(
                        "\(name): dot areas off by", .share, atMost: 0.05, values: measured.map(\.deviation)))
            case .neither: break
            }
        }
        return EvaluationSection(
            title: "Regular cloth",
            conditions:
                "On swatches, which must repeat within themselves: the median of the best autocorrelation at a shift of at most "
                + "half the swatch, of the largest difference between bands of one kind, and of the difference of 95 of 100 "
                + "dots from their median area.",
            figures: figures)
    }

    private func measure(
        _ request: DesignRequest, _ kind: Kind, _ source: any FabricSource
    ) throws -> (repeats: Double?, deviation: Double?) {
        var (repeats, deviations): ([Double], [Double]) = ([], [])
        for number in 0..<samples {
            let record = try DesignRecord(
                request, seed: UInt64(number + 1), catalogs: catalogs, source: source)
            // Threads are finer than the pattern.
            let tile = try ClothSample.swatch(record, source: source).resized(
                width: 320, height: 320, filter: .area, edge: .wrap
            ).luminance().blurred(deviation: 1, edge: .wrap)
            repeats.append(Regularity.bestRepeat(of: tile)?.autocorrelation ?? 0)
            let deviation =
                switch kind {
                case .bands: Regularity.bandDeviation(Regularity.bandWidths(of: tile))
                case .dots: Regularity.dotDeviation(of: tile)
                case .neither: Double?.none
                }
            if let deviation { deviations.append(deviation) }
        }
        return (Self.median(repeats), Self.median(deviations))
    }

    private static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }
}
