import ArgumentParser
import QuartetFiles
import QuartetModels

/// `quartet lab gan sample`.
struct SampleGAN: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Make pictures of every class, or of one.",
        discussion: """
            EXAMPLES:
              quartet lab gan sample --model out/lab-gan/gan.safetensors --out samples.png
              quartet lab gan sample --model out/lab-gan/gan.safetensors --count-per-class 500 --out made-images-idx3-ubyte
            """)

    @Option(help: ArgumentHelp("Weights of a trained generator.", valueName: "file"))
    var model: String

    @Option(help: ArgumentHelp("Pictures of each class.", valueName: "number"))
    var countPerClass = 10

    @Option(
        name: .customLong("class"), help: ArgumentHelp("Only this class, by its name.", valueName: "name"))
    var className: String?

    @Option(help: ArgumentHelp("Mean of the pixels, 0 to 1, if the generator knows it.", valueName: "number"))
    var brightness: Float?

    @Option(
        help: ArgumentHelp("Deviation of the pixels, 0 to 1, if the generator knows it.", valueName: "number")
    )
    var contrast: Float?

    @Option(help: ArgumentHelp("Seed of the latent vectors.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Where to. \(PictureFile.help)", valueName: "file"))
    var out: String

    @OptionGroup var common: CommonOptions

    func validate() throws { try check(countPerClass, in: 1...100_000, "--count-per-class") }

    func run() throws {
        common.apply()
        let generator = try PictureGenerator(path: model)
        try PictureFile.prepare(out)
        let names = generator.description.classNames
        var classes = Array(names.indices)
        if let className {
            guard let index = names.firstIndex(of: className) else {
                throw CommandFailure(
                    .usage,
                    "--class \(className): the model knows \(names.prefix(40).joined(separator: ", "))")
            }
            classes = [index]
        }
        var asked: [PictureMeasure: Float] = [:]
        asked[.brightness] = brightness
        asked[.contrast] = contrast
        let labels = classes.flatMap { [Int](repeating: $0, count: countPerClass) }
        let files = try PictureFile.write(
            try generator.pictures(labels: labels, asked: asked, seed: seed), to: out, columns: countPerClass,
            rowNames: Self.rows(classes.map { names[$0] }), title: "Generated pictures")
        for file in files { print(file) }
    }

    /// Names of rows; pictures without classes have none.
    static func rows(_ classNames: [String]) -> [String] { classNames == ["all"] ? [] : classNames }
}

/// `quartet lab gan interpolate`.
struct InterpolateGAN: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interpolate", abstract: "Draw what lies between two latent vectors, for every class.",
        discussion:
            "EXAMPLE:\n  quartet lab gan interpolate --model out/lab-gan/gan.safetensors --out between.png")

    @Option(help: ArgumentHelp("Weights of a trained generator.", valueName: "file"))
    var model: String

    @Option(help: ArgumentHelp("Pictures from one to the other.", valueName: "number"))
    var steps = 10

    @Option(
        help: ArgumentHelp(
            "Vary this property of one picture instead, two deviations to either side: \(PictureMeasure.names).",
            valueName: "property"))
    var along: PictureMeasure?

    @Option(help: ArgumentHelp("Seed of the latent vectors.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Where to. \(PictureFile.help)", valueName: "file"))
    var out: String

    @OptionGroup var common: CommonOptions

    func validate() throws { try check(steps, in: 2...100, "--steps") }

    func run() throws {
        common.apply()
        let generator = try PictureGenerator(path: model)
        try PictureFile.prepare(out)
        let files = try PictureFile.write(
            try along.map { try generator.sweep(of: $0, steps: steps, seed: seed) }
                ?? generator.interpolations(steps: steps, seed: seed), to: out, columns: steps,
            rowNames: SampleGAN.rows(generator.description.classNames),
            title: along.map { "From low to high \($0.rawValue)" } ?? "From one latent vector to another")
        for file in files { print(file) }
    }
}
