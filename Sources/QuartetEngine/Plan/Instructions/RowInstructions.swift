internal import CKernels

/// The logarithm of the sum of exponentials of each row.
final class LogSumInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let type: Int32
    private let rows: Int64
    private let width: Int64
    private let threads: Int32
    private var source: UnsafeMutableRawPointer?
    private var result: UnsafeMutablePointer<Float>?

    init(_ node: LoweredNode) {
        label = node.label
        let (source, result) = (node.dense(0), node.result)
        reads = [source.id]
        writes = [result.id]
        type = source.type.kernelType
        rows = Int64(node.shape.elementCount)
        width = Int64(node.shape(of: 0).last ?? 1)
        threads = node.threads(forElements: node.shape(of: 0).elementCount)
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        source = address(reads[0])
        result = address(writes[0]).assumingMemoryBound(to: Float.self)
    }

    func run() { qk_log_sum_exponential(source, type, rows, width, result, threads) }
}

/// One element of each row by index.
final class PickInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let type: Int32
    private let rows: Int64
    private let width: Int64
    private var source: UnsafeMutableRawPointer?
    private var indices: UnsafePointer<Int32>?
    private var result: UnsafeMutablePointer<Float>?

    init(_ node: LoweredNode) {
        label = node.label
        let (source, indices, result) = (node.dense(0), node.value(1), node.result)
        reads = [source.id, indices]
        writes = [result.id]
        type = source.type.kernelType
        rows = Int64(node.shape.elementCount)
        width = Int64(node.shape(of: 0).last ?? 1)
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        source = address(reads[0])
        indices = UnsafePointer(address(reads[1]).assumingMemoryBound(to: Int32.self))
        result = address(writes[0]).assumingMemoryBound(to: Float.self)
    }

    func run() {
        let bad = qk_pick(source, type, indices, rows, width, result)
        if bad != 0 {
            fatalError(
                "\(label): index \(indices![Int(bad) - 1]) at \(bad - 1), there are \(width) classes.")
        }
    }
}
