import ArgumentParser
import QuartetCommandLine

/// How a transformer is trained, whatever it learns.
struct TransformerOptions<Defaults: TransformerDefaults>: ParsableArguments {
    @Option(help: ArgumentHelp("Width of the model: the length of a token's vector.", valueName: "number"))
    var width = Defaults.width

    @Option(
        help: ArgumentHelp(
            "Transformer blocks (in a translator, of encoder and decoder each).", valueName: "number"))
    var layers = Defaults.layers

    @Option(help: ArgumentHelp("Attention heads.", valueName: "number"))
    var heads = Defaults.heads

    @Option(help: ArgumentHelp("Dropout during training.", valueName: "share"))
    var dropout = Defaults.dropout

    @Option(help: ArgumentHelp("Examples per step.", valueName: "number"))
    var batch = Defaults.batch

    @Option(help: ArgumentHelp("Training steps.", valueName: "number"))
    var steps = Defaults.steps

    @Option(help: ArgumentHelp("Highest learning rate of AdamW.", valueName: "rate"))
    var rate: Float = 1e-3

    @Option(
        help: ArgumentHelp(
            "Stop after this many measurements (ten per training) without a lower validation loss.",
            valueName: "number"))
    var patience: Int?

    func validate() throws {
        try check(width, in: 1...16_384, "--width")
        try check(layers, in: 1...200, "--layers")
        try check(heads, in: 1...256, "--heads")
        try check(dropout, in: 0...0.9, "--dropout")
        try check(batch, in: 1...4096, "--batch")
        try check(steps, in: 1...100_000_000, "--steps")
        try check(rate, in: 1e-9...10, "--rate")
        if let patience { try check(patience, in: 1...100_000, "--patience") }
    }
}

/// What one kind of transformer is by default.
protocol TransformerDefaults {
    static var width: Int { get }
    static var layers: Int { get }
    static var heads: Int { get }
    static var dropout: Float { get }
    static var batch: Int { get }
    static var steps: Int { get }
}
