/// Nodes that are computed together.
struct Unit {
    enum Kind {
        /// A tile program: elementwise nodes over one shape, and reductions of their values.
        case group(shape: Shape)
        /// A matrix product or convolution with what follows it: bias and activation.
        case contraction(bias: Int?, activation: UnaryFunction?)
        /// Any other node.
        case single
    }

    var kind: Kind
    let stage: Int
    /// Nodes whose values this unit provides.
    var members: [Int]
    /// Elementwise nodes of other units that this one recomputes rather than loads.
    var recomputed: [Int] = []
}

/// Decides which nodes are computed together.
///
/// An elementwise node joins the unit of an operand of the same shape, a reduction the unit of its operand, and bias and
/// activation the contraction before them. A value that a later unit needs is recomputed there if that is cheap and does
/// not load more than the value itself: normalisations keep their input rather than their intermediate values.
struct Fusion {
    private(set) var units: [Unit] = []
    /// The unit that provides a root.
    private(set) var home: [Int?]
    private let schedule: Schedule

    /// Registers of a tile program limit how much one unit can hold.
    private static let capacity = 44
    private static let largestRecomputation = 6

    init(_ schedule: Schedule) {
        self.schedule = schedule
        home = [Int?](repeating: nil, count: schedule.graph.nodes.count)
        for index in schedule.graph.nodes.indices where isComputed(index) {
            if home[index] == nil { place(index) }
        }
    }

    private func isComputed(_ index: Int) -> Bool {
        schedule.stage[index] != nil && schedule.root[index] == index && !schedule.isLeaf(index)
    }

    private mutating func place(_ index: Int) {
        let node = schedule.node(index)
        if schedule.isElementwise(index) {
            placeElementwise(index, shape: node.shape)
        } else if case .reduce = node.operation {
            placeReduction(index)
        } else if schedule.isContraction(index) {
            placeContraction(index)
        } else if !joinsAttentionGradient(index) {
            open(.single, index)
        }
    }

    /// The gradients of one attention are computed together.
    private mutating func joinsAttentionGradient(_ index: Int) -> Bool {
        let node = schedule.node(index)
        guard case .attentionGradient = node.operation else { return false }
        let sibling = units.lastIndex { unit in
            guard unit.stage == schedule.stage[index],
                case .attentionGradient = schedule.node(unit.members[0]).operation
            else { return false }
            return schedule.node(unit.members[0]).inputs == node.inputs
        }
        guard let sibling else { return false }
        home[index] = sibling
        units[sibling].members.append(index)
        return true
    }

    private mutating func open(_ kind: Unit.Kind, _ index: Int) {
        home[index] = units.count
        units.append(Unit(kind: kind, stage: schedule.stage[index] ?? 0, members: [index]))
    }

    // MARK: Contractions

    private mutating func placeContraction(_ index: Int) {
        var chain = [index]
        var bias: Int?
        var activation: UnaryFunction?
        if case .matrixProduct = schedule.node(index).operation { bias = followingBias(index, &chain) }
        if case .convolution = schedule.node(index).operation { bias = followingBias(index, &chain) }
        if bias != nil, let next = onlyReader(of: chain[chain.count - 1]),
            case .unary(let function) = schedule.node(next).operation
        {
            switch function {
            case .rectifier, .leakyRectifier, .hyperbolicTangent, .sigmoid:
                activation = function
                chain.append(next)
            default: break
            }
        }
        for node in chain { home[node] = units.count }
        units.append(
            Unit(
                kind: .contraction(bias: bias, activation: activation), stage: schedule.stage[index] ?? 0,
                members: chain))
    }

    /// The addition of one value per column, if it is the only reader of the product.
    private func followingBias(_ index: Int, _ chain: inout [Int]) -> Int? {
        guard let next = onlyReader(of: index), case .binary(.add) = schedule.node(next).operation else {
            return nil
        }
        let columns = schedule.node(index).shape.last ?? 0
        let inputs = schedule.node(next).inputs
        let other = schedule.root[inputs[0]] == index ? inputs[1] : inputs[0]
        let shape = schedule.node(other).shape
        guard schedule.node(next).shape.last == columns, shape.last == columns, shape.elementCount == columns,
            schedule.node(next).shape.elementCount == schedule.node(index).shape.elementCount,
            case .parameter = schedule.node(schedule.root[other]).operation
        else { return nil }
        chain.append(next)
        return schedule.root[other]
    }

    private func onlyReader(of index: Int) -> Int? {
        guard !schedule.isTarget[index], schedule.readers[index].count == 1 else { return nil }
        let reader = schedule.readers[index][0]
        return schedule.stage[reader] == schedule.stage[index] ? reader : nil
    }

    // MARK: Elementwise nodes and reductions

    private mutating func placeElementwise(_ index: Int, shape: Shape) {
        for candidate in candidates(for: index, shape: shape) where joins(index, candidate, shape: shape) {
            return
        }
        open(.group(shape: shape), index)
        recomputeOperands(of: index, in: units.count - 1, shape: shape)
    }

    private mutating func placeReduction(_ index: Int) {
        let shape = schedule.node(schedule.node(index).inputs[0]).shape
        for candidate in candidates(for: index, shape: shape) where joins(index, candidate, shape: shape) {
            return
        }
        open(.group(shape: shape), index)
        recomputeOperands(of: index, in: units.count - 1, shape: shape)
    }

    /// Units of the same shape and stage that provide an operand point by point, the latest first.
    private func candidates(for index: Int, shape: Shape) -> [Int] {
        var found: [Int] = []
        if case .transpose = schedule.node(index).operation { return [] }
        for input in schedule.node(index).inputs where schedule.node(input).shape == shape {
            let root = schedule.root[input]
            guard let unit = home[root], !found.contains(unit), schedule.isElementwise(root),
                schedule.node(root).shape == shape, case .group(let unitShape) = units[unit].kind,
                unitShape == shape, units[unit].stage == schedule.stage[index],
                units[unit].members.count + units[unit].recomputed.count < Self.capacity / 2
            else { continue }
            found.append(unit)
        }
        return found.sorted(by: >)
    }

    /// Adds the node to the unit unless another operand depends on that unit. Returns whether it did.
    private mutating func joins(_ index: Int, _ unit: Int, shape: Shape) -> Bool {
        if case .reduce(_, let axes) = schedule.node(index).operation,
            let present = reducedAxes(of: unit, shape),
            present != axes || reductionCount(of: unit) >= 6
        {
            return false
        }
        var outside: Set<Int> = []
        for input in schedule.node(index).inputs {
            let root = schedule.root[input]
            guard let provider = home[root] else { continue }
            if provider == unit {
                // A register only holds values at the same point.
                if !schedule.isElementwise(root) || schedule.node(input).shape != shape
                    || schedule.node(root).shape != shape
                {
                    return false
                }
            } else {
                outside.insert(provider)
            }
        }
        if reaches(unit, from: outside) { return false }
        if loads(of: unit).union(outsideRoots(index, unit)).count + units[unit].members.count
            + units[unit].recomputed.count >= Self.capacity
        {
            return false
        }
        home[index] = unit
        units[unit].members.append(index)
        recomputeOperands(of: index, in: unit, shape: shape)
        return true
    }

    private func reducedAxes(of unit: Int, _ shape: Shape) -> Range<Int>? {
        for member in units[unit].members {
            if case .reduce(_, let axes) = schedule.node(member).operation { return axes }
        }
        return nil
    }

    private func reductionCount(of unit: Int) -> Int {
        units[unit].members.count { if case .reduce = schedule.node($0).operation { true } else { false } }
    }

    /// True if one of the units is `unit` or depends on it.
    private func reaches(_ unit: Int, from start: Set<Int>) -> Bool {
        var seen = start
        var open = Array(start)
        while let next = open.popLast() {
            if next == unit { return true }
            // A unit of an earlier stage cannot depend on one of a later.
            if units[next].stage < units[unit].stage { continue }
            for dependency in dependencies(of: next) where seen.insert(dependency).inserted {
                open.append(dependency)
            }
        }
        return false
    }

    func dependencies(of unit: Int) -> Set<Int> {
        var found: Set<Int> = []
        for root in loads(of: unit) { if let provider = home[root] { found.insert(provider) } }
        return found
    }

    /// Roots that a unit reads from memory.
    func loads(of unit: Int) -> Set<Int> {
        var found: Set<Int> = []
        let own = Set(units[unit].members + units[unit].recomputed)
        for member in own {
            for input in schedule.node(member).inputs where !own.contains(schedule.root[input]) {
                found.insert(schedule.root[input])
            }
        }
        return found
    }

    private func outsideRoots(_ index: Int, _ unit: Int) -> Set<Int> {
        Set(schedule.node(index).inputs.map { schedule.root[$0] }.filter { home[$0] != unit })
    }

    // MARK: Recomputation

    private mutating func recomputeOperands(of index: Int, in unit: Int, shape: Shape) {
        if case .transpose = schedule.node(index).operation { return }
        for input in schedule.node(index).inputs where schedule.node(input).shape == shape {
            let root = schedule.root[input]
            if units[unit].members.contains(root) || units[unit].recomputed.contains(root) { continue }
            guard let expression = recomputation(of: root, shape: shape, stage: units[unit].stage) else {
                continue
            }
            let loaded = loads(of: unit)
            let operands = Set(expression.flatMap { schedule.node($0).inputs.map { schedule.root[$0] } })
                .subtracting(expression)
            let large = operands.filter { schedule.node($0).shape.elementCount == shape.elementCount }
            if large.subtracting(loaded).count > 1 { continue }
            if reaches(unit, from: Set(operands.compactMap { home[$0] })) { continue }
            if units[unit].members.count + units[unit].recomputed.count + expression.count + loaded.count
                + operands.count >= Self.capacity
            {
                continue
            }
            for node in expression where !units[unit].recomputed.contains(node) {
                units[unit].recomputed.append(node)
            }
        }
    }

    /// The cheap elementwise nodes that recompute a value from values that are in memory anyway; nil if there are too many,
    /// or if the value itself is in memory.
    private func recomputation(of root: Int, shape: Shape, stage: Int) -> [Int]? {
        if isInMemory(root) { return nil }
        var expression: [Int] = []
        var open = [root]
        while let next = open.popLast() {
            if expression.contains(next) { continue }
            guard isCheap(next), schedule.node(next).shape == shape,
                expression.count < Self.largestRecomputation
            else { return nil }
            expression.append(next)
            for input in schedule.node(next).inputs {
                let operand = schedule.root[input]
                if isInMemory(operand) {
                    // The caller may change it between stages: a later stage needs the value of the earlier one.
                    if schedule.stage[next] != stage, mayChange(operand) { return nil }
                    continue
                }
                if schedule.node(input).shape != shape { return nil }
                open.append(operand)
            }
        }
        return expression
    }

    /// Stored whatever fusion decides: a leaf, a target, or a value that a contraction or movement computes or reads.
    private func isInMemory(_ root: Int) -> Bool {
        if !schedule.isElementwise(root) || schedule.isTarget[root] { return true }
        guard let provider = home[root], case .group = units[provider].kind else { return true }
        return schedule.readers[root].contains { reader in
            switch schedule.node(reader).operation {
            // A transposition reads at other points, even if the shape is the same.
            case .transpose: return true
            // A comparison needs exactly the bits from which a maximum was taken.
            case .binary(.equal): return true
            default: break
            }
            if schedule.isElementwise(reader) {
                return schedule.node(reader).shape != schedule.node(root).shape
            }
            if case .reduce = schedule.node(reader).operation { return false }
            return true
        }
    }

    private func mayChange(_ root: Int) -> Bool {
        switch schedule.node(root).operation {
        case .parameter, .input: true
        default: false
        }
    }

    private func isCheap(_ index: Int) -> Bool {
        switch schedule.node(index).operation {
        case .binary(let function): return function != .divide
        case .select, .broadcast: return true
        case .unary(let function):
            switch function {
            case .copy, .affine, .absolute, .sign, .step, .square, .rectifier, .leakyRectifier, .clamp:
                return true
            default: return false
            }
        default: return false
        }
    }

    // MARK: Order

    /// Units stage by stage, each after those it depends on.
    func order() -> [Int] {
        var order: [Int] = []
        var done = [Bool](repeating: false, count: units.count)
        let byStage = units.indices.sorted {
            (units[$0].stage, units[$0].members[0]) < (units[$1].stage, units[$1].members[0])
        }
        for start in byStage {
            var open = [(unit: start, entered: false)]
            while let (unit, entered) = open.popLast() {
                if done[unit] { continue }
                if entered {
                    done[unit] = true
                    order.append(unit)
                    continue
                }
                open.append((unit, true))
                for dependency in dependencies(of: unit).sorted(by: >) where !done[dependency] {
                    open.append((dependency, false))
                }
            }
        }
        return order
    }
}
