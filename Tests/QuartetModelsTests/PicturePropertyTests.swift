import Foundation
import QuartetModels
import QuartetTestSupport
import Testing

@Suite struct PicturePropertyTests {
    @Test func aGeneratorIsAskedForTheValuesItWasTrainedWith() throws {
        let folder = TemporaryFolder()
        let pictures = PictureSet(
            width: 8, height: 8, channels: 1,
            pixels: (0..<64).flatMap { [Float](repeating: $0 % 2 == 0 ? 0.1 : 0.9, count: 64) })
        var options = GANLab.Options(TrainingRun(folder: folder.path))
        (options.latents, options.features, options.steps, options.batch) = (4, 4, 3, 16)
        options.measures = [.brightness]
        options.run.quiet = true
        let model = try GANLab(options).run(on: pictures).model
        func made(_ requested: [PictureMeasure: Float]) throws -> [Float] {
            try model.pictures(labels: [0], requested: requested, seed: 1).pixels
        }
        #expect(try made([.brightness: 0.9]) != made([.brightness: 0.1]))
        #expect(try made([.brightness: 0.5]) == made([:]), "What is not asked for is as in the mean.")
        // From two deviations below the mean to two above: 0.5 and 0.4 here.
        let sweep = try model.sweep(of: .brightness, steps: 3, seed: 1)
        #expect(try Array(sweep[2]) == made([.brightness: 1.3]))
        // The description in the weights file is read back.
        let read = try PictureGenerator(path: folder.file("gan.safetensors"))
        #expect(read.description == model.description)
        #expect(abs(try #require(read.description.properties.first).mean - 0.5) < 1e-6)
        #expect(throws: TrainingError.property(requested: .contrast, known: [.brightness])) {
            try model.sweep(of: .contrast, steps: 3, seed: 1)
        }
    }
}
