public import QuartetEngine

/// The generator of a class-conditional StyleGAN (Karras, Laine & Aila, 2019): a mapping network turns a latent vector
/// and a class into a style; a learned picture of 4 x 4 grows by upsampling and convolution, and at each size noise is
/// added and the style sets every channel's mean and deviation.
///
/// `[batch, latents]` and classes `[batch]` to `[batch, size, size, channels]` with `size = 4 * 2^blocks`.
public struct StyleGenerator: ConditionalGenerator {
    struct Block {
        /// nil for the first block, which starts from the learned picture.
        let convolution: UpsampledConvolution2D?
        let noise: Parameter
        let style: Linear
    }

    let embedding: ConditionEmbedding
    let mapping: [Linear]
    let start: Parameter
    let blocks: [Block]
    let output: Convolution2D

    /// - Parameters:
    ///   - values: numbers in a condition besides the class.
    ///   - size: height and width of the pictures, `8, 16, 32, ...`.
    ///   - width: channels of the last block; each block before it has twice as many, up to 512.
    public init(
        _ scope: ParameterScope, latents: Int, classes: Int, values: Int = 0, size: Int, channels: Int,
        width: Int
    ) {
        let style = max(latents, 64)
        embedding = ConditionEmbedding(scope, classes: classes, values: values, width: latents)
        mapping = (0..<4).map { index in
            Linear(scope("mapping")(index), inputs: index == 0 ? 2 * latents : style, outputs: style)
        }
        var widths = [width]
        var extent = size
        while extent > 4 {
            widths.insert(min(widths[0] * 2, 512), at: 0)
            extent /= 2
        }
        if extent != 4 { fatalError("StyleGenerator: size \(size) is not 8, 16, 32, ...") }
        start = scope.parameter("start", shape: [1, 4, 4, widths[0]], .normal(standardDeviation: 1))
        blocks = widths.enumerated().map { index, outputs in
            let here = scope("blocks")(index)
            return Block(
                convolution: index == 0
                    ? nil
                    : UpsampledConvolution2D(
                        here("convolution"), inputs: widths[index - 1], outputs: outputs,
                        interpolation: .bilinear),
                noise: here.parameter("noise", shape: [outputs], .constant(0)),
                style: Linear(here("style"), inputs: style, outputs: 2 * outputs))
        }
        output = Convolution2D(scope("output"), inputs: width, outputs: channels, kernel: 1)
    }

    public func callAsFunction(_ latent: Tensor, condition: Condition, mode: Mode) -> Tensor {
        let style = style(latent, condition: condition)
        let batch = latent.shape[0]
        var x = latent.graph.parameter(start)
        x = x.broadcast(to: [batch] + x.shape.dropFirst())
        for block in blocks {
            if let convolution = block.convolution { x = convolution(x) }
            let noise = x.graph.normal(shape: [batch, x.shape[1], x.shape[2], 1])
            x = (x + noise * x.graph.parameter(block.noise)).leakyReLU(slope: 0.2)
            let parameters = block.style(style)
            let channels = x.shape[3]
            x = AdaptiveInstanceNorm()(
                x, scale: parameters.sliced(axis: 1, 0..<channels) + 1,
                shift: parameters.sliced(axis: 1, channels..<2 * channels))
        }
        return output(x).tanh()
    }

    /// The style of a latent vector and a condition.
    public func style(_ latent: Tensor, condition: Condition) -> Tensor {
        let length = (latent.squared().mean(axes: [1], keepingAxes: true) + 1e-8).reciprocalSquareRoot()
        return mapping.reduce(Tensor.concatenate([latent * length, embedding(condition)], axis: 1)) {
            x, layer in
            layer(x).leakyReLU(slope: 0.2)
        }
    }
}
