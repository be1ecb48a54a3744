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
}
