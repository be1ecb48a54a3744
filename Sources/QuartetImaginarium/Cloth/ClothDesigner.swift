internal import Foundation
internal import QuartetFiles
import QuartetImaging

/// Decides everything that a wish for cloth leaves open: from a reading to a record.
struct ClothDesigner {
    let catalogs: DesignCatalogs
    let source: any FabricSource

    /// The record of one cloth; its inks are made by the source and kept in it.
    func record(_ wish: ClothReading, _ options: ClothOptions, seed: UInt64) throws -> ClothRecord {
        let request = wish.request
        let material = material(request)
        let palette = catalogs.colours.palettes.first { $0.id == request.palette }
        let avoided = request.avoided?.patterns ?? []
        let wanted =
            [request.pattern, palette?.pattern, material.pattern].compactMap(\.self)
            .first { !avoided.contains($0) } ?? catalogs.fabrics.defaultPattern.id
        guard
            let pattern = catalogs.fabrics.drawable(
                wanted, variant: request.patternVariant, classes: Set(source.classes))
        else {
            throw DesignError.noSuchCloth(wanted, known: source.classes)
        }
        let colours = try colours(wish, options, pattern, named: wanted, material, seed: seed)
        let variant = pattern.variants.first { $0.id == request.patternVariant }
        let content = try content(
            pattern, variant, options, technique: wish.technique, colours: colours, seed: seed)
        let ways = try ClothColourways(library: options.library, name: options.libraryName).ways(
            from: colours, named: "as designed", number: options.colourways, seed: seed)
        return ClothRecord(
            prompt: request.prompt, seed: seed, pattern: wanted, cloth: pattern.cloth, material: material.id,
            texture: material.texture, placement: options.placement, size: options.size, colourways: ways,
            source: source.identity, content: content)
    }

    private func material(_ request: DesignRequest) -> FabricMaterial {
        let avoided = request.avoided?.materials ?? []
        let fabrics = catalogs.fabrics
        if let wanted = request.material.flatMap(fabrics.material) { return wanted }
        return fabrics.materials.first { $0.id == fabrics.defaultMaterial.id && !avoided.contains($0.id) }
            ?? fabrics.materials.first { !avoided.contains($0.id) } ?? fabrics.defaultMaterial
    }

    // MARK: Colours

    /// The colours of the inks, the ground first.
    private func colours(
        _ wish: ClothReading, _ options: ClothOptions, _ pattern: FabricPattern, named name: String,
        _ material: FabricMaterial, seed: UInt64
    ) throws -> [Colour] {
        let range = pattern.inkRange
        let asked = wish.request.colours.filter { $0.role != .accent }
        if let palette = options.palette {
            let colours = palette.map(\.colour)
            if let number = wish.colourCount, number != colours.count {
                throw ClothError.contradiction(
                    "the wish has \(number) colours and the palette \(colours.count); change one of them")
            }
            if let other = asked.first(where: { colour in
                guard let lab = Colour(hex: colour.hex)?.lab else { return false }
                return colours.allSatisfy { $0.lab.distance(to: lab) > 30 }
            }) {
                throw ClothError.contradiction(
                    "the wish names the colour \(other.name), which is not in the palette; leave one of them out"
                )
            }
            guard range.contains(colours.count) else {
                throw PaletteError.badCount(pattern: name, found: colours.count, expected: range)
            }
            return colours
        }
        if let number = wish.colourCount {
            guard range.contains(number) else {
                throw PaletteError.badCount(pattern: name, found: number, expected: range)
            }
            guard asked.count <= number else {
                throw ClothError.contradiction(
                    "the wish has \(number) colours and names \(asked.count): "
                        + asked.map(\.name).joined(separator: ", "))
            }
        }
        let plan = ColourPlan(
            request: wish.request, pattern: pattern, material: material, catalog: catalogs.colours, seed: seed
        )
        var colours = try ([plan.ground] + plan.motifs).map(FabricColouring.colour)
        let count = wish.colourCount ?? min(max(colours.count, range.lowerBound), range.upperBound)
        colours = Array(colours.prefix(count))
        if colours.count < count { extend(&colours, to: count, wish.request, seed: seed) }
        // Colours that the plan chose itself may be too near for inks.
        for index in colours.indices.dropFirst()
        where colours[..<index].contains(where: { $0.lab.difference2000(to: colours[index].lab) < 5 }) {
            var others = Array(colours[..<index])
            extend(&others, to: index + 1, wish.request, seed: seed)
            colours[index] = others[index]
        }
        return colours
    }

    /// Adds colours of the catalog's palettes that stand out from those which are there.
    private func extend(_ colours: inout [Colour], to count: Int, _ request: DesignRequest, seed: UInt64) {
        var random = PhiloxGenerator(seed: seed, stream: "further colours")
        let avoided = request.avoided?.colours ?? []
        let palettes = catalogs.colours.palettes.filter { $0.purpose == nil }.shuffled(using: &random)
        for least in [25.0, 15, 8, 3] {
            for colour in palettes.flatMap(\.colours).map(\.colour) where colours.count < count {
                guard !catalogs.colours.isAvoided(colour, avoided),
                    colours.allSatisfy({ $0.lab.difference2000(to: colour.lab) > least })
                else { continue }
                colours.append(colour)
            }
        }
    }

    // MARK: Content

    private func content(
        _ pattern: FabricPattern, _ variant: FabricPattern.Variant?, _ options: ClothOptions,
        technique: ClothTechnique?, colours: [Colour], seed: UInt64
    ) throws -> ClothRecord.Content {
        let count = colours.count
        var random = PhiloxGenerator(seed: seed, stream: "cloth")
        // Below 2^53, as in the records of designs.
        let latent = random.next() >> 11
        let width = source.fieldWidth ?? pattern.repeatWidth * (variant?.scale ?? 1)
        func fields(_ length: Double) -> Int { min(max(Int((length / width).rounded()), 1), 6) }
        let (across, down) = (fields(options.size.repeatWidth), fields(options.size.repeatHeight))
        if !pattern.facts.isEmpty {
            // Cloth from facts needs no generator.
            return try FactInks(
                facts: random.pick(pattern.facts).turning(through: count - 1), count: count,
                placement: options.placement, size: options.size, run: variant?.run ?? pattern.run,
                seed: latent, colours: colours, technique: technique
            ).content()
        }
        let grid = FieldGrid(columns: across, rows: down, placement: options.placement)
        let coverages = try source.coverages(of: pattern.cloth, seed: latent, grid: grid)
        if pattern.paint == .tonal { return .tonal(png: Data(try relief(coverages, grid))) }
        let separation = InkSeparation(pattern: pattern, grid: grid, count: count, share: variant?.share)
        let map = try separation.inks(coverages, finish: TechniqueFinish(technique, seed: latent, grid: grid))
        return .print(png: Data(try map.pngBytes()))
    }

    /// One repeat of the relief of a cloth in one colour, in 32 greys.
    private func relief(_ coverages: FloatImage, _ grid: FieldGrid) throws -> [UInt8] {
        var map = coverages
        if coverages.channels > 1 {
            map =
                PrintLayers(width: coverages.width, height: coverages.height, values: coverages.values)
                .structure
        }
        let copies = grid.placement == .mirror ? (1, 1) : (grid.placement.columns, grid.placement.rows)
        map = try map.cropped(x: 0, y: 0, width: map.width / copies.0, height: map.height / copies.1)
        while true {
            let picture = map.mapValues { (min(max($0, 0), 1) * 31).rounded() / 31 }.pixelImage()
            let bytes = try picture.pngBytes()
            if bytes.count <= InkMap.byteLimit { return bytes }
            map = map.resized(
                width: map.width * 3 / 4, height: map.height * 3 / 4, filter: .area, edge: .wrap)
        }
    }
}

extension FabricPattern {
    /// The colours that cloth by itself shows with the ground.
    var inkRange: ClosedRange<Int> {
        if let first = facts.first {
            // A design has one of several facts; each must show the colours.
            return facts.dropFirst().reduce(first.inkRange) { range, other in
                let own = other.inkRange
                return max(range.lowerBound, own.lowerBound)...min(range.upperBound, own.upperBound)
            }
        }
        switch paint {
        case .tonal: return 1...1
        case .blend: return 2...6
        case .bands, .motifs, .sett: return 2...8
        }
    }
}
