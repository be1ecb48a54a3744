internal import Foundation
internal import QuartetFiles
import QuartetImaging

/// The inks of cloth that the painter makes from facts: threads, bands and dots at their exact places.
struct FactInks {
    let facts: ClothFacts
    /// Inks with the ground.
    let count: Int
    let placement: ClothRepeat
    let size: ClothSize
    let run: PatternRun?
    let seed: UInt64
    /// The figures' colours, which decide what is a leaf.
    let colours: [Colour]
    let technique: ClothTechnique?

    /// Places along the longer side of a map of inks.
    private static let places = 1200.0
    /// Lines of a striped cloth in a centimetre.
    private static let lines = 40.0

    func content() throws -> ClothRecord.Content {
        switch facts.kind {
        case .stripes: return .woven(stripes())
        case .woven: return .woven(woven())
        case .dots: return .print(png: Data(try dots().pngBytes()))
        case .chevron: return .print(png: Data(try chevron().pngBytes()))
        case .denim, .cable, .knit: return .surface(facts, seed: seed)
        case .print where facts.figure == .lace: return .tonal(png: Data(try lace()))
        case .print: return .print(png: Data(try drawnPrint()))
        case .fairIsle, .zebra, .crumple: return .print(png: Data(try surface().pngBytes()))
        case .spiral, .ombre, .border:
            throw ClothError.contradiction(
                "\(facts.kind == .border ? "a border" : "dye of this kind") follows a garment and has no repeat; draw it with `quartet design draw`"
            )
        }
    }

    /// Repeats of the facts, or of another unit, in a length of the cloth; even where copies are shifted by half of it.
    private func repeats(_ length: Double, of unit: Double? = nil, isShifted: Bool) -> Int {
        let number = length / (unit ?? facts.repeatLength)
        return isShifted ? max(Int((number / 2).rounded()), 1) * 2 : max(Int(number.rounded()), 1)
    }

    private var across: Int { repeats(size.repeatWidth, isShifted: placement == .halfBrick) }
    private var down: Int { repeats(size.repeatHeight, isShifted: placement == .halfDrop) }

    // MARK: Threads

    private func stripes() -> ThreadInks {
        let bands = widened(facts.runs.map { ClothFacts.Run($0.ink, ($0.width * Self.lines).rounded()) })
        let isUpright = run == .along
        let inks = threads(bands, isUpright ? across : down)
        return ThreadInks(
            warp: isUpright ? inks : [0], weft: isUpright ? [0] : inks, weave: [isUpright ? "1" : "0"])
    }

    private func woven() -> ThreadInks {
        // The facts repeat together with their weave.
        let whole = Int((facts.repeatLength * facts.threads).rounded())
        func inks(_ runs: [ClothFacts.Run], _ repeats: Int) -> [UInt8] {
            let one = threads(widened(runs), 1)
            return (0..<max(whole * repeats, 1)).map { one[$0 % one.count] }
        }
        return ThreadInks(
            warp: inks(facts.runs, across), weft: inks(facts.weftRuns, down), weave: facts.weave)
    }

    private func threads(_ runs: [ClothFacts.Run], _ repeats: Int) -> [UInt8] {
        let one = runs.flatMap { [UInt8](repeating: ink($0.ink), count: max(Int($0.width.rounded()), 1)) }
        return (0..<repeats).flatMap { _ in one }
    }

    /// The palette's ink for one of the facts.
    private func ink(_ ink: Int) -> UInt8 {
        UInt8(ink == 0 || count < 2 ? 0 : 1 + (ink - 1) % (count - 1))
    }

    /// With the fine lines so wide that every colour has its least share; the widest bands give what they need.
    private func widened(_ runs: [ClothFacts.Run]) -> [ClothFacts.Run] {
        var runs = runs
        let total = runs.reduce(0) { $0 + $1.width }
        // A weft of one colour leaves the others to the warp.
        guard Set(runs.map { ink($0.ink) }).count > 1 else { return runs }
        for _ in 0..<64 {
            var sums: [UInt8: Double] = [:]
            for run in runs { sums[ink(run.ink), default: 0] += run.width }
            guard let poor = sums.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
                poor.value < InkSeparation.least * total,
                let rich = runs.indices.max(by: { (runs[$0].width, $1) < (runs[$1].width, $0) }),
                ink(runs[rich].ink) != poor.key
            else { break }
            for index in runs.indices where ink(runs[index].ink) == poor.key && runs[rich].width > 2 {
                runs[index].width += 1
                runs[rich].width -= 1
            }
        }
        return runs
    }

    // MARK: Prints

    /// A drawing in as many places as a record has room for.
    private func drawnPrint() throws(ImagingError) -> [UInt8] {
        let print = DrawnPrint(facts, colours: colours, seed: seed)
        // Figures go on over a shifted edge by themselves.
        let isOne = print.shiftsFreely && max(size.repeatWidth, size.repeatHeight) < 1.5 * facts.repeatLength
        let (columns, rows) = isOne ? (1, 1) : copies(of: facts.repeatLength)
        let fields = DrawnPrint.fields
        let finish = TechniqueFinish(
            technique, seed: seed,
            grid: FieldGrid(columns: fields * columns, rows: fields * rows, placement: placement))
        return try asFine { places throws(ImagingError) in
            let (width, height) = mapSize(places: places)
            let map =
                isOne
                ? print.map(width: width, height: height, placement: placement)
                : print.map(width: width / columns / 2 * 2, height: height / rows / 2 * 2)
                    .repeated(columns: columns, rows: rows, placement: placement)
            let speck = max(4, map.inks.count / 40_000)
            return try finish.apply(to: map).cleaned(below: speck)
                .balanced(count, least: InkSeparation.least).pngBytes()
        }
    }

    /// Lace has one colour: how dense it is, in greys.
    private func lace() throws(ImagingError) -> [UInt8] {
        let print = DrawnPrint(facts, colours: [], seed: seed)
        let (columns, rows) = copies(of: facts.repeatLength)
        return try asFine { places throws(ImagingError) in
            let (width, height) = mapSize(places: places)
            let cell = print.density(width: width / columns / 2 * 2, height: height / rows / 2 * 2)
            return try cell.tiled(columns: columns, rows: rows).pixelImage().pngBytes()
        }
    }

    /// The file of what is drawn with as many places along the longer side as a record has room for.
    private func asFine(
        _ draw: (_ places: Double) throws(ImagingError) -> [UInt8]
    ) throws(ImagingError) -> [UInt8] {
        var places = Self.places
        while true {
            let drawn = try draw(places)
            if drawn.count <= InkMap.byteLimit || places < 200 { return drawn }
            places *= 0.8
        }
    }

    /// Copies of a cell in the repeat, which keep its proportions: even both ways where copies of the repeat are shifted.
    private func copies(of length: Double) -> (columns: Int, rows: Int) {
        let isShifted = placement == .halfDrop || placement == .halfBrick
        return (
            repeats(size.repeatWidth, of: length, isShifted: isShifted),
            repeats(size.repeatHeight, of: length, isShifted: isShifted)
        )
    }

    // MARK: Maps

    /// Even sides in the proportions of a repeat.
    private func mapSize(places most: Double = Self.places) -> (width: Int, height: Int) {
        let longer = max(size.repeatWidth, size.repeatHeight)
        func places(_ length: Double) -> Int {
            max(Int((most * length / longer / 2).rounded()) * 2, 16)
        }
        return (places(size.repeatWidth), places(size.repeatHeight))
    }

    /// A map whose inks follow from places in repeats of the facts.
    private func map(_ ink: (_ x: Double, _ y: Double) -> UInt8) -> InkMap {
        let (width, height) = mapSize()
        var map = InkMap(
            width: width, height: height, inks: [UInt8](repeating: 0, count: width * height),
            placement: placement)
        let (scaleX, scaleY) = (Double(across) / Double(map.width), Double(down) / Double(map.height))
        for y in 0..<map.height {
            for x in 0..<map.width {
                map.inks[y * map.width + x] = ink((Double(x) + 0.5) * scaleX, (Double(y) + 0.5) * scaleY)
            }
        }
        return map
    }

    private func dots() -> InkMap {
        let cells = Double(max(facts.runs.count, 1))
        let radius = facts.size / facts.spacing / 2
        return map { x, y in
            for (turn, shift) in [0.25, 0.75].enumerated() {
                let (u, v) = (x * cells - shift, y * cells - shift)
                let (column, row) = (u.rounded(), v.rounded())
                guard hypot(u - column, v - row) < radius else { continue }
                let number = (Int(column) + 2 * Int(row) + turn) % Int(cells)
                return ink(facts.runs.isEmpty ? 1 : facts.runs[number].ink)
            }
            return 0
        }
    }

    private func chevron() -> InkMap {
        let length = facts.repeatLength
        let total = facts.runs.reduce(0) { $0 + $1.width }
        return map { x, y in
            let (along, up) = run == .along ? (y, x) : (x, y)
            let turn = along * length / facts.spacing
            let rise = facts.size * abs(2 * (turn - turn.rounded(.down)) - 1)
            var place = (up * length + rise) / total
            place = (place - place.rounded(.down)) * total
            for band in facts.runs {
                if place < band.width { return ink(band.ink) }
                place -= band.width
            }
            return 0
        }
    }

    /// Surfaces that the painter draws in colours, in as many places as a record has room for.
    private func surface() throws(ImagingError) -> InkMap {
        let (columns, rows) = copies(of: facts.swatchWidth)
        var side = min(1000 / max(columns, rows), 960) / 2 * 2
        while true {
            let cell = InkMap(width: side, height: side, inks: surfaceInks(side), placement: .straight)
            let map = cell.repeated(columns: columns, rows: rows, placement: placement)
                .cleaned(below: 6).balanced(count, least: InkSeparation.least)
            if side < 128 { return map }
            if try map.pngBytes().count <= InkMap.byteLimit { return map }
            side = side * 3 / 8 * 2
        }
    }

    /// The inks of one swatch: each is painted as a channel of its own, and the strongest one wins.
    private func surfaceInks(_ side: Int) -> [UInt8] {
        let channels: [SIMD3<Float>] = [.zero, SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
        let pixels = SurfaceCloth(
            facts: facts, colours: Array(channels.prefix(max(count, 2))),
            ramp: ColourRamp([(0, .black), (1, .white)]), size: side, seed: seed, run: run
        ).pixels()
        if facts.kind == .crumple {
            let levels = Self.levels(pixels.map(\.x), count)
            return pixels.map { pixel in UInt8(levels.count { pixel.x > $0 }) }
        }
        return pixels.map { pixel in
            let most = pixel.max()
            return most <= 0.5 ? 0 : pixel.x == most ? 1 : pixel.y == most ? 2 : 3
        }
    }

    /// Borders between equal shares of the values.
    private static func levels(_ values: [Float], _ count: Int) -> [Float] {
        let sorted = values.sorted()
        return (1..<max(count, 2)).map { sorted[sorted.count * $0 / count] }
    }
}

extension ClothFacts {
    /// The colours that cloth by itself shows with the ground.
    var inkRange: ClosedRange<Int> {
        let used = (runs + (weft ?? [])).map(\.ink).max() ?? 1
        switch kind {
        case .stripes, .woven, .chevron: return used > 1 ? 2...used + 1 : weft == nil ? 2...8 : 2...2
        case .dots: return 2...8
        case .denim, .cable, .knit: return 1...1
        case .zebra: return 2...2
        case .fairIsle:
            return 2...min(1 + (chart.joined().compactMap(\.wholeNumberValue).max() ?? 1), 4)
        case .crumple: return 2...4
        case .spiral, .ombre, .border: return 2...8
        case .print: return figure == .lace ? 1...1 : 2...8
        }
    }
}
