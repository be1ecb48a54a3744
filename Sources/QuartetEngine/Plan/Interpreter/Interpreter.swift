internal import CKernels

/// Runs a graph node by node in plain float32 loops, each node by its definition and into its own memory. It is slow; plans
/// are tested against it.
public struct Interpreter {
    private let graph: Graph
    private var inputs: [Int: [Float]] = [:]
    private var seed: UInt64
    private var step: UInt64

    public init(_ graph: Graph, seed: UInt64 = 0, step: UInt64 = 0) {
        (self.graph, self.seed, self.step) = (graph, seed, step)
    }

    /// Sets the elements of an input; int32 inputs take whole numbers.
    public mutating func write(_ elements: [Float], to input: Tensor) { inputs[input.index] = elements }

    /// The values of the given tensors, in order.
    public func evaluate(_ tensors: [Tensor]) -> [[Float]] {
        guard let last = tensors.map(\.index).max() else { return [] }
        var needed = [Bool](repeating: false, count: last + 1)
        for tensor in tensors { needed[tensor.index] = true }
        for index in stride(from: last, through: 0, by: -1) where needed[index] {
            for input in graph.nodes[index].inputs { needed[input] = true }
        }
        var values = [[Float]](repeating: [], count: last + 1)
        for index in 0...last where needed[index] { values[index] = value(index, values) }
        return tensors.map { values[$0.index] }
    }

    private func value(_ index: Int, _ values: [[Float]]) -> [Float] {
        let node = graph.nodes[index]
        let operands = node.inputs.map { values[$0] }
        let shapes = node.inputs.map { graph.nodes[$0].shape }
        let count = node.shape.elementCount
        switch node.operation {
        case .input:
            guard let elements = inputs[index] else {
                fatalError("\(node.name ?? "input") has no elements: call write first.")
            }
            return elements
        case .parameter(let parameter): return Array(parameter.values)
        case .fill(let value): return [Float](repeating: value, count: count)
        case .constant(let elements): return elements
        case .random(let distribution, let stream): return random(distribution, stream, count)
        case .unary(let function): return operands[0].map { Self.apply(function, $0) }
        case .binary(let function):
            let a = Self.stretched(operands[0], shapes[0], node.shape)
            let b = Self.stretched(operands[1], shapes[1], node.shape)
            return (0..<count).map { Self.apply(function, a[$0], b[$0]) }
        case .select: return (0..<count).map { operands[0][$0] > 0 ? operands[1][$0] : operands[2][$0] }
        case .broadcast: return Self.stretched(operands[0], shapes[0], node.shape)
        case .reshape, .stopGradient, .fullPrecision: return operands[0]
        case .transpose(let order):
            let strides = shapes[0].rowMajorStrides
            return Self.walk(node.shape, order.map { strides[$0] }).map { operands[0][$0] }
        case .axisMap(let axis, let map): return Self.mapped(operands[0], shapes[0], axis, map)
        case .concatenate(let axis): return Self.concatenated(operands, shapes, axis)
        case .gather:
            let width = shapes[0][1]
            return operands[1].flatMap { row in operands[0][Int(row) * width..<(Int(row) + 1) * width] }
        case .scatterAdd:
            var result = [Float](repeating: 0, count: count)
            let width = node.shape[1]
            for (row, target) in operands[1].enumerated() {
                for i in 0..<width { result[Int(target) * width + i] += operands[0][row * width + i] }
            }
            return result
        case .reduce(let reduction, let axes): return Self.reduced(operands[0], shapes[0], axes, reduction)
        case .logSumExponential: return Self.logSums(operands[0], width: shapes[0].last ?? 1)
        case .pick:
            let width = shapes[0].last ?? 1
            return operands[1].enumerated().map { operands[0][$0.offset * width + Int($0.element)] }
        case .matrixProduct(let left, let right):
            return Self.matrixProduct(operands, shapes, node.shape, left, right)
        case .convolution(let c): return Self.convolution(c, input: operands[0], weights: operands[1])
        case .convolutionInputGradient(let c):
            return Self.inputGradient(c, result: operands[0], weights: operands[1])
        case .convolutionWeightGradient(let c):
            return Self.weightGradient(c, input: operands[0], result: operands[1])
        case .attention(let a): return Self.attention(a, operands, shapes)
        case .attentionGradient(let a, let source): return Self.attentionGradient(a, source, operands, shapes)
        case .rotary(let r):
            return Self.rotary(r, shape: node.shape, operands[0], positions: operands.dropFirst().first)
        case .cache(let buffer): return buffer.floats
        case .cacheAppend: return Self.appended(operands, shapes)
        case .quantizedProduct(let matrix): return Self.product(operands[0], matrix)
        case .rootMeanSquareNorm(let epsilon):
            return Self.rootMeanSquareNorm(operands[0], weight: operands[1], epsilon)
        case .gatedUnit: return Self.gatedUnit(operands[0], columns: node.shape.last ?? 1)
        case .quantizedRows(let matrix): return operands[0].flatMap { matrix.row(Int($0)) }
        case .recurrence(let r): return Self.recurrence(r, operands)[0]
        case .recurrenceGradient(let r): return Self.recurrenceGradient(r, operands)[0]
        case .recurrenceWeightGradient(let r): return Self.recurrenceWeightGradient(r, operands)
        case .otherResult(let number):
            let owner = graph.nodes[node.inputs[0]]
            let operands = owner.inputs.map { values[$0] }
            switch owner.operation {
            case .recurrence(let r): return Self.recurrence(r, operands)[1 + number]
            case .recurrenceGradient(let r): return Self.recurrenceGradient(r, operands)[1 + number]
            default: fatalError("\(owner.operation) has one result.")
            }
        }
    }

    private func random(_ distribution: RandomDistribution, _ stream: UInt32, _ count: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress {
                switch distribution {
                case .uniform: qk_random_uniform(base, 0, Int64(count), seed, step, stream)
                case .normal: qk_random_normal(base, 0, Int64(count), seed, step, stream)
                }
            }
            initialized = count
        }
    }
}
