public import QuartetEngine
internal import QuartetFiles

/// Rolls each picture of a batch by its own offset, drawn before each run: pixels that leave at the right edge enter at
/// the left. A discriminator that sees rolled pictures makes the edges of generated pictures meet.
public struct PictureRoll {
    /// Int32 input: for each pixel of the batch, where it comes from.
    let sources: Tensor
    private let shape: Shape

    /// - Parameter shape: `[batch, height, width, channels]`.
    public init(graph: Graph, shape: Shape, name: String = "roll") {
        self.shape = shape
        sources = graph.input(name, shape: [shape[0] * shape[1] * shape[2]], type: .int32)
    }

    public func callAsFunction(_ pictures: Tensor) -> Tensor {
        pictures.reshaped([-1, shape[3]]).rows(at: sources).reshaped(shape)
    }

    /// Draws the offsets of a step.
    public func draw(in plan: Plan, seed: UInt64, step: Int) {
        let (batch, height, width) = (shape[0], shape[1], shape[2])
        var generator = PhiloxGenerator(seed: seed, step: UInt64(step), stream: 0x524F_4C4C)
        let target = plan.integers(of: sources)
        var next = 0
        for picture in 0..<batch {
            let down = Int.random(in: 0..<height, using: &generator)
            let across = Int.random(in: 0..<width, using: &generator)
            for row in 0..<height {
                let start = (picture * height + (row + down) % height) * width
                for column in 0..<width {
                    target[next] = Int32(start + (column + across) % width)
                    next += 1
                }
            }
        }
    }
}
