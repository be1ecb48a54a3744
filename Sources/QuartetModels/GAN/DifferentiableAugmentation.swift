package import QuartetEngine
internal import QuartetFiles

/// Random changes to the real and generated pictures that the discriminator sees, so that it cannot memorise a small
/// set of pictures; gradients pass through them to the generator (Zhao et al., "Differentiable augmentation for
/// data-efficient GAN training", 2020).
///
/// Each picture gets a brightness (a shift of -0.25...0.25), a contrast (a factor of 0.5...1.5 about its mean), and a
/// translation by up to an eighth of its size, with zeros moved in at the edges.
package struct DifferentiableAugmentation {
    private let shape: Shape
    private let margin: Int
    /// Int32 input: for each pixel of the batch, where it comes from in the padded pictures.
    private let sources: Tensor
    private let stream: UInt32

    /// - Parameter shape: `[batch, height, width, channels]`.
    package init(graph: Graph, shape: Shape, name: String, stream: UInt32) {
        (self.shape, self.stream) = (shape, stream)
        margin = max(1, max(shape[1], shape[2]) / 8)
        sources = graph.input(name, shape: [shape[0] * shape[1] * shape[2]], type: .int32)
    }

    package func callAsFunction(_ pictures: Tensor) -> Tensor {
        let graph = pictures.graph
        let one: Shape = [shape[0], 1, 1, 1]
        let shifted = pictures + (graph.uniform(shape: one) - 0.5) * 0.5
        let mean = shifted.mean(axes: [1, 2, 3], keepingAxes: true)
        let coloured = (shifted - mean) * (graph.uniform(shape: one) + 0.5) + mean
        var padded = coloured
        for axis in 1...2 {
            padded = padded.mapped(
                axis: axis, by: .zeroPadding(shape[axis], before: margin, after: margin))
        }
        return padded.reshaped([-1, shape[3]]).rows(at: sources).reshaped(shape)
    }

    /// Draws the translations of a step.
    package func draw(in plan: Plan, seed: UInt64, step: Int) {
        let (batch, height, width) = (shape[0], shape[1], shape[2])
        var generator = PhiloxGenerator(seed: seed, step: UInt64(step), stream: stream)
        let target = plan.integers(of: sources)
        var next = 0
        for picture in 0..<batch {
            let down = Int.random(in: 0...2 * margin, using: &generator)
            let across = Int.random(in: 0...2 * margin, using: &generator)
            for row in 0..<height {
                let line = picture * (height + 2 * margin) + row + down
                for column in 0..<width {
                    target[next] = Int32(line * (width + 2 * margin) + column + across)
                    next += 1
                }
            }
        }
    }
}
