/// What a plan computes in one run: outputs to be read, gradients of parameters, and updates, which are made last.
public struct Stage {
    public var outputs: [Tensor]
    public var gradients: [(parameter: Parameter, gradient: Tensor)]
    public var updates: [Graph.Update]

    public init(
        outputs: [Tensor] = [], gradients: [(parameter: Parameter, gradient: Tensor)] = [],
        updates: [Graph.Update] = []
    ) {
        (self.outputs, self.gradients, self.updates) = (outputs, gradients, updates)
    }

    var targets: [Int] {
        outputs.map(\.index) + gradients.map(\.gradient.index) + updates.map(\.value.index)
    }
}

/// The part of a graph that a plan needs: the stage in which each node is computed, which nodes are other names for the
/// same elements, and who reads what. Nodes without a stage are dead code.
struct Schedule {
    let graph: Graph
    let stages: [Stage]
    /// The stage in which a node is first needed, or nil.
    private(set) var stage: [Int?]
    /// The node that owns a node's elements: itself, except for views and markers.
    let root: [Int]
    /// Nodes that read a root's elements, directly or through views and markers, in order.
    private(set) var readers: [[Int]]
    /// Roots that must be stored in float32: outputs, gradients, updates.
    private(set) var isTarget: [Bool]
    /// Roots that some reader needs in full precision.
    private(set) var isPinned: [Bool]

    init(graph: Graph, stages: [Stage]) {
        self.graph = graph
        self.stages = stages
        let count = graph.nodes.count
        var root = Array(0..<count)
        for index in 0..<count {
            switch graph.nodes[index].operation {
            case .reshape, .stopGradient, .fullPrecision: root[index] = root[graph.nodes[index].inputs[0]]
            default: break
            }
        }
        self.root = root
        stage = [Int?](repeating: nil, count: count)
        readers = [[Int]](repeating: [], count: count)
        isTarget = [Bool](repeating: false, count: count)
        isPinned = [Bool](repeating: false, count: count)
        for (number, part) in stages.enumerated() {
            for target in part.targets {
                isTarget[root[target]] = true
                visit(target, number)
            }
        }
        for index in 0..<count where stage[index] != nil {
            let node = graph.nodes[index]
            if case .fullPrecision = node.operation { isPinned[root[index]] = true }
            if root[index] != index { continue }
            for input in node.inputs { readers[root[input]].append(index) }
        }
    }

    private mutating func visit(_ target: Int, _ number: Int) {
        var open = [target]
        while let index = open.popLast() {
            if stage[index] != nil { continue }
            stage[index] = number
            open += graph.nodes[index].inputs
        }
    }

    func node(_ index: Int) -> Graph.Node { graph.nodes[index] }

    /// Computed point by point from operands that have or are broadcast to the same shape.
    func isElementwise(_ index: Int) -> Bool {
        switch graph.nodes[index].operation {
        case .unary, .binary, .select, .broadcast, .random, .transpose: true
        default: false
        }
    }

    func isLeaf(_ index: Int) -> Bool {
        switch graph.nodes[index].operation {
        case .input, .parameter, .fill, .constant, .cache: true
        default: false
        }
    }

    /// Attention or its gradient: computed from operands of any type.
    func isAttention(_ index: Int) -> Bool {
        switch graph.nodes[index].operation {
        case .attention, .attentionGradient: true
        default: false
        }
    }

    func isContraction(_ index: Int) -> Bool {
        switch graph.nodes[index].operation {
        case .matrixProduct, .convolution, .convolutionInputGradient, .convolutionWeightGradient: true
        default: false
        }
    }
}
