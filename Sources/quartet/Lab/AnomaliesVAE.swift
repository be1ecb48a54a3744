import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetImaging
import QuartetMetrics
import QuartetModels
import QuartetReports

/// `quartet lab vae anomalies`.
struct AnomaliesVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anomalies",
        abstract: "Find the pictures that an autoencoder, trained on normal ones, cannot reconstruct.",
        discussion: """
            A picture's score is the error of its reconstruction: the root of the mean squared difference of its pixels. \
            Where the pictures have classes, and --normal names those that are normal (default: "normal" and "good"), \
            the area under the ROC curve says how well the score separates the others from them: 0.5 is a guess, 1 is \
            perfect. Writes a sheet of the most anomalous pictures above their reconstructions.

            EXAMPLES:
              quartet lab vae --data digits/ --class 1 --out lab/ones
              quartet lab vae anomalies --model lab/ones/vae.safetensors digits/ --normal 1
            """)

    @Option(help: .autoencoder, completion: .file())
    var model: String

    @OptionGroup var pictures: PictureArguments

    @Option(help: ArgumentHelp("A class of normal pictures; repeat for more.", valueName: "name"))
    var normal: [String] = []

    @Option(help: ArgumentHelp("Print and show this many, the highest scores first.", valueName: "number"))
    var count = 20

    @Option(
        help: ArgumentHelp("Sheet of the pictures: .png, .jpg or .svg.", valueName: "file"),
        completion: .file())
    var out = "out/anomalies.png"

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws { try check(count, in: 1...1000, "--count") }

    private struct Scored: Encodable {
        let picture: String
        let score: Double
        let className: String?
    }

    private struct Result: Encodable {
        let areaUnderROC: Double?
        let pictures: [Scored]
    }

    func run() throws {
        common.apply()
        try OutputFile.requireDifferent(out, "--out", from: pictures.paths + [model])
        let autoencoder = try PictureAutoencoder(path: model)
        let given = try pictures.read(common, like: autoencoder)
        let names = given.pictures.classNames
        let made = try autoencoder.reconstructions(given.pictures)
        let scores = try made.comparisons(with: given.pictures).map { $0.meanSquaredError.squareRoot() }
        let area = try areaUnderROC(scores, given.pictures)

        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        let all = order.map { index in
            Scored(
                picture: given.paths[index], score: scores[index],
                className: given.pictures.hasClasses ? names[Int(given.pictures.labels[index])] : nil)
        }
        let shown = Array(order.prefix(count))
        try OutputFolder.prepare(forFile: out)
        try LabFigures.sheet(
            LabFigures.stacked([
                ("picture", given.pictures.subset(shown)), ("reconstruction", made.subset(shown)),
            ]), title: "The most anomalous pictures"
        ).write(to: out, scale: 1)
        if json.isRequested { return try JSONOutput.print(Result(areaUnderROC: area, pictures: all)) }
        for scored in all.prefix(count) {
            let text = String(format: "score %.4f", scored.score)
            StandardOutput.show(
                text + "  " + scored.picture + (scored.className.map { "  class \($0)" } ?? ""))
        }
        if let area { print(String(format: "Area under the ROC curve: %.4f", area)) }
        StandardOutput.show(out)
    }

    /// nil where nothing is known of the classes.
    private func areaUnderROC(_ scores: [Double], _ pictures: PictureSet) throws -> Double? {
        let names = pictures.classNames
        if !pictures.hasClasses {
            if normal.isEmpty { return nil }
            throw CommandFailure(.usage, "--normal: the pictures have no classes")
        }
        if let unknown = normal.first(where: { !names.contains($0) }) {
            throw CommandFailure(
                .usage, "--normal \(unknown): the classes are \(LabPictures.list(names))")
        }
        let known = normal.isEmpty ? names.filter { ["normal", "good"].contains($0.lowercased()) } : normal
        if known.isEmpty {
            common.note(
                "Which classes are normal is not known, so nothing is measured: name them with --normal.")
            return nil
        }
        let isAnomalous = pictures.labels.map { !known.contains(names[Int($0)]) }
        if Set(isAnomalous).count < 2 {
            common.note(
                "All pictures are \(isAnomalous[0] ? "anomalous" : "normal") by their classes: nothing is measured."
            )
            return nil
        }
        return try Ranking(scores: scores, isPositive: isAnomalous).curve().areaUnderROC
    }
}
