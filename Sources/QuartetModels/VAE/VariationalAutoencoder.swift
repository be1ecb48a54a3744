public import QuartetEngine

/// The distribution over examples that a decoder's output stands for.
public enum Likelihood: String, Sendable, Codable, CaseIterable {
    /// Squared error, summed over the features: a normal distribution without its constant.
    case squaredError
    /// Bernoulli probabilities from logits, for values in 0...1.
    case bernoulli
    /// A normal distribution; the decoder also gives a log variance for each feature.
    case gaussian
    /// A probability for each of `levels` evenly spaced values in 0...1 (van den Oord et al., 2016, for pixels).
    case categorical
}

/// A variational autoencoder (Kingma & Welling, 2014) of fully connected layers: an encoder gives each example a
/// normal distribution over latent variables, a decoder gives each latent vector a distribution over examples, and
/// both are trained to maximise the evidence lower bound:
///
///     log p(x) >= E_q(z|x) [log p(x|z)] - KL(q(z|x) || N(0, 1))
public struct VariationalAutoencoder {
    public struct Configuration: Sendable, Codable, Equatable {
        public var inputs: Int
        /// Widths of the encoder's hidden layers; the decoder has them in reverse.
        public var hidden: [Int]
        public var latents: Int
        public var likelihood: Likelihood
        /// Values that a feature can have, for `categorical`.
        public var levels: Int?

        public init(inputs: Int, hidden: [Int], latents: Int, likelihood: Likelihood, levels: Int? = nil) {
            (self.inputs, self.hidden, self.latents) = (inputs, hidden, latents)
            (self.likelihood, self.levels) = (likelihood, levels)
        }

        /// Numbers that the decoder gives for each feature.
        var outputsPerInput: Int {
            switch likelihood {
            case .squaredError, .bernoulli: 1
            case .gaussian: 2
            case .categorical: levels ?? 2
            }
        }
    }

    /// The result of a pass through the model.
    public struct Pass {
        /// Mean and log variance of `q(z|x)`, `[batch, latents]`.
        public let mean: Tensor
        public let logVariance: Tensor
        /// The sample `mean + exp(logVariance / 2) noise` (the reparameterisation).
        public let latent: Tensor
        /// The decoder's output, see `decode`.
        public let decoded: Decoded
    }

    /// Parameters of `p(x|z)`.
    public struct Decoded {
        /// Means, or logits for `bernoulli`, `[batch, inputs]`; logits `[batch, inputs, levels]` for `categorical`.
        public let output: Tensor
        /// For `gaussian` only.
        public let logVariance: Tensor?
        let likelihood: Likelihood

        /// The mean of `p(x|z)`.
        public var reconstruction: Tensor {
            switch likelihood {
            case .squaredError, .gaussian: output
            case .bernoulli: output.sigmoid()
            case .categorical:
                (output.softmax() * Self.values(output.graph, levels: output.shape[2])).sum(axes: [2])
            }
        }

        /// The evenly spaced values that a categorical feature can have, `[levels]`.
        static func values(_ graph: Graph, levels: Int) -> Tensor {
            graph.constant((0..<levels).map { Float($0) / Float(max(levels - 1, 1)) }, shape: [levels])
        }
    }

    public let configuration: Configuration
    let encoder: [Linear]
    let posterior: Linear
    let decoder: [Linear]

    public init(_ scope: ParameterScope, _ configuration: Configuration) {
        self.configuration = configuration
        let down = [configuration.inputs] + configuration.hidden
        encoder = (1..<down.count).map {
            Linear(scope("encoder")($0 - 1), inputs: down[$0 - 1], outputs: down[$0])
        }
        posterior = Linear(
            scope("posterior"), inputs: down[down.count - 1], outputs: 2 * configuration.latents)
        let outputs = configuration.inputs * configuration.outputsPerInput
        let up = [configuration.latents] + configuration.hidden.reversed() + [outputs]
        decoder = (1..<up.count).map { Linear(scope("decoder")($0 - 1), inputs: up[$0 - 1], outputs: up[$0]) }
    }

    /// Mean and log variance of `q(z|x)`.
    public func encode(_ x: Tensor) -> (mean: Tensor, logVariance: Tensor) {
        let hidden = encoder.reduce(x) { $1($0).relu() }
        let both = posterior(hidden)
        return (
            both.sliced(axis: 1, 0..<configuration.latents),
            both.sliced(axis: 1, configuration.latents..<2 * configuration.latents)
        )
    }

    /// Parameters of `p(x|z)`.
    public func decode(_ latent: Tensor) -> Decoded {
        let hidden = decoder.dropLast().reduce(latent) { $1($0).relu() }
        let output = decoder[decoder.count - 1](hidden)
        if configuration.likelihood == .categorical {
            let shape: Shape = [latent.shape[0], configuration.inputs, configuration.outputsPerInput]
            return Decoded(output: output.reshaped(shape), logVariance: nil, likelihood: .categorical)
        }
        guard configuration.likelihood == .gaussian else {
            return Decoded(output: output, logVariance: nil, likelihood: configuration.likelihood)
        }
        let inputs = configuration.inputs
        // Clamped: a feature that hardly varies would make the loss unbounded.
        return Decoded(
            output: output.sliced(axis: 1, 0..<inputs),
            logVariance: output.sliced(axis: 1, inputs..<2 * inputs).clamped(low: -12, high: 12),
            likelihood: .gaussian)
    }

    /// - Parameter noise: standard normal, `[batch, latents]`: an argument, so that a pass can be repeated.
    public func callAsFunction(_ x: Tensor, noise: Tensor) -> Pass {
        let (mean, logVariance) = encode(x)
        let latent = mean + (logVariance * 0.5).exponential() * noise
        return Pass(mean: mean, logVariance: logVariance, latent: latent, decoded: decode(latent))
    }
}

extension VariationalAutoencoder {
    /// The terms of the loss of each example; the reconstruction is summed over the features.
    public func terms(_ x: Tensor, _ pass: Pass) -> EvidenceTerms {
        EvidenceTerms(
            reconstruction: negativeLogLikelihood(x, pass.decoded), mean: pass.mean,
            logVariance: pass.logVariance)
    }

    /// `-log p(x|z)` of each example, `[batch]`.
    func negativeLogLikelihood(_ x: Tensor, _ decoded: Decoded) -> Tensor {
        switch configuration.likelihood {
        case .squaredError: return squaredError(decoded.output, x, .perExample)
        case .bernoulli: return binaryCrossEntropy(logits: decoded.output, targets: x, .perExample)
        case .gaussian:
            guard let logVariance = decoded.logVariance else {
                fatalError("A Gaussian decoder must give a log variance.")
            }
            return gaussianNegativeLogLikelihood(
                mean: decoded.output, logVariance: logVariance, target: x, .perExample)
        case .categorical:
            let levels = configuration.outputsPerInput
            let nearest = (x * Float(levels - 1) + 0.5).floor()
            let index = x.graph.constant((0..<levels).map { Float($0) }, shape: [levels])
            let chosen = nearest.reshaped(x.shape + [1]).equal(to: index)
            return -(decoded.output.inFullPrecision().logSoftmax() * chosen).sum(axes: [1, 2])
        }
    }
}

/// The weight of the divergence over the steps of a training: it rises linearly from 0 over the first `warmup` steps
/// (Bowman et al., 2016), or in repeated ramps (Fu et al., 2019).
public enum BetaSchedule: Sendable, Equatable {
    case constant(Float)
    case warmup(to: Float, steps: Int)
    /// Each cycle rises over its first half and is constant over its second.
    case cyclical(to: Float, period: Int)

    public func value(step: Int) -> Float {
        switch self {
        case .constant(let beta): beta
        case .warmup(let beta, let steps): steps <= 0 ? beta : beta * min(1, Float(step) / Float(steps))
        case .cyclical(let beta, let period):
            beta * min(1, 2 * Float(step % max(period, 1)) / Float(max(period, 1)))
        }
    }
}
