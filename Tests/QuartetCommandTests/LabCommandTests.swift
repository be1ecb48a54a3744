import Foundation
import QuartetTestSupport
import Testing

@Suite struct LabCommandTests {
    @Test func anAutoencoderIsTrainedAndUsed() throws {
        try inFolder { folder in
            try writeIDX(in: folder)
            let small = ["--data", ".", "--batch", "10", "--hidden", "16", "--latents", "3", "--epochs", "2"]
            let training = try Program.run(
                ["lab", "vae", "--out", "vae", "--quiet", "--json"] + small, in: folder)
            #expect(training.status == 0, "\(training.errors)")
            #expect(training.errors.isEmpty)
            let result = try Program.dictionary(training.output)
            #expect(result["steps"] as? Int == 10)
            let files = [
                "last.safetensors", "best.safetensors", "vae.safetensors", "metrics.jsonl", "curves.png",
                "reconstructions.png", "samples.png", "interpolation.png",
            ]
            for file in files {
                #expect(FileManager.default.fileExists(atPath: folder + "/vae/" + file), "\(file)")
            }

            let model = ["--model", "vae/vae.safetensors"]
            let evidence = try Program.run(
                ["lab", "vae", "evaluate", "--data", ".", "--last", "6", "--passes", "2", "--json"] + model,
                in: folder)
            let measured = try Program.dictionary(evidence.output)
            #expect(measured["pictures"] as? Int == 6)
            let sum = (measured["reconstruction"] as? Double ?? 0) + (measured["divergence"] as? Double ?? 0)
            #expect(abs(sum - (measured["negativeELBO"] as? Double ?? -1)) < 1e-6)
            #expect(
                try Program.run(["lab", "vae", "sample", "--out", "s.png"] + model, in: folder).status == 0)
            let between =
                ["lab", "vae", "interpolate", "--data", ".", "--pairs", "2", "--out", "i.svg"] + model
            let interpolating = try Program.run(between, in: folder)
            #expect(interpolating.status == 0, "\(interpolating.errors)")
        }
    }

    @Test func aGeneratorIsTrainedAndItsPicturesCanBeReadBack() throws {
        try inFolder { folder in
            try writeIDX(in: folder)
            let training = try Program.run(
                [
                    "lab", "gan", "--data", ".", "--out", "gan", "--batch", "8", "--features", "4",
                    "--latents", "4",
                    "--steps", "4", "--quiet",
                ], in: folder)
            #expect(training.status == 0, "\(training.errors)")
            #expect(training.output.contains("probability of being real"))
            // Four steps prove nothing.
            #expect(training.output.contains("Variety: ") && training.output.contains("too early to tell"))
            #expect(!training.output.contains("in balance"))
            let metrics = try String(contentsOfFile: folder + "/gan/metrics.jsonl", encoding: .utf8)
            #expect(metrics.contains("\"leastVariety\":"))
            for file in ["curves.png", "samples.png", "noise.png", "interpolation.png", "gan.html"] {
                #expect(FileManager.default.fileExists(atPath: folder + "/gan/" + file), "\(file)")
            }
            let twice = try Program.run(
                ["lab", "gan", "--data", ".", "--out", "gan", "--batch", "8", "--steps", "4"], in: folder)
            #expect(twice.status == 73)
            #expect(twice.errors.contains("--resume"))
            let sampling = try Program.run(
                [
                    "lab", "gan", "sample", "--model", "gan/gan.safetensors", "--count", "5",
                    "--out",
                    "made/made-images-idx3-ubyte",
                ], in: folder)
            #expect(sampling.status == 0, "\(sampling.errors)")
            let labels = try Data(contentsOf: URL(filePath: folder + "/made/made-labels-idx1-ubyte"))
            #expect(Array(labels) == [0, 0, 8, 1, 0, 0, 0, 15] + (0..<15).map { UInt8($0 / 5) })
            let images = try Data(contentsOf: URL(filePath: folder + "/made/made-images-idx3-ubyte"))
            #expect(images.count == 16 + 15 * 64)
            let again = try Program.run(
                [
                    "lab", "gan", "--data", "made", "--out", "again", "--batch", "8", "--features", "4",
                    "--steps", "1",
                ],
                in: folder)
            #expect(again.status == 0, "\(again.errors)")
        }
    }

    @Test func anAutoencoderOfLinesIsTrainedAndUsed() throws {
        try inFolder { folder in
            let lines = (0..<80).map { "line \($0 * 37 % 101)" }
            try (lines.joined(separator: "\n") + "\n\n").write(
                toFile: folder + "/lines.txt", atomically: true, encoding: .utf8)
            let small = [
                "--embedding", "4", "--encoder", "6", "--decoder", "8", "--latents", "3", "--epochs", "2",
            ]
            let training = try Program.run(
                [
                    "lab", "lines", "--data", "lines.txt", "--out", "made", "--batch", "20", "--quiet",
                    "--json",
                ]
                    + small,
                in: folder)
            #expect(training.status == 0, "\(training.errors)")
            #expect(training.errors.isEmpty)
            let result = try Program.dictionary(training.output)
            #expect(result["steps"] as? Int == 6 && result["warnings"] is [String])
            let trained = try #require(result["reconstructions"] as? [String: Any])
            #expect(trained["lines"] as? Int == 8 && trained["exact"] is Int)
            for file in [
                "last.safetensors", "best.safetensors", "lines.safetensors", "metrics.jsonl", "curves.png",
                "samples.txt", "reconstructions.tsv",
            ] {
                #expect(FileManager.default.fileExists(atPath: folder + "/made/" + file), "\(file)")
            }
            let model = ["--model", "made/lines.safetensors"]
            let sampling = try Program.run(["lab", "lines", "sample", "--count", "3"] + model, in: folder)
            #expect(sampling.output.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
            let evaluating = try Program.run(
                ["lab", "lines", "evaluate", "--data", "lines.txt", "--last", "7", "--json"] + model,
                in: folder)
            let measured = try Program.dictionary(evaluating.output)
            #expect(measured["lines"] as? Int == 7 && measured["code"] is [String: Any])
            #expect((measured["reconstructions"] as? [String: Any])?["lines"] as? Int == 7)
            let shown = try Program.run(
                ["lab", "lines", "evaluate", "--data", "lines.txt", "--last", "7"] + model, in: folder
            ).output
            let code = try #require(measured["code"] as? [String: Any])
            let (active, divergence) = (code["activeUnits"] as? Int, code["divergence"] as? Double)
            #expect(shown.contains(/Code: \d+ of \d+ latent variables are active\./), "\(shown)")
            #expect(shown.contains(/Reconstructed exactly: \d of 7 lines\./), "\(shown)")
            let isUnused = try #require(active) == 0 || !(try #require(divergence) >= 1)
            #expect(shown.contains("Warning: the code is unused") == isUnused, "\(shown)")
        }
    }

    @Test func wrongLinesAreRefused() throws {
        try inFolder { folder in
            try Data("good\nalso good\nb\u{e4}d\n".unicodeScalars.map { UInt8($0.value) }).write(
                to: URL(filePath: folder + "/latin.txt"))
            let latin = try Program.run(["lab", "lines", "--data", "latin.txt"], in: folder)
            #expect(latin.status == 65)
            #expect(latin.errors.contains("latin.txt: line 3 is not UTF-8"))
            let missing = try Program.run(["lab", "lines", "--data", "nothing.txt"], in: folder)
            #expect(missing.status == 66, "\(missing.errors)")
            try "one\ntwo\n".write(toFile: folder + "/few.txt", atomically: true, encoding: .utf8)
            let few = try Program.run(["lab", "lines", "--data", "few.txt"], in: folder)
            #expect(few.status == 65)
            #expect(few.errors.contains("found 2 lines, need at least"), "\(few.errors)")
            #expect(few.errors.contains("lower --batch or --hold-back"), "\(few.errors)")
            let long = try Program.run(["lab", "lines", "--data", "few.txt", "--longest", "2"], in: folder)
            #expect(long.status == 65 && long.errors.contains("raise --longest"), "\(long.errors)")
            try Data("\n".utf8).write(to: URL(filePath: folder + "/empty.txt"))
            let empty = try Program.run(["lab", "lines", "--data", "empty.txt"], in: folder)
            #expect(empty.status == 65 && empty.errors.contains("empty.txt: is empty"), "\(empty.errors)")
            try writeIDX(in: folder)
            let small = ["--data", ".", "--batch", "10", "--hidden", "4", "--latents", "2", "--epochs", "1"]
            #expect(try Program.run(["lab", "vae", "--out", "v", "--quiet"] + small, in: folder).status == 0)
            let other = try Program.run(
                ["lab", "lines", "sample", "--model", "v/vae.safetensors"], in: folder)
            #expect(other.status == 65)
            #expect(other.errors.contains("does not hold an autoencoder of lines"))
        }
    }
}
