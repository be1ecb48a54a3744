/// Whether a model is being trained, for layers that behave differently then (batch statistics, dropout).
public enum Mode: Sendable { case training, evaluation }

extension Tensor {
    /// `(x - mean) / sqrt(variance + epsilon)` with mean and biased variance over the given axes.
    func standardized(axes: [Int], epsilon: Float) -> Tensor {
        let centred = self - mean(axes: axes, keepingAxes: true)
        let variance = centred.squared().mean(axes: axes, keepingAxes: true)
        return centred * (variance + epsilon).reciprocalSquareRoot()
    }
}

/// Batch normalisation (Ioffe & Szegedy, 2015) over all axes except the last:
/// `y = weight (x - mean) / sqrt(variance + epsilon) + bias`.
///
/// Training uses the batch's statistics and adds an update of the running ones to the graph
/// (`running += momentum (batch - running)`, the variance unbiased); evaluation uses the running ones.
public struct BatchNorm {
    /// `[features]`.
    public let weight: Parameter
    public let bias: Parameter
    public let runningMean: Parameter
    public let runningVariance: Parameter
    public let momentum: Float
    public let epsilon: Float

    public init(_ scope: ParameterScope, features: Int, momentum: Float = 0.1, epsilon: Float = 1e-5) {
        weight = scope.parameter("weight", shape: [features], .ones)
        bias = scope.parameter("bias", shape: [features], .zeros)
        runningMean = scope.state("running_mean", shape: [features], .zeros)
        runningVariance = scope.state("running_var", shape: [features], .ones)
        (self.momentum, self.epsilon) = (momentum, epsilon)
    }

    public func callAsFunction(_ x: Tensor, mode: Mode) -> Tensor {
        let graph = x.graph
        let (scale, shift) = (graph.parameter(weight), graph.parameter(bias))
        if mode == .evaluation {
            let rate = scale * (graph.parameter(runningVariance) + epsilon).reciprocalSquareRoot()
            return x * rate + (shift - graph.parameter(runningMean) * rate)
        }
        let axes = Array(0..<x.rank - 1)
        let mean = x.mean(axes: axes)
        let centred = x - mean
        let variance = centred.squared().mean(axes: axes)
        let count = Float(x.elementCount / x.shape[x.rank - 1])
        update(runningMean, mean, in: graph)
        update(runningVariance, variance * (count / max(count - 1, 1)), in: graph)
        return centred * ((variance + epsilon).reciprocalSquareRoot() * scale) + shift
    }

    private func update(_ running: Parameter, _ batch: Tensor, in graph: Graph) {
        graph.update(
            running, to: graph.parameter(running) * (1 - momentum) + batch.stoppingGradient() * momentum)
    }
}

/// Layer normalisation (Ba et al., 2016) over the last axis: `y = weight (x - mean) / sqrt(variance + epsilon) + bias`.
public struct LayerNorm {
    /// `[features]`.
    public let weight: Parameter
    public let bias: Parameter
    public let epsilon: Float

    public init(_ scope: ParameterScope, features: Int, epsilon: Float = 1e-5) {
        weight = scope.parameter("weight", shape: [features], .ones)
        bias = scope.parameter("bias", shape: [features], .zeros)
        self.epsilon = epsilon
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        x.standardized(axes: [-1], epsilon: epsilon) * x.graph.parameter(weight) + x.graph.parameter(bias)
    }
}

/// Root-mean-square normalisation (Zhang & Sennrich, 2019) over the last axis:
/// `y = weight x / sqrt(mean(x^2) + epsilon)`.
public struct RMSNorm {
    /// `[features]`.
    public let weight: Parameter
    public let epsilon: Float
    public let arithmetic: Arithmetic

    public init(
        _ scope: ParameterScope, features: Int, epsilon: Float = 1e-5, arithmetic: Arithmetic = .standard
    ) {
        weight = scope.parameter("weight", shape: [features], .ones)
        (self.epsilon, self.arithmetic) = (epsilon, arithmetic)
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        if arithmetic == .ggml {
            return x.rootMeanSquareNormalized(weight: x.graph.parameter(weight), epsilon: epsilon)
        }
        let square = x.squared().mean(axes: [-1], keepingAxes: true)
        return x * (square + epsilon).reciprocalSquareRoot() * x.graph.parameter(weight)
    }
}

/// Group normalisation (Wu & He, 2018) of pictures: statistics of each picture over its pixels and a group of channels.
public struct GroupNorm {
    /// `[channels]`.
    public let weight: Parameter
    public let bias: Parameter
    public let groups: Int
    public let epsilon: Float

    public init(_ scope: ParameterScope, groups: Int, channels: Int, epsilon: Float = 1e-5) {
        if groups < 1 || channels % groups != 0 {
            fatalError("GroupNorm: \(channels) channels in \(groups) groups.")
        }
        weight = scope.parameter("weight", shape: [channels], .ones)
        bias = scope.parameter("bias", shape: [channels], .zeros)
        (self.groups, self.epsilon) = (groups, epsilon)
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        let channels = x.shape[x.rank - 1]
        let grouped = x.reshaped([x.shape[0], -1, groups, channels / groups])
        let standard = grouped.standardized(axes: [1, 3], epsilon: epsilon).reshaped(x.shape)
        return standard * x.graph.parameter(weight) + x.graph.parameter(bias)
    }
}

/// Adaptive instance normalisation (Huang & Belongie, 2017; StyleGAN, Karras et al., 2019): each channel of each picture is
/// standardised over its pixels, then `y = scale x' + shift` with a given scale and shift for each picture and channel.
public struct AdaptiveInstanceNorm {
    public let epsilon: Float

    public init(epsilon: Float = 1e-5) { self.epsilon = epsilon }

    /// - Parameters:
    ///   - x: `[batch, height, width, channels]`.
    ///   - scale: `[batch, channels]`.
    ///   - shift: `[batch, channels]`.
    public func callAsFunction(_ x: Tensor, scale: Tensor, shift: Tensor) -> Tensor {
        let shape = [x.shape[0], 1, 1, x.shape[3]]
        return x.standardized(axes: [1, 2], epsilon: epsilon) * scale.reshaped(shape) + shift.reshaped(shape)
    }
}
