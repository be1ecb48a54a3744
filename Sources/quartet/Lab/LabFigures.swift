import QuartetEngine
import QuartetImaging
import QuartetModels

/// The pictures and charts that the laboratory draws.
enum LabFigures {
    /// Pictures in rows, each row with its name.
    static func sheet(
        _ rows: [(name: String, pictures: PictureSet)], title: String, columnLabels: [String] = []
    ) throws -> Drawing {
        let columns = rows.map(\.pictures.count).max() ?? 1
        return try ContactSheet(
            cells: rows.flatMap { images($0.pictures).map { ContactSheet.Cell($0) } }, title: title,
            columns: columns,
            gap: 4, rowLabels: rows.map(\.name), columnLabels: columnLabels
        ).drawing()
    }

    /// Pictures cut into rows.
    static func rows(of pictures: PictureSet, columns: Int, names: [String] = []) -> [(
        name: String, pictures: PictureSet
    )] {
        stride(from: 0, to: pictures.count, by: columns).enumerated().map { row, first in
            let name = row < names.count ? names[row] : ""
            return (name, pictures.subset(first..<min(first + columns, pictures.count)))
        }
    }

    static func images(_ pictures: PictureSet) -> [PixelImage] {
        (0..<pictures.count).map { index in
            FloatImage(
                width: pictures.width, height: pictures.height, channels: pictures.channels,
                values: Array(pictures[index])
            ).pixelImage()
        }
    }

    /// Training and held-back loss of an autoencoder, and its two sides.
    static func autoencoderCurves(_ log: [[String: Double]], of example: String = "picture") -> Drawing {
        let loss = Chart(
            title: "Negative evidence lower bound", xLabel: "step", yLabel: "nats a \(example)",
            series: [
                series("training", "loss", log).smoothed(weight: 0.9), series("held back", "heldBack", log),
            ])
        let sides = Chart(
            title: "Its two sides", xLabel: "step", yLabel: "nats a \(example)",
            series: [
                series("reconstruction", "reconstruction", log).smoothed(weight: 0.9),
                series("divergence from the prior", "divergence", log).smoothed(weight: 0.9),
            ])
        return Drawing.grid([loss.drawing(), sides.drawing()], columns: 1)
    }

    /// Training and held-back loss of a model with one loss.
    static func lossCurves(_ log: [[String: Double]], unit: String) -> Drawing {
        Chart(
            title: "Cross-entropy", xLabel: "step", yLabel: unit,
            series: [
                series("training", "loss", log).smoothed(weight: 0.9), series("held back", "heldBack", log),
            ]
        ).drawing()
    }

    /// Losses of an adversarial training, and the discriminator's probabilities beside their equilibrium.
    static func adversarialCurves(_ log: [[String: Double]]) -> Drawing {
        let losses = Chart(
            title: "Losses", xLabel: "step", yLabel: "",
            series: [
                series("discriminator", "discriminatorLoss", log).smoothed(weight: 0.9),
                series("generator", "generatorLoss", log).smoothed(weight: 0.9),
            ])
        let balance = Chart(
            title: "The discriminator's mean probability of being real", xLabel: "step", yLabel: "",
            series: [
                series("real pictures", "realProbability", log),
                series("generated pictures", "generatedProbability", log),
            ], yRange: 0...1, references: [.init(0.5, label: "equilibrium")])
        return Drawing.grid([losses.drawing(), balance.drawing()], columns: 1)
    }

    private static func series(_ name: String, _ key: String, _ log: [[String: Double]]) -> Chart.Series {
        Chart.Series(
            name, samples: log.compactMap { line in line[key].map { Point(line["step"] ?? 0, $0) } })
    }
}
