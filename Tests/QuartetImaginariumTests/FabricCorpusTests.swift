import Foundation
import QuartetImaginarium
import Testing

@Suite("Fabric corpus")
struct FabricCorpusTests {
    @Test func readsAFolder() throws {
        let fixture = try FabricFixture()
        let corpus = try fixture.corpus()
        let counts = corpus.photographCounts
        // Twelve patches, one close-up of checks and one linen; graphic, mesh, the close-up of flowers, novelty tiles
        // and fruit motifs are skipped.
        #expect(counts.values.reduce(0, +) + corpus.validationCount + corpus.unusable == 14)
        #expect(corpus.unusable == 0)
        #expect((3...6).contains(counts[.dotted] ?? 0))
        #expect(counts[.floral] == nil)
    }

    @Test func keepsGarmentsTogetherInValidation() throws {
        let fixture = try FabricFixture()
        try fixture.writePatches(ofEachGarment: 3, all: "dotted")
        let single = try FabricFixture().corpus()
        let tripled = try fixture.corpus()
        // Plain patches show no dots, so eighteen of the thirty-six are usable; all pictures of a garment are
        // in the same set.
        #expect(tripled.unusable == 18)
        let dotted = tripled.photographCounts[.dotted] ?? 0
        #expect(dotted % 3 == 0)
        #expect(dotted == 3 * (single.photographCounts[.dotted] ?? 0))
    }

    @Test(arguments: [
        "fabric-patches.csv", "fabric-patches-96.tar", "tiles-vector-paths.json", "motifs.csv", "weaves.json",
        "tartan-statistics.json",
    ])
    func namesAMissingFile(_ name: String) throws {
        let fixture = try FabricFixture()
        try fixture.remove(name)
        #expect(throws: FabricDataError.missingFile(path: fixture.folder.appending(path: name).path)) {
            try fixture.corpus()
        }
    }

    @Test func refusesATableThatNamesAPictureTwice() throws {
        let fixture = try FabricFixture()
        try fixture.write(
            "fabric-patches.csv", "file,pattern,garment\npatch0.png,plain,a\npatch0.png,plain,b\n")
        let error = #expect(throws: FabricDataError.self) { try fixture.corpus() }
        guard case .badRow(_, let row, let column, let found, _) = error else {
            Issue.record("not a row: \(String(describing: error))")
            return
        }
        #expect((row, column, found) == (3, "file", "patch0.png"))
    }

    @Test func namesTheRowOfAnUnknownLabel() throws {
        let fixture = try FabricFixture()
        try fixture.write(
            "fabric-patches.csv", "file,pattern,garment\npatch0.png,plain,a\npatch1.png,plaited,b\n")
        let error = #expect(throws: FabricDataError.self) { try fixture.corpus() }
        guard case .badRow(let path, let row, let column, let found, _) = error else {
            Issue.record("found \(String(describing: error))")
            return
        }
        #expect(path.hasSuffix("fabric-patches.csv"))
        #expect(row == 3)
        #expect(column == "pattern")
        #expect(found == "plaited")
    }

    @Test func namesAMissingColumn() throws {
        let fixture = try FabricFixture()
        try fixture.write("motifs.csv", "file,width\na.png,3\n")
        let error = #expect(throws: FabricDataError.self) { try fixture.corpus() }
        #expect("\(error.map(String.init(describing:)) ?? "")".contains("column kind"))
    }

    @Test func namesAMissingMember() throws {
        let fixture = try FabricFixture()
        try fixture.writeTar("motifs-128.tar", [("other.png", FabricFixture.png { _, _ in 0 })])
        #expect(
            throws: FabricDataError.missingMember(
                archive: fixture.folder.appending(path: "motifs-128.tar").path, member: "flower__a.png")
        ) { try fixture.corpus() }
    }

    @Test(arguments: [[UInt8](), [1, 2, 3], Array(FabricFixture.png(side: 40) { x, _ in x }.prefix(60))])
    func refusesADamagedPicture(_ bytes: [UInt8]) throws {
        let fixture = try FabricFixture()
        try fixture.writeTar("tiles-vector.tar", [("squares__L1.png", bytes)])
        let error = #expect(throws: FabricDataError.self) { try fixture.corpus() }
        guard case .badPicture(_, let member, _) = error else {
            Issue.record("found \(String(describing: error))")
            return
        }
        #expect(member == "squares__L1.png")
    }

    @Test(arguments: [
        ("weaves.json", #"{"weaves": [{"name": "torn", "drawdown": ["10", "1"]}], "colour_and_weave": []}"#),
        (
            "weaves.json",
            #"{"weaves": [], "colour_and_weave": [{"name": "x", "weave": "none", "warp": [], "weft": []}]}"#
        ),
        (
            "tartan-statistics.json",
            #"{"reflective_fraction": 3, "stripes_hist": {"4": 1}, "colours_per_sett": {"2": 1}, "stripe_width_fraction": {"5": 0.1}}"#
        ),
        (
            "tartan-statistics.json",
            #"{"reflective_fraction": 1, "stripes_hist": {"-4": 1}, "colours_per_sett": {"2": 1}, "stripe_width_fraction": {"5": 0.1}}"#
        ),
    ])
    func refusesFactsOutOfRange(_ name: String, _ text: String) throws {
        let fixture = try FabricFixture()
        try fixture.write(name, text)
        let error = #expect(throws: FabricDataError.self) { try fixture.corpus() }
        guard case .badEntry(let path, _, _, _) = error else {
            Issue.record("found \(String(describing: error))")
            return
        }
        #expect(path.hasSuffix(name))
    }
}
