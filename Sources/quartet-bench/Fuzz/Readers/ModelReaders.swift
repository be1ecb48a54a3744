import Foundation
import QuartetEngine
import QuartetFiles
import QuartetModels
import QuartetText

extension FuzzReader {
    private static let modelWords = [
        "\"width\":", "\"height\":", "\"channels\":", "\"latents\":", "\"hidden\":[]", "\"layers\":",
        "\"vocabulary\":",
        "\"architecture\":", "\"configuration\":", "\\\"", "0", "-1", "\"step\":", "null",
    ]

    /// Weights that describe their own model, and the files of a training.
    static let models: [FuzzReader] = [
        FuzzReader(
            "lab-vae", file: "model.safetensors", words: modelWords,
            seeds: { folder in
                [
                    try trained(folder, "vae") { run in
                        var options = VAELab.Options(run)
                        (options.hidden, options.latents, options.epochs, options.batch) = ([8], 2, 1, 8)
                        _ = try VAELab(options).run(on: pictures(16), validation: pictures(0))
                    }
                ]
            },
            read: { _ = try PictureAutoencoder(path: $0).samples(1, seed: 1) }),
        FuzzReader(
            "lab-gan", file: "model.safetensors", words: modelWords,
            seeds: { folder in
                [
                    try trained(folder, "gan") { run in
                        var options = GANLab.Options(run)
                        (options.features, options.latents, options.steps, options.batch) = (4, 2, 1, 8)
                        _ = try GANLab(options).run(on: pictures(16))
                    }
                ]
            },
            read: { _ = try PictureGenerator(path: $0).pictures(labels: [0], seed: 1) }),
        FuzzReader(
            "lab-lines", file: "model.safetensors", words: modelWords,
            seeds: { folder in
                [
                    try trained(folder, "lines") { run in
                        try lines(run)
                    }
                ]
            },
            read: { _ = try LineAutoencoder(path: $0).samples(1, seed: 1) }),
        FuzzReader(
            "lab-gpt", file: "model.safetensors", words: modelWords,
            seeds: { folder in
                [
                    try trained(folder, "gpt") { run in
                        var trainer = BytePairTrainer()
                        (trainer.vocabularySize, trainer.specialTokens) = (256, [])
                        var options = GPTLab.Options(run)
                        (options.width, options.layers, options.heads, options.context) = (8, 1, 1, 8)
                        (options.batch, options.steps) = (2, 1)
                        let text = String(repeating: "the cat sat on the mat. ", count: 20)
                        _ = try GPTLab(options, trainer.train(on: [text])).run(on: text, validation: "")
                    }
                ]
            },
            read: { path in
                var options = TextGenerator.Options()
                options.maximumTokens = 2
                _ = try TextGenerator(path: path).continuation(of: "a b", options)
            }),
        FuzzReader(
            "checkpoint", file: "run/last.safetensors",
            words: modelWords + ["\"lab.network\":", "\"lab.data\":", "\"step\":\"-1\"", "\"model.steps\":"],
            seeds: { folder in
                let run = try newRun(in: folder)
                try lines(run)
                return [try FileBytes.read(run.folder + "/last.safetensors")]
            },
            read: { path in
                var run = TrainingRun(folder: String(path.dropLast("/last.safetensors".count)))
                (run.quiet, run.resume) = (true, true)
                try lines(run)
            }),
        FuzzReader(
            "metrics", file: "metrics.jsonl", words: ["\"step\":", "{", "}", "null", "1e999", "\n"],
            seeds: { _ in [Array("{\"step\":20,\"loss\":1.5}\n{\"step\":40,\"loss\":1.25}\n".utf8)] },
            read: { path in
                _ = MetricsLog.read(path: path)
                try MetricsLog(path: path, resumingAt: 30).append(step: 40, ["loss": 1])
            }),
    ]

    private static func newRun(in folder: String) throws -> TrainingRun {
        let path = folder + "/run"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        var run = TrainingRun(folder: path)
        run.quiet = true
        return run
    }

    /// The weights of a training of one step.
    private static func trained(
        _ folder: String, _ title: String, _ train: (TrainingRun) throws -> Void
    ) throws -> [UInt8] {
        let run = try newRun(in: folder)
        try train(run)
        return try FileBytes.read("\(run.folder)/\(title).safetensors")
    }

    private static func lines(_ run: TrainingRun) throws {
        var options = LineLab.Options(run)
        (options.embedding, options.encoder, options.decoder, options.latents) = (4, 4, 4, 2)
        (options.epochs, options.batch) = (1, 4)
        _ = try LineLab(options).run(on: ["ab", "ba", "aab", "bb"], validation: [])
    }

    private static func pictures(_ count: Int) -> PictureSet {
        PictureSet(
            width: 8, height: 8, channels: 1, pixels: (0..<count * 64).map { Float($0 % 9) / 8 },
            labels: (0..<count).map { $0 % 2 }, classNames: ["even", "odd"])
    }
}
