public import QuartetEngine

/// A network from latent vectors and conditions to pictures in -1...1.
public protocol ConditionalGenerator {
    /// - Parameters:
    ///   - latent: `[batch, latents]`.
    ///   - condition: a class, and values, for each picture.
    /// - Returns: `[batch, size, size, channels]`.
    func callAsFunction(_ latent: Tensor, condition: Condition, mode: Mode) -> Tensor
}
