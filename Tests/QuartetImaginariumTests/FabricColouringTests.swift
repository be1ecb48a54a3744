import QuartetImaginarium
import QuartetImaging
import Testing

@Suite struct FabricColouringTests {
    private func swatch(_ prompt: String) throws -> (record: DesignRecord, picture: FloatImage) {
        let record = try DesignFixtures.record(prompt, seed: 9)
        let structure = try TestFabric().structure(
            of: record.fabric.cloth, seed: record.fabric.seed, size: record.fabric.structureSize)
        return (record, try FabricColouring(paint: record.fabric, colours: record.colours).swatch(structure))
    }

    /// Share of pixels within a colour difference of a colour.
    private func share(_ picture: FloatImage, near colour: Colour, within limit: Double = 22) -> Double {
        let lab = colour.lab
        var count = 0
        for index in stride(from: 0, to: picture.values.count, by: 3 * 17) {
            let pixel = Colour(
                red: Double(picture.values[index]), green: Double(picture.values[index + 1]),
                blue: Double(picture.values[index + 2]))
            if pixel.lab.distance(to: lab) < limit { count += 1 }
        }
        return Double(count) / Double(picture.values.count / (3 * 17))
    }

    @Test(arguments: [
        ("a red and white striped t-shirt", "#c4202e", "#f7f6f2"),
        ("a navy dress with yellow dots", "#1f2b4d", "#f0c52e"),
    ])
    func bothColoursShow(_ prompt: String, _ first: String, _ second: String) throws {
        let (_, picture) = try swatch(prompt)
        #expect(share(picture, near: try #require(Colour(hex: first))) > 0.3)
        #expect(share(picture, near: try #require(Colour(hex: second))) > 0.1)
    }

    /// The palette adds no colours to those that the prompt gives the figures.
    @Test func figuresTakeTheRequestedColours() throws {
        let record = try swatch("a white blouse with green leaves").record
        #expect(record.colours.motifs == Array(record.request.colours.map(\.hex).dropFirst()))
        #expect(record.colours.motifs.count == 1)
    }

    @Test func plainClothIsQuiet() throws {
        let (record, picture) = try swatch("a plain green cotton dress")
        #expect(share(picture, near: try #require(Colour(hex: record.colours.ground)), within: 14) > 0.97)
    }

    @Test(arguments: [
        "striped cotton shirt", "floral silk dress", "tartan wool skirt", "denim jeans", "tweed coat",
    ])
    func swatchesAreSeamless(_ prompt: String) throws {
        let (_, picture) = try swatch(prompt)
        let n = picture.width
        func step(_ a: Int, _ b: Int) -> Double {
            var sum = 0.0
            for y in 0..<n {
                for c in 0..<3 {
                    sum += Double(
                        abs(picture.values[3 * (y * n + a) + c] - picture.values[3 * (y * n + b) + c]))
                }
            }
            return sum / Double(3 * n)
        }
        // The step across the edge is about as large as the largest of a sample of steps inside.
        let inside = stride(from: 1, to: n, by: 7).map { step($0 - 1, $0) }.max() ?? 0
        #expect(step(n - 1, 0) <= inside * 1.25 + 0.002)
    }

    @Test func invalidColoursAreErrors() throws {
        var (record, _) = try swatch("a skirt")
        record.colours.ground = "blue"
        #expect(throws: DesignError.badRecord("\"blue\" is not a valid colour")) {
            try FabricColouring(paint: record.fabric, colours: record.colours)
        }
    }
}
