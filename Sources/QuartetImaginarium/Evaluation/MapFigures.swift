import QuartetImaging

/// What is measured on the maps and tiles of the generators themselves: resolution, fine detail, seams.
struct MapFigures {
    let contenders: [Contender]
    let samples: Int

    /// Prints, whose figures a generator makes; textures and woven patterns have detail of their own.
    private static let prints: [FabricClass] = [
        .floral, .leaf, .paisley, .geometric, .animal, .camouflage, .abstract, .lace,
    ]

    func detail() throws -> EvaluationSection {
        let patterns = contenders[0].catalogs.fabrics.patterns.filter { Self.prints.contains($0.cloth) }
        let resolutions = try contenders.map { contender in
            try mean(patterns) { pattern in
                try map(of: pattern.id, contender, seed: 1).map { Double($0.map.width) / $0.width }
            }
        }
        let figures = try patterns.map { pattern in
            EvaluationFigure(
                "\(pattern.id): energy above half of the Nyquist frequency", .share, atLeast: 0.01,
                values: try contenders.map { contender in
                    try mean(Array(0..<samples)) { seed in
                        try map(of: pattern.id, contender, seed: UInt64(seed)).flatMap {
                            FineDetail.share($0.map)
                        }
                    }
                })
        }
        return EvaluationSection(
            title: "Resolution",
            conditions:
                "On maps as they are made, before anything enlarges them: pixels a centimetre at the catalog's scale, mean of "
                + "\(patterns.count) prints, and the share of energy above half of the Nyquist frequency of those pixels.",
            figures: [
                EvaluationFigure("native pixels a centimetre", .difference, atLeast: 12, values: resolutions)
            ] + figures)
    }

    /// One field of a pattern as it is made, and its width in centimetres; nil where the contender cannot make it.
    private func map(
        of id: String, _ contender: Contender, seed: UInt64
    ) throws -> (map: FloatImage, width: Double)? {
        guard let pattern = contender.catalogs.fabrics.pattern(id) else { return nil }
        if let facts = pattern.facts.first, facts.kind == .print {
            let print = DrawnPrint(facts, colours: [], seed: seed)
            return (print.structure(side: FabricPaint.swatchSize / facts.repeats), facts.repeatLength)
        }
        guard contender.source.classes.contains(pattern.cloth) else { return nil }
        return (
            try contender.source.structure(of: pattern.cloth, seed: seed, size: 64), pattern.repeatWidth
        )
    }

    /// The worst seam of maps of two sizes and of tiles of two sizes, over all patterns.
    func seams() throws -> EvaluationSection {
        let names = ["map of 64 pixels", "map of 192 pixels", "tile of 960 pixels", "tile of 1,000 pixels"]
        let ratios = try contenders.map { contender in
            // A border follows the hem and has no repeat across it.
            let patterns = contender.catalogs.fabrics.patterns.filter {
                contender.source.classes.contains($0.cloth) && !$0.facts.contains { $0.kind == .border }
            }
            return try patterns.flatMap { pattern in
                try (0..<max(1, samples / 10)).map { number in
                    try seamRatios(of: pattern, seed: UInt64(number), contender)
                }
            }
        }
        let figures = names.enumerated().flatMap { index, name in
            let all = ratios.map { $0.map { $0[index] }.sorted() }
            return [
                EvaluationFigure("\(name): worst", .ratio, atMost: 1.05, values: all.map(\.last)),
                EvaluationFigure(
                    "\(name): within 1.05", .share, atLeast: 1,
                    values: all.map { all in
                        all.isEmpty ? nil : Double(all.count { $0 <= 1.05 }) / Double(all.count)
                    }),
            ]
        }
        return EvaluationSection(
            title: "Seams",
            conditions:
                "The wrap-around jump against the largest inner jump, for every pattern of the catalog. Up to 1 the seam is no "
                + "stronger than the strongest edge inside. 1,000 is not a multiple of 64.",
            figures: figures)
    }

    private func seamRatios(of pattern: FabricPattern, seed: UInt64, _ contender: Contender) throws
        -> [Double]
    {
        let source = contender.source
        let maps = try [64, 192].map { size in
            SeamJump.ratio(try source.structure(of: pattern.cloth, seed: seed, size: size))
        }
        var request = DesignRequest(prompt: "", garment: "dress")
        request.pattern = pattern.id
        let tile = try ClothSample.swatch(
            DesignRecord(request, seed: seed, catalogs: contender.catalogs, source: source), source: source)
        let other = tile.resized(width: 1000, height: 1000, filter: .bicubic, edge: .wrap)
        return maps + [SeamJump.ratio(tile), SeamJump.ratio(other)]
    }

    private func mean<Element>(_ items: [Element], _ value: (Element) throws -> Double?) rethrows -> Double? {
        let values = try items.compactMap(value)
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
