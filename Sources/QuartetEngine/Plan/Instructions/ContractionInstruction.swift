internal import COneDNN

/// A matrix product or convolution, ready to run.
final class Contraction {
    let handle: OpaquePointer
    let specification: qd_specification

    /// nil if oneDNN does not support these shapes in these types.
    init?(_ specification: qd_specification) {
        var message = [CChar](repeating: 0, count: 128)
        var specification = specification
        guard let handle = qd_create(&specification, &message, message.count) else { return nil }
        self.handle = handle
        self.specification = specification
    }

    deinit { qd_destroy(handle) }

    var scratchBytes: Int { Int(qd_scratch_size(handle)) }
    var packedBytes: Int { Int(qd_packed_size(handle)) }
    var implementation: String { String(cString: qd_implementation(handle)) }

    func hasSamePacking(as other: Contraction) -> Bool { qd_same_packing(handle, other.handle) != 0 }
}

/// Runs a contraction; a weight gradient is converted to plain order afterwards.
final class ContractionInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    let operations: Int
    private let contraction: Contraction
    private let bias: ValueID?
    private let packedResult: ValueID?
    private let scratch: ValueID?
    private var left: UnsafeMutableRawPointer?
    private var right: UnsafeMutableRawPointer?
    private var biasAddress: UnsafeMutablePointer<Float>?
    private var result: UnsafeMutableRawPointer?
    private var packedAddress: UnsafeMutableRawPointer?
    private var scratchAddress: UnsafeMutableRawPointer?

    init(
        label: String, contraction: Contraction, left: ValueID, right: ValueID, bias: ValueID?,
        result: ValueID,
        packedResult: ValueID?, scratch: ValueID?, operations: Int
    ) {
        self.label = "\(label) [\(contraction.implementation)]"
        self.contraction = contraction
        (self.bias, self.packedResult, self.scratch) = (bias, packedResult, scratch)
        self.operations = operations
        reads = [left, right] + (bias.map { [$0] } ?? [])
        writes = [result] + [packedResult, scratch].compactMap(\.self)
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        left = address(reads[0])
        right = address(reads[1])
        biasAddress = bias.map { address($0).assumingMemoryBound(to: Float.self) }
        result = address(writes[0])
        packedAddress = packedResult.map(address)
        scratchAddress = scratch.map(address)
    }

    func run() {
        var status = qd_run(
            contraction.handle, left, right, biasAddress, packedAddress ?? result, scratchAddress)
        if status == 0, let packedAddress, let result {
            status = qd_unpack(contraction.handle, packedAddress, result.assumingMemoryBound(to: Float.self))
        }
        if status != 0 { fatalError("\(label): oneDNN status \(status).") }
    }
}

/// Converts float32 weights to a contraction's own layout and type.
final class PackInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let contraction: Contraction
    private var plain: UnsafeMutablePointer<Float>?
    private var packed: UnsafeMutableRawPointer?

    init(label: String, contraction: Contraction, plain: ValueID, packed: ValueID) {
        self.label = label
        self.contraction = contraction
        reads = [plain]
        writes = [packed]
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        plain = address(reads[0]).assumingMemoryBound(to: Float.self)
        packed = address(writes[0])
    }

    func run() {
        let status = qd_pack(contraction.handle, plain, packed)
        if status != 0 { fatalError("\(label): oneDNN status \(status).") }
    }
}
