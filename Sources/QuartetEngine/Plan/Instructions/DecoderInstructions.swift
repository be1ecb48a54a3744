internal import CKernels

/// Root-mean-square normalisation in one pass.
final class RootMeanSquareNormInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let kernel: Block<qk_rms_norm>

    init(
        label: String, source: ValueID, weight: ValueID, result: ValueID, rows: Int, columns: Int,
        epsilon: Float, threads: Int
    ) {
        self.label = label
        reads = [source, weight]
        writes = [result]
        kernel = Block([
            qk_rms_norm(
                source: nil, weight: nil, result: nil, rows: Int64(rows), columns: Int64(columns),
                epsilon: epsilon,
                threads: Int32(rows * columns < TileInstruction.parallelThreshold ? 1 : threads))
        ])
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        kernel.base.pointee.source = UnsafePointer(address(reads[0]).assumingMemoryBound(to: Float.self))
        kernel.base.pointee.weight = UnsafePointer(address(reads[1]).assumingMemoryBound(to: Float.self))
        kernel.base.pointee.result = address(writes[0]).assumingMemoryBound(to: Float.self)
    }

    func run() { qk_rms_norm_run(kernel.base) }
}

/// A gate and what it lets through, from one product.
final class GatedUnitInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let kernel: Block<qk_gated_unit>

    init(label: String, source: ValueID, result: ValueID, rows: Int, columns: Int, threads: Int) {
        self.label = label
        reads = [source]
        writes = [result]
        kernel = Block([
            qk_gated_unit(
                source: nil, result: nil, rows: Int64(rows), columns: Int64(columns),
                threads: Int32(rows * columns < TileInstruction.parallelThreshold ? 1 : threads))
        ])
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        kernel.base.pointee.source = UnsafePointer(address(reads[0]).assumingMemoryBound(to: Float.self))
        kernel.base.pointee.result = address(writes[0]).assumingMemoryBound(to: Float.self)
    }

    func run() { qk_gated_unit_run(kernel.base) }
}
