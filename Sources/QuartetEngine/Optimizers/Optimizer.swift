internal import CKernels

/// The rule by which parameters follow their gradients.
public enum OptimizerKind: Sendable, Equatable {
    /// Stochastic gradient descent: `v = momentum v + g; p -= rate v` (with `nesterov`, `p -= rate (g + momentum v)`).
    case sgd(momentum: Float = 0, nesterov: Bool = false)
    /// Adam (Kingma & Ba, 2015).
    case adam(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8)
    /// AdamW (Loshchilov & Hutter, 2019): weight decay decoupled from the gradient.
    case adamW(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8)
}

/// Trains a parameter store: one fused kernel over its flat buffers.
public final class Optimizer {
    public let kind: OptimizerKind
    public let weightDecay: Float
    /// Decay of the exponential moving average of the weights, or nil for no average.
    public let averageDecay: Float?
    public private(set) var stepCount = 0

    public let parameters: ParameterStore
    private let first: AlignedMemory
    private let second: AlignedMemory?
    private let average: AlignedMemory?

    public init(
        _ parameters: ParameterStore, _ kind: OptimizerKind, weightDecay: Float = 0,
        averageDecay: Float? = nil
    ) {
        (self.parameters, self.kind) = (parameters, kind)
        (self.weightDecay, self.averageDecay) = (weightDecay, averageDecay)
        let bytes = parameters.trainableCount * 4
        first = AlignedMemory(bytes: bytes)
        if case .sgd = kind { second = nil } else { second = AlignedMemory(bytes: bytes) }
        average = averageDecay == nil ? nil : AlignedMemory(bytes: bytes)
        average?.base.copyMemory(from: parameters.valueMemory, byteCount: bytes)
    }

    /// One step along the gradients in the store, scaled by `gradientScale` (from clipping).
    public func step(learningRate: Float, gradientScale: Float = 1) {
        stepCount += 1
        var step = qk_optimizer_step()
        step.parameter = parameters.valueMemory
        step.gradient = parameters.gradientMemory
        step.first = first.base.assumingMemoryBound(to: Float.self)
        step.second = second?.base.assumingMemoryBound(to: Float.self)
        step.average = average?.base.assumingMemoryBound(to: Float.self)
        step.count = Int64(parameters.trainableCount)
        step.learning_rate = learningRate
        step.weight_decay = weightDecay
        step.gradient_scale = gradientScale
        step.average_decay = averageDecay ?? 0
        step.threads = parameters.trainableCount < 65_536 ? 1 : Int32(Machine.threads)
        switch kind {
        case .sgd(let momentum, let nesterov):
            step.beta1 = momentum
            step.nesterov = nesterov ? 1 : 0
            qk_sgd(&step)
        case .adam(let beta1, let beta2, let epsilon), .adamW(let beta1, let beta2, let epsilon):
            (step.beta1, step.beta2, step.epsilon) = (beta1, beta2, epsilon)
            step.correction1 = Float(1 - power(beta1, stepCount))
            step.correction2 = Float(1 - power(beta2, stepCount))
            if case .adamW = kind { step.decoupled = 1 }
            qk_adam(&step)
        }
    }

    /// `base^exponent` in double precision: it is close to 1 at first, so 1 minus it needs the digits.
    private func power(_ base: Float, _ exponent: Int) -> Double {
        var result = 1.0
        var factor = Double(base)
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result *= factor }
            factor *= factor
            rest >>= 1
        }
        return result
    }

    /// Swaps the trained weights with their average: before sampling or evaluating, and again afterwards.
    public func swapAverage() {
        guard let average else { return }
        let values = parameters.flatValues
        let other = average.base.assumingMemoryBound(to: Float.self)
        for index in values.indices { swap(&values[index], &other[index]) }
    }

    /// Runs `body` with the averaged weights in place of the trained ones.
    public func withAverage<Result, Failure>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        swapAverage()
        defer { swapAverage() }
        return try body()
    }

    /// The optimiser's state, as stored in checkpoints.
    var state: [(name: String, values: UnsafeMutableBufferPointer<Float>)] {
        [("first", first), ("second", second), ("average", average)].compactMap { name, memory in
            memory.map { memory in
                let start = memory.base.assumingMemoryBound(to: Float.self)
                return (name, UnsafeMutableBufferPointer(start: start, count: parameters.trainableCount))
            }
        }
    }

    /// Sets the number of steps behind restored moments, from which their correction continues.
    public func restore(stepCount: Int) { self.stepCount = stepCount }

    /// A parameter's first and second moments, in place; SGD has no second.
    public func moments(
        of parameter: Parameter
    ) -> (first: UnsafeMutableBufferPointer<Float>, second: UnsafeMutableBufferPointer<Float>?) {
        func part(_ memory: AlignedMemory) -> UnsafeMutableBufferPointer<Float> {
            let start = memory.base.assumingMemoryBound(to: Float.self) + parameter.offset
            return UnsafeMutableBufferPointer(start: start, count: parameter.elementCount)
        }
        return (part(first), second.map(part))
    }
}

extension ParameterStore {
    /// The length of all gradients as one vector.
    public func gradientNorm() -> Float {
        Float(qk_sum_of_squares(gradientMemory, Int64(trainableCount), Int32(Machine.threads)).squareRoot())
    }

    /// The factor that limits the gradients' length to `limit` (Pascanu et al., 2013); 1 if it is shorter.
    public func clippingScale(limit: Float) -> Float { min(1, limit / (gradientNorm() + 1e-6)) }
}
