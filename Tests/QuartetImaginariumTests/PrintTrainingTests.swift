import Foundation
import QuartetEngine
import QuartetImaginarium
import QuartetImaging
import QuartetModels
import QuartetTestSupport
import Testing

@Suite struct PrintTrainingTests {
    private let fixture: FabricFixture

    init() throws { fixture = try FabricFixture() }

    /// Four steps, two at half the size and two at the full one.
    private func train(in folder: String, stopAt: Int? = nil, resume: Bool = false) throws -> Int {
        var options = PrintTraining.Options(data: fixture.folder, TrainingRun(folder: folder))
        (options.pictures, options.coarse, options.batch) = (8, 4, 2)
        (options.renderedPerClass, options.run.quiet) = (1, true)
        (options.run.checkpointEvery, options.run.stopAt, options.run.resume) = (2, stopAt, resume)
        return try PrintTraining(options).run().training.step
    }

    @Test func resumesBitForBit() throws {
        let (whole, parts) = (TemporaryFolder(), TemporaryFolder())
        #expect(try train(in: whole.path) == 4)
        #expect(try train(in: parts.path, stopAt: 3) == 3)
        #expect(try train(in: parts.path, resume: true) == 4)
        for file in ["last.safetensors", "fabric.safetensors"] {
            let bytes = try [whole, parts].map { try Data(contentsOf: URL(filePath: $0.file(file))) }
            #expect(bytes[0] == bytes[1], "\(file)")
        }
    }

    @Test func writesAModelThatMakesSeamlessPrints() throws {
        let folder = TemporaryFolder()
        #expect(try train(in: folder.path) == 4)
        let model = try PrintModel(path: folder.file("fabric.safetensors"))
        #expect(model.classes == PrintRenderer.classes)
        let print = try model.print(of: .leopard, coarse: 1, size: 256)
        #expect((print.width, print.height) == (256, 256))
        #expect(print.values.allSatisfy { (0...1).contains($0) })
        #expect(try model.print(of: .leopard, coarse: 1, size: 256) == print)
        #expect(try model.print(of: .leopard, coarse: 1, fine: 2, size: 256) != print)
        #expect(try model.print(of: .leopard, coarse: 2, size: 256) != print)
        let structure = try model.structure(of: .leopard, seed: 1, size: 256)
        #expect(structure.seams.vertical < 1.2 && structure.seams.horizontal < 1.2, "\(structure.seams)")
        #expect(throws: CheckpointError.self) { try model.print(of: .striped, coarse: 1, size: 128) }
        for name in ["samples.png", "examples.png", "metrics.jsonl"] {
            #expect(FileManager.default.fileExists(atPath: folder.file(name)), "\(name)")
        }
    }
}
