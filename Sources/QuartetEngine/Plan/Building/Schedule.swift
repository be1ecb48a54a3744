/// What a plan computes in one run: results that can be read, gradients that go to their parameters, and updates that
/// are made when everything else is done.
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

/// The part of a graph that a plan needs: in which stage each node is computed, which nodes are other names of the
/// same elements, and who reads what. Dead code is whatever has no stage.
struct Schedule {
    let graph: Graph
    let stages: [Stage]
    /// Stage in which a node is first needed, or nil.
    private(set) var stage: [Int?]
    /// The node whose elements a node shows: itself, but for views and marks.
    let root: [Int]
    /// Nodes that read a root's elements (views and marks seen through), in order.
    private(set) var readers: [[Int]]
    /// Roots that must lie in memory in float32 of their own: outputs, gradients, updates.
    private(set) var isTarget: [Bool]
    /// Roots that some reader wants in full precision.
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

    /// Computed point by point from operands of the same or a stretched shape.
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

    /// Attention and what belongs to it: computed from operands in any type.
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
