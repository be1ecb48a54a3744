import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// Prints that are drawn from rules, in the colours of a design.
@Suite struct DrawnPrintTests {
    /// A generator whose weights are gone.
    private struct LostFabric: FabricSource {
        struct Lost: Error {}
        var classes = FabricClass.allCases
        var identity = TestFabric().identity

        func structure(of cloth: FabricClass, seed: UInt64, size: Int) throws -> FloatImage { throw Lost() }
    }

    private static let wishes = [
        "a floral dress", "a leaf print shirt", "a tropical print shirt", "a paisley skirt",
        "an aztec jumper",
        "a geometric skirt", "a leopard print blouse", "camouflage trousers", "an abstract dress",
    ]

    private func swatch(_ wish: String, seed: UInt64 = 1) throws -> FloatImage {
        let record = try DesignFixtures.record(wish, seed: seed)
        let colouring = try FabricColouring(paint: record.fabric, colours: record.colours)
        return colouring.swatch(FloatImage(width: 64, height: 64))
    }

    @Test(arguments: wishes) func needsNoGenerator(_ wish: String) throws {
        let record = try DesignFixtures.record(wish)
        #expect(record.fabric.facts?.kind == .print)
        let again = try DesignRecord(json: record.json())
        let pictures = try DesignPictures(of: [record], source: TestFabric())
        let redrawn = try DesignPictures(of: [again], source: LostFabric())
        #expect(pictures.picture == redrawn.picture && pictures.svg == redrawn.svg)
    }

    @Test(arguments: wishes) func hasNoSeam(_ wish: String) throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            let picture = try swatch(wish, seed: seed).pixelImage()
            for across in [true, false] {
                let ratio = picture.wrapJump(across: across) / picture.innerJump(across: across)
                #expect(ratio <= 1.05, "seed \(seed), across \(across)")
            }
        }
    }

    @Test(arguments: wishes) func differsFromSeedToSeed(_ wish: String) throws {
        let (first, same, other) = (try swatch(wish), try swatch(wish), try swatch(wish, seed: 2))
        #expect(first == same)
        #expect(first.pixelImage().meanDifference(from: other.pixelImage()) > 4)
    }

    /// Leaves are of the third ink: they take the palette's green wherever it stands.
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func leavesOfFlowersAreGreen(seed: UInt64) throws {
        let wish = "a navy dress with red flowers, green leaves and yellow"
        let record = try DesignFixtures.record(wish, seed: seed)
        let greens = try swatch(wish, seed: seed).lab()
        let count = (0..<greens.width * greens.height).count { greens.values[3 * $0 + 1] < -12 }
        let share = Double(count) / Double(greens.width * greens.height)
        #expect(record.colours.motifs.count >= 2)
        #expect(share > 0.02 && share < 0.35, "\(share)")
    }

    @Test func moreColoursThanInksAreRefused() throws {
        var record = try DesignFixtures.record("a floral dress")
        record.colours.motifs = [String](repeating: "#102030", count: 33)
        #expect(throws: DesignError.self) { try DesignRecord(json: record.json()) }
    }

    @Test func aPrintWithoutAFigureIsRefused() throws {
        var record = try DesignFixtures.record("a floral dress")
        record.fabric.facts?.figure = .striped
        #expect(throws: DesignError.self) { try DesignRecord(json: record.json()) }
        record.fabric.facts?.figure = nil
        #expect(throws: DesignError.self) { try DesignRecord(json: record.json()) }
    }

    @Test(arguments: [
        ("a black dress with small white flowers", "ditsy"), ("a dress with tiny pale blue flowers", "ditsy"),
        ("a dress with large red flowers", "bold-floral"), ("a hawaiian shirt", "tropical"),
        ("an ikat skirt", "ethnic"),
    ])
    func sizesBelongToTheFigure(_ wish: String, _ variant: String) throws {
        let reading = try DesignFixtures.reader().read(wish)
        #expect(reading.request.patternVariant == variant)
        #expect(reading.unknown.isEmpty)
    }
}
