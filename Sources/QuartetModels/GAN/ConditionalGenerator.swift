public import QuartetEngine

/// A network from latent vectors and classes to pictures in -1...1.
public protocol ConditionalGenerator {
    /// - Parameters:
    ///   - latent: `[batch, latents]`.
    ///   - labels: classes, `[batch]`.
    /// - Returns: `[batch, size, size, channels]`.
    func callAsFunction(_ latent: Tensor, labels: Tensor, mode: Mode) -> Tensor
}
