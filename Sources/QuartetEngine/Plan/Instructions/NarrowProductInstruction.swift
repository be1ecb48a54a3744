internal import CKernels

/// The product of few rows with frozen weights, which are read in their plain layout.
final class NarrowProductInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    let operations: Int
    private let product: Block<qk_narrow_product>

    /// With more rows the weights are used often enough to make packing them pay.
    static let mostRows = 4
    /// Waking another thread does not pay for fewer multiplications.
    private static let parallelThreshold = 1 << 16

    init(
        label: String, source: ValueID, weights: (id: ValueID, type: ElementType), bias: ValueID?,
        result: ValueID, rows: Int, columns: Int, depth: Int, threads: Int
    ) {
        self.label = "\(label) [few rows, \(weights.type)]"
        reads = [source, weights.id] + (bias.map { [$0] } ?? [])
        writes = [result]
        operations = 2 * rows * columns * depth
        product = Block([
            qk_narrow_product(
                source: nil, weights: nil, bias: nil, result: nil, rows: Int64(rows), columns: Int64(columns),
                depth: Int64(depth), is_bfloat16: weights.type == .bfloat16 ? 1 : 0,
                threads: Int32(operations / 2 < Self.parallelThreshold ? 1 : threads))
        ])
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        product.base.pointee.source = UnsafePointer(address(reads[0]).assumingMemoryBound(to: Float.self))
        product.base.pointee.weights = UnsafeRawPointer(address(reads[1]))
        product.base.pointee.bias = reads.dropFirst(2).first.map {
            UnsafePointer(address($0).assumingMemoryBound(to: Float.self))
        }
        product.base.pointee.result = address(writes[0]).assumingMemoryBound(to: Float.self)
    }

    func run() { qk_narrow_product_run(product.base) }
}
