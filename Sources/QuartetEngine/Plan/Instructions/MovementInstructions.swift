internal import CKernels

/// A linear map along an axis.
final class AxisMapInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let starts: Block<Int32>
    private let sources: Block<Int32>
    private let weights: Block<Float>
    private let map: Block<qk_axis_map>

    init(_ node: LoweredNode, axis: Int, _ map: AxisMap) {
        label = node.label
        let (source, result) = (node.dense(0), node.result)
        let shape = node.shape(of: 0)
        reads = [source.id]
        writes = [result.id]
        starts = Block(map.starts)
        sources = Block(map.sources)
        weights = Block(map.weights)
        let outer = shape[..<axis].reduce(1, *)
        let inner = shape[(axis + 1)...].reduce(1, *)
        let run = map.run
        self.map = Block([
            qk_axis_map(
                source: nil, result: nil, source_type: source.type.kernelType,
                result_type: result.type.kernelType,
                outer: Int64(outer), source_extent: Int64(map.columns), result_extent: Int64(map.rows),
                inner: Int64(inner), start: starts.base, column: sources.base, weight: weights.base,
                run_row: Int64(run?.row ?? 0), run_column: Int64(run?.column ?? 0),
                run_length: Int64(run?.length ?? 0),
                threads: node.threads(forElements: node.shape.elementCount))
        ])
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        map.base.pointee.source = UnsafeRawPointer(address(reads[0]))
        map.base.pointee.result = address(writes[0])
    }

    func run() { qk_axis_map_run(map.base) }
}

/// Joins parts along an axis.
final class ConcatenationInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let rows: Int
    /// Bytes of each part per row, that is for each index of the axes before the joined one.
    private let partBytes: [Int]
    private let threads: Int32
    private var parts: [UnsafeMutableRawPointer] = []
    private var result: UnsafeMutableRawPointer?

    init(_ node: LoweredNode, axis: Int) {
        label = node.label
        let (result, operands) = (node.result, 0..<node.operandCount)
        reads = operands.map { node.value($0, as: result.type) }
        writes = [result.id]
        rows = node.shape[..<axis].reduce(1, *)
        partBytes = operands.map { node.shape(of: $0)[axis...].reduce(1, *) * result.type.size }
        threads = node.threads(forElements: node.shape.elementCount * result.type.size / 4)
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        parts = reads.map(address)
        result = address(writes[0])
    }

    func run() {
        guard let result else { return }
        let total = Int64(partBytes.reduce(0, +))
        var offset = 0
        for (part, bytes) in zip(parts, partBytes) {
            if rows == 1 {
                // One long row: threads share it as lines.
                let line = 4096
                qk_copy_rows(
                    part, Int64(line), result + offset, Int64(line), Int64(bytes / line), Int64(line), threads
                )
                let done = bytes / line * line
                (result + offset + done).copyMemory(from: part + done, byteCount: bytes - done)
            } else {
                qk_copy_rows(part, Int64(bytes), result + offset, total, Int64(rows), Int64(bytes), threads)
            }
            offset += bytes
        }
    }
}

/// Rows of a table by index.
final class GatherInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let types: (table: Int32, result: Int32)
    private let count: Int64
    private let width: Int64
    private let rows: Int64
    private let threads: Int32
    private var table: UnsafeMutableRawPointer?
    private var indices: UnsafePointer<Int32>?
    private var result: UnsafeMutableRawPointer?

    init(_ node: LoweredNode) {
        label = node.label
        let (table, indices, result) = (node.dense(0), node.value(1), node.result)
        reads = [table.id, indices]
        writes = [result.id]
        types = (table.type.kernelType, result.type.kernelType)
        count = Int64(node.shape(of: 0)[0])
        width = Int64(node.shape(of: 0)[1])
        rows = Int64(node.shape(of: 1).elementCount)
        threads = node.threads(forElements: node.shape.elementCount)
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        table = address(reads[0])
        indices = UnsafePointer(address(reads[1]).assumingMemoryBound(to: Int32.self))
        result = address(writes[0])
    }

    func run() {
        let bad = qk_gather(table, types.table, count, width, indices, rows, result, types.result, threads)
        if bad != 0 {
            fatalError(
                "\(label): index \(indices![Int(bad) - 1]) at \(bad - 1), the table has \(count) rows.")
        }
    }
}

/// The sum of rows into a table by index.
final class ScatterAddInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let type: Int32
    private let count: Int64
    private let width: Int64
    private let rows: Int64
    private let threads: Int32
    private var source: UnsafeMutableRawPointer?
    private var indices: UnsafePointer<Int32>?
    private var result: UnsafeMutablePointer<Float>?

    init(_ node: LoweredNode) {
        label = node.label
        let (source, indices, result) = (node.dense(0), node.value(1), node.result)
        reads = [source.id, indices]
        writes = [result.id]
        type = source.type.kernelType
        count = Int64(node.shape[0])
        width = Int64(node.shape[1])
        rows = Int64(node.shape(of: 1).elementCount)
        threads = node.threads(forElements: Int(rows * width))
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        source = address(reads[0])
        indices = UnsafePointer(address(reads[1]).assumingMemoryBound(to: Int32.self))
        result = address(writes[0]).assumingMemoryBound(to: Float.self)
    }

    func run() {
        let bad = qk_scatter_add(source, type, indices, rows, width, result, count, threads)
        if bad != 0 {
            fatalError(
                "\(label): index \(indices![Int(bad) - 1]) at \(bad - 1), the table has \(count) rows.")
        }
    }
}
