internal import Foundation
public import QuartetEngine

/// The generator of a print in flat layers, which tiles: fully convolutional from a grid of latent cells, with circular
/// padding, so that a larger grid makes a larger piece of cloth whose edges meet.
///
/// Each cell of 32 x 32 pixels starts from local noise. A mapping network (Karras et al., 2019) turns global noise and
/// the class into a style, which scales and shifts the channels at every level (adaptive instance normalisation); levels
/// may take different styles. The style also sets the strength of periodic fields, as in PSGAN (Bergmann et al., 2017). A
/// softmax over the layers and the ground makes every pixel's coverages sum to 1.
///
/// Half the size comes first (Karras et al., 2018): logits of 64 pixels a field, to which a further block adds the detail
/// of 128. Until that block is trained, ``Configuration/isDetailed`` is false and the logits are enlarged.
public struct PrintGenerator {
    /// Sizes of the network, which are stored with its weights.
    public struct Configuration: ModelDescription, Sendable, Equatable {
        public var classes: Int
        /// Layers besides the ground.
        public var layers = 4
        public var globalLatents = 64
        public var localLatents = 16
        public var styleWidth = 128
        /// Channels at 4, 8, 16, 32 and 64 pixels of a field of 128.
        public var widths = [160, 128, 96, 64, 32]
        /// Whole waves in 128 pixels along each axis; the first two along both diagonals, too.
        public var waves = [1, 2, 3, 4, 6, 8]

        /// Whether the block of the full size takes part.
        public var isDetailed = true

        public init(classes: Int) { self.classes = classes }

        public static let architecture = "PrintGenerator"
        public static let contents = "a fabric generator"
        public static let command = "quartet design train fabric"

        public func validate() throws(InvalidConfiguration) {
            try check("classes", classes, in: 1...10_000)
            try check("layers", layers, in: 1...16)
            try check("globalLatents", globalLatents, in: 1...4096)
            try check("localLatents", localLatents, in: 1...1024)
            try check("styleWidth", styleWidth, in: 1...4096)
            try check("number of widths", widths.count, in: 5...5)
            try check("widths", widths, in: 1...2048)
            try check("number of waves", waves.count, in: 0...16)
            try check("waves", waves, in: 0...16)
        }
    }

    struct Block {
        let convolution: UpsampledConvolution2D
        let style: Linear
    }

    public private(set) var configuration: Configuration
    let embedding: Embedding
    let mapping: [Linear]
    let input: Convolution2D
    let inputStyle: Linear
    let blocks: [Block]
    let amplitudes: Linear
    /// Logits at half the size, from the block before the last.
    let output: Convolution2D
    /// What the last block adds to them at the full size.
    let detail: Convolution2D

    /// Pixels of a latent cell along each side.
    public static let cell = 32
    /// Pixels of a field, the least period of the waves.
    public static let field = 128
    /// Places at which a style enters, from coarse to fine.
    public static let levels = 5
    /// The block of the full size.
    private static let detailBlock = 4
    /// The block whose input the periodic fields join: at 16 places of a field, eight waves are still resolved.
    private static let periodicBlock = 3

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
            return Block(
                convolution: UpsampledConvolution2D(
                    here("convolution"),
                    inputs: widths[index - 1] + (index == Self.periodicBlock ? periodic : 0),
                    outputs: widths[index], padding: .circular),
                style: Linear(here("style"), inputs: style, outputs: 2 * widths[index]))
        }
        amplitudes = Linear(scope("amplitudes"), inputs: style, outputs: periodic)
        let inks = 4 * (configuration.layers + 1)
        output = Convolution2D(
            scope("output"), inputs: widths[widths.count - 2], outputs: inks, kernel: 3, padding: 1,
            paddingMode: .circular)
        // At first the full size is the half one, enlarged, but for the bias.
        detail = Convolution2D(
            scope("detail"), inputs: widths[widths.count - 1], outputs: inks, kernel: 3, padding: 1,
            paddingMode: .circular, initializer: .constant(0))
    }

    /// The same network without the block of the full size.
    public var atHalfSize: PrintGenerator {
        var generator = self
        generator.configuration.isDetailed = false
        return generator
    }

    /// The style of latent variables, `[batch, globalLatents]`, and classes, `[batch]`: `[batch, styleWidth]`.
    public func style(global: Tensor, labels: Tensor) -> Tensor {
        let square = global.squared().mean(axes: [1], keepingAxes: true)
        let unit = global * (square + 1e-8).reciprocalSquareRoot()
        return mapping.reduce(Tensor.concatenate([unit, embedding(labels)], axis: 1)) { x, layer in
            layer(x).leakyReLU(slope: 0.2)
        }
    }

    /// Logits of the ground and the layers at half the size, `[batch, 16 rows, 16 columns, 1 + layers]`, and at the full
    /// size, `[batch, 32 rows, 32 columns, 1 + layers]`.
    ///
    /// - Parameters:
    ///   - styles: one for each of the ``levels``.
    ///   - local: `[batch, rows, columns, localLatents]`.
    public func logits(styles: [Tensor], local: Tensor) -> (half: Tensor, full: Tensor) {
        var x = modulated(input(local), by: inputStyle(styles[0]))
        for (index, block) in blocks.dropLast().enumerated() {
            let style = styles[index + 1]
            if index + 1 == Self.periodicBlock {
                x = Tensor.concatenate([x, periodicFields(like: x, style)], axis: 3)
            }
            x = modulated(block.convolution(x), by: block.style(style))
        }
        // The last doubling turns channels into pixels: no wide tensor is kept at that size.
        let half = output(x).depthToSpace(factor: 2)
        var full = half
        for axis in 1...2 {
            full = full.mapped(
                axis: axis, by: .linearUpsampling(half.shape[axis], factor: 2, circular: true))
        }
        guard configuration.isDetailed else { return (half, full) }
        let last = blocks[Self.detailBlock - 1]
        x = modulated(last.convolution(x), by: last.style(styles[Self.detailBlock]))
        return (half, full + detail(x).depthToSpace(factor: 2))
    }

    /// Coverage of each layer, `[batch, height, width, layers]` in 0...1; the ground has the rest.
    ///
    /// - Parameter sharpness: factor of the logits: above 1 edges get crisper than in training.
    public func coverage(of logits: Tensor, sharpness: Float = 1) -> Tensor {
        let layers = configuration.layers
        let shares = (sharpness == 1 ? logits : logits * sharpness).softmax()
        return shares.sliced(axis: 3, 1..<layers + 1)
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
        let pixel = 1 / Float(4 << (Self.periodicBlock - 1))
        let vectors = Self.waveVectors(configuration.waves)
        var values: [Float] = []
        for row in 0..<height {
            for column in 0..<width {
                let place = ((Float(row) + 0.5) * pixel, (Float(column) + 0.5) * pixel)
                for vector in vectors {
                    let turns = Float(vector.0) * place.0 + Float(vector.1) * place.1
                    values += [sinf(2 * .pi * turns), cosf(2 * .pi * turns)]
                }
            }
        }
        let fields = x.graph.constant(values, shape: [1, height, width, 2 * vectors.count])
        return fields * amplitudes(style).reshaped([x.shape[0], 1, 1, -1])
    }

    /// Waves down, across, and along both diagonals.
    private static func waveVectors(_ waves: [Int]) -> [(Int, Int)] {
        waves.flatMap { [($0, 0), (0, $0)] } + waves.prefix(2).flatMap { [($0, $0), ($0, -$0)] }
    }
}
