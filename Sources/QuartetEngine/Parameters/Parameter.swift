/// A named block of numbers that a model owns: trainable, or state such as running statistics.
///
/// A `ParameterScope` makes it; its numbers are in the flat buffers of its `ParameterStore`.
public final class Parameter {
    /// Dotted path, such as `encoder.0.weight`.
    public let name: String
    public let shape: Shape
    private let isWeight: Bool
    /// False for state and for what stays in a mapped file: optimisers do not change them.
    public var isTrainable: Bool { isWeight && mapped == nil }
    let initializer: Initializer
    unowned let store: ParameterStore
    /// Position in the store's flat buffers, in elements; set when the store is laid out.
    var offset = 0
    /// The elements, if they stay in a mapped file: they are only read.
    var mapped: UnsafeMutablePointer<Float>?

    /// The elements stay in a file.
    public var isMapped: Bool { mapped != nil }

    init(name: String, shape: Shape, isTrainable: Bool, initializer: Initializer, store: ParameterStore) {
        (self.name, self.shape, isWeight) = (name, shape, isTrainable)
        (self.initializer, self.store) = (initializer, store)
    }

    public var elementCount: Int { shape.elementCount }

    /// The elements in row-major order, in place. Those of a mapped parameter must not be written.
    public var values: UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(start: mapped ?? store.valueMemory + offset, count: elementCount)
    }

    /// The gradient from the last stage that computed it. State has none.
    public var gradient: UnsafeMutableBufferPointer<Float> {
        if mapped != nil { fatalError("\(name) is in a mapped file: it is frozen and has no gradient.") }
        if !isTrainable {
            fatalError(
                "\(name) is state and has no gradient: train with Stage(minimizing:of:), which leaves it out."
            )
        }
        return UnsafeMutableBufferPointer(start: store.gradientMemory + offset, count: elementCount)
    }
}

/// The initial values of a parameter.
public enum Initializer: Sendable {
    case constant(Float)
    /// Uniform in `[-bound, bound)`.
    case uniform(bound: Float)
    /// Normally distributed.
    case normal(mean: Float = 0, standardDeviation: Float)

    public static let zeros = constant(0)
    public static let ones = constant(1)
    /// `uniform(1 / sqrt(fanIn))`: PyTorch's default for weights and biases of linear and convolution layers.
    public static func fanIn(_ count: Int) -> Initializer {
        .uniform(bound: 1 / Float(max(count, 1)).squareRoot())
    }
}
