internal import COneDNN

/// A recurrent layer ready to run in one direction of time, forward or back.
final class RecurrentKernel {
    let handle: OpaquePointer

    /// nil if oneDNN does not support these shapes in this type.
    init?(_ specification: qd_recurrence_specification) {
        var message = [CChar](repeating: 0, count: 128)
        var specification = specification
        guard let handle = qd_recurrence_create(&specification, &message, message.count) else { return nil }
        self.handle = handle
    }

    deinit { qd_recurrence_destroy(handle) }

    var scratchBytes: Int { Int(qd_recurrence_scratch_size(handle)) }
    var packedBytes: Int { Int(qd_recurrence_packed_size(handle)) }
    var implementation: String { String(cString: qd_recurrence_implementation(handle)) }
}

/// The operands and results of a recurrent kernel; see `qd_recurrence_operands`.
struct RecurrentValues {
    var weights: ValueID
    var lengths: ValueID?
    var initialState: ValueID
    var initialCell: ValueID?
    var projected: ValueID?
    var inputBias: ValueID?
    var hiddenBias: ValueID?
    var gates: ValueID?
    var extra: ValueID?
    var sequence: ValueID
    var upstream: ValueID?
    /// Gradients of the last states, nil for zero.
    var lastState: ValueID?
    var lastCell: ValueID?
    var gateGradient: ValueID?
    var extraGradient: ValueID?
    var startGradient: ValueID?
    var biasGradient: ValueID?
    var state: ValueID
    var cell: ValueID?
    var scratch: ValueID?

    var all: [ValueID] {
        [
            weights, lengths, initialState, initialCell, projected, inputBias, hiddenBias, gates, extra,
            sequence,
            upstream, lastState, lastCell, gateGradient, extraGradient, startGradient, biasGradient, state,
            cell,
            scratch,
        ].compactMap(\.self)
    }
}

/// Runs all steps of a recurrent layer, forwards or backwards.
final class RecurrentInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    let operations: Int
    private let kernel: RecurrentKernel
    private let values: RecurrentValues
    private let stateBytes: Int
    private let operands = Block([qd_recurrence_operands()])
    /// The initial values of the states carried by a backward pass, and where the states are.
    private var carried: [(from: UnsafeMutableRawPointer?, to: UnsafeMutableRawPointer)] = []
    private var scratch: UnsafeMutableRawPointer?

    init(
        label: String, kernel: RecurrentKernel, values: RecurrentValues, results: [ValueID?],
        recurrence: Recurrence
    ) {
        self.label = "\(label) [\(kernel.implementation)]"
        (self.kernel, self.values) = (kernel, values)
        writes = results.compactMap(\.self)
        reads = values.all.filter { !results.contains($0) }
        operations = recurrence.operations
        stateBytes = recurrence.state.elementCount * 4
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        func raw(_ value: ValueID?) -> UnsafeMutableRawPointer? { value.map(address) }
        func floats(_ value: ValueID?) -> UnsafeMutablePointer<Float>? {
            raw(value)?.assumingMemoryBound(to: Float.self)
        }
        var o = qd_recurrence_operands()
        o.weights = raw(values.weights).map { UnsafeRawPointer($0) }
        o.lengths = raw(values.lengths).map { UnsafePointer($0.assumingMemoryBound(to: Int32.self)) }
        o.initial_state = floats(values.initialState).map { UnsafePointer($0) }
        o.initial_cell = floats(values.initialCell).map { UnsafePointer($0) }
        o.projected = raw(values.projected).map { UnsafeRawPointer($0) }
        o.input_bias = floats(values.inputBias).map { UnsafePointer($0) }
        o.hidden_bias = floats(values.hiddenBias).map { UnsafePointer($0) }
        (o.gates, o.extra, o.sequence) = (raw(values.gates), raw(values.extra), raw(values.sequence))
        o.upstream = raw(values.upstream).map { UnsafeRawPointer($0) }
        (o.gate_gradient, o.extra_gradient) = (raw(values.gateGradient), raw(values.extraGradient))
        (o.start_gradient, o.bias_gradient) = (raw(values.startGradient), floats(values.biasGradient))
        (o.state, o.cell) = (floats(values.state), floats(values.cell))
        operands.base.pointee = o
        scratch = raw(values.scratch)
        if values.gateGradient != nil {
            carried = [(raw(values.lastState), address(values.state))]
            if let cell = values.cell { carried.append((raw(values.lastCell), address(cell))) }
        }
    }

    func run() {
        for (from, to) in carried {
            if let from {
                to.copyMemory(from: from, byteCount: stateBytes)
            } else {
                to.initializeMemory(as: UInt8.self, repeating: 0, count: stateBytes)
            }
        }
        let status = qd_recurrence_run(kernel.handle, operands.base, scratch)
        if status != 0 { fatalError("\(label): oneDNN status \(status).") }
    }
}

/// Converts recurrent weights to the layout and type of a kernel's products.
final class RecurrentPackInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let kernel: RecurrentKernel
    private var plain: UnsafeMutablePointer<Float>?
    private var packed: UnsafeMutableRawPointer?

    init(label: String, kernel: RecurrentKernel, plain: ValueID, packed: ValueID) {
        (self.label, self.kernel) = (label, kernel)
        (reads, writes) = ([plain], [packed])
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        plain = address(reads[0]).assumingMemoryBound(to: Float.self)
        packed = address(writes[0])
    }

    func run() {
        let status = qd_recurrence_pack(kernel.handle, plain, packed)
        if status != 0 { fatalError("\(label): oneDNN status \(status).") }
    }
}

/// Sums of matrix products over parts of operands: the gradient of recurrent weights over all steps.
final class RecurrentWeightInstruction: Instruction {
    /// One product; an operand is a value and the byte offset of its part.
    struct Product {
        var contraction: Contraction
        var left: (value: ValueID, offset: Int)
        var right: (value: ValueID, offset: Int)
        var resultOffset: Int
    }

    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    let operations: Int
    private let products: [Product]
    private let resultBytes: Int
    private let hasScratch: Bool
    private var addresses: [(left: UnsafeMutableRawPointer, right: UnsafeMutableRawPointer)] = []
    private var result: UnsafeMutableRawPointer?
    private var scratch: UnsafeMutableRawPointer?

    /// - Parameter products: empty if the gradient is zero.
    init(
        label: String, products: [Product], result: ValueID, resultBytes: Int, scratch: ValueID?,
        operations: Int
    ) {
        let kernels = products.map(\.contraction.implementation)
        self.label = "\(label) [\(Set(kernels).sorted().joined(separator: ", "))]"
        (self.products, self.resultBytes, self.operations) = (products, resultBytes, operations)
        reads = products.flatMap { [$0.left.value, $0.right.value] }
        writes = [result] + (scratch.map { [$0] } ?? [])
        hasScratch = scratch != nil
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        addresses = products.map {
            (address($0.left.value) + $0.left.offset, address($0.right.value) + $0.right.offset)
        }
        result = address(writes[0])
        scratch = hasScratch ? address(writes[1]) : nil
    }

    func run() {
        guard let result else { return }
        if products.isEmpty { result.initializeMemory(as: UInt8.self, repeating: 0, count: resultBytes) }
        for index in products.indices {
            let product = products[index]
            let status = qd_run(
                product.contraction.handle, addresses[index].left, addresses[index].right, nil,
                result + product.resultOffset, scratch)
            if status != 0 { fatalError("\(label): oneDNN status \(status).") }
        }
    }
}
