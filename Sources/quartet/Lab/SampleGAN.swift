import ArgumentParser
import QuartetCommandLine
import QuartetFiles
import QuartetModels

/// `quartet lab gan sample`.
struct SampleGAN: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Generate pictures of every class, or of one.",
        discussion: """
            EXAMPLES:
              quartet lab gan sample --model out/lab-gan/gan.safetensors --out samples.png
              quartet lab gan sample --model out/lab-gan/gan.safetensors \\
                  --count 500 --out made-images-idx3-ubyte
            """)

    @OptionGroup var generator: GeneratorOptions

    @Option(help: ArgumentHelp("Number of pictures (of each class).", valueName: "number"))
    var count = 10

    @Option(
        name: .customLong("class"), help: ArgumentHelp("Only the class with this name.", valueName: "name"))
    var className: String?

    @Option(
        help: ArgumentHelp(
            "Mean of the pixels, 0 to 1, if the generator was trained for it.", valueName: "number"))
    var brightness: Float?

    @Option(
        help: ArgumentHelp(
            "Standard deviation of the pixels, 0 to 0.5, if the generator was trained for it.",
            valueName: "number"))
    var contrast: Float?

    @OptionGroup var output: PictureOutput

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(count, in: 1...100_000, "--count")
        if let brightness { try check(brightness, in: 0...1, "--brightness") }
        if let contrast { try check(contrast, in: 0...0.5, "--contrast") }
    }

    func run() throws {
        common.apply()
        let model = try generator.load()
        try output.prepare(reading: [generator.model])
        let names = model.description.classNames
        let classes = try self.classes(of: names)
        var measures: [PictureMeasure: Float] = [:]
        measures[.brightness] = brightness
        measures[.contrast] = contrast
        let labels = classes.flatMap { [Int](repeating: $0, count: count) }
        try output.write(
            try model.pictures(labels: labels, requested: measures, seed: generator.seed),
            columns: count, rowNames: GeneratorOptions.rowNames(classes.map { names[$0] }, of: model),
            title: "Generated pictures")
    }

    private func classes(of names: [String]) throws(CommandFailure) -> [Int] {
        guard let className else { return Array(names.indices) }
        guard let index = names.firstIndex(of: className) else {
            throw CommandFailure(
                .usage,
                "--class \(className): the model's classes are \(names.prefix(40).joined(separator: ", "))")
        }
        return [index]
    }
}

/// `quartet lab gan interpolate`.
struct InterpolateGAN: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interpolate", abstract: "Interpolate between two latent vectors, for every class.",
        discussion: """
            EXAMPLES:
              quartet lab gan interpolate --model out/lab-gan/gan.safetensors \\
                  --out between.png
              quartet lab gan interpolate --model lab/bright/gan.safetensors \\
                  --along brightness --out brighter.png
            """)

    @OptionGroup var generator: GeneratorOptions

    @Option(help: ArgumentHelp("Pictures from one end to the other.", valueName: "number"))
    var steps = 10

    @Option(
        help: ArgumentHelp(
            "Vary this property of one picture instead, by two standard deviations to either side.",
            valueName: "property"))
    var along: PictureMeasure?

    @OptionGroup var output: PictureOutput

    @OptionGroup var common: CommonOptions

    func validate() throws { try check(steps, in: 2...100, "--steps") }

    func run() throws {
        common.apply()
        let model = try generator.load()
        try output.prepare(reading: [generator.model])
        let pictures =
            if let along {
                try model.sweep(of: along, steps: steps, seed: generator.seed)
            } else {
                try model.interpolations(steps: steps, seed: generator.seed)
            }
        try output.write(
            pictures, columns: steps,
            rowNames: GeneratorOptions.rowNames(model.description.classNames, of: model),
            title: along.map { "From low to high \($0.rawValue)" } ?? "From one latent vector to another")
    }
}

/// A trained generator and the seed of its latent vectors.
struct GeneratorOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Weights of a trained generator.", valueName: "file"), completion: .file())
    var model: String

    @Option(help: .seed)
    var seed: UInt64 = 1

    func load() throws -> PictureGenerator { try PictureGenerator(path: model) }

    /// Names for the rows of a sheet; a model of one class, which is that of pictures without classes, needs none.
    static func rowNames(_ classNames: [String], of model: PictureGenerator) -> [String] {
        model.description.classNames.count == 1 ? [] : classNames
    }
}
