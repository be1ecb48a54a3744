internal import CKernels

extension PlanBuilder {
    /// Attention, or the gradients of its sources that are needed.
    func attention(
        _ geometry: AttentionGeometry, of inputs: [Int], result: Int?, gradients: [Int]
    ) -> AttentionInstruction {
        let isGradient = result == nil
        let shapes = inputs.prefix(geometry.sourceCount).map { schedule.node($0).shape }
        let roots = inputs.map { schedule.root[$0] }
        let operands = roots.prefix(geometry.sourceCount).map { attentionOperand($0) }
        var rest = roots.dropFirst(geometry.sourceCount)
        let above = isGradient ? rest.popFirst().map { dense($0) } : nil
        let lengths = geometry.hasLengths ? rest.popFirst().map { value(of: $0).id } : nil
        let positions = geometry.hasPositions ? rest.popFirst().map { value(of: $0).id } : nil
        var slopes = [(id: ValueID, type: ElementType)?](repeating: nil, count: geometry.sourceCount)
        for node in gradients {
            if case .attentionGradient(_, let source) = schedule.node(node).operation {
                slopes[source] = value(of: node)
            }
        }
        let text = schedule.graph.tensor(result ?? gradients[0]).text
        guard let result = result.map({ value(of: $0) }) ?? above else {
            fatalError("\(text): no upstream gradient.")
        }
        let instruction = AttentionInstruction(
            label: text, geometry, shapes: shapes, sources: operands, result: result, slopes: slopes,
            isGradient: isGradient, lengths: lengths, positions: positions, threads: threads)
        instruction.scratch = scratch(bytes: instruction.scratchBytes)
        return instruction
    }

    /// Caches are read in their own type, everything else in its floating-point type.
    private func attentionOperand(_ root: Int) -> (id: ValueID, type: ElementType) {
        switch schedule.node(root).operation {
        case .cache, .cacheAppend: value(of: root)
        default: dense(root)
        }
    }
}

/// Attention or its gradient.
final class AttentionInstruction: Instruction {
    let label: String
    let operations: Int
    fileprivate(set) var scratch: ValueID?
    private let kernel: Block<qk_attention>
    private let geometry: AttentionGeometry
    private let sources: [ValueID]
    private let result: ValueID
    private let slopes: [ValueID?]
    private let isGradient: Bool
    private let lengths: ValueID?
    private let positions: ValueID?
    /// Gradients of sources that contain more than queries, keys and values; the rest must be zero.
    private let cleared: [(value: ValueID, bytes: Int)]
    private var clearedAddresses: [UnsafeMutableRawPointer] = []

    var reads: [ValueID] {
        sources + (isGradient ? [result] : []) + [lengths, positions].compactMap(\.self)
    }

    var writes: [ValueID] {
        (isGradient ? slopes.compactMap(\.self) : [result]) + (scratch.map { [$0] } ?? [])
    }

    init(
        label: String, _ geometry: AttentionGeometry, shapes: [Shape],
        sources: [(id: ValueID, type: ElementType)], result: (id: ValueID, type: ElementType),
        slopes: [(id: ValueID, type: ElementType)?], isGradient: Bool, lengths: ValueID?,
        positions: ValueID?, threads: Int
    ) {
        self.label = label
        self.geometry = geometry
        self.sources = sources.map(\.id)
        self.result = result.id
        self.slopes = slopes.map { $0?.id }
        (self.isGradient, self.lengths, self.positions) = (isGradient, lengths, positions)
        // The gradient recomputes the scores: five products instead of two.
        operations = isGradient ? geometry.operations / 2 * 5 : geometry.operations
        let queryWidth = geometry.heads * geometry.size
        let keyWidth = geometry.keyHeads * geometry.size
        let covered = geometry.places.indices.reduce(into: [Int](repeating: 0, count: sources.count)) {
            $0[geometry.places[$1].source] += $1 == 0 ? queryWidth : keyWidth
        }
        cleared = slopes.indices.compactMap { source in
            guard let slope = slopes[source], covered[source] < shapes[source][2] else { return nil }
            return (slope.id, shapes[source].elementCount * slope.type.size)
        }
        func heads(_ place: AttentionGeometry.Place, _ type: ElementType) -> qk_heads {
            let strides = geometry.strides(shapes[place.source])
            return qk_heads(
                base: nil, batch_stride: Int64(strides.batch), row_stride: Int64(strides.row),
                head_stride: Int64(strides.head), type: type.kernelType)
        }
        var kernel = qk_attention()
        let places = geometry.places
        kernel.query = heads(places[0], sources[places[0].source].type)
        kernel.key = heads(places[1], sources[places[1].source].type)
        kernel.value = heads(places[2], sources[places[2].source].type)
        kernel.query_gradient = heads(places[0], slopes[places[0].source]?.type ?? .float32)
        kernel.key_gradient = heads(places[1], slopes[places[1].source]?.type ?? .float32)
        kernel.value_gradient = heads(places[2], slopes[places[2].source]?.type ?? .float32)
        kernel.result = qk_heads(
            base: nil, batch_stride: Int64(geometry.queries * queryWidth), row_stride: Int64(queryWidth),
            head_stride: Int64(geometry.size), type: result.type.kernelType)
        (kernel.batch, kernel.heads) = (Int64(geometry.batch), Int64(geometry.heads))
        (kernel.key_heads, kernel.size) = (Int64(geometry.keyHeads), Int64(geometry.size))
        (kernel.queries, kernel.keys) = (Int64(geometry.queries), Int64(geometry.keys))
        (kernel.scale, kernel.causal) = (geometry.scale, geometry.isCausal ? 1 : 0)
        kernel.window = Int64(geometry.window ?? 0)
        kernel.half_sums = geometry.hasHalfSums ? 1 : 0
        let work = geometry.batch * geometry.heads * geometry.queries * geometry.keys
        kernel.threads = Int32(work * geometry.size < 4 * TileInstruction.parallelThreshold ? 1 : threads)
        self.kernel = Block([kernel])
    }

    var scratchBytes: Int { 4 * Int(qk_attention_scratch(kernel.base, isGradient ? 1 : 0)) }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        func place(_ operand: Int, _ values: [ValueID?], _ heads: inout qk_heads) {
            let place = geometry.places[operand]
            guard let value = values[place.source] else { return }
            let size = heads.type == Int32(QK_FLOAT32) ? 4 : 2
            heads.base = address(value) + place.column * size
        }
        let kernel = self.kernel.base
        place(0, sources, &kernel.pointee.query)
        place(1, sources, &kernel.pointee.key)
        place(2, sources, &kernel.pointee.value)
        if isGradient {
            place(0, slopes, &kernel.pointee.query_gradient)
            place(1, slopes, &kernel.pointee.key_gradient)
            place(2, slopes, &kernel.pointee.value_gradient)
        }
        kernel.pointee.result.base = address(result)
        kernel.pointee.lengths = lengths.map {
            UnsafePointer(address($0).assumingMemoryBound(to: Int32.self))
        }
        kernel.pointee.positions = positions.map {
            UnsafePointer(address($0).assumingMemoryBound(to: Int32.self))
        }
        kernel.pointee.scratch = scratch.map { address($0).assumingMemoryBound(to: Float.self) }
        clearedAddresses = cleared.map { address($0.value) }
    }

    func run() {
        if !isGradient { return qk_attention_run(kernel.base) }
        for (address, entry) in zip(clearedAddresses, cleared) {
            address.initializeMemory(as: UInt8.self, repeating: 0, count: entry.bytes)
        }
        qk_attention_gradient_run(kernel.base)
    }
}

/// Rotary positions.
final class RotaryInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let frequencies: Block<Double>
    private let kernel: Block<qk_rotary>
    private let hasPositions: Bool

    init(_ node: LoweredNode, _ geometry: RotaryGeometry) {
        label = node.label
        hasPositions = node.operandCount > 1
        let source = node.dense(0)
        reads = [source.id] + (hasPositions ? [node.value(1)] : [])
        let (result, shape) = (node.result, node.shape)
        writes = [result.id]
        frequencies = Block(geometry.frequencies)
        let ofRows = geometry.positionsAreOfRows
        kernel = Block([
            qk_rotary(
                source: nil, result: nil, source_type: source.type.kernelType,
                result_type: result.type.kernelType, batch: Int64(shape[0]), tokens: Int64(shape[1]),
                heads: Int64(geometry.heads), rotated_heads: Int64(geometry.rotatedHeads),
                size: Int64(geometry.size), pairs: Int64(geometry.frequencies.count),
                frequency: frequencies.base, ratio: geometry.ratio ?? 0, positions: nil,
                position_batch: ofRows ? 1 : Int64(shape[1]), position_token: ofRows ? 0 : 1,
                position_step: ofRows ? 1 : 0, interleaved: geometry.isInterleaved ? 1 : 0,
                inverse: geometry.isInverse ? 1 : 0,
                threads: node.threads(forElements: shape.elementCount))
        ])
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        kernel.base.pointee.source = UnsafeRawPointer(address(reads[0]))
        kernel.base.pointee.result = address(writes[0])
        if hasPositions {
            kernel.base.pointee.positions = UnsafePointer(
                address(reads[1]).assumingMemoryBound(to: Int32.self))
        }
    }

    func run() { qk_rotary_run(kernel.base) }
}

/// Writes rows into a cache.
final class CacheAppendInstruction: Instruction {
    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    private let kernel: Block<qk_cache_append>

    init(_ node: LoweredNode, _ buffer: CacheBuffer) {
        label = node.label
        let (cache, rows, shape) = (node.result.id, node.dense(1), node.shape(of: 1))
        reads = [rows.id, node.value(2)]
        writes = [cache]
        kernel = Block([
            qk_cache_append(
                rows: nil, cache: nil, positions: nil, type: rows.type.kernelType,
                cache_type: buffer.type.kernelType, batch: Int64(shape[0]), tokens: Int64(shape[1]),
                heads: Int64(buffer.shape[1]), size: Int64(buffer.shape[3]),
                capacity: Int64(buffer.capacity))
        ])
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        kernel.base.pointee.rows = UnsafeRawPointer(address(reads[0]))
        kernel.base.pointee.positions = UnsafePointer(address(reads[1]).assumingMemoryBound(to: Int32.self))
        kernel.base.pointee.cache = address(writes[0])
    }

    func run() {
        let bad = qk_cache_append_run(kernel.base)
        if bad != 0, let positions = kernel.base.pointee.positions {
            fatalError(
                "\(label): \(kernel.base.pointee.tokens) rows at position \(positions[Int(bad) - 1]) of batch row "
                    + "\(bad - 1) do not fit into \(kernel.base.pointee.capacity).")
        }
    }
}
