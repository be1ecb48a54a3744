internal import CKernels

/// Turns a group of elementwise nodes and reductions into a tile program: operands become loads, nodes become steps on
/// registers, values with other readers become stores.
struct TileProgramBuilder {
    let schedule: Schedule
    let shape: Shape
    private var registers: [Int: Int] = [:]
    private var loadRegisters: [LoadKey: Int] = [:]
    private(set) var loads: [TileInstruction.Load] = []
    private(set) var steps: [qk_step] = []
    private(set) var registerCount = 0
    private var free: [Int] = []
    private var lastUse: [Int: Int] = [:]
    private let own: Set<Int>
    private let value: (Int) -> (id: ValueID, type: ElementType)

    private struct LoadKey: Hashable {
        var root: Int
        var strides: [Int]
    }

    /// - Parameters:
    ///   - members: nodes that the program computes, in the order of the graph.
    ///   - kept: nodes whose registers stores and reductions need at the end.
    ///   - value: where a root's elements are, and their type.
    init(
        schedule: Schedule, shape: Shape, members: [Int], kept: Set<Int>,
        value: @escaping (Int) -> (id: ValueID, type: ElementType)
    ) {
        self.schedule = schedule
        self.shape = shape
        self.value = value
        own = Set(members)
        for member in members {
            for input in schedule.node(member).inputs { lastUse[schedule.root[input]] = member }
        }
        for node in kept { lastUse[node] = Int.max }
        for member in members where schedule.isElementwise(member) { emit(member) }
    }

    /// The register of a value, computed here or loaded.
    mutating func register(of input: Int) -> Int {
        let root = schedule.root[input]
        if own.contains(root), let register = registers[root] { return register }
        return load(root, strides: schedule.node(input).shape.broadcastStrides(to: shape))
    }

    private mutating func load(_ root: Int, strides full: [Int]) -> Int {
        // A fill is one element in memory, whatever its shape.
        let strides = if case .fill = schedule.node(root).operation { full.map { _ in 0 } } else { full }
        let key = LoadKey(root: root, strides: strides)
        if let register = loadRegisters[key] { return register }
        // Loads happen before all steps: their registers are never shared.
        let register = registerCount
        registerCount += 1
        loadRegisters[key] = register
        let (id, type) = value(root)
        loads.append(TileInstruction.Load(value: id, type: type, strides: strides, register: register))
        return register
    }

    private mutating func emit(_ member: Int) {
        let node = schedule.node(member)
        var operands: [Int] = []
        if case .transpose(let order) = node.operation {
            let strides = schedule.node(node.inputs[0]).shape.rowMajorStrides
            operands = [load(schedule.root[node.inputs[0]], strides: order.map { strides[$0] })]
        } else {
            operands = node.inputs.map { register(of: $0) }
        }
        var step = Self.step(node.operation)
        let result: Int
        if let reused = free.popLast() {
            result = reused
        } else {
            result = registerCount
            registerCount += 1
        }
        step.result = Int32(result)
        step.a = Int32(operands.first ?? result)
        step.b = Int32(operands.count > 1 ? operands[1] : operands.first ?? result)
        step.c = Int32(operands.count > 2 ? operands[2] : operands.first ?? result)
        steps.append(step)
        registers[member] = result
        for root in Set(node.inputs.map { schedule.root[$0] })
        where own.contains(root) && lastUse[root] == member {
            if let register = registers[root] { free.append(register) }
        }
    }

    private static func step(_ operation: Operation) -> qk_step {
        var step = qk_step()
        switch operation {
        case .unary(let function): set(&step, function)
        case .binary(let function): set(&step, function)
        case .select: step.operation = Int32(QK_SELECT.rawValue)
        case .random(.uniform, let stream):
            step.operation = Int32(QK_UNIFORM.rawValue)
            step.stream = stream
        case .random(.normal, let stream):
            step.operation = Int32(QK_NORMAL.rawValue)
            step.stream = stream
        default: step.operation = Int32(QK_COPY.rawValue)
        }
        return step
    }

    private static func set(_ step: inout qk_step, _ function: UnaryFunction) {
        let code: qk_operation
        switch function {
        case .copy: code = QK_COPY
        case .affine(let scale, let offset): (code, step.alpha, step.beta) = (QK_AFFINE, scale, offset)
        case .exponential: code = QK_EXP
        case .logarithm: code = QK_LOG
        case .squareRoot: code = QK_SQRT
        case .reciprocalSquareRoot: code = QK_RSQRT
        case .reciprocal: code = QK_RECIPROCAL
        case .absolute: code = QK_ABS
        case .sign: code = QK_SIGN
        case .step: code = QK_STEP
        case .square: code = QK_SQUARE
        case .sine: code = QK_SIN
        case .cosine: code = QK_COS
        case .hyperbolicTangent: code = QK_TANH
        case .sigmoid: code = QK_SIGMOID
        case .softplus: code = QK_SOFTPLUS
        case .gelu: code = QK_GELU
        case .errorFunction: code = QK_ERF
        case .floor: code = QK_FLOOR
        case .rectifier: code = QK_RELU
        case .leakyRectifier(let slope): (code, step.alpha) = (QK_LEAKY_RELU, slope)
        case .clamp(let low, let high): (code, step.alpha, step.beta) = (QK_CLAMP, low, high)
        }
        step.operation = Int32(code.rawValue)
    }

    private static func set(_ step: inout qk_step, _ function: BinaryFunction) {
        let code: qk_operation
        switch function {
        case .add: code = QK_ADD
        case .subtract: code = QK_SUBTRACT
        case .multiply: code = QK_MULTIPLY
        case .divide: code = QK_DIVIDE
        case .maximum: code = QK_MAXIMUM
        case .minimum: code = QK_MINIMUM
        case .equal: code = QK_EQUAL
        case .greater: code = QK_GREATER
        case .rectifierGradient: code = QK_RELU_GRADIENT
        case .leakyRectifierGradient(let slope): (code, step.alpha) = (QK_LEAKY_RELU_GRADIENT, slope)
        case .hyperbolicTangentGradient: code = QK_TANH_GRADIENT
        case .sigmoidGradient: code = QK_SIGMOID_GRADIENT
        case .geluGradient: code = QK_GELU_GRADIENT
        }
        step.operation = Int32(code.rawValue)
    }
}
