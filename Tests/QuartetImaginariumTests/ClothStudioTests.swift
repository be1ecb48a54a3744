import Foundation
import QuartetFiles
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite struct ClothStudioTests {
    private let folder = TemporaryFolder()

    private func options(
        _ palette: String? = nil, _ placement: ClothRepeat = .straight, width: Int = 300, height: Int = 300,
        colourways: Int = 1
    ) throws -> ClothOptions {
        ClothOptions(
            palette: try palette.map { try PaletteList.read($0, catalog: DesignFixtures.catalogs().colours) },
            placement: placement,
            size: try ClothSize(
                repeatWidth: 24, width: width * placement.columns, height: height * placement.rows,
                placement: placement),
            colourways: colourways,
            library: try PaletteCatalog(folder: DesignFixtures.catalogFolder).palettes,
            libraryName: "the catalog")
    }

    private func draw(
        _ prompt: String, _ options: ClothOptions, count: Int = 1, seed: UInt64 = 3, to name: String = "cloth"
    ) throws -> [ClothStudio.Cloth] {
        try ClothStudio(catalogs: DesignFixtures.catalogs()).design(
            prompt, options: options, count: count, seed: seed, source: TestFabric(),
            folder: folder.file(name)
        ).cloths
    }

    @Test(
        arguments: ClothRepeat.allCases,
        ["floral cloth", "dotted", "gingham", "zigzag", "tartan", "plain linen"])
    func tilesMeetAndEveryColourShows(placement: ClothRepeat, prompt: String) throws {
        let palette = prompt == "plain linen" ? "#1d3557" : "#1d3557,#f1faee"
        let options = try options(palette, placement, width: 250, height: 250)
        let cloth = try #require(try draw(prompt, options).first)
        let tile = try PixelImage(contentsOf: cloth.tile)
        #expect(tile.width == 250 * placement.columns && tile.height == 250 * placement.rows)
        let layers = try IndexedImage(decoding: folder.bytes("cloth/layers.png"), name: "layers")
        #expect(layers.palette.map(\.hex) == cloth.colours && layers.width == tile.width)
        // No jump over the edge is larger than those inside.
        #expect(tile.wrapJump(across: true) <= 1.05 * tile.innerJump(across: true))
        #expect(tile.wrapJump(across: false) <= 1.05 * tile.innerJump(across: false))
        // Each further column is half a repeat lower, each further row half a repeat to the right.
        if prompt != "plain linen" {
            let (x, y) = placement == .halfDrop ? (250, 125) : placement == .halfBrick ? (125, 250) : (0, 0)
            if x + y > 0 {
                let moved = FloatImage(tile).rolled(x: x, y: y).pixelImage()
                let isSame = moved.meanDifference(from: tile) < 2
                #expect(isSame)
            }
            for (index, colour) in layers.palette.enumerated() {
                let share = Double(layers.indices.count { Int($0) == index }) / Double(layers.indices.count)
                #expect(share >= 0.03, "\(colour.hex) \(share)")
            }
            #expect(tile.unasked(layers.palette) <= 0.02)
        }
    }

    @Test(arguments: [2, 3, 5]) func palettesOfAnyLengthAreRealClusters(count: Int) throws {
        let colours = ["#1d3557", "#f1faee", "#e63946", "#f4a261", "#2a9d8f"].prefix(count)
        let options = try options(colours.joined(separator: ","))
        _ = try draw("floral", options)
        let layers = try IndexedImage(decoding: folder.bytes("cloth/layers.png"), name: "layers")
        for index in 0..<count {
            let share = Double(layers.indices.count { Int($0) == index }) / Double(layers.indices.count)
            #expect(share >= 0.03, "\(index): \(share)")
        }
        let tile = try PixelImage(contentsOf: folder.file("cloth/tile.png"))
        #expect(tile.unasked(layers.palette) <= 0.02)
        let svg = try MarkupElement(xml: folder.text("cloth/tile.svg"))
        let groups = svg.all("g").compactMap { $0.attributes["fill"] }
        #expect(groups == Array(colours))
    }

    @Test func aRecordDrawsTheSameFilesWithoutTheWeights() throws {
        for prompt in ["floral in three colours", "tartan", "plain", "blue jeans denim cloth"] {
            let options = try options(nil, .halfDrop, width: 120, height: 120, colourways: 3)
            guard let first = try? draw(prompt, options).first else {
                // A word for denim may be that of a garment.
                continue
            }
            let again = try ClothStudio(catalogs: DesignFixtures.catalogs())
                .redraw(record: first.record, folder: folder.file("again"))
            let pairs = zip(
                [first.tile, first.layers, first.vector, first.record, first.contactSheet] + first.colourways,
                [again.tile, again.layers, again.vector, again.record, again.contactSheet] + again.colourways)
            for (a, b) in pairs { #expect(FileManager.default.contentsEqual(atPath: a, andPath: b), "\(b)") }
            let size = try folder.bytes("cloth/record.json").count
            #expect(size < 90_000)
        }
    }

    @Test func colourwaysKeepLightAndDarkInPlace() throws {
        let cloth = try #require(
            try draw("floral", options("#1d3557,#f1faee,#e63946", colourways: 4)).first)
        #expect(cloth.colourways.count == 3)
        let record = try ClothRecord(contentsOf: cloth.record)
        #expect(record.colourways.map(\.colours).first == ["#1d3557", "#f1faee", "#e63946"])
        for way in record.colourways {
            let light = way.colours.compactMap { Colour(hex: $0)?.lab.lightness }
            #expect(light.count == 3 && light[0] < light[2] && light[2] < light[1], "\(way)")
        }
        #expect(Set(record.colourways.map(\.colours)).count == 4)
    }

    @Test func filesSayWhatTheyShow() throws {
        _ = try draw("floral", options(nil, colourways: 2), count: 2)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("cloth")).sorted()
        #expect(
            names == [
                "colourway-b-2.png", "colourway-b.png", "colourways-2.png", "colourways.png", "layers-2.png",
                "layers.png", "palette-2.ase", "palette-2.gpl", "palette.ase", "palette.gpl", "record-2.json",
                "record.json", "tile-2.png", "tile-2.svg", "tile.png", "tile.svg",
            ])
        for name in names where name.hasSuffix(".png") {
            let text = String(decoding: try folder.bytes("cloth/" + name), as: UTF8.self)
            #expect(
                text.contains("pHYs") && text.contains("Prompt\0\0\0\0\0floral") && text.contains("Seed"),
                "\(name)")
        }
        let palettes = try ["ase", "gpl"].map { try PaletteFile.read(folder.file("cloth/palette." + $0))[0] }
        #expect(palettes[0].swatches.map(\.colour.hex) == palettes[1].swatches.map(\.colour.hex))
        // One cloth replaces two; a file of the user's stays.
        try folder.write("mine", to: "cloth/tile-mine.png")
        _ = try draw("floral", options())
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.file("cloth"))
        #expect(left.contains("tile-mine.png") && left.contains("tile.png") && !left.contains("tile-2.png"))
    }

    @Test(
        arguments: [
            ("a floral dress", nil), ("floral in three colours", "#1d3557,#f1faee"),
            ("green floral", "#1d3557,#f1faee"),
            ("plain", "#1d3557,#f1faee"), ("floral", "#1d3557"),
            ("tartan", "#100,#300,#600,#900,#c00,#f00,#f44"),
            ("floral in two colours, red, green and blue", nil), ("ombre", nil), ("", nil),
            ("in 40 colours", nil),
        ] as [(String, String?)])
    func contradictionsAreErrorsAndWriteNothing(prompt: String, palette: String?) throws {
        #expect {
            try draw(prompt, options(palette))
        } throws: { error in
            error is any UserFacingError
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("cloth")))
    }

    @Test func sizesAreBounded() throws {
        #expect(throws: ClothError.outOfRange("--repeat-cm", found: "0", expected: "1 to 200 cm")) {
            try ClothSize(repeatWidth: 0, dotsPerInch: 150, placement: .straight)
        }
        #expect(throws: ClothError.outOfRange("--dpi", found: "10000", expected: "20 to 1200 dots an inch")) {
            try ClothSize(repeatWidth: 24, dotsPerInch: 10_000, placement: .straight)
        }
        #expect(throws: ClothError.tooManyPixels(width: 11338, height: 11338, limit: 40_000_000)) {
            try ClothSize(repeatWidth: 24, dotsPerInch: 1200, placement: .straight)
        }
        for (width, height) in [(Int.max, Int.max), (0, 10), (100, 90_000), (-5, 5)] {
            #expect(throws: ClothError.self) {
                try ClothSize(repeatWidth: 24, width: width, height: height, placement: .mirror)
            }
        }
        let size = try ClothSize(repeatWidth: 24, dotsPerInch: 150, placement: .halfDrop)
        #expect(size.width == 2836 && size.height == 1418)
        #expect(abs(size.pixelsPerCentimetre(.halfDrop) - 59.08) < 0.01)
    }

    @Test func damagedRecordsAreErrors() throws {
        _ = try draw("floral", options())
        let json = try folder.text("cloth/record.json")
        let studio = ClothStudio(catalogs: try DesignFixtures.catalogs())
        let changes: [(String, String)] = [
            ("\"version\" : 1", "\"version\" : 2"), ("\"png\" : \"iVBOR", "\"png\" : \"iVBOX"),
            ("\"repeatWidth\" : 24", "\"repeatWidth\" : 1e9"), ("\"width\" : 300", "\"width\" : 300000000"),
            ("\"#", "\"##"),
        ]
        for (old, new) in changes {
            #expect(json.contains(old), "\(old)")
            let path = try folder.write(json.replacing(old, with: new), to: "damaged.json")
            #expect(throws: ClothError.self, "\(old)") {
                try studio.redraw(record: path, folder: folder.file("x"))
            }
        }
        let cut = try folder.write(String(json.dropLast(50)), to: "cut.json")
        #expect(throws: ClothError.self) { try studio.redraw(record: cut, folder: folder.file("x")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("x")))
    }

    @Test func readsTechniqueAndNumberOfColours() throws {
        let reader = try DesignFixtures.reader()
        let wish = try reader.readCloth("Hawaiian watercolour, three colours")
        #expect(wish.colourCount == 3 && wish.technique == .watercolour && wish.request.pattern == "leaf")
        #expect(try reader.readCloth("watercolour").request.pattern == "abstract")
        #expect(try reader.readCloth("navy stripes on cream, 2 colours").colourCount == 2)
        #expect(throws: ClothError.namesGarment("shirt")) { try reader.readCloth("a floral shirt") }
    }
}

@Suite struct KeptLayerTests {
    private let folder = TemporaryFolder()

    @Test func designsAreDrawnAgainAfterTheGeneratorChanged() throws {
        let catalogs = try DesignFixtures.catalogs()
        let path = folder.file("designs")
        for prompt in ["a floral dress", "a denim skirt with a floral collar"] {
            let result = try DesignStudio(catalogs: catalogs, source: TestFabric()).design(
                prompt, count: 1, seed: 5, folder: path)
            let picture = try PixelImage(contentsOf: result.designs[0].picture)
            let other = TestFabric(identity: FabricIdentity(file: "new", checksum: "f"))
            let again = try DesignStudio(catalogs: catalogs, source: other).redraw(
                record: result.designs[0].record)
            let isSame = again.picture == picture
            #expect(isSame)
            let json = try folder.text("designs/design-1.json")
            #expect(json.contains("\"layers\"") && json.utf8.count < 200_000)
            let damaged = json.replacing("\"layers\" : \"iVBOR", with: "\"layers\" : \"iVBOX")
            let broken = try folder.write(damaged, to: "broken.json")
            #expect(throws: DesignError.self) {
                try DesignStudio(catalogs: catalogs, source: other).redraw(record: broken)
            }
        }
    }

    @Test func aPaletteGivesTheClothItsColours() throws {
        let catalogs = try DesignFixtures.catalogs()
        let palette = try PaletteList.read("#1d3557,#f1faee", catalog: catalogs.colours)
        let result = try DesignStudio(catalogs: catalogs, source: TestFabric()).design(
            "a floral dress with a red collar", count: 1, seed: 5, palette: palette,
            folder: folder.file("designs"))
        let record = try DesignRecord(contentsOf: result.designs[0].record)
        #expect(record.colours.ground == "#1d3557" && record.colours.motifs == ["#f1faee"])
        #expect(record.colours.parts["collar"] != nil)
    }
}

extension PixelImage {
    private func jump(_ first: (Int, Int), _ second: (Int, Int)) -> Double {
        (0..<channels).reduce(0) { sum, channel in
            let (a, b) = (self[first.0, first.1, channel], self[second.0, second.1, channel])
            return sum + abs(Double(a) - Double(b))
        }
    }

    /// Mean jump from one line of pixels to another.
    private func jump(_ a: Int, _ b: Int, across: Bool) -> Double {
        let count = across ? height : width
        let sum = (0..<count).reduce(0.0) { sum, place in
            sum + (across ? jump((a, place), (b, place)) : jump((place, a), (place, b)))
        }
        return sum / Double(count)
    }

    func wrapJump(across: Bool) -> Double {
        jump((across ? width : height) - 1, 0, across: across)
    }

    /// The largest mean jump between neighbouring lines.
    func innerJump(across: Bool) -> Double {
        (1..<(across ? width : height)).map { jump($0 - 1, $0, across: across) }.max() ?? 0
    }

    func meanDifference(from other: PixelImage) -> Double {
        let sum = zip(bytes, other.bytes).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(sum) / Double(bytes.count)
    }

    /// Share of pixels away from all edges whose colour nobody asked for.
    fileprivate func unasked(_ palette: [Colour]) -> Double {
        let asked = palette.map(\.lab)
        var (flat, wrong) = (0, 0)
        for y in stride(from: 1, to: height - 1, by: 2) {
            for x in stride(from: 1, to: width - 1, by: 2) {
                let here = colour(x: x, y: y)
                // Mixtures at edges are not colours of the cloth.
                guard colour(x: x - 1, y: y) == here, colour(x: x, y: y - 1) == here else { continue }
                flat += 1
                if !asked.contains(where: { $0.difference2000(to: here.lab) <= 1.5 }) { wrong += 1 }
            }
        }
        return Double(wrong) / Double(max(flat, 1))
    }
}
