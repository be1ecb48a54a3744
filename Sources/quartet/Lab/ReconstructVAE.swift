import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetImaging
import QuartetMetrics
import QuartetModels

/// `quartet lab vae reconstruct`.
struct ReconstructVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconstruct", abstract: "Encode and decode your own pictures.",
        discussion: """
            Writes a sheet of pictures above their reconstructions, and prints the error of each: the root of the mean \
            squared difference of its pixels, which are 0 to 1.

            EXAMPLE:
              quartet lab vae reconstruct --model out/lab-vae/vae.safetensors \\
                  shoe.png bag.jpg --out reconstructions.png
            """)

    @Option(help: .autoencoder, completion: .file())
    var model: String

    @OptionGroup var pictures: PictureArguments

    @Option(help: ArgumentHelp("Show at most this many.", valueName: "number"))
    var count = 20

    @OptionGroup var output: PictureOutput

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws { try check(count, in: 1...1000, "--count") }

    private struct Reconstruction: Encodable {
        let picture: String
        let error: Double
        let structuralSimilarity: Double
    }

    func run() throws {
        common.apply()
        let autoencoder = try PictureAutoencoder(path: model)
        let given = try pictures.read(common, like: autoencoder).prefix(count)
        try output.prepare(reading: pictures.paths + [model])
        let made = try autoencoder.reconstructions(given.pictures)
        let comparisons = try made.comparisons(with: given.pictures)
        let results = zip(given.paths, comparisons).map { path, comparison in
            Reconstruction(
                picture: path, error: comparison.meanSquaredError.squareRoot(),
                structuralSimilarity: comparison.structuralSimilarity)
        }
        if output.isIDX {
            try output.write(made, columns: 10, title: "")
        } else {
            try OutputFolder.prepare(forFile: output.out)
            try LabFigures.sheet(
                LabFigures.stacked([("picture", given.pictures), ("reconstruction", made)]),
                title: "Reconstructions"
            ).write(to: output.out, scale: 1)
        }
        if json.isRequested { return try JSONOutput.print(results) }
        for result in results {
            StandardOutput.show(
                String(format: "error %.4f  SSIM %.3f  ", result.error, result.structuralSimilarity)
                    + result.picture)
        }
        if !output.isIDX { StandardOutput.show(output.out) }
    }
}
