import QuartetImaginarium
import QuartetImaging
import Testing

/// Regular cloth is regular: repeats, widths of bands and areas of dots, measured on the swatch.
@Suite struct RegularClothTests {
    /// A swatch as shares of the way from the ground (0) to the first figure's colour (1).
    private struct Swatch {
        let record: DesignRecord
        let size: Int
        let shares: [Float]

        init(_ prompt: String, change: (inout DesignRecord) -> Void = { _ in }) throws {
            var record = try DesignFixtures.record(prompt, seed: 4)
            change(&record)
            self.record = record
            let structure = try TestFabric().structure(
                of: record.fabric.cloth, seed: record.fabric.seed, size: record.fabric.structureSize)
            let picture = try FabricColouring(paint: record.fabric, colours: record.colours)
                .swatch(structure).linear()
            size = picture.width
            let ends = try [record.colours.ground, record.colours.motifs[0]].map { hex in
                try #require(Colour(hex: hex))
            }
            let (from, to) = (ends[0].luminance, ends[1].luminance)
            shares = picture.luminance().values.map { Float((Double($0) - from) / (to - from)) }
        }

        var facts: ClothFacts { record.fabric.facts ?? ClothFacts(.stripes) }
        var pixelsPerCentimetre: Double { Double(size) / record.fabric.width }

        /// Correlation of the swatch with itself, moved.
        func correlation(x: Int, y: Int) -> Double {
            let mean = shares.reduce(0, +) / Float(shares.count)
            var (both, square) = (0.0, 0.0)
            for row in stride(from: 0, to: size, by: 3) {
                for column in stride(from: 0, to: size, by: 3) {
                    let here = Double(shares[row * size + column] - mean)
                    let there = Double(shares[(row + y) % size * size + (column + x) % size] - mean)
                    both += here * there
                    square += here * here
                }
            }
            return both / square
        }

        /// Mean of each row, or of each column.
        func profile(rows: Bool) -> [Double] {
            (0..<size).map { place in
                (0..<size).reduce(0.0) {
                    $0 + Double(shares[rows ? place * size + $1 : $1 * size + place])
                } / Double(size)
            }
        }

        /// Widths in centimetres of the runs above and below one half, from one rise to the next, and so on.
        func bandWidths() -> [(isFigure: Bool, width: Double)] {
            let down = profile(rows: true)
            let across = profile(rows: false)
            func spread(_ values: [Double]) -> Double { (values.max() ?? 0) - (values.min() ?? 0) }
            let line = spread(down) > spread(across) ? down : across
            var crossings: [(place: Double, rises: Bool)] = []
            for index in 1..<size where (line[index - 1] > 0.5) != (line[index] > 0.5) {
                let part = (0.5 - line[index - 1]) / (line[index] - line[index - 1])
                crossings.append((Double(index - 1) + part, line[index] > 0.5))
            }
            return zip(crossings, crossings.dropFirst()).map {
                ($0.rises, ($1.place - $0.place) / pixelsPerCentimetre)
            }
        }
    }

    @Test(arguments: [
        "a navy breton striped t-shirt with white", "a navy and white pinstriped shirt",
        "a white and navy ticking striped dress", "a red and black buffalo check shirt",
        "a navy and white windowpane shirt", "a red and white gingham dress",
        "a black and white glen check coat",
        "a red tartan skirt", "a navy dress with white polka dots", "a navy dress with white pin dots",
        "a black and white herringbone coat", "a black and white chevron dress",
        "a black and white houndstooth coat",
        "a white and blue tattersall shirt",
    ])
    func repeatsExactly(_ prompt: String) throws {
        let swatch = try Swatch(prompt)
        let facts = try #require(swatch.record.fabric.facts)
        let shift = Int((facts.repeatLength * swatch.pixelsPerCentimetre).rounded())
        #expect(swatch.size % shift == 0)
        let figures = (swatch.correlation(x: shift, y: 0), swatch.correlation(x: 0, y: shift))
        #expect(figures.0 >= 0.9 && figures.1 >= 0.9, "\(prompt): \(figures)")
    }

    @Test(arguments: [
        ("a navy breton striped t-shirt with white", 2.0, 1.0),
        ("a navy and white pinstriped shirt", 1.5, 0.1),
        ("a navy and white chalk striped shirt", 2.2, 0.2),
        ("a navy and white candy striped shirt", 0.8, 0.8),
        ("a navy and white wide striped shirt", 4, 4), ("a navy and white narrow striped shirt", 0.5, 0.5),
    ])
    func bandsAreAsWideAsTheCatalogSays(_ prompt: String, _ ground: Double, _ figure: Double) throws {
        let widths = try Swatch(prompt).bandWidths()
        #expect(widths.count > 1)
        for (isFigure, width) in widths {
            let wanted = isFigure ? figure : ground
            #expect(abs(width / wanted - 1) <= 0.03, "\(prompt): \(width) for \(wanted)")
        }
    }

    @Test(arguments: [
        ("a red and white gingham dress", 1.0), ("a red and black buffalo check shirt", 4.0),
    ])
    func checksAreSquare(_ prompt: String, _ side: Double) throws {
        let swatch = try Swatch(prompt)
        for rows in [true, false] {
            let line = swatch.profile(rows: rows)
            let middle = ((line.max() ?? 0) + (line.min() ?? 0)) / 2
            let crossings = (1..<line.count).filter { (line[$0 - 1] > middle) != (line[$0] > middle) }
            let widths = zip(crossings, crossings.dropFirst()).map { Double($1 - $0) }
            let mean = widths.reduce(0, +) / Double(widths.count) / swatch.pixelsPerCentimetre
            #expect(abs(mean / side - 1) <= 0.03, "\(prompt): \(mean)")
        }
    }

    @Test(arguments: [
        "a navy dress with white polka dots", "a navy dotted dress with white",
        "a navy dress with white pin dots",
        "a navy dress with large white dots",
    ])
    func dotsHaveTheirArea(_ prompt: String) throws {
        let swatch = try Swatch(prompt)
        let facts = swatch.facts
        #expect(facts.kind == .dots)
        let area = Double(swatch.shares.reduce(0, +)) / Double(swatch.shares.count)
        let wanted = 2 * Double.pi * facts.size * facts.size / 4 / (facts.spacing * facts.spacing)
        #expect(abs(area / wanted - 1) <= 0.05, "\(prompt): \(area) for \(wanted)")
    }

    /// Without irregularity the generator's cloth leaves no trace; with it, the tone alone follows.
    @Test func irregularityCanBeNought() throws {
        func swatch(_ irregularity: Double, seed: UInt64) throws -> FloatImage {
            var record = try DesignFixtures.record("a navy and white striped shirt", seed: 4)
            record.fabric.facts?.irregularity = irregularity
            let structure = try TestFabric().structure(
                of: seed == 1 ? .dotted : .striped, seed: seed, size: 64)
            return try FabricColouring(paint: record.fabric, colours: record.colours).swatch(structure)
        }
        #expect(try swatch(0, seed: 1) == swatch(0, seed: 2))
        #expect(try swatch(1, seed: 1) != swatch(1, seed: 2))
    }

    /// Each further colour has its turn.
    @Test func stripesOfThreeColoursTakeTurns() throws {
        let facts = try #require(
            try DesignFixtures.record("a navy, white and red striped dress", seed: 2).fabric.facts)
        #expect(Set(facts.runs.map(\.ink)) == [0, 1, 2])
    }

    @Test func factsAreCheckedInRecords() throws {
        let record = try DesignFixtures.record("a navy and white gingham shirt", seed: 2)
        for change in [
            { (facts: inout ClothFacts) in facts.threads = 0 }, { $0.weave = ["10", "2"] }, { $0.runs = [] },
            { $0.runs = [.init(0, 1e9)] }, { $0.irregularity = 3 },
        ] {
            var wrong = record
            if var facts = wrong.fabric.facts {
                change(&facts)
                wrong.fabric.facts = facts
            }
            let json = try wrong.json()
            #expect(throws: DesignError.self) { try DesignRecord(json: json) }
        }
    }
}

/// Stripes run on over plackets, pockets and seams.
@Suite struct ClothMatchingTests {
    /// Correlation of the lightness along two upright lines of a drawing.
    private func correlation(_ drawn: DrawnGarment, x: (Double, Double), y: ClosedRange<Double>) -> Double {
        let lines = [x.0, x.1].map { x -> [Double] in
            let (column, top) = drawn.pixel(Point(x, y.lowerBound))
            let bottom = drawn.pixel(Point(x, y.upperBound)).y
            return (top..<bottom).map { drawn.picture.colour(x: column, y: $0).lab.lightness }
        }
        let means = lines.map { $0.reduce(0, +) / Double($0.count) }
        var (both, first, second) = (0.0, 0.0, 0.0)
        for (a, b) in zip(lines[0], lines[1]) {
            both += (a - means[0]) * (b - means[1])
            first += (a - means[0]) * (a - means[0])
            second += (b - means[1]) * (b - means[1])
        }
        return both / (first * second).squareRoot()
    }

    @Test func stripesMeetAtThePlacket() throws {
        let drawn = try DrawnGarment("a navy and white horizontally striped shirt")
        let placket = try #require(drawn.bounds(ofPanel: "placket"))
        let rows = placket.minY + 12...placket.minY + 42
        #expect(correlation(drawn, x: (placket.maxX - 0.35, placket.maxX + 0.9), y: rows) > 0.9)
    }

    @Test func stripesMeetAtThePocket() throws {
        let drawn = try DrawnGarment("a navy and white horizontally striped shirt with a chest pocket")
        let pocket = try #require(drawn.bounds(ofPanel: "chest pocket"))
        let rows = pocket.minY + 3...pocket.maxY - 3
        #expect(correlation(drawn, x: (pocket.minX + 0.9, pocket.minX - 0.9), y: rows) > 0.9)
    }

    /// Front and back are cut alike, so a side seam meets where both sides of the front are level.
    @Test func stripesAreLevelAtTheSideSeams() throws {
        let drawn = try DrawnGarment("a navy and white horizontally striped t-shirt")
        let bodice = try #require(drawn.bounds(ofPanel: "bodice"))
        let rows = bodice.maxY - 24...bodice.maxY - 4
        #expect(correlation(drawn, x: (bodice.minX + 4, bodice.maxX - 4), y: rows) > 0.8)
    }

    @Test func stripesMeetBetweenTheLegs() throws {
        let drawn = try DrawnGarment("navy and white horizontally striped trousers")
        let leg = try #require(drawn.bounds(ofPanel: "leg"))
        let rows = leg.minY + 6...leg.minY + 22
        #expect(correlation(drawn, x: (-4.5, 4.5), y: rows) > 0.8)
    }
}
