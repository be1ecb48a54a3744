internal import Foundation

/// Whether an autoencoder uses its code. Where the divergence weighs too much, or the decoder does without a code, the
/// code of every example becomes the prior: posterior collapse (Bowman et al., 2016).
///
/// A latent variable is active if its mean depends on the example: `Var_x(E_q(u|x)[u]) > 0.01` (Burda et al., 2016).
public struct CodeUse: Sendable, Codable, Equatable {
    /// Latent variables whose mean varies from example to example.
    public let activeUnits: Int
    public let latents: Int
    /// `KL(q(z|x) || N(0, 1))` in nats per example: an upper bound of what the code tells of an example.
    public let divergence: Double

    /// - Parameters:
    ///   - means: of `q(z|x)`, example after example, each `latents` numbers.
    ///   - divergence: mean over the same examples.
    public init(means: [Float], latents: Int, divergence: Double) {
        let count = means.count / latents
        activeUnits = (0..<latents).count { latent in
            let values = stride(from: latent, to: means.count, by: latents).map { Double(means[$0]) }
            let mean = values.reduce(0, +) / Double(max(count, 1))
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(count, 1))
            return variance > Self.activeVariance
        }
        (self.latents, self.divergence) = (latents, divergence)
    }

    /// No variable is active, or the code is below one nat: it could not even tell three examples apart.
    public var isUnused: Bool { activeUnits == 0 || !(divergence >= 1) }

    /// What happened and what to do, if the code is unused.
    ///
    /// - Parameter example: what is encoded: "picture", "line".
    public func warning(of example: String) -> String? {
        if !isUnused { return nil }
        return
            "the code is unused (posterior collapse, or too short a training): \(activeUnits) of \(latents) latent variables "
            + String(format: "change with the %@, and the divergence is %.3f nats, ", example, divergence)
            + "so every \(example) is reconstructed alike; train for more --epochs, lower --beta, raise it over "
            + "--beta-warmup steps, or set --free-bits"
    }

    /// As one line for people.
    public var summary: String { "\(activeUnits) of \(latents) latent variables are active" }

    private static let activeVariance = 0.01
}
