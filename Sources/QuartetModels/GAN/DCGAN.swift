public import QuartetEngine

/// The generator of a class-conditional DCGAN (Radford et al., 2016; Mirza & Osindero, 2014): a latent vector and a
/// class grow through transposed convolutions with batch normalisation and ReLU to a picture in -1...1.
///
/// `[batch, latents]` and classes `[batch]` to `[batch, size, size, channels]` with `size = 4 * 2^blocks`.
public struct DCGANGenerator: ConditionalGenerator {
    struct Block {
        let convolution: TransposedConvolution2D
        let normalization: BatchNorm
    }

    public let latents: Int
    let embedding: ConditionEmbedding
    let blocks: [Block]
    let output: TransposedConvolution2D

    /// - Parameters:
    ///   - values: numbers in a condition besides the class.
    ///   - size: height and width of the pictures, `8, 16, 32, ...`.
    ///   - width: channels of the last block; each block before has twice as many.
    public init(
        _ scope: ParameterScope, latents: Int = 128, classes: Int, values: Int = 0, size: Int = 64,
        channels: Int = 3,
        width: Int = 64,
        initializer: Initializer? = nil
    ) {
        self.latents = latents
        let embeddingWidth = 64
        embedding = ConditionEmbedding(scope, classes: classes, values: values, width: embeddingWidth)
        var widths: [Int] = [width]
        var extent = size / 2
        while extent > 4 {
            widths.insert(widths[0] * 2, at: 0)
            extent /= 2
        }
        if extent != 4 { fatalError("DCGANGenerator: size \(size) is not 8, 16, 32, ...") }
        var inputs = latents + embeddingWidth
        var blocks: [Block] = []
        for (index, outputs) in widths.enumerated() {
            let here = scope("blocks")(index)
            blocks.append(
                Block(
                    convolution: TransposedConvolution2D(
                        here("convolution"), inputs: inputs, outputs: outputs, kernel: 4,
                        stride: index == 0 ? 1 : 2,
                        padding: index == 0 ? 0 : 1, bias: false, initializer: initializer),
                    normalization: BatchNorm(here("normalization"), features: outputs)))
            inputs = outputs
        }
        self.blocks = blocks
        output = TransposedConvolution2D(
            scope("output"), inputs: inputs, outputs: channels, kernel: 4, stride: 2, padding: 1,
            initializer: initializer)
    }

    public func callAsFunction(_ latent: Tensor, condition: Condition, mode: Mode) -> Tensor {
        let joined = Tensor.concatenate([latent, embedding(condition)], axis: 1)
        var x = joined.reshaped([latent.shape[0], 1, 1, joined.shape[1]])
        for block in blocks { x = block.normalization(block.convolution(x), mode: mode).relu() }
        return output(x).tanh()
    }
}

/// The discriminator of a class-conditional DCGAN: strided convolutions with leaky ReLU, the sum over the pixels, and
/// a projection of the condition (Miyato & Koyama, 2018): `logit = w . h + b + embedding(condition) . h`.
public struct ProjectionDiscriminator {
    let convolutions: [Convolution2D]
    let norms: [SpectralNorm]
    let embedding: ConditionEmbedding
    let output: Linear

    /// - Parameters:
    ///   - values: numbers in a condition besides the class.
    ///   - spectral: whether the convolutions are spectrally normalised.
    public init(
        _ scope: ParameterScope, classes: Int, values: Int = 0, size: Int = 64, channels: Int = 3,
        width: Int = 64,
        spectral: Bool = false, initializer: Initializer? = nil
    ) {
        var convolutions: [Convolution2D] = []
        var norms: [SpectralNorm] = []
        var (inputs, outputs, extent) = (channels, width, size)
        while extent > 4 {
            let here = scope("convolutions")(convolutions.count)
            convolutions.append(
                Convolution2D(
                    here, inputs: inputs, outputs: outputs, kernel: 4, stride: 2, padding: 1,
                    initializer: initializer))
            if spectral { norms.append(SpectralNorm(here, outputs: outputs)) }
            (inputs, outputs, extent) = (outputs, outputs * 2, extent / 2)
        }
        (self.convolutions, self.norms) = (convolutions, norms)
        embedding = ConditionEmbedding(scope, classes: classes, values: values, width: inputs)
        output = Linear(scope("output"), inputs: inputs, outputs: 1)
    }

    /// Logits, `[batch]`.
    public func callAsFunction(_ pictures: Tensor, condition: Condition, mode: Mode = .training) -> Tensor {
        var x = pictures
        for (index, convolution) in convolutions.enumerated() {
            let weight = x.graph.parameter(convolution.weight)
            x = convolution(x, weight: norms.isEmpty ? weight : norms[index](weight, mode: mode)).leakyReLU(
                slope: 0.2)
        }
        let features = x.sum(axes: [1, 2])
        let projection = (features * embedding(condition)).sum(axes: [1])
        return output(features).reshaped([-1]) + projection
    }
}
