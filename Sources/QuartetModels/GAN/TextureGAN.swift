internal import Foundation
public import QuartetEngine

/// The generator of a texture that tiles: fully convolutional from a grid of latent cells, with circular padding, so
/// that a larger grid makes a larger piece of cloth whose edges meet.
///
/// Each cell of 16 x 16 pixels starts from local noise. A mapping network (Karras et al., 2019) turns global noise and
/// the class into a style, which scales and shifts every block's channels (adaptive instance normalisation) and sets
/// the strength of periodic fields, sines of whole numbers of waves in 64 pixels, as in PSGAN (Bergmann et al., 2017):
/// stripes and checks repeat without end.
public struct TextureGenerator {
    /// Sizes of the network, which are stored with its weights.
    public struct Configuration: ModelDescription, Sendable, Equatable {
        public var classes: Int
        public var channels = 1
        public var globalLatents = 64
        public var localLatents = 16
        public var styleWidth = 128
        /// Channels at 4, 8, 16 and 32 pixels of a field of 64.
        public var widths = [160, 128, 96, 64]
        /// Whole waves in 64 pixels, along each axis and both diagonals.
        public var waves = [1, 2, 3, 4, 5, 6, 8]

        public init(classes: Int) { self.classes = classes }

        public static let architecture = "TextureGenerator"
        public static let contents = "a fabric generator"
        public static let command = "quartet design train fabric"

        public func validate() throws(InvalidConfiguration) {
            try check("classes", classes, in: 1...10_000)
            try check("channels", channels, in: 1...4)
            try check("globalLatents", globalLatents, in: 1...4096)
            try check("localLatents", localLatents, in: 1...1024)
            try check("styleWidth", styleWidth, in: 1...4096)
            try check("number of widths", widths.count, in: 4...4)
            try check("widths", widths, in: 1...2048)
            try check("number of waves", waves.count, in: 0...16)
            try check("waves", waves, in: 0...16)
        }
    }

    struct Block {
        let convolution: UpsampledConvolution2D
        let style: Linear
    }

    public let configuration: Configuration
    let embedding: Embedding
    let mapping: [Linear]
    let input: Convolution2D
    let inputStyle: Linear
    let blocks: [Block]
    let amplitudes: Linear
    let output: Convolution2D

    /// Pixels of a latent cell along each side.
    public static let cell = 16
    private static let field = 64

    public init(_ scope: ParameterScope, _ configuration: Configuration) {
        self.configuration = configuration
        let (style, widths) = (configuration.styleWidth, configuration.widths)
        embedding = Embedding(
            scope("embedding"), count: configuration.classes, width: configuration.globalLatents)
        mapping = [
            Linear(scope("mapping")(0), inputs: 2 * configuration.globalLatents, outputs: style),
            Linear(scope("mapping")(1), inputs: style, outputs: style),
        ]
        input = Convolution2D(
            scope("input"), inputs: configuration.localLatents, outputs: widths[0], kernel: 3, padding: 1,
            paddingMode: .circular)
        inputStyle = Linear(scope("inputStyle"), inputs: style, outputs: 2 * widths[0])
        let periodic = Self.waveVectors(configuration.waves).count * 2
        blocks = (1..<widths.count).map { index in
            let here = scope("blocks")(index - 1)
            let added = index == Self.periodicBlock ? periodic : 0
            return Block(
                convolution: UpsampledConvolution2D(
                    here("convolution"), inputs: widths[index - 1] + added, outputs: widths[index],
                    padding: .circular),
                style: Linear(here("style"), inputs: style, outputs: 2 * widths[index]))
        }
        amplitudes = Linear(scope("amplitudes"), inputs: style, outputs: periodic)
        output = Convolution2D(
            scope("output"), inputs: widths[widths.count - 1], outputs: 4 * configuration.channels, kernel: 3,
            padding: 1, paddingMode: .circular)
    }

    /// The block whose input the periodic fields join: at 16 pixels of a field of 64, eight waves are still resolved.
    private static let periodicBlock = 3

    /// - Parameters:
    ///   - global: `[batch, globalLatents]`.
    ///   - local: `[batch, rows, columns, localLatents]`.
    ///   - labels: classes, `[batch]`.
    /// - Returns: `[batch, 16 rows, 16 columns, channels]` in -1...1.
    public func callAsFunction(global: Tensor, local: Tensor, labels: Tensor) -> Tensor {
        synthesized(style: style(global: global, labels: labels), local: local)
    }

    /// The texture of a style, `[batch, styleWidth]`.
    public func synthesized(style: Tensor, local: Tensor) -> Tensor {
        var x = modulated(input(local), by: inputStyle(style))
        for (index, block) in blocks.enumerated() {
            if index + 1 == Self.periodicBlock {
                x = Tensor.concatenate([x, periodicFields(like: x, style)], axis: 3)
            }
            x = modulated(block.convolution(x), by: block.style(style))
        }
        // The last doubling turns channels into pixels: no wide tensor is kept at full size.
        return output(x).depthToSpace(factor: 2).tanh()
    }

    /// The style of a latent vector and a class, `[batch, styleWidth]`.
    public func style(global: Tensor, labels: Tensor) -> Tensor {
        let square = global.squared().mean(axes: [1], keepingAxes: true)
        let unit = global * (square + 1e-8).reciprocalSquareRoot()
        return mapping.reduce(Tensor.concatenate([unit, embedding(labels)], axis: 1)) { x, layer in
            layer(x).leakyReLU(slope: 0.2)
        }
    }

    private func modulated(_ x: Tensor, by parameters: Tensor) -> Tensor {
        let channels = x.shape[3]
        let scale = parameters.sliced(axis: 1, 0..<channels) + 1
        let shift = parameters.sliced(axis: 1, channels..<2 * channels)
        return AdaptiveInstanceNorm()(x, scale: scale, shift: shift).leakyReLU(slope: 0.2)
    }

    /// Sines and cosines of every wave vector over the pixels of `x`, each with the strength that the style sets.
    private func periodicFields(like x: Tensor, _ style: Tensor) -> Tensor {
        let (height, width) = (x.shape[1], x.shape[2])
        let pixel = Float(Self.field) / Float(4 << (Self.periodicBlock - 1))
        let vectors = Self.waveVectors(configuration.waves)
        var values: [Float] = []
        for row in 0..<height {
            for column in 0..<width {
                let place = ((Float(row) + 0.5) * pixel, (Float(column) + 0.5) * pixel)
                for vector in vectors {
                    let turns = (Float(vector.0) * place.0 + Float(vector.1) * place.1) / Float(Self.field)
                    values += [sinf(2 * .pi * turns), cosf(2 * .pi * turns)]
                }
            }
        }
        let fields = x.graph.constant(values, shape: [1, height, width, 2 * vectors.count])
        return fields * amplitudes(style).reshaped([x.shape[0], 1, 1, -1])
    }

    /// Waves down, across, and along both diagonals.
    private static func waveVectors(_ waves: [Int]) -> [(Int, Int)] {
        waves.flatMap { [($0, 0), (0, $0)] } + waves.prefix(4).flatMap { [($0, $0), ($0, -$0)] }
    }
}

/// The discriminator of textures: 3 x 3 convolutions and averages, the sum over the pixels, and a projection of the
/// class (Miyato & Koyama, 2018). It relies on an R1 penalty to stay smooth.
public struct TextureDiscriminator {
    /// Channels of the convolutions at 32, 16, 8 and 4 pixels of a field of 64.
    public static let widths = [[64], [96], [160, 160], [256]]

    let levels: [[Convolution2D]]
    let embedding: Embedding
    let output: Linear

    /// - Parameter widths: channels of the convolutions at each size, from half the pictures' size on.
    public init(
        _ scope: ParameterScope, classes: Int, channels: Int = 1, widths: [[Int]] = Self.widths
    ) {
        var inputs = 4 * channels
        levels = widths.enumerated().map { level, widths in
            widths.enumerated().map { index, width in
                defer { inputs = width }
                return Convolution2D(
                    scope("levels")(level)(index), inputs: inputs, outputs: width, kernel: 3, padding: 1)
            }
        }
        embedding = Embedding(
            scope("embedding"), count: classes, width: inputs, initializer: .normal(standardDeviation: 0.1))
        output = Linear(scope("output"), inputs: inputs, outputs: 1)
    }

    /// Logits, `[batch]`.
    public func callAsFunction(_ pictures: Tensor, labels: Tensor) -> Tensor {
        // Squares of four pixels become channels first: the same picture at a quarter of the size.
        var x = pictures.spaceToDepth(factor: 2)
        for (index, level) in levels.enumerated() {
            if index > 0 { x = x.averagePooled(size: 2) }
            for convolution in level { x = convolution(x).leakyReLU(slope: 0.2) }
        }
        // Divided by the root of the number of pixels: the mean would hide local faults, the sum would make logits large.
        let pixels = Float(x.shape[1] * x.shape[2]).squareRoot()
        let features = x.sum(axes: [1, 2]) * (1 / pixels)
        let projection = (features * embedding(labels)).sum(axes: [1])
        return output(features).reshaped([-1]) + projection
    }
}
