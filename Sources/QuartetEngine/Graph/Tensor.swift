/// A value in a graph: just the index of a node. Operators append nodes; elements exist only while a `Plan` runs.
///
/// A wrong shape is a programming mistake and traps at once, with the operation and both shapes in the message.
public struct Tensor {
    public let graph: Graph
    let index: Int

    var node: Graph.Node { graph.nodes[index] }
    public var shape: Shape { node.shape }
    public var rank: Int { shape.count }
    public var elementCount: Int { shape.elementCount }

    /// Names the tensor for error messages.
    public func named(_ name: String) -> Tensor {
        graph.name(self, name)
        return self
    }

    /// This tensor in error messages: its name, or the operation that made it, and its shape.
    var text: String {
        let operation =
            switch node.operation {
            case .unary(let function): "\(function)"
            case .binary(let function): "\(function)"
            default: "\(node.operation)"
            }
        return "\(node.name ?? String(operation.prefix { $0 != "(" })) \(shape)"
    }

    func unary(_ function: UnaryFunction) -> Tensor { graph.append(.unary(function), [self], shape: shape) }

    func binary(_ function: BinaryFunction, _ other: Tensor) -> Tensor {
        guard let result = shape.broadcast(with: other.shape) else {
            fatalError("\(function): \(text) and \(other.text) cannot be broadcast together.")
        }
        return graph.append(.binary(function), [self, other], shape: result)
    }

    /// A checked axis; negative ones count from the end.
    func axis(_ axis: Int, in operation: String) -> Int {
        let resolved = axis < 0 ? axis + rank : axis
        if resolved < 0 || resolved >= rank {
            fatalError("\(operation): axis \(axis) of \(text), which has rank \(rank).")
        }
        return resolved
    }
}
