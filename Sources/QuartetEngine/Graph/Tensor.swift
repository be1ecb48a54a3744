/// A value of a graph: a node's index, nothing more. Operators append nodes; elements exist only while a `Plan` runs.
///
/// A wrong shape is a mistake in the program and traps at once, with the operation and both shapes in its text.
public struct Tensor {
    public let graph: Graph
    let index: Int

    var node: Graph.Node { graph.nodes[index] }
    public var shape: Shape { node.shape }
    public var rank: Int { shape.count }
    public var elementCount: Int { shape.elementCount }

    /// The tensor's name in error texts.
    public func named(_ name: String) -> Tensor {
        graph.name(self, name)
        return self
    }

    /// How error texts call this tensor: its name, or what made it, and its shape.
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
            fatalError("\(function): \(text) and \(other.text) do not stretch to one shape.")
        }
        return graph.append(.binary(function), [self, other], shape: result)
    }

    /// An axis counted from the end when negative, checked.
    func axis(_ axis: Int, in operation: String) -> Int {
        let resolved = axis < 0 ? axis + rank : axis
        if resolved < 0 || resolved >= rank {
            fatalError("\(operation): axis \(axis) of \(text), which has rank \(rank).")
        }
        return resolved
    }
}
