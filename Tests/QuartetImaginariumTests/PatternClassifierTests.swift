import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// The classifier of real cloth, and the autoencoder beside it, on a small folder of dots and plain cloth.
@Suite struct PatternClassifierTests {
    private let fixture: FabricFixture
    private let folder = TemporaryFolder()

    init() throws { fixture = try FabricFixture() }

    private func patches() throws -> PatternPatches {
        defer { withExtendedLifetime(fixture) {} }
        return try PatternPatches(folder: fixture.folder)
    }

    @Test func garmentsAreNeverOnBothSides() throws {
        let patches = try patches()
        let (training, unseen) = (Set(patches.training.map(\.group)), Set(patches.unseen.map(\.group)))
        #expect(training.isDisjoint(with: unseen))
        // Twelve garments and a checked close-up; floral close-ups show less than a repeat.
        #expect(training.count + unseen.count == 13)
        for pattern in [FabricClass.dotted, .plain] {
            #expect(patches.training.contains { $0.pattern == pattern })
            #expect(patches.unseen.contains { $0.pattern == pattern })
        }
        #expect(patches.training.allSatisfy { !$0.isUnseenByGenerator })
        #expect(patches.known([.dotted, .plain, .lace], training: 4, unseen: 1) == [.dotted, .plain])
        #expect(patches.known([.dotted], training: 20).isEmpty)
    }

    @Test func missingFilesAreNamed() throws {
        try fixture.remove("fabric-closeups.csv")
        #expect(throws: FabricDataError.self) { try patches() }
        #expect(
            throws: FabricDataError.missingFile(
                path: fixture.folder.appending(path: "fabric-closeups.csv").path)
        ) { try DesignEvaluation.checkData(in: fixture.folder) }
    }

    @Test func learnsDotsFromPlainClothAndIsKept() throws {
        let patches = try patches()
        var training = PatternTraining()
        (training.steps, training.batch, training.quiet) = (80, 16, true)
        let path = folder.file("patterns.safetensors")
        let classes: [FabricClass] = [.plain, .dotted]
        let classifier = try training.classifier(of: classes, patches: patches, cache: path)
        let pictures = patches.unseen.filter { classes.contains($0.pattern) }
        let readings = classifier.read(pictures.map(\.picture))
        #expect(readings.map { classes[$0.label] } == pictures.map(\.pattern))
        #expect(readings.allSatisfy { $0.features.count == readings[0].features.count })

        let written = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        let again = try training.classifier(of: classes, patches: patches, cache: path)
        #expect(again.read(pictures.map(\.picture)).map(\.features) == readings.map(\.features))
        #expect(
            try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date == written)
        // Another training does not take the file for its own.
        training.seed = 2
        let other = try training.classifier(of: classes, patches: patches, cache: path)
        #expect(other.read(pictures.map(\.picture)).map(\.features) != readings.map(\.features))
    }

    @Test func theAutoencoderIsASourceOfCloth() throws {
        var settings = AutoencodedFabric.Settings()
        (settings.perClass, settings.epochs, settings.quiet) = (4, 2, true)
        let first = try AutoencodedFabric(
            corpus: { try fixture.corpus() }, folder: folder.file("vae"), settings: settings)
        let map = try first.structure(of: .dotted, seed: 3, size: 192)
        #expect(map.width == 192 && map.height == 192 && map.channels == 1)
        #expect(map.values.allSatisfy { (0...1).contains($0) })
        #expect(try map != first.structure(of: .dotted, seed: 4, size: 192))
        // The second time it is loaded, and nothing is read.
        let second = try AutoencodedFabric(
            corpus: { throw FabricDataError.noExamples(path: "") }, folder: folder.file("vae"),
            settings: settings)
        #expect(try second.structure(of: .dotted, seed: 3, size: 192) == map)
    }

    @Test func rulesAreASourceOfCloth() throws {
        let source = RenderedFabric(facts: try fixture.corpus().facts)
        for cloth in [FabricClass.striped, .leopard] {
            let map = source.structure(of: cloth, seed: 1 << 52, size: 192)
            #expect(map.width % 3 == 0 && map == source.structure(of: cloth, seed: 1 << 52, size: 192))
            #expect(SeamJump.ratio(map) < 1.5)
        }
    }
}
