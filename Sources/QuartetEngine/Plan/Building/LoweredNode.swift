/// A node that one instruction computes: where its result and operands are, the latter in the types that a kernel reads.
struct LoweredNode {
    let builder: PlanBuilder
    let index: Int

    var node: Graph.Node { builder.schedule.node(index) }
    var operation: Operation { node.operation }
    /// The node's name and shape, for profiles and error messages.
    var label: String { builder.schedule.graph.tensor(index).text }
    var shape: Shape { node.shape }
    var operandCount: Int { node.inputs.count }
    var threads: Int { builder.threads }

    /// Threads for a kernel over this many elements: waking another thread does not pay for few.
    func threads(forElements count: Int) -> Int32 {
        Int32(count < TileInstruction.parallelThreshold ? 1 : threads)
    }

    func shape(of operand: Int) -> Shape { builder.schedule.node(node.inputs[operand]).shape }

    /// The result's value and type.
    var result: (id: ValueID, type: ElementType) { builder.value(of: index) }

    /// An operand in its own type.
    func value(_ operand: Int) -> ValueID { builder.value(of: root(operand)).id }

    /// An operand in the given type, converted if necessary.
    func value(_ operand: Int, as type: ElementType) -> ValueID { builder.value(of: root(operand), as: type) }

    /// A floating-point operand with all of its elements in memory.
    func dense(_ operand: Int) -> (id: ValueID, type: ElementType) { builder.dense(root(operand)) }

    private func root(_ operand: Int) -> Int { builder.schedule.root[node.inputs[operand]] }
}
