internal import CKernels

/// Lowers a schedule to instructions over values: where each node's elements are stored, and which instruction computes
/// them.
final class PlanBuilder {
    /// Where a value's memory comes from.
    enum Home {
        /// The shared part of the arena, or with `persistent` a place of its own.
        case arena(persistent: Bool)
        case parameter(Parameter)
        case gradient(Parameter)
        case cache(CacheBuffer)
        case frozen(FrozenCopies.Copy)
    }

    /// What a value's elements are.
    enum Role {
        /// A tensor's elements, in the value's type.
        case tensor
        /// A copy in a kernel's own layout and type.
        case packed
        /// A kernel's working space; its contents are meaningless afterwards.
        case scratch
    }

    struct Value {
        var bytes: Int
        var type: ElementType
        var home: Home
        var role: Role
        var name: String
    }

    let schedule: Schedule
    let precision: Precision
    let threads: Int
    private let isFrozen: Bool
    let copiesOfFrozen: FrozenCopies
    private let fusion: Fusion
    private let types: StorageTypes
    private let random: UnsafePointer<qk_random_state>
    private(set) var values: [Value] = []
    var valueOfRoot: [Int: ValueID] = [:]
    var instructions: [any Instruction] = []
    /// Number of instructions up to the end of each stage.
    private(set) var stageEnds: [Int] = []
    /// Run once, when the plan is made: conversion of frozen parameters to other types and layouts.
    var preparation: [any Instruction] = []
    private var casts: [Int: ValueID] = [:]
    /// Further results of the current instruction that are needed in more than one place.
    var copies: [(shape: Shape, from: ValueID, to: ValueID)] = []
    var packs: [(root: Int, stage: Int, contraction: Contraction, value: ValueID)] = []

    init(
        schedule: Schedule, precision: Precision, threads: Int, isFrozen: Bool, copies: FrozenCopies,
        random: UnsafePointer<qk_random_state>
    ) {
        self.schedule = schedule
        self.precision = precision
        self.threads = threads
        self.isFrozen = isFrozen
        copiesOfFrozen = copies
        self.random = random
        fusion = Fusion(schedule)
        types = StorageTypes(schedule, precision: precision)
        lower()
    }

    private func lower() {
        placeLeaves()
        placeTargets()
        let order = fusion.order()
        let needed = neededRoots(order)
        var next = 0
        for stage in schedule.stages.indices {
            while next < order.count, fusion.units[order[next]].stage == stage {
                lower(unit: order[next], needed: needed)
                next += 1
            }
            finish(schedule.stages[stage])
            // Parameters and inputs may change before the next stage, so it converts them again.
            casts = casts.filter { isFrozen(root: $0.key) }
            stageEnds.append(instructions.count)
        }
    }

    /// Roots that some needed unit loads: a value that every reader recomputes is not stored.
    private func neededRoots(_ order: [Int]) -> Set<Int> {
        var needed: Set<Int> = []
        for index in order.reversed() {
            let unit = fusion.units[index]
            let isNeeded = unit.members.contains { needed.contains($0) || schedule.isTarget[$0] }
            if case .group = unit.kind, !isNeeded { continue }
            needed.formUnion(fusion.loads(of: index))
        }
        return needed
    }

    // MARK: Values

    func addValue(
        _ name: String, count: Int, _ type: ElementType = .float32, _ home: Home = .arena(persistent: false),
        role: Role = .tensor
    ) -> ValueID {
        values.append(Value(bytes: count * type.size, type: type, home: home, role: role, name: name))
        return values.count - 1
    }

    /// Working space, or nil for none.
    func scratch(_ name: String = "scratch", bytes: Int) -> ValueID? {
        bytes == 0 ? nil : addValue(name, count: (bytes + 3) / 4, role: .scratch)
    }

    /// A copy of weights in a kernel's own layout, made once if they are frozen.
    func packedCopy(of name: String, bytes: Int, isFrozen: Bool = false) -> ValueID {
        addValue(
            "packed \(name)", count: (bytes + 3) / 4, .float32, .arena(persistent: isFrozen), role: .packed)
    }

    private func placeLeaves() {
        for (index, node) in schedule.graph.nodes.enumerated() where schedule.stage[index] != nil {
            let count = node.shape.elementCount
            let name = node.name ?? "constant \(index)"
            switch node.operation {
            case .parameter(let parameter):
                valueOfRoot[index] = addValue(name, count: count, .float32, .parameter(parameter))
            case .input(_, let type):
                valueOfRoot[index] = addValue(name, count: count, type, .arena(persistent: true))
            case .fill: valueOfRoot[index] = addValue(name, count: 1, .float32, .arena(persistent: true))
            case .constant:
                valueOfRoot[index] = addValue(name, count: count, .float32, .arena(persistent: true))
            case .cache(let buffer):
                valueOfRoot[index] = addValue(name, count: count, buffer.type, .cache(buffer))
            case .cacheAppend: valueOfRoot[index] = valueOfRoot[node.inputs[0]]
            default: break
            }
        }
    }

    /// Outputs get places of their own; the gradient of a parameter is computed in the parameter's gradient buffer.
    private func placeTargets() {
        for stage in schedule.stages {
            for output in stage.outputs {
                let root = schedule.root[output.index]
                if valueOfRoot[root] == nil {
                    valueOfRoot[root] = addValue(
                        output.text, count: output.elementCount, .float32, .arena(persistent: true))
                }
            }
        }
        for stage in schedule.stages {
            for (parameter, gradient) in stage.gradients {
                let root = schedule.root[gradient.index]
                if valueOfRoot[root] == nil {
                    valueOfRoot[root] = addValue(
                        "gradient of \(parameter.name)", count: gradient.elementCount, .float32,
                        .gradient(parameter))
                }
            }
        }
    }

    func value(of root: Int) -> (id: ValueID, type: ElementType) {
        if let id = valueOfRoot[root] { return (id, values[id].type) }
        let node = schedule.node(root)
        let type: ElementType = isInteger(root) ? .int32 : types.isLow[root] ? .bfloat16 : .float32
        let id = addValue(schedule.graph.tensor(root).text, count: node.shape.elementCount, type)
        valueOfRoot[root] = id
        return (id, type)
    }

    /// Concatenated indices stay integers.
    private func isInteger(_ root: Int) -> Bool {
        let node = schedule.node(root)
        switch node.operation {
        case .input(_, .int32): return true
        case .concatenate: return node.inputs.allSatisfy { isInteger(schedule.root[$0]) }
        default: return false
        }
    }

    /// The value in the given type: itself, or a converted copy that later readers share.
    func value(of root: Int, as type: ElementType) -> ValueID {
        let (id, present) = value(of: root)
        // A fill is one element in memory and is expanded for readers that need all elements.
        let isFill = if case .fill = schedule.node(root).operation { true } else { false }
        if present == type, !isFill { return id }
        if let cast = casts[root], values[cast].type == type { return cast }
        let shape = schedule.node(root).shape
        let (name, text) = (values[id].name, "convert \(values[id].name)")
        let cast: ValueID
        if let parameter = frozenParameter(root: root) {
            let (frozen, isNew) = copiesOfFrozen.copy(of: parameter, as: type)
            cast = addValue(name, count: shape.elementCount, type, .frozen(frozen))
            if isNew { preparation.append(copy(text, shape: shape, from: id, to: cast)) }
        } else {
            cast = addValue(name, count: shape.elementCount, type)
            instructions.append(copy(text, shape: shape, from: id, isFill: isFill, to: cast))
        }
        casts[root] = cast
        return cast
    }

    func isFrozen(root: Int) -> Bool { frozenParameter(root: root) != nil }

    /// A parameter whose value no longer changes: any in a frozen plan, and those that stay in a mapped file.
    func frozenParameter(root: Int) -> Parameter? {
        guard case .parameter(let parameter) = schedule.node(root).operation else { return nil }
        return isFrozen || parameter.mapped != nil ? parameter : nil
    }

    // MARK: Units

    private func lower(unit index: Int, needed: Set<Int>) {
        let unit = fusion.units[index]
        switch unit.kind {
        case .group(let shape): lowerGroup(unit, shape: shape, needed: needed)
        case .contraction(let bias, let activation):
            lowerContraction(unit, bias: bias, activation: activation)
        case .single: lowerSingle(unit.members)
        }
    }

    private func lowerGroup(_ unit: Unit, shape: Shape, needed: Set<Int>) {
        if !unit.members.contains(where: { needed.contains($0) || schedule.isTarget[$0] }) { return }
        let members = (unit.members + unit.recomputed).sorted()
        let own = Set(members)
        let stored = unit.members.filter {
            schedule.isElementwise($0) && (needed.contains($0) || schedule.isTarget[$0])
        }
        let reducing = unit.members.filter { !schedule.isElementwise($0) }
        let reducedRoots = reducing.map { schedule.root[schedule.node($0).inputs[0]] }
        // Values must exist first: the builder only looks them up.
        for root in Set(members.flatMap { schedule.node($0).inputs.map { schedule.root[$0] } }).subtracting(
            own)
        {
            _ = value(of: root)
        }
        let places = valueOfRoot.mapValues { (id: $0, type: values[$0].type) }
        var builder = TileProgramBuilder(
            schedule: schedule, shape: shape, members: members, kept: Set(stored + reducedRoots),
            value: { root in
                guard let place = places[root] else {
                    fatalError("Node \(root) is read before it has a place.")
                }
                return place
            })
        var geometry: TileInstruction.ReductionGeometry?
        var reduces: [TileInstruction.Reduce] = []
        for node in reducing {
            guard case .reduce(let kind, let axes) = schedule.node(node).operation else { continue }
            let space = TileInstruction.ReductionGeometry(
                outer: shape[..<axes.lowerBound].reduce(1, *), reduced: shape[axes].reduce(1, *),
                inner: shape[axes.upperBound...].reduce(1, *))
            geometry = space
            let input = schedule.node(node).inputs[0]
            let result = value(of: node).id
            let partial = addValue(
                "partial sums", count: threads * space.outer * space.inner, role: .scratch)
            reduces.append(
                .init(value: result, partial: partial, kind: kind, register: builder.register(of: input)))
        }
        let stores = stored.map { node -> TileInstruction.Store in
            let (id, type) = value(of: node)
            return .init(value: id, type: type, register: builder.register(of: node))
        }
        let names = unit.members.suffix(3).map { schedule.graph.tensor($0).text }.joined(separator: ", ")
        instructions.append(
            TileInstruction(
                label: "\(unit.members.count) elementwise: \(names)", shape: shape, loads: builder.loads,
                steps: builder.steps, stores: stores, reduces: reduces, geometry: geometry,
                registers: builder.registerCount, threads: threads, random: random))
    }

    private func lowerSingle(_ members: [Int]) {
        let node = LoweredNode(builder: self, index: members[0])
        switch node.operation {
        case .recurrence(let recurrence): lowerRecurrence(node.index, recurrence)
        case .recurrenceGradient(let recurrence): lowerRecurrenceGradient(node.index, recurrence)
        case .recurrenceWeightGradient(let recurrence): lowerRecurrenceWeightGradient(node.index, recurrence)
        // Computed by the instruction of its operand.
        case .otherResult: break
        default: instructions.append(instruction(for: node, members))
        }
    }

    /// The table: an operation to the instruction that computes it.
    private func instruction(for node: LoweredNode, _ members: [Int]) -> any Instruction {
        switch node.operation {
        case .axisMap(let axis, let map): AxisMapInstruction(node, axis: axis, map)
        case .concatenate(let axis): ConcatenationInstruction(node, axis: axis)
        case .gather: GatherInstruction(node)
        case .scatterAdd: ScatterAddInstruction(node)
        case .logSumExponential: LogSumInstruction(node)
        case .pick: PickInstruction(node)
        case .attention(let geometry):
            attention(geometry, of: node.node.inputs, result: node.index, gradients: [])
        case .attentionGradient(let geometry, _):
            attention(geometry, of: node.node.inputs, result: nil, gradients: members)
        case .rotary(let geometry): RotaryInstruction(node, geometry)
        case .cacheAppend(let buffer): CacheAppendInstruction(node, buffer)
        case .quantizedProduct(let matrix): QuantizedProductInstruction(node, matrix)
        case .quantizedRows(let matrix): QuantizedRowsInstruction(node, matrix)
        case .rootMeanSquareNorm(let epsilon): RootMeanSquareNormInstruction(node, epsilon: epsilon)
        case .gatedUnit: GatedUnitInstruction(node)
        default: fatalError("\(node.label) has no instruction.")
        }
    }

    /// A floating-point value with all of its elements in memory.
    func dense(_ root: Int) -> (id: ValueID, type: ElementType) {
        let present = value(of: root).type
        let type = present == .int32 ? .float32 : present
        return (value(of: root, as: type), type)
    }

    // MARK: The end of a stage

    /// Copies gradients and updates that were not computed in their final place.
    private func finish(_ stage: Stage) {
        for (parameter, gradient) in stage.gradients {
            let source = value(of: schedule.root[gradient.index])
            if case .gradient(let own) = values[source.id].home, own === parameter { continue }
            copy(
                gradient,
                to: addValue(
                    "gradient of \(parameter.name)", count: gradient.elementCount, .float32,
                    .gradient(parameter)))
        }
        // An update may need the value of a parameter that another update changes: such values are saved first.
        var aside: [Int: ValueID] = [:]
        for update in stage.updates {
            let root = schedule.root[update.value.index]
            guard case .parameter = schedule.node(root).operation, aside[root] == nil else { continue }
            let place = addValue("earlier \(update.value.text)", count: update.value.elementCount)
            copy(update.value, to: place)
            aside[root] = place
        }
        for update in stage.updates {
            let destination = addValue(
                update.parameter.name, count: update.value.elementCount, .float32,
                .parameter(update.parameter))
            copy(update.value, from: aside[schedule.root[update.value.index]], to: destination)
        }
    }

    private func copy(_ tensor: Tensor, from source: ValueID? = nil, to destination: ValueID) {
        let root = schedule.root[tensor.index]
        let id = source ?? value(of: root).id
        let isFill = if case .fill = schedule.node(root).operation { true } else { false }
        instructions.append(
            copy(
                "copy to \(values[destination].name)", shape: [tensor.elementCount], from: id, isFill: isFill,
                to: destination))
    }

    /// Copies elements from one value to another, each in its own type.
    func copy(_ label: String, shape: Shape, from source: ValueID, isFill: Bool = false, to result: ValueID)
        -> TileInstruction
    {
        var step = qk_step()
        step.operation = Int32(QK_COPY.rawValue)
        step.result = 1
        let strides = isFill ? shape.map { _ in 0 } : shape.rowMajorStrides
        return TileInstruction(
            label: label, shape: shape,
            loads: [.init(value: source, type: values[source].type, strides: strides, register: 0)],
            steps: [step], stores: [.init(value: result, type: values[result].type, register: 1)],
            reduces: [],
            geometry: nil, registers: 2, threads: threads, random: random)
    }
}
