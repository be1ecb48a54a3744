/// A node that one instruction computes. An instruction asks it for the places of its result and operands, the latter in
/// the types that its kernel reads.
struct LoweredNode {
    let builder: PlanBuilder
    let index: Int

    var node: Graph.Node { builder.schedule.node(index) }
    var operation: Operation { node.operation }
    /// The node's name and shape, for profiles and error texts.
    var label: String { builder.schedule.graph.tensor(index).text }
    var shape: Shape { node.shape }
    var operandCount: Int { node.inputs.count }
    var threads: Int { builder.threads }

    /// Threads for a kernel over this many elements: few are not worth waking another thread for.
    func threads(forElements count: Int) -> Int32 {
        Int32(count < TileInstruction.parallelThreshold ? 1 : threads)
    }

    func shape(of operand: Int) -> Shape { builder.schedule.node(node.inputs[operand]).shape }

    /// Where the result lies, and in which type.
    var result: (id: ValueID, type: ElementType) { builder.value(of: index) }

    /// Where an operand lies, in its own type.
    func value(_ operand: Int) -> ValueID { builder.value(of: root(operand)).id }

    /// An operand in a type, converted if need be.
    func value(_ operand: Int, as type: ElementType) -> ValueID { builder.value(of: root(operand), as: type) }

    /// A floating-point operand with all of its elements in memory.
    func dense(_ operand: Int) -> (id: ValueID, type: ElementType) { builder.dense(root(operand)) }

    private func root(_ operand: Int) -> Int { builder.schedule.root[node.inputs[operand]] }
}
