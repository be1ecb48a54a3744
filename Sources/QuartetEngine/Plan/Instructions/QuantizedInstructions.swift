internal import CKernels

/// A product with a matrix in a mapped file.
final class QuantizedProductInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    let operations: Int
    // Keeps the file mapped.
    private let matrix: QuantizedMatrix
    private let parts: Block<qk_weights_part>
    private let product: Block<qk_quantized_product>

    /// Waking another thread does not pay for fewer multiplications.
    private static let parallelThreshold = 1 << 18

    init(_ node: LoweredNode, _ matrix: QuantizedMatrix) {
        label = "\(node.label) [\(matrix.type.rawValue)]"
        self.matrix = matrix
        let rows = node.shape.elementCount / matrix.rows
        let bytes = qk_quantized_scratch(
            matrix.type.kernelType, Int64(matrix.columns), Int64(rows), Int32(node.threads))
        let scratch = node.builder.addValue("packed rows", count: Int(bytes) / 4, role: .scratch)
        reads = [node.value(0, as: .float32)]
        writes = [node.result.id, scratch]
        operations = 2 * rows * matrix.rows * matrix.columns
        parts = matrix.kernelParts()
        product = Block([
            qk_quantized_product(
                part: parts.base, parts: Int32(parts.count), type: matrix.type.kernelType,
                columns: Int64(matrix.columns), rows: Int64(rows), source: nil, result: nil, scratch: nil,
                threads: Int32(operations / 2 < Self.parallelThreshold ? 1 : node.threads), level_limit: 0)
        ])
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        product.base.pointee.source = UnsafePointer(address(reads[0]).assumingMemoryBound(to: Float.self))
        product.base.pointee.result = address(writes[0]).assumingMemoryBound(to: Float.self)
        product.base.pointee.scratch = address(writes[1])
    }

    func run() { qk_quantized_product_run(product.base) }
}

/// Rows of a matrix in a mapped file.
final class QuantizedRowsInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let matrix: QuantizedMatrix
    private let parts: Block<qk_weights_part>
    private let rows: Int64
    private let threads: Int32
    private var indices: UnsafePointer<Int32>?
    private var result: UnsafeMutablePointer<Float>?

    init(_ node: LoweredNode, _ matrix: QuantizedMatrix) {
        label = "\(node.label) [\(matrix.type.rawValue)]"
        self.matrix = matrix
        parts = matrix.kernelParts()
        reads = [node.value(0)]
        writes = [node.result.id]
        rows = Int64(node.shape(of: 0).elementCount)
        threads = node.threads(forElements: node.shape.elementCount)
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        indices = UnsafePointer(address(reads[0]).assumingMemoryBound(to: Int32.self))
        result = address(writes[0]).assumingMemoryBound(to: Float.self)
    }

    func run() {
        let bad = qk_quantized_gather(
            parts.base, Int32(parts.count), matrix.type.kernelType, Int64(matrix.columns), indices, rows,
            result, threads)
        if bad != 0 {
            fatalError(
                "\(label): index \(indices![Int(bad) - 1]) at \(bad - 1), \(matrix.name) has \(matrix.rows) rows."
            )
        }
    }
}
