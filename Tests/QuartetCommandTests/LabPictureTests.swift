import Foundation
import QuartetImaging
import QuartetTestSupport
import Testing

/// Commands on pictures of one's own.
@Suite struct LabPictureTests {
    private func train(_ folder: String, epochs: Int = 2, _ options: [String]) throws -> Program.Outcome {
        try writeIDX(in: folder)
        return try Program.run(
            [
                "lab", "vae", "--data", ".", "--out", "vae", "--batch", "10", "--hidden", "16", "--latents",
                "3",
                "--epochs", "\(epochs)", "--quiet",
            ] + options, in: folder)
    }

    @Test func picturesAreReconstructedAndRanked() throws {
        try inFolder { folder in
            #expect(try train(folder, epochs: 150, ["--class", "0", "--rate", "0.02"]).status == 0)
            let model = ["--model", "vae/vae.safetensors"]
            let data = "small-images-idx3-ubyte"
            let reconstructing = try Program.run(
                ["lab", "vae", "reconstruct", data, "--count", "4", "--out", "made/r.png", "--json"] + model,
                in: folder)
            #expect(reconstructing.status == 0, "\(reconstructing.errors)")
            #expect(
                reconstructing.output.contains("\"error\" : 0.") && reconstructing.output.contains("-4\""))
            #expect(FileManager.default.fileExists(atPath: folder + "/made/r.png"))
            #expect(reconstructing.errors.contains("4 of 60 pictures; --count"), "\(reconstructing.errors)")

            let ranking = try Program.run(
                ["lab", "vae", "anomalies", data, "--normal", "0", "--out", "a.png", "--json"] + model,
                in: folder)
            let result = try Program.dictionary(ranking.output)
            // Class 2 is much brighter than all that the model has seen.
            #expect(try #require(result["areaUnderROC"] as? Double) > 0.9, "\(ranking.output)")
            let scores = try #require(result["pictures"] as? [[String: Any]]).compactMap {
                $0["score"] as? Double
            }
            #expect(scores.count == 60 && scores == scores.sorted(by: >))
            let without = try Program.run(
                ["lab", "vae", "anomalies", data, "--out", "a.png"] + model, in: folder)
            #expect(without.status == 0 && without.errors.contains("--normal"), "\(without.errors)")
            let unknown = try Program.run(
                ["lab", "vae", "anomalies", data, "--normal", "x"] + model, in: folder)
            #expect(unknown.status == 64 && unknown.errors.contains("the classes are 0, 1, 2"))
        }
    }

    @Test func noiseIsRemovedByModelsThatLearntIt() throws {
        try inFolder { folder in
            #expect(try train(folder, ["--noise", "0.2"]).status == 0)
            let denoise = ["lab", "vae", "denoise", "--model", "vae/vae.safetensors", "--count", "3"]
            let denoising = try Program.run(
                denoise + ["small-images-idx3-ubyte", "--out", "clean", "--json"], in: folder)
            #expect(denoising.status == 0, "\(denoising.errors)")
            let result = try Program.dictionary(denoising.output)
            let noisy = try #require(result["noisy"] as? [String: Double])
            // -20 log10(0.2) is 14 dB; values cut to 0...1 have less noise.
            #expect((13.5...18).contains(try #require(noisy["peakSignalToNoise"])))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/clean")
            #expect(names.count == 4 && names.contains("small-images-idx3-ubyte-2-denoised.png"), "\(names)")
            let plain = try Program.run(
                denoise + ["clean/denoised.png", "--noisy", "--out", "again"], in: folder)
            #expect(plain.status == 0 && !plain.output.contains("PSNR"), "\(plain.errors)")
            #expect(!plain.errors.contains("--count"))
            let listed = try Program.run(
                denoise + ["clean/denoised.png", "--noisy", "--out", "again", "--json"], in: folder)
            let files = try Program.dictionary(listed.output)["files"] as? [[String: String]]
            #expect(
                files == [["picture": "clean/denoised.png", "file": "again/denoised-denoised.png"]],
                "\(listed.output)")
            let misnamed = try Program.run(
                denoise + ["clean/denoised.png", "--out", "one.png"], in: folder)
            #expect(misnamed.status == 64 && misnamed.errors.contains("folder"), "\(misnamed.errors)")

            try FileManager.default.removeItem(atPath: folder + "/vae")
            #expect(try train(folder, []).status == 0)
            let untrained = try Program.run(denoise + ["small-images-idx3-ubyte"], in: folder)
            #expect(untrained.status == 65 && untrained.errors.contains("--noise 0.3"), "\(untrained.errors)")
        }
    }

    /// A sheet of a thousand pictures is taller than a picture file can be.
    @Test func aSheetShowsTheFirstHundred() throws {
        try inFolder { folder in
            #expect(try train(folder, ["--noise", "0.2"]).status == 0)
            for copy in ["a", "b"] {
                try FileManager.default.copyItem(
                    atPath: folder + "/small-images-idx3-ubyte",
                    toPath: folder + "/\(copy)-images-idx3-ubyte")
            }
            var heights: [Int] = []
            for count in [100, 120] {
                let denoising = try Program.run(
                    [
                        "lab", "vae", "denoise", "--model", "vae/vae.safetensors", "a-images-idx3-ubyte",
                        "b-images-idx3-ubyte", "--count", "\(count)", "--out", "\(count)",
                    ], in: folder)
                #expect(denoising.status == 0, "\(denoising.errors)")
                let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/\(count)")
                #expect(names.count == count + 1)
                heights.append(try PixelImage(contentsOf: folder + "/\(count)/denoised.png").height)
            }
            #expect(heights[0] == heights[1])
        }
    }

    /// Pictures of folders are shuffled; a name must stay with its picture.
    @Test func picturesAreNamedByTheirPaths() throws {
        try inFolder { folder in
            #expect(try train(folder, ["--noise", "0.2"]).status == 0)
            // White pictures are not what the model has seen: they have the highest scores.
            for index in 0..<24 {
                let path = folder + "/numbered/\(index % 4)/\(index).png"
                try FileManager.default.createDirectory(
                    at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
                let level: UInt8 = index == 13 || index == 18 ? 255 : 40
                try PixelImage(width: 8, height: 8, format: .grey, filledWith: level).write(to: path)
            }
            let model = ["--model", "vae/vae.safetensors"]
            let ranking = try Program.run(
                ["lab", "vae", "anomalies", "numbered/", "--count", "2", "--out", "a.png"] + model,
                in: folder)
            let lines = ranking.output.split(separator: "\n").prefix(2)
            #expect(lines.allSatisfy { $0.hasPrefix("score ") }, "\(ranking.output)")
            let found = Set(lines.map { $0.split(separator: " ").dropFirst(2).joined(separator: " ") })
            #expect(found == ["numbered/1/13.png class 1", "numbered/2/18.png class 2"], "\(found)")

            let denoising = try Program.run(
                ["lab", "vae", "denoise", "numbered", "--class", "2", "--out", "clean", "--quiet"] + model,
                in: folder)
            #expect(denoising.status == 0, "\(denoising.errors)")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/clean").sorted()
            let expected = [2, 6, 10, 14, 18, 22].map { "2-\($0)-denoised.png" } + ["denoised.png"]
            #expect(names == expected.sorted(), "\(names)")
        }
    }

    /// A class may have any name, "all" included.
    @Test func aFolderCalledAllIsAClass() throws {
        try inFolder { folder in
            for index in 0..<4 {
                let path = folder + "/own/all/\(index).png"
                try FileManager.default.createDirectory(
                    atPath: folder + "/own/all", withIntermediateDirectories: true)
                try PixelImage(width: 8, height: 8, format: .grey, filledWith: UInt8(index)).write(to: path)
            }
            let training = try Program.run(
                [
                    "lab", "vae", "--data", "own", "--out", "vae", "--batch", "2", "--hidden", "4",
                    "--epochs", "1",
                ],
                in: folder)
            #expect(training.errors.contains("1 class: all"), "\(training.errors)")
            let few = try Program.run(["lab", "vae", "--data", "own", "--out", "second"], in: folder)
            #expect(few.status == 65 && few.errors.contains("lower --batch or --hold-back"), "\(few.errors)")
            let lone = try Program.run(["lab", "gan", "--data", "own", "--out", "third"], in: folder)
            #expect(lone.status == 65 && lone.errors.contains("lower --batch"), "\(lone.errors)")
        }
    }

    @Test func aCodeThatIsUnusedIsReported() throws {
        try inFolder { folder in
            let training = try train(folder, ["--beta", "1000"])
            #expect(training.output.contains("Warning: the code is unused"), "\(training.output)")
            #expect(training.output.contains("--free-bits"))
        }
    }

    @Test func whatIsLeftOutIsSaidInQuietRunsToo() throws {
        try inFolder { folder in
            try writeIDX(in: folder)
            let small = ["--batch", "8", "--features", "4", "--latents", "4", "--steps", "2", "--quiet"]
            let sampling = ["lab", "gan", "sample", "--model", "gan/gan.safetensors"]
            #expect(
                try Program.run(["lab", "gan", "--data", ".", "--out", "gan"] + small, in: folder).status == 0
            )
            for name in ["ones", "twos"] {
                try FileManager.default.createDirectory(
                    atPath: folder + "/own/" + name, withIntermediateDirectories: true)
                for index in 0..<4 {
                    let file = "own/\(name)/\(index).png"
                    let made = try Program.run(
                        sampling + ["--seed", "\(index)", "--class", "1", "--out", file], in: folder)
                    #expect(made.status == 0, "\(made.errors)")
                }
            }
            try Data([1]).write(to: URL(filePath: folder + "/own/ones/x.bmp"))
            let training = try Program.run(
                ["lab", "gan", "--data", "own", "--size", "8", "--out", "second"] + small, in: folder)
            #expect(training.status == 0, "\(training.errors)")
            #expect(training.errors == "own: left out 1: 1 of type .bmp (ones/x.bmp)\n", "\(training.errors)")
            let loud = try Program.run(
                ["lab", "gan", "--data", "own", "--size", "8", "--out", "third"] + small.dropLast(),
                in: folder)
            #expect(loud.errors.contains("2 classes: ones, twos"), "\(loud.errors)")
        }
    }

    @Test(arguments: [
        ["gan", "sample", "--model", "m", "--out", "s.png", "--brightness", "7"],
        ["gan", "sample", "--model", "m", "--out", "s.png", "--contrast", "0.6"],
        // The model decides the size.
        ["vae", "evaluate", "--model", "m", "--data", ".", "--size", "16"],
    ])
    func optionsThatCannotBeMeantAreRefused(_ arguments: [String]) throws {
        #expect(try Program.run(["lab"] + arguments).status == 64)
    }
}
