/// A traced computation: a list of nodes, each with an operation, its operands and its shape. Operators on `Tensor`
/// append to it; a `Plan` runs it.
///
/// A graph is built on one thread and only read afterwards.
public final class Graph {
    struct Node {
        var operation: Operation
        var inputs: [Int]
        var shape: Shape
        var name: String?
    }

    /// A parameter that takes the value of a tensor after a stage of a plan has run: running statistics, vectors of a
    /// power iteration.
    public struct Update {
        public let parameter: Parameter
        public let value: Tensor
    }

    private(set) var nodes: [Node] = []
    private var parameterNodes: [ObjectIdentifier: Int] = [:]
    /// Parameters do not own their stores. The graph keeps the stores alive for whatever runs it.
    private var stores: [ObjectIdentifier: ParameterStore] = [:]
    private var streams: UInt32 = 0
    private var pendingUpdates: [Update] = []

    public init() {}

    func append(_ operation: Operation, _ inputs: [Tensor], shape: Shape) -> Tensor {
        for input in inputs where input.graph !== self {
            fatalError("An operation combines tensors of two graphs: trace both operands in the same graph.")
        }
        nodes.append(Node(operation: operation, inputs: inputs.map(\.index), shape: shape, name: nil))
        return Tensor(graph: self, index: nodes.count - 1)
    }

    func name(_ tensor: Tensor, _ name: String) { nodes[tensor.index].name = name }

    func tensor(_ index: Int) -> Tensor { Tensor(graph: self, index: index) }

    /// A tensor that the program fills before each run with `Plan.write`.
    public func input(_ name: String, shape: Shape, type: ElementType = .float32) -> Tensor {
        if type != .float32, type != .int32 {
            fatalError("Input \(name): programs supply float32 or int32 elements.")
        }
        let tensor = append(.input(name: name, type: type), [], shape: shape)
        self.name(tensor, name)
        return tensor
    }

    /// The current value of a parameter; every call returns the same node.
    public func parameter(_ parameter: Parameter) -> Tensor {
        let key = ObjectIdentifier(parameter)
        if let index = parameterNodes[key] { return tensor(index) }
        let tensor = append(.parameter(parameter), [], shape: parameter.shape)
        name(tensor, parameter.name)
        parameterNodes[key] = tensor.index
        stores[ObjectIdentifier(parameter.store)] = parameter.store
        return tensor
    }

    func releasePages() { for store in stores.values { store.releasePages() } }

    /// A tensor with the same value everywhere.
    public func fill(_ value: Float, shape: Shape = []) -> Tensor { append(.fill(value), [], shape: shape) }

    /// A tensor of constant elements, in row-major order.
    public func constant(_ values: [Float], shape: Shape) -> Tensor {
        if values.count != shape.elementCount {
            fatalError(
                "constant: \(values.count) values for shape \(shape), which has \(shape.elementCount).")
        }
        return append(.constant(values), [], shape: shape)
    }

    /// Standard normal elements, drawn again for each seed and step of a run (Philox4x32-10 and Box-Muller). Each call
    /// uses its own random stream.
    public func normal(shape: Shape) -> Tensor { random(.normal, shape) }

    /// Elements uniform in [0, 1), drawn again for each seed and step of a run.
    public func uniform(shape: Shape) -> Tensor { random(.uniform, shape) }

    private func random(_ distribution: RandomDistribution, _ shape: Shape) -> Tensor {
        streams += 1
        return append(.random(distribution, stream: streams), [], shape: shape)
    }

    /// Assigns the tensor's value to the parameter after the stage that is given this update has run.
    public func update(_ parameter: Parameter, to value: Tensor) {
        if value.shape != parameter.shape {
            fatalError("update of \(parameter.name): shape \(value.shape), expected \(parameter.shape).")
        }
        if parameter.mapped != nil {
            fatalError("update of \(parameter.name): it is in a mapped file and frozen.")
        }
        pendingUpdates.append(Update(parameter: parameter, value: value))
    }

    /// Returns the updates that layers have made since the last call, for a stage of a plan, and forgets them.
    public func takeUpdates() -> [Update] {
        defer { pendingUpdates = [] }
        return pendingUpdates
    }
}
