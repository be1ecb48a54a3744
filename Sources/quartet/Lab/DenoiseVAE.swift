import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels

/// `quartet lab vae denoise`.
struct DenoiseVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "denoise", abstract: "Remove noise from pictures with an autoencoder trained for it.",
        discussion: """
            The model must be trained with --noise. Noise of the same strength is added to the pictures, and removed by \
            the model and, for comparison, by a median filter of 3 x 3 pixels. Printed are, against the pictures as they \
            were, the peak signal-to-noise ratio (PSNR) and the structural similarity (SSIM, Wang et al., 2004). With \
            --noisy the pictures are taken to be noisy already, and nothing is measured. Writes to --out: a PNG for each \
            denoised picture, named by its path, and denoised.png, a sheet of all steps for the first 100.

            EXAMPLES:
              quartet lab vae --data fashion-mnist/ --noise 0.3 --out lab/denoiser
              quartet lab vae denoise --model lab/denoiser/vae.safetensors shoe.png bag.png
            """)

    @Option(help: .autoencoder, completion: .file())
    var model: String

    @OptionGroup var pictures: PictureArguments

    @Flag(help: "The pictures are noisy already: add no noise, measure nothing.")
    var noisy = false

    @Option(help: ArgumentHelp("Deviation of the noise (default: the training's).", valueName: "number"))
    var noise: Float?

    @Option(help: ArgumentHelp("Take at most this many pictures.", valueName: "number"))
    var count = 100

    @Option(help: ArgumentHelp("Folder for the pictures.", valueName: "folder"), completion: .directory)
    var out = "out/denoised"

    @Option(help: .seed)
    var seed: UInt64 = 1

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let noise { try check(noise, in: 0.001...10, "--noise") }
        try check(count, in: 1...10_000, "--count")
        if ImageFileFormat(endingOf: out) != nil || out.lowercased().hasSuffix(".svg") {
            throw ValidationError(
                "--out \(out): is the name of a picture; --out is the folder for all pictures of this command."
            )
        }
        if noisy, noise != nil { throw ValidationError("--noisy adds no noise: not with --noise.") }
    }

    /// What was measured against the pictures as they were.
    private struct Quality {
        let noisy: PictureQuality
        let medianFiltered: PictureQuality
        let denoised: PictureQuality
    }

    private struct Denoised: Encodable {
        let picture: String
        let file: String
    }

    /// Without noise and qualities where the pictures were noisy already.
    private struct Result: Encodable {
        let pictures: Int
        let noise: Float?
        let noisy: PictureQuality?
        let medianFiltered: PictureQuality?
        let denoised: PictureQuality?
        let files: [Denoised]
        let sheet: String
    }

    func run() throws {
        common.apply()
        let autoencoder = try PictureAutoencoder(path: model)
        guard let trained = autoencoder.description.noise else {
            throw CommandFailure(
                .badData,
                "\(model): was not trained to remove noise; `quartet lab vae --noise 0.3` trains a model that is"
            )
        }
        let given = try pictures.read(common, like: autoencoder).prefix(count)
        for file in ["denoised.png"] + given.fileNames.map({ "\($0)-denoised.png" }) {
            try OutputFile.requireDifferent(out + "/" + file, "--out", from: pictures.paths)
        }
        let strength = noise ?? trained
        let seen = noisy ? given.pictures : noised(given.pictures, by: strength)
        let filtered = seen.mapped { $0.medianFiltered() }
        let made = try autoencoder.reconstructions(seen)

        try OutputFolder.prepare(out)
        let files = zip(given.paths, given.fileNames).map {
            Denoised(picture: $0, file: out + "/\($1)-denoised.png")
        }
        for (image, denoised) in zip(LabFigures.images(made), files) { try image.write(to: denoised.file) }
        var rows: [(name: String, pictures: PictureSet)] = noisy ? [] : [("picture", given.pictures)]
        rows += [("noisy", seen), ("median filter", filtered), ("denoised", made)]
        try LabFigures.sheet(LabFigures.stacked(rows), title: "Denoising").write(
            to: out + "/denoised.png", scale: 1)
        let quality =
            noisy
            ? nil
            : Quality(
                noisy: PictureQuality(try seen.comparisons(with: given.pictures)),
                medianFiltered: PictureQuality(try filtered.comparisons(with: given.pictures)),
                denoised: PictureQuality(try made.comparisons(with: given.pictures)))
        if json.isRequested {
            return try JSONOutput.print(
                Result(
                    pictures: files.count, noise: noisy ? nil : strength, noisy: quality?.noisy,
                    medianFiltered: quality?.medianFiltered, denoised: quality?.denoised, files: files,
                    sheet: out + "/denoised.png"))
        }
        if let quality {
            print("Noisy          \(quality.noisy.text)")
            print("Median filter  \(quality.medianFiltered.text)")
            print("Denoised       \(quality.denoised.text)")
        }
        StandardOutput.show(out + "/denoised.png")
    }

    /// Normal noise, and values cut to 0...1, as in training.
    private func noised(_ pictures: PictureSet, by strength: Float) -> PictureSet {
        let noise = CounterRandom.normals(pictures.pixels.count, seed: seed, stream: 0x4E4F_4953)
        let pixels = zip(pictures.pixels, noise).map { min(max($0 + strength * $1, 0), 1) }
        return PictureSet(
            width: pictures.width, height: pictures.height, channels: pictures.channels, pixels: pixels)
    }
}

extension PictureSet {
    /// One function applied to every picture, which keeps its size.
    fileprivate func mapped(_ transform: (FloatImage) -> FloatImage) -> PictureSet {
        PictureSet(
            width: width, height: height, channels: channels,
            pixels: (0..<count).flatMap { index in
                transform(
                    FloatImage(width: width, height: height, channels: channels, values: Array(self[index]))
                ).values
            })
    }
}
