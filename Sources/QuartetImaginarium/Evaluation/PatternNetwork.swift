internal import QuartetEngine
internal import QuartetModels

/// A small convolutional classifier of pictures of cloth: `[batch, 64, 64, 3]` in -1...1 to logits `[batch, classes]`.
///
/// Means and maxima over the picture of the last layer are its features: what matters is which texture is there, and
/// whether it is there at all, not where.
struct PatternNetwork {
    /// What a weights file describes.
    struct Description: ModelDescription, Equatable {
        /// Names of the classes in the order of the logits.
        var classes: [String]
        var widths = [24, 40, 40, 80, 80]

        static let architecture = "PatternNetwork"
        static let contents = "a classifier of patterns of cloth"
        static let command = "quartet design evaluate"

        func validate() throws(InvalidConfiguration) {
            try check("number of classes", classes.count, in: 2...1000)
            try check("number of widths", widths.count, in: 1...16)
            try check("widths", widths, in: 1...4096)
        }
    }

    /// Pixels along the side of a picture.
    static let side = 64

    private struct Block {
        let convolution: Convolution2D
        let normalization: BatchNorm
    }

    private let blocks: [Block]
    private let dropout = Dropout(rate: 0.3)
    private let output: Linear

    init(_ scope: ParameterScope, _ description: Description) {
        var inputs = 3
        blocks = description.widths.enumerated().map { index, outputs in
            let here = scope("blocks")(index)
            defer { inputs = outputs }
            // Every other layer halves the picture.
            return Block(
                convolution: Convolution2D(
                    here("convolution"), inputs: inputs, outputs: outputs, kernel: index == 0 ? 5 : 3,
                    stride: index == 0 || index % 2 == 1 ? 2 : 1, padding: index == 0 ? 2 : 1, bias: false),
                normalization: BatchNorm(here("normalization"), features: outputs))
        }
        output = Linear(scope("output"), inputs: 2 * inputs, outputs: description.classes.count)
    }

    /// `[batch, features]`.
    func features(_ pictures: Tensor, mode: Mode) -> Tensor {
        var x = pictures
        for block in blocks { x = block.normalization(block.convolution(x), mode: mode).relu() }
        let most = x.maxPooled(size: x.shape[1]).reshaped([x.shape[0], x.shape[3]])
        return Tensor.concatenate([x.mean(axes: [1, 2]), most], axis: 1)
    }

    func logits(_ features: Tensor, mode: Mode) -> Tensor { output(dropout(features, mode: mode)) }
}
