internal import CKernels

/// Root-mean-square normalisation in one pass.
final class RootMeanSquareNormInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let kernel: Block<qk_rms_norm>

    init(_ node: LoweredNode, epsilon: Float) {
        label = node.label
        reads = [node.value(0, as: .float32), node.value(1, as: .float32)]
        writes = [node.result.id]
        let columns = node.shape(of: 1)[0]
        kernel = Block([
            qk_rms_norm(
                source: nil, weight: nil, result: nil, rows: Int64(node.shape.elementCount / columns),
                columns: Int64(columns), epsilon: epsilon,
                threads: node.threads(forElements: node.shape.elementCount))
        ])
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        kernel.base.pointee.source = UnsafePointer(address(reads[0]).assumingMemoryBound(to: Float.self))
        kernel.base.pointee.weight = UnsafePointer(address(reads[1]).assumingMemoryBound(to: Float.self))
        kernel.base.pointee.result = address(writes[0]).assumingMemoryBound(to: Float.self)
    }

    func run() { qk_rms_norm_run(kernel.base) }
}

/// A gated unit: `silu(gate) * value` from the two halves of each row.
final class GatedUnitInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let kernel: Block<qk_gated_unit>

    init(_ node: LoweredNode) {
        label = node.label
        reads = [node.value(0, as: .float32)]
        writes = [node.result.id]
        let columns = node.shape.last ?? 1
        kernel = Block([
            qk_gated_unit(
                source: nil, result: nil, rows: Int64(node.shape.elementCount / columns),
                columns: Int64(columns), threads: node.threads(forElements: node.shape.elementCount))
        ])
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        kernel.base.pointee.source = UnsafePointer(address(reads[0]).assumingMemoryBound(to: Float.self))
        kernel.base.pointee.result = address(writes[0]).assumingMemoryBound(to: Float.self)
    }

    func run() { qk_gated_unit_run(kernel.base) }
}
