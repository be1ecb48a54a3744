import Foundation
import QuartetCatalogs
import QuartetFiles
import QuartetImaginarium
import QuartetModels
import QuartetTestSupport
import Testing

@Suite struct TaggerTrainingTests {
    private let data = TemporaryFolder()

    init() throws {
        try write(
            #"""
            {"categories": [{"name": "shirt, blouse", "supercategory": "upperbody", "level": 2}],
             "attributes": [{"name": "pea (jacket)", "supercategory": "nickname", "level": 1},
                            {"name": "burnout", "supercategory": "textile finishing, manufacturing techniques"}]}
            """#, to: "vocab-fashionpedia.json")
        try write("source,name,hex\nxkcd,cloudy blue,#acc2d9\n", to: "colour-names.csv")
        try write(
            """
            {"category": "dress", "captions": ["is solid black with no sleeves", "has a red collar"]}
            {"category": "dress", "captions": ["is blue, and floral", "xyzzy"]}

            """, to: "captions.jsonl")
    }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: data.file(name)))
    }

    private func training(in folder: String, _ change: (inout TaggerTraining.Options) -> Void = { _ in })
        -> TaggerTraining
    {
        var run = TrainingRun(folder: folder)
        (run.quiet, run.checkpointEvery) = (true, 2)
        var options = TaggerTraining.Options(
            data: URL(filePath: data.path), captions: data.file("captions.jsonl"), run)
        (options.wishes, options.batch, options.steps) = (200, 8, 4)
        (options.width, options.layers, options.tokens) = (16, 1, 500)
        change(&options)
        return TaggerTraining(options)
    }

    @Test func resumesBitForBit() throws {
        let (whole, parts) = (TemporaryFolder(), TemporaryFolder())
        let catalogs = ResourceLocator(environment: ["QUARTET_HOME": Checkout.folder])
        let result = try training(in: whole.path).run(catalogs)
        let figures = try #require(result.figures)
        #expect(result.training.step == 4 && figures.wishes > 5 && figures.swapped > 0)
        #expect((0...1).contains(figures.f1) && (0...1).contains(figures.swappedRight))
        #expect(try training(in: parts.path) { $0.run.stopAt = 2 }.run(catalogs).training.step == 2)
        #expect(try training(in: parts.path) { $0.run.resume = true }.run(catalogs).training.step == 4)
        let bytes = try [whole, parts].map {
            try Data(contentsOf: URL(filePath: $0.file("entities.safetensors")))
        }
        #expect(bytes[0] == bytes[1])
        _ = try PromptReader(DesignFixtures.catalogs(), tagger: WishTagger(path: result.weights))
            .read("a zorp dress")
    }

    @Test func badDataIsNamed() throws {
        let folder = TemporaryFolder()
        #expect(throws: FileError.self) {
            try training(in: folder.path) { $0.captions = "/nowhere" }.checkData()
        }
        try write("{\"captions\": [\"a\"]}\n{\"captions\": 3}\n", to: "captions.jsonl")
        let error = #expect(throws: FileError.self) { try training(in: folder.path).run() }
        #expect(error?.description.contains("line 2") == true, "\(String(describing: error))")
        try write("{\"categories\": 3}", to: "vocab-fashionpedia.json")
        #expect(throws: FileError.self) { try training(in: folder.path).run() }
    }

    /// Without a tagger, readings are as they were.
    @Test func theTaggerMayBeMissing() throws {
        let nowhere = TemporaryFolder()
        #expect(throws: (any Error).self) { try WishTagger(path: nowhere.file("no.safetensors")) }
        let elsewhere = ResourceLocator(environment: ["QUARTET_HOME": nowhere.path])
        let shipped = try WishTagger.shipped(elsewhere)
        #expect(shipped == nil)
        #expect(try DesignFixtures.reader().read("a navy jacket of zibeline").tags.isEmpty)
    }
}
