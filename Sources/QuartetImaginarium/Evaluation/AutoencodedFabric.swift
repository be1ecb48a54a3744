internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
package import QuartetImaging
internal import QuartetModels
internal import Synchronization

/// A plain variational autoencoder of the same maps as a source of cloth: what a trained generator must be better than.
///
/// It is not conditional: a map of a class is decoded from a latent vector that is drawn from the normal distribution, with
/// a diagonal covariance, of the codes of that class. A map of more than one field repeats one.
package final class AutoencodedFabric: FabricSource {
    package struct Settings: Sendable {
        package var perClass = 240
        package var epochs = 24
        package var seed: UInt64 = 1
        package var quiet = false

        package init() {}
    }

    /// Codes of a class.
    private struct Code: Codable {
        let mean: [Float]
        let deviation: [Float]
    }

    /// The codes of all classes, and the training that they come from.
    private struct Codes: Codable {
        let key: String
        let classes: [Code]
    }

    // Used under the lock only: designs are drawn at the same time.
    private nonisolated(unsafe) let model: PictureAutoencoder
    private let turn = Mutex(())
    private let codes: [Code]

    package let classes = FabricClass.mapped
    package let identity = FabricIdentity(
        file: "autoencoder", checksum: FabricIdentity.checksum(of: "autoencoder".utf8))

    /// Trains the autoencoder, or loads it from a folder where it is the result of the same training.
    ///
    /// - Throws: `CancellationError` when the program is interrupted, and what a training throws.
    package init(corpus: () throws -> FabricCorpus, folder: String, settings: Settings = Settings()) throws {
        let list = folder + "/codes.json"
        let key = "\(settings.perClass) \(settings.epochs) \(settings.seed)"
        if let bytes = try? Data(contentsOf: URL(filePath: list)),
            let known = try? JSONDecoder().decode(Codes.self, from: bytes),
            known.key == key, known.classes.count == FabricClass.mapped.count,
            let cached = try? PictureAutoencoder(path: folder + "/vae.safetensors")
        {
            (model, codes) = (cached, known.classes)
            return
        }
        let pictures = Self.pictures(try corpus(), settings)
        var run = TrainingRun(folder: folder)
        (run.seed, run.quiet, run.precision) = (settings.seed, settings.quiet, .bfloat16)
        var options = VAELab.Options(run)
        (options.hidden, options.latents, options.epochs) = ([512, 256], 48, settings.epochs)
        options.batch = min(128, pictures.count)
        let (training, validation) = pictures.split(validation: 0)
        let outcome = try VAELab(options).run(on: training, validation: validation)
        guard outcome.training.isComplete else { throw CancellationError() }
        model = outcome.model
        codes = try Self.codes(of: pictures, model)
        try AtomicFile.write(JSONEncoder.sorted.text(Codes(key: key, classes: codes)), to: list)
    }

    package func structure(of cloth: FabricClass, seed: UInt64, size: Int) throws -> FloatImage {
        let code = codes[cloth.index]
        let noise = CounterRandom.normals(code.mean.count, seed: seed, stream: 0x434C_4F54)
        let latent = zip(noise, zip(code.mean, code.deviation)).map { $1.0 + $0 * $1.1 }
        let side = StructureMap.side
        let picture = try turn.withLock { _ in try model.pictures(ofLatents: latent) }
        let fields = max(1, size / side)
        return FloatImage(width: side, height: side, channels: 1, values: picture.pixels)
            .tiled(columns: fields, rows: fields)
    }

    /// As many examples of each class, in the order of a training of the former generator.
    private static func pictures(_ corpus: FabricCorpus, _ settings: Settings) -> PictureSet {
        let sampler = FabricSampler(
            corpus: corpus, seed: settings.seed, renderedPerClass: max(1, settings.perClass / 4))
        let area = FabricSampler.side * FabricSampler.side
        let count = settings.perClass * FabricClass.mapped.count
        var pixels = [Float](repeating: 0, count: count * area)
        var labels: [Int] = []
        pixels.withUnsafeMutableBufferPointer { pixels in
            for index in 0..<count {
                let slot = UnsafeMutableBufferPointer(rebasing: pixels[index * area..<(index + 1) * area])
                labels.append(sampler.copyExample(index, into: slot).index)
            }
        }
        return PictureSet(
            width: FabricSampler.side, height: FabricSampler.side, channels: 1, pixels: pixels,
            labels: labels, classNames: FabricClass.mapped.map(\.rawValue))
    }

    private static func codes(of pictures: PictureSet, _ model: PictureAutoencoder) throws -> [Code] {
        let means = try model.encoded(pictures)
        let latents = means.count / pictures.count
        return FabricClass.mapped.indices.map { label in
            let own = pictures.labels.indices.filter { Int(pictures.labels[$0]) == label }
            let moments = (0..<latents).map { latent in
                FabricStatistics.moments(own.map { means[$0 * latents + latent] })
            }
            return Code(
                mean: moments.map { Float($0.mean) }, deviation: moments.map { Float($0.deviation) })
        }
    }
}
