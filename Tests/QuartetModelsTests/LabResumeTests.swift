import Foundation
import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

/// A training that is stopped and resumed writes the same bytes as an uninterrupted one.
@Suite struct LabResumeTests {
    static let pictures = PictureSet(
        width: 8, height: 8, channels: 1,
        pixels: CounterRandom.uniforms(40 * 64, seed: 5, stream: 1), labels: (0..<40).map { $0 % 3 },
        classNames: ["a", "b", "c"])

    @Test func autoencoderResumesBitForBit() throws {
        try inFolders { whole, parts in
            func run(in folder: String, stopAt: Int?, resume: Bool) throws -> Int {
                var options = VAELab.Options(TrainingRun(folder: folder))
                (options.hidden, options.latents, options.batch) = ([12], 3, 8)
                (options.epochs, options.run.checkpointEvery) = (2, 2)
                (options.run.quiet, options.run.resume, options.run.stopAt) = (true, resume, stopAt)
                let (training, validation) = Self.pictures.split(validation: 12)
                return try VAELab(options).run(on: training, validation: validation).training.step
            }
            try check(run(in: whole, stopAt: nil, resume: false), is: 6)
            try check(run(in: parts, stopAt: 3, resume: false), is: 3)
            try check(run(in: parts, stopAt: nil, resume: true), is: 6)
            for file in ["last.safetensors", "vae.safetensors", "best.safetensors", "metrics.jsonl"] {
                try checkSame(file, in: whole, parts)
            }
        }
    }

    @Test(arguments: [false, true]) func adversariesResumeBitForBit(_ isElaborate: Bool) throws {
        try inFolders { whole, parts in
            func run(in folder: String, stopAt: Int?, resume: Bool) throws -> Int {
                var options = Self.ganOptions(folder)
                (options.run.resume, options.run.stopAt) = (resume, stopAt)
                (options.hasStyle, options.augments) = (isElaborate, isElaborate)
                return try GANLab(options).run(on: Self.pictures).training.step
            }
            try check(run(in: whole, stopAt: nil, resume: false), is: 6)
            try check(run(in: parts, stopAt: 3, resume: false), is: 3)
            try check(run(in: parts, stopAt: nil, resume: true), is: 6)
            for file in ["last.safetensors", "gan.safetensors"] {
                try checkSame(file, in: whole, parts)
            }
        }
    }

    @Test func otherCircumstancesAreNamed() throws {
        try inFolders { folder, _ in
            let store = ParameterStore()
            let model = VariationalAutoencoder(
                store.scope, .init(inputs: 4, hidden: [3], latents: 2, likelihood: .bernoulli))
            _ = model
            store.initialize(seed: 1)
            let optimizer = Optimizer(store, .adam())
            var there = TrainingCheckpoint.Circumstances(precision: .float32)
            there.threads = 77
            there.instructionSet = "abacus"
            let parts = [TrainingCheckpoint.Part("model", store, optimizer)]
            let record = RunRecord(network: "small", settings: ["seed": "1", "batch": "8"])
            let path = folder + "/last.safetensors"
            try TrainingCheckpoint(parts, circumstances: there).save(
                to: path, step: 3, metadata: record.metadata)

            let here = TrainingCheckpoint(parts, circumstances: .init(precision: .float32))
            let other = RunRecord(network: "small", settings: ["seed": "2", "batch": "8"])
            let restored = try other.restore(here, from: path)
            #expect(restored.step == 3)
            #expect(restored.warnings.contains { $0.hasPrefix("threads was 77, is ") })
            #expect(restored.warnings.contains { $0.hasPrefix("instructionSet was abacus, is ") })
            #expect(restored.warnings.contains("seed was 1, is 2"))
            #expect(restored.warnings.count == 3)
        }
    }

    @Test func anotherNetworkIsRefused() throws {
        try inFolders { folder, _ in
            var options = Self.ganOptions(folder)
            options.run.stopAt = 1
            _ = try GANLab(options).run(on: Self.pictures)
            options.latents += 1
            options.run.resume = true
            let changed = options
            #expect(throws: TrainingError.self) { try GANLab(changed).run(on: Self.pictures) }
        }
    }

    /// The first step that sees a picture with a NaN ends the training, and the message fits what was saved until then.
    @Test(arguments: [(0, "start again with"), (3, "continue from step 2 with --resume and")])
    func notFiniteNamesTheTensorAndWhatHelps(_ step: Int, _ advice: String) throws {
        try inFolder { folder in
            var options = VAELab.Options(TrainingRun(folder: folder + "/made"))
            (options.hidden, options.latents, options.batch, options.run.quiet) = ([12], 3, 8, true)
            options.run.checkpointEvery = 2
            var batches = ShuffledBatches(count: 40, batch: 8, seed: options.run.seed)
            let place = try Int(#require(batches.indices(step: step).first)) * 64 + 9
            let lab = VAELab(options)
            let pictures = PictureSet(
                width: 8, height: 8, channels: 1,
                pixels: Self.pictures.pixels.enumerated().map { $0 == place ? .nan : $1 })
            let error = #expect(throws: TrainingError.self) {
                try lab.run(on: pictures, validation: pictures.subset(0..<0))
            }
            guard case .diverged(let tensor, step, let checkpoint, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(!tensor.isEmpty && checkpoint == (step == 0 ? nil : 2))
            let text =
                "the loss is not finite at step \(step + 1) (first in \(tensor)); \(advice) a lower --rate"
            #expect(error?.description == text)
            #expect(FileManager.default.fileExists(atPath: folder + "/made") == (step > 0))
        }
    }

    static func ganOptions(_ folder: String) -> GANLab.Options {
        var options = GANLab.Options(TrainingRun(folder: folder))
        (options.latents, options.features, options.batch, options.steps) = (5, 4, 8, 6)
        (options.run.checkpointEvery, options.run.quiet) = (2, true)
        options.measures = [.brightness]
        return options
    }
}

func check(_ steps: Int, is expected: Int) { #expect(steps == expected) }

func checkSame(_ file: String, in first: String, _ second: String) throws {
    let (a, b) = try (bytes(first, file), bytes(second, file))
    #expect(a == b, "\(file) differs")
}

private func bytes(_ folder: String, _ file: String) throws -> Data {
    try Data(contentsOf: URL(filePath: folder + "/" + file))
}
