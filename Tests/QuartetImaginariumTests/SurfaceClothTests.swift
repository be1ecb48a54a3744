import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// Denim, cables, Fair Isle, dyes and borders look like themselves.
@Suite struct SurfaceClothTests {
    @Test(arguments: [
        ("blue denim jeans", ClothFacts.Kind.denim), ("stonewashed denim jeans", .denim),
        ("a cream cable knit jumper", .cable), ("a Fair Isle jumper in navy, cream and red", .fairIsle),
        ("zebra print leggings", .zebra), ("a tie dye t-shirt", .crumple),
        ("a spiral tie dye t-shirt", .spiral),
        ("an ombre dress from pink to purple", .ombre), ("a blue dip dye dress", .ombre),
        ("a white dress with a border print", .border),
    ])
    func wordsNameTheirCloth(_ prompt: String, _ kind: ClothFacts.Kind) throws {
        let record = try DesignFixtures.record(prompt, seed: 3)
        #expect(record.fabric.facts?.kind == kind)
        let drawn = try DrawnGarment(record)
        #expect(FloatImage(drawn.pictures.swatches[0]).seams.vertical < 1.2)
        // Drawn from its JSON it is the same.
        let again = try DesignPictures(of: [DesignRecord(json: record.json())], source: TestFabric())
        let isSame = again.picture == drawn.picture && again.svg == drawn.pictures.svg
        #expect(isSame)
    }

    /// Denim keeps the colour that was asked for and is made without the generator's photographs.
    @Test func denimHasItsColourAndNoFolds() throws {
        let record = try DesignFixtures.record("navy denim jeans", seed: 3)
        let colouring = try FabricColouring(paint: record.fabric, colours: record.colours)
        let maps = try [FabricClass.dotted, .plain].map {
            try TestFabric().structure(of: $0, seed: 1, size: 64)
        }
        let swatch = colouring.swatch(maps[0])
        #expect(swatch == colouring.swatch(maps[1]))
        let picture = swatch.pixelImage()
        let mean = picture.meanColour(x: 0..<picture.width, y: 0..<picture.height).lab
        #expect(mean.distance(to: try #require(Colour(hex: record.colours.ground)).lab) < 9)
    }

    /// The first colour at the top of all panels, the last at the hem.
    @Test func ombreRunsAlongTheGarment() throws {
        let drawn = try DrawnGarment("an ombre dress with long sleeves from yellow to navy")
        let bounds = drawn.garment.bounds
        func colour(_ y: Double, _ x: Double = 0) -> LabColour {
            let (columns, rows) = drawn.pixels(Rect(x: x - 2, y: y - 1, width: 4, height: 2))
            return drawn.picture.meanColour(x: columns, y: rows).lab
        }
        let first = try #require(Colour(hex: drawn.record.colours.ground)).lab
        let last = try #require(Colour(hex: drawn.record.colours.motifs[0])).lab
        #expect(colour(bounds.minY + 20).distance(to: first) < colour(bounds.minY + 20).distance(to: last))
        #expect(colour(bounds.maxY - 6).distance(to: last) < 20)
        let steps = stride(from: bounds.minY + 20, to: bounds.maxY - 6, by: 8).map {
            colour($0).distance(to: last)
        }
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $1 < $0 + 6 })
    }

    @Test func aBorderLiesAlongTheHem() throws {
        let drawn = try DrawnGarment("a white skirt with a border print")
        let skirt = try #require(drawn.bounds(ofPanel: "skirt"))
        let ground = try #require(Colour(hex: drawn.record.colours.ground))
        func share(_ y: Double) -> Double {
            let (x, rows) = drawn.pixels(Rect(x: skirt.centre.x - 8, y: y, width: 16, height: 5))
            return drawn.picture.share(of: ground, within: 25, x: x, y: rows)
        }
        #expect(share(skirt.maxY - 8) < share(skirt.centre.y) - 0.25)
    }

    /// What lies behind tulle shows: black tulle over a light ground is lighter than black cotton.
    @Test func tulleIsSeenThrough() throws {
        func lightness(_ prompt: String) throws -> Double {
            let drawn = try DrawnGarment(prompt)
            let (x, y) = try #require(drawn.middle(ofPanel: "skirt"))
            return drawn.picture.meanColour(x: x, y: y).lab.lightness
        }
        #expect(try lightness("a plain black tulle skirt") > lightness("a plain black cotton skirt") + 8)
    }

    @Test func lightFollowsFromTheMaterial() {
        #expect(ClothLight(texture: .pile, sheen: 0.46) == .pile)
        #expect(ClothLight(texture: .satin, sheen: 0.62) == .satin)
        #expect(ClothLight(texture: .weave, sheen: 0.1) == .matt)
    }
}
