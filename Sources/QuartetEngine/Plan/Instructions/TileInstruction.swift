internal import CKernels

/// Runs a tile program: see `CKernelsTile.h`.
final class TileInstruction: Instruction {
    struct Load {
        var value: ValueID
        var type: ElementType
        /// Strides over the program's shape, in elements.
        var strides: [Int]
        var register: Int
    }

    struct Store {
        var value: ValueID
        var type: ElementType
        var register: Int
    }

    struct Reduce {
        var value: ValueID
        var partial: ValueID?
        var kind: Reduction
        var register: Int
    }

    /// A shape as `[outer, reduced, inner]`.
    struct ReductionGeometry {
        var outer: Int
        var reduced: Int
        var inner: Int
    }

    let label: String
    let reads: [ValueID]
    let writes: [ValueID]
    let overwrites: [(result: ValueID, operand: ValueID)]
    private let loadValues: [ValueID]
    private let storeValues: [ValueID]
    private let reduces: [Reduce]
    private let loads: Block<qk_load>
    private let steps: Block<qk_step>
    private let stores: Block<qk_store>
    private let reductions: Block<qk_reduction>
    private let program: Block<qk_tile_program>

    /// Waking another thread does not pay for fewer elements.
    static let parallelThreshold = 16_384

    init(
        label: String, shape: Shape, loads: [Load], steps: [qk_step], stores: [Store], reduces: [Reduce],
        geometry: ReductionGeometry?, registers: Int, threads: Int, random: UnsafePointer<qk_random_state>
    ) {
        self.label = label
        reads = loads.map(\.value)
        writes = stores.map(\.value) + reduces.map(\.value) + reduces.compactMap(\.partial)
        loadValues = loads.map(\.value)
        storeValues = stores.map(\.value)
        self.reduces = reduces
        let (extents, strides) = Self.collapse(shape, loads.map(\.strides))
        if extents.count > Int(QK_MAX_DIMS) {
            fatalError("\(label): \(shape) needs more than \(QK_MAX_DIMS) axes.")
        }
        self.loads = Block(
            zip(loads, strides).map { load, strides in
                Self.load(load, strides: strides, extents: extents, geometry: geometry)
            })
        overwrites = Self.overwrites(loads, modes: self.loads, stores, reduces)
        self.steps = Block(steps)
        self.stores = Block(
            stores.map { qk_store(base: nil, type: $0.type.kernelType, reg: Int32($0.register)) })
        reductions = Block(
            reduces.map {
                qk_reduction(
                    result: nil, partial: nil,
                    kind: Int32($0.kind == .sum ? QK_REDUCE_SUM : QK_REDUCE_MAX), reg: Int32($0.register))
            })
        var program = qk_tile_program()
        program.count = Int64(shape.elementCount)
        program.dims = Int32(extents.count)
        withUnsafeMutableBytes(of: &program.extents) { bytes in
            for (axis, extent) in extents.enumerated() {
                bytes.storeBytes(of: Int64(extent), toByteOffset: axis * 8, as: Int64.self)
            }
        }
        if let geometry {
            program.outer = Int64(geometry.outer)
            program.reduced = Int64(geometry.reduced)
            program.inner = Int64(geometry.inner)
        }
        program.loads = Int32(loads.count)
        program.steps = Int32(steps.count)
        program.stores = Int32(stores.count)
        program.reductions = Int32(reduces.count)
        program.registers = Int32(registers)
        program.load = self.loads.base
        program.step = self.steps.base
        program.store = self.stores.base
        program.reduction = reductions.base
        program.random = random
        program.threads = Int32(shape.elementCount < Self.parallelThreshold ? 1 : threads)
        self.program = Block([program])
    }

    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer) {
        for (index, value) in loadValues.enumerated() { loads.base[index].base = address(value) }
        for (index, value) in storeValues.enumerated() { stores.base[index].base = address(value) }
        for (index, reduce) in reduces.enumerated() {
            reductions.base[index].result = address(reduce.value).assumingMemoryBound(to: Float.self)
            reductions.base[index].partial = reduce.partial.map {
                address($0).assumingMemoryBound(to: Float.self)
            }
        }
    }

    func run() { qk_tile_run(program.base) }

    /// Pairs each store with a load that walks memory in the same order. A float32 load is a view of memory, so a reduction
    /// of it would read what was stored: such loads are excluded.
    private static func overwrites(
        _ loads: [Load], modes: Block<qk_load>, _ stores: [Store], _ reduces: [Reduce]
    ) -> [(result: ValueID, operand: ValueID)] {
        var free = loads.indices.filter { index in
            modes.base[index].mode == Int32(QK_CONTIGUOUS)
                && loads.count { $0.value == loads[index].value } == 1
                && !reduces.contains { $0.register == loads[index].register }
        }
        return stores.compactMap { store in
            guard let index = free.firstIndex(where: { loads[$0].type.size == store.type.size }) else {
                return nil
            }
            return (store.value, loads[free.remove(at: index)].value)
        }
    }

    /// Merges neighbouring axes along which the strides of every operand continue.
    private static func collapse(_ shape: Shape, _ strides: [[Int]]) -> (extents: Shape, strides: [[Int]]) {
        var extents: [Int] = []
        var collapsed = strides.map { _ in [Int]() }
        for axis in shape.indices where shape[axis] != 1 {
            let extent = shape[axis]
            let joins =
                !extents.isEmpty
                && strides.indices.allSatisfy { load in
                    collapsed[load][extents.count - 1] == strides[load][axis] * extent
                }
            if joins {
                extents[extents.count - 1] *= extent
                for load in strides.indices { collapsed[load][extents.count - 1] = strides[load][axis] }
            } else {
                extents.append(extent)
                for load in strides.indices { collapsed[load].append(strides[load][axis]) }
            }
        }
        if extents.isEmpty { return ([1], strides.map { _ in [0] }) }
        return (Shape(extents), collapsed)
    }

    private static func load(
        _ load: Load, strides: [Int], extents: Shape, geometry: ReductionGeometry?
    ) -> qk_load {
        var result = qk_load()
        result.type = load.type.kernelType
        result.reg = Int32(load.register)
        withUnsafeMutableBytes(of: &result.strides) { bytes in
            for (axis, stride) in strides.enumerated() {
                bytes.storeBytes(of: Int64(stride), toByteOffset: axis * 8, as: Int64.self)
            }
        }
        let count = extents.elementCount
        if strides.allSatisfy({ $0 == 0 }) {
            result.mode = Int32(QK_SCALAR)
        } else if zip(strides, extents.rowMajorStrides).allSatisfy({ $0 == $1 }) {
            result.mode = Int32(QK_CONTIGUOUS)
        } else if let period = period(strides, extents), isPeriodic(period, geometry), count >= Int(QK_TILE) {
            result.mode = Int32(QK_PERIODIC)
            result.period = Int64(period)
        } else {
            result.mode = Int32(QK_STRIDED)
        }
        return result
    }

    /// The number of elements after which a vector along the last axes repeats, or nil if the operand is not such a vector.
    private static func period(_ strides: [Int], _ extents: Shape) -> Int? {
        var period = 1
        var axis = extents.count - 1
        while axis >= 0, strides[axis] == period {
            period *= extents[axis]
            axis -= 1
        }
        return period > 1 && strides[0..<(axis + 1)].allSatisfy { $0 == 0 } ? period : nil
    }

    /// True if every tile begins at a multiple of the period.
    private static func isPeriodic(_ period: Int, _ geometry: ReductionGeometry?) -> Bool {
        if Int(QK_TILE) % period != 0 { return false }
        guard let geometry else { return true }
        return (geometry.inner == 1 ? geometry.reduced : geometry.inner) % period == 0
    }
}
