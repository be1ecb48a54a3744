import QuartetEngine
import QuartetImaging
import QuartetModels
import QuartetReports

/// What a training of a GAN shows: the equilibrium of the two networks, noise in, pictures out.
struct GANFigures {
    private let metrics: [[String: Double]]
    private let curves, samples, noise, walk: Drawing

    static let names = ["curves.png", "samples.png", "noise.png", "interpolation.png"]
    static let pageName = "gan.html"

    /// - Parameter metrics: the measurements so far.
    init(_ model: PictureGenerator, seed: UInt64, metrics: [[String: Double]]) throws {
        self.metrics = metrics
        curves = TrainingCurves(metrics).adversarial()
        let names = model.description.classNames
        // Ten of each class; a hundred pictures without classes.
        let labels = (0..<max(names.count, 10)).flatMap { [Int](repeating: $0 % names.count, count: 10) }
        let pictures = try model.pictures(labels: labels, seed: seed)
        let rows = LabFigures.rows(
            of: pictures, columns: 10, names: GeneratorOptions.rowNames(names, of: model))
        samples = try LabFigures.sheet(rows, title: "Generated pictures")
        noise = try Self.besideNoise(
            rows, model.picturesOfNoise(model.latents(labels.count, seed: seed)))
        let steps = [("noise", model.picturesOfNoise(model.walk(steps: 10, seed: seed)))]
        walk = try LabFigures.sheet(
            steps
                + LabFigures.rows(
                    of: try model.interpolations(steps: 10, seed: seed), columns: 10,
                    names: GeneratorOptions.rowNames(names, of: model)), title: "A walk through the noise")
    }

    /// Each row's first pictures, each beside the noise that it was made from.
    private static func besideNoise(
        _ rows: [(name: String, pictures: PictureSet)], _ noise: PictureSet
    ) throws -> Drawing {
        let noiseRows = LabFigures.rows(of: noise, columns: 10)
        let halves = zip(rows, noiseRows).map { row, noise -> [PixelImage] in
            zip(LabFigures.images(noise.pictures), LabFigures.images(row.pictures)).prefix(5).flatMap {
                [$0, $1]
            }
        }
        return try LabFigures.sheet(
            images: halves, names: rows.map(\.name), title: "Noise in, pictures out",
            columnLabels: (0..<5).flatMap { _ in ["noise", "picture"] })
    }

    /// Writes the pictures and the page.
    ///
    /// - Parameter summary: of the finished training; nil while it goes on.
    func write(to folder: String, summary: String?) throws {
        for (name, drawing) in zip(Self.names, [curves, samples, noise, walk]) {
            try drawing.write(to: folder + "/" + name, scale: 1)
        }
        try page(summary ?? progress).write(to: folder + "/" + Self.pageName)
    }

    private var progress: String {
        let step = Int(metrics.last?["step"] ?? 0)
        return "Step \(step): the training goes on; reload this page after the next checkpoint."
    }

    private func page(_ summary: String) -> HTMLPage {
        func figure(_ drawing: Drawing, _ description: String) -> HTMLBlock {
            .figure(HTMLFigure(drawing, description: description, isDense: true))
        }
        return HTMLPage(
            title: "A generative adversarial network",
            blocks: [
                .paragraph(summary),
                .heading("The equilibrium", level: 2),
                .paragraph(
                    "The discriminator learns to tell real pictures from generated ones; the generator learns to deceive it. In equilibrium it can only guess: both probabilities come near one half. A generator that makes one good picture again and again deceives it too, so the variety of its pictures is measured against that of the real ones."
                ),
                figure(curves, "Losses, probabilities and variety over the steps"),
                .heading("Noise in, pictures out", level: 2),
                .paragraph(
                    "The generator turns random numbers and a class into a picture. Each square of noise shows the numbers that became the picture to its right."
                ),
                figure(noise, "Squares of noise, each beside a generated picture"),
                .heading("A walk through the noise", level: 2),
                .paragraph(
                    "Neighbouring noise gives similar pictures: from left to right the noise changes little by little, and every class follows."
                ),
                figure(walk, "Rows of pictures that change from left to right"),
                .heading("Generated pictures", level: 2),
                figure(samples, "A row of generated pictures for each class"),
            ])
    }
}
