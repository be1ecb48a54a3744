/// A traced computation: a list of nodes, each with an operation, its operands and its shape. Operators on `Tensor`
/// append to it; `Plan` makes it run.
///
/// A graph is built by one thread and then only read.
public final class Graph {
    struct Node {
        var operation: Operation
        var inputs: [Int]
        var shape: Shape
        var name: String?
    }

    /// A parameter that a stage of a plan sets to the value of a tensor when it has run: running statistics, the
    /// vectors of a power iteration.
    public struct Update {
        public let parameter: Parameter
        public let value: Tensor
    }

    private(set) var nodes: [Node] = []
    private var parameterNodes: [ObjectIdentifier: Int] = [:]
    /// Parameters do not own their stores; whatever traces or runs them keeps the stores alive through here.
    private var stores: [ObjectIdentifier: ParameterStore] = [:]
    private var streams: UInt32 = 0
    private var pendingUpdates: [Update] = []

    public init() {}

    func append(_ operation: Operation, _ inputs: [Tensor], shape: Shape) -> Tensor {
        for input in inputs where input.graph !== self {
            fatalError("An operation joins tensors of two graphs; trace both operands in the same graph.")
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

    /// The current value of a parameter; the same node however often it is asked for.
    public func parameter(_ parameter: Parameter) -> Tensor {
        let key = ObjectIdentifier(parameter)
        if let index = parameterNodes[key] { return tensor(index) }
        let tensor = append(.parameter(parameter), [], shape: parameter.shape)
        name(tensor, parameter.name)
        parameterNodes[key] = tensor.index
        stores[ObjectIdentifier(parameter.store)] = parameter.store
        return tensor
    }

    func releaseMappedPages() { for store in stores.values { store.releaseMappedPages() } }

    /// The same value everywhere.
    public func fill(_ value: Float, shape: Shape = []) -> Tensor { append(.fill(value), [], shape: shape) }

    /// Constant elements in row-major order.
    public func constant(_ values: [Float], shape: Shape) -> Tensor {
        if values.count != shape.elementCount {
            fatalError(
                "constant: \(values.count) values for shape \(shape), which has \(shape.elementCount).")
        }
        return append(.constant(values), [], shape: shape)
    }

    /// Standard normal elements, anew for each seed and step of a run (Philox4x32-10 and Box-Muller). Each call draws
    /// from a stream of its own.
    public func normal(shape: Shape) -> Tensor { random(.normal, shape) }

    /// Elements evenly from [0, 1), anew for each seed and step of a run.
    public func uniform(shape: Shape) -> Tensor { random(.uniform, shape) }

    private func random(_ distribution: RandomDistribution, _ shape: Shape) -> Tensor {
        streams += 1
        return append(.random(distribution, stream: streams), [], shape: shape)
    }

    /// Asks that the parameter takes the tensor's value when the stage that is given this update has run.
    public func update(_ parameter: Parameter, to value: Tensor) {
        if value.shape != parameter.shape {
            fatalError("update of \(parameter.name): shape \(value.shape), expected \(parameter.shape).")
        }
        if parameter.mapped != nil {
            fatalError("update of \(parameter.name): it lies in a mapped file and is frozen.")
        }
        pendingUpdates.append(Update(parameter: parameter, value: value))
    }

    /// The updates that layers asked for since the last call, for a stage of a plan.
    public func takeUpdates() -> [Update] {
        defer { pendingUpdates = [] }
        return pendingUpdates
    }
}
