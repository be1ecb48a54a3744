import Foundation
import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

/// What a training does with a checkpoint that does not lead where it is told to go, and when it ends.
@Suite struct TrainingLoopTests {
    private static let pictures = PictureSet(
        width: 8, height: 8, channels: 1, pixels: CounterRandom.uniforms(48 * 64, seed: 5, stream: 1))

    private func options(_ folder: String, epochs: Int, resume: Bool = false) -> VAELab.Options {
        var options = VAELab.Options(TrainingRun(folder: folder))
        (options.hidden, options.latents, options.batch, options.epochs) = ([6], 2, 8, epochs)
        (options.run.checkpointEvery, options.run.quiet, options.run.resume) = (2, true, resume)
        return options
    }

    private func train(_ options: VAELab.Options, validatingOn count: Int = 8) throws -> TrainingOutcome {
        let (training, validation) = Self.pictures.split(validation: count)
        return try VAELab(options).run(on: training, validation: validation).training
    }

    private func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: file) }

    /// Nothing is left to do: the weights that the run names are written again.
    @Test func aCheckpointBeyondTheLastStepIsDone() throws {
        try inFolders { folder, _ in
            #expect(try train(options(folder, epochs: 3)).step == 15)
            let checkpoint = try Data(contentsOf: URL(filePath: folder + "/last.safetensors"))
            try FileManager.default.removeItem(atPath: folder + "/vae.safetensors")
            let outcome = try train(options(folder, epochs: 2, resume: true))
            #expect(outcome == TrainingOutcome(step: 15, totalSteps: 10, stoppedEarly: false))
            #expect(outcome.isComplete)
            #expect(exists(folder + "/vae.safetensors"))
            #expect(try Data(contentsOf: URL(filePath: folder + "/last.safetensors")) == checkpoint)
        }
    }

    /// A larger batch makes fewer steps: the run is over, or goes on from the step that it has.
    @Test(arguments: [(20, 15, 6), (4, 30, 30)]) func theBatchMayChangeOnResumption(
        _ batch: Int, _ step: Int, _ total: Int
    ) throws {
        try inFolders { folder, _ in
            _ = try train(options(folder, epochs: 3))
            var changed = options(folder, epochs: 3, resume: true)
            changed.batch = batch
            let outcome = try train(changed)
            #expect(outcome == TrainingOutcome(step: step, totalSteps: total, stoppedEarly: false))
        }
    }

    @Test(arguments: ["step", "model.steps"], ["9223372036854775807", "-1", "many", "281474976710657"])
    func countsBeyondAnyTrainingAreRefused(_ key: String, _ value: String) throws {
        try inFolders { folder, _ in
            _ = try train(options(folder, epochs: 1))
            let path = folder + "/last.safetensors"
            let file = try SafetensorsFile(path: path)
            var writer = SafetensorsWriter(metadata: file.metadata.merging([key: value]) { $1 })
            for (name, entry) in file.entries {
                writer.add(name, shape: entry.shape, try file.floats(name))
            }
            try writer.write(to: path)
            let error = #expect(throws: CheckpointError.self) {
                try train(options(folder, epochs: 3, resume: true))
            }
            #expect(error?.file == path && error?.reason.contains("from 0 to \(1 << 48)") == true)
        }
    }

    @Test func stopsEarlyAndKeepsTheBest() throws {
        try inFolders { folder, _ in
            var hasty = options(folder, epochs: 40)
            // Noise cannot be learnt: the validation loss soon rises.
            (hasty.learningRate, hasty.patience) = (0.1, 2)
            let outcome = try train(hasty)
            #expect(outcome.stoppedEarly && outcome.isComplete && outcome.step < outcome.totalSteps)
            let losses = MetricsLog.read(path: folder + "/metrics.jsonl").compactMap { $0["heldBack"] }
            let lowest = try #require(losses.min())
            #expect(losses.firstIndex(of: lowest) == losses.count - 3)
            let best = try SafetensorsFile(path: folder + "/best.safetensors").metadata
            #expect(best["heldBack"] == String(lowest))
            #expect(best["step"] == String((losses.count - 2) * 5))
            // The end is part of the checkpoint.
            hasty.run.resume = true
            #expect(try train(hasty) == outcome)
        }
    }

    /// Metrics have every twentieth step, every validation and the last step.
    @Test func metricsHaveTheLastStep() throws {
        try inFolders { folder, _ in
            let outcome = try train(options(folder, epochs: 5), validatingOn: 0)
            #expect(outcome.step == 30)
            let log = MetricsLog.read(path: folder + "/metrics.jsonl")
            #expect(log.map { $0["step"] } == [6, 12, 18, 20, 24, 30])
            #expect(log.allSatisfy { Set($0.keys) == ["step", "loss", "reconstruction", "divergence"] })
            #expect(!exists(folder + "/best.safetensors"))
        }
    }

    @Test func anInvalidNetworkIsNamedBeforeAnythingIsWritten() throws {
        try inFolders { folder, _ in
            var wrong = options(folder, epochs: 1)
            wrong.hidden = [6, 0]
            let changed = wrong
            let error = #expect(throws: InvalidConfiguration.self) { try train(changed) }
            #expect(error?.description == "network.hidden[1] is 0; expected 1 to 65536")
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(files.isEmpty)
        }
    }
}
