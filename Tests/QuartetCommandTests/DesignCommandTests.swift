import Foundation
import QuartetTestSupport
import Testing

@Suite struct DesignCommandTests {
    @Test func aPromptBecomesFilesAndTheRecordDrawsTheSamePicture() throws {
        try inFolder { folder in
            let drawn = try Program.run(
                ["design", "-", "--count", "1", "--json", "--quiet", "--out", "made"], in: folder,
                input: Data("a long blue dress with floral patterns\n".utf8))
            #expect(drawn.status == 0, "\(drawn.errors)")
            #expect(drawn.errors.isEmpty)
            let object = try JSONSerialization.jsonObject(with: Data(drawn.output.utf8)) as? [String: Any]
            let result = try #require(object)
            #expect(result["prompt"] as? String == "a long blue dress with floral patterns")
            #expect(result["seed"] as? Int == 1)
            #expect((result["designs"] as? [Any])?.count == 1)
            for file in [
                "design-1.png", "design-1.svg", "design-1.json", "design-1-swatch.png", "designs.png",
            ] {
                #expect(FileManager.default.fileExists(atPath: folder + "/made/" + file), "\(file)")
            }
            let again = try Program.run(
                ["design", "redraw", "made/design-1.json", "--out", "again"], in: folder)
            #expect(again.status == 0, "\(again.errors)")
            for file in ["design-1.png", "design-1.svg", "design-1-swatch.png"] {
                let (first, second) = (folder + "/made/" + file, folder + "/again/" + file)
                #expect(FileManager.default.contentsEqual(atPath: first, andPath: second), "\(file)")
            }
        }
    }

    @Test func wordsThatAreNotUnderstoodAreNamed() throws {
        try inFolder { folder in
            let drawn = try Program.run(
                ["design", "a", "red", "frobnicated", "skirt", "--count", "1"], in: folder)
            #expect(drawn.status == 0, "\(drawn.errors)")
            #expect(drawn.output.contains("Not understood  \"frobnicated\""))
            #expect(drawn.output.contains("designs/design-1.png"))
        }
    }

    @Test func clothIsDrawnAndDrawnAgain() throws {
        try inFolder { folder in
            let drawn = try Program.run(
                [
                    "design", "fabric", "Hawaiian watercolour, three colours", "--repeat", "half-drop",
                    "--pixels",
                    "600x300", "--palette", "#1d3557,#f1faee,#e63946", "--colourways", "2", "--json",
                    "--quiet",
                ], in: folder)
            #expect(drawn.status == 0, "\(drawn.errors)")
            let object = try JSONSerialization.jsonObject(with: Data(drawn.output.utf8)) as? [String: Any]
            #expect((object?["cloths"] as? [Any])?.count == 1)
            let again = try Program.run(
                ["design", "fabric", "--from", "fabric/record.json", "--out", "again"], in: folder)
            #expect(again.status == 0, "\(again.errors)")
            for file in [
                "tile.png", "layers.png", "tile.svg", "colourway-b.png", "colourways.png", "palette.ase",
            ] {
                let (first, second) = (folder + "/fabric/" + file, folder + "/again/" + file)
                #expect(FileManager.default.contentsEqual(atPath: first, andPath: second), "\(file)")
            }
        }
    }

    @Test(
        arguments: [
            (["floral", "--repeat-cm", "0"], 64, "--repeat-cm is 0; expected 1 to 200 cm"),
            (["floral", "--dpi", "10000"], 64, "--dpi is 10000; expected 20 to 1200 dots an inch"),
            (["floral", "--dpi", "1200"], 64, "at most 40 million are drawn"),
            (["floral", "--pixels", "12"], 64, "expected width and height"),
            (["floral", "--palette", "blurple"], 64, "\"blurple\" is not a colour"),
            (["floral", "--palette", "navy"], 64, "1 colour requested; floral cloth shows 2 to 8"),
            (["floral", "--palettes", "cut.ase"], 65, "cut.ase: cut short: it ends at byte 10"),
            (["floral", "--palettes", "old.aco"], 65, "found version 7, expected version 1 or 2"),
            (["floral", "--palettes", "none.gpl"], 66, "none.gpl: cannot be read"),
            (["a floral dress"], 65, "use `quartet design draw`"), (["--from", "cut.ase"], 65, "cut.ase"),
            ([], 64, "a description of the cloth, or --from, is missing"),
        ] as [([String], Int32, String)])
    func mistakesAboutClothAreSentences(arguments: [String], status: Int32, words: String) throws {
        try inFolder { folder in
            try Data("ASEF\0\u{1}\0\0\0\0".utf8).write(to: URL(filePath: folder + "/cut.ase"))
            try Data([0, 7, 0, 0]).write(to: URL(filePath: folder + "/old.aco"))
            let result = try Program.run(["design", "fabric"] + arguments, in: folder)
            #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
            #expect(!result.errors.contains("Cocoa"))
            #expect(!FileManager.default.fileExists(atPath: folder + "/fabric"))
        }
    }
}
