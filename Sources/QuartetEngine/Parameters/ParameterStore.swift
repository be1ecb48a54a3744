internal import CKernels
internal import QuartetFiles

/// All parameters of one model in parallel flat buffers: values, and gradients in training. The optimiser is one kernel
/// over them.
///
/// A store belongs to one thread at a time.
public final class ParameterStore {
    /// In the order in which the model declared them.
    public private(set) var parameters: [Parameter] = []
    private var names: Set<String> = []
    private var values: AlignedMemory?
    private var gradients: AlignedMemory?
    /// Elements of the trainable part of the buffers, which comes first, including padding between parameters.
    public private(set) var trainableCount = 0
    /// Elements of the whole value buffer.
    public private(set) var count = 0

    /// Files that contain the elements of mapped parameters.
    var mappings: [MappedFile] = []

    public init() {}

    var isLaidOut: Bool { values != nil }

    /// True if values stay in a file: they are only read, not trained.
    public var isMapped: Bool { !mappings.isEmpty }

    /// The outermost scope, from which a model gets its parameters.
    public var scope: ParameterScope { ParameterScope(store: self, path: "") }

    func declare(_ name: String, shape: Shape, isTrainable: Bool, _ initializer: Initializer) -> Parameter {
        if values != nil { fatalError("\(name) is declared after the parameters have been laid out.") }
        if !names.insert(name).inserted { fatalError("The name \(name) is used twice in one model.") }
        let parameter = Parameter(
            name: name, shape: shape, isTrainable: isTrainable, initializer: initializer, store: self)
        parameters.append(parameter)
        return parameter
    }

    /// Fills every parameter by its initializer. A parameter's numbers depend only on the seed and its own name.
    public func initialize(seed: UInt64) {
        layOut()
        for parameter in parameters {
            parameter.initializer.fill(parameter.values, name: parameter.name, seed: seed)
        }
    }

    /// Checks, before anything is laid out, that values, gradients, two moments and an average of everything fit.
    public func requireTrainingMemory() throws(OutOfMemory) {
        try Machine.requireMemory(
            forFloats: parameters.map { [5, $0.elementCount] }, purpose: "the weights and their training")
    }

    /// The number of trainable elements.
    public var trainableElementCount: Int {
        parameters.reduce(0) { $0 + ($1.isTrainable ? $1.elementCount : 0) }
    }

    /// Lays out the buffers, trainable parameters first, each aligned to a cache line. Whatever fills them calls it.
    ///
    /// - Parameter inFile: the values will be read seldom: see ``AlignedMemory/init(inFileOf:)``.
    func layOut(inFile: Bool = false) {
        if values != nil { return }
        var next = 0
        for trainable in [true, false] {
            for parameter in parameters where parameter.isTrainable == trainable && parameter.mapped == nil {
                parameter.offset = next
                next += (parameter.elementCount + 15) / 16 * 16
            }
            if trainable { trainableCount = next }
        }
        count = next
        values = (inFile ? AlignedMemory(inFileOf: next * 4) : nil) ?? AlignedMemory(bytes: next * 4)
    }

    /// Releases pages that were read only to check or pack them.
    func releasePages() {
        for file in mappings { file.release() }
        values?.release()
    }

    var valueMemory: UnsafeMutablePointer<Float> {
        guard let values else {
            fatalError("Parameters are used before `initialize` or `load` has filled them.")
        }
        return values.base.assumingMemoryBound(to: Float.self)
    }

    var gradientMemory: UnsafeMutablePointer<Float> {
        if gradients == nil { gradients = AlignedMemory(bytes: trainableCount * 4) }
        return gradients!.base.assumingMemoryBound(to: Float.self)
    }

    /// The trainable values as one flat block.
    public var flatValues: UnsafeMutableBufferPointer<Float> {
        checkNotMapped()
        return UnsafeMutableBufferPointer(start: valueMemory, count: trainableCount)
    }

    /// The gradients as one flat block.
    public var flatGradients: UnsafeMutableBufferPointer<Float> {
        checkNotMapped()
        return UnsafeMutableBufferPointer(start: gradientMemory, count: trainableCount)
    }

    private func checkNotMapped() {
        if isMapped {
            fatalError("Parameters in a mapped file are frozen: load them to train them.")
        }
    }

    /// Copies every value from a store with the same parameters.
    public func copyValues(from other: ParameterStore) {
        layOut()
        checkNotMapped()
        other.checkNotMapped()
        if other.count != count { fatalError("copyValues: \(other.count) elements into \(count).") }
        valueMemory.update(from: other.valueMemory, count: count)
    }
}

extension Initializer {
    func fill(_ values: UnsafeMutableBufferPointer<Float>, name: String, seed: UInt64) {
        guard let base = values.baseAddress else { return }
        // Each name draws from a stream of its own.
        let stream = Fingerprint.stream(of: name)
        let count = Int64(values.count)
        switch self {
        case .constant(let value): values.update(repeating: value)
        case .uniform(let bound):
            qk_random_uniform(base, 0, count, seed, 0, stream)
            for i in values.indices { values[i] = (2 * values[i] - 1) * bound }
        case .normal(let mean, let standardDeviation):
            qk_random_normal(base, 0, count, seed, 0, stream)
            for i in values.indices { values[i] = mean + standardDeviation * values[i] }
        }
    }
}
