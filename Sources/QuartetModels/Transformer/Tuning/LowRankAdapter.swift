internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// Small changes to the weights of a trained network (LoRA; Hu et al., 2022): `W + (alpha / rank) B A` for a matrix `W`,
/// `[outputs, inputs]`, with `A`, `[rank, inputs]`, and `B`, `[outputs, rank]`, which begins as zero. Only `A` and `B` are
/// trained and stored, so that a tuned encoder takes about a megabyte beside the weights that it belongs to.
public final class LowRankAdapter {
    public struct Configuration: Validatable, Codable, Sendable, Equatable {
        public var rank = 8
        public var alpha: Float = 16

        public init() {}

        public func validate() throws(InvalidConfiguration) {
            try check("rank", rank, in: 1...1024)
            try check("alpha", alpha, in: 0...1e6)
        }
    }

    /// What an adapter's file records.
    public struct Description: ModelDescription, Sendable, Equatable {
        public var configuration: Configuration
        /// The fingerprint of the weights that it belongs to.
        public var base: String
        /// Outputs and inputs of the changed matrices, by the name of their layer.
        public var matrices: [String: [Int]]
        /// Shapes of the parameters that are replaced, or added, as a whole, by name.
        public var replaced: [String: [Int]]
        /// The classes of a head that was added.
        public var labels: [String]

        public init(
            configuration: Configuration, base: String, matrices: [String: [Int]], replaced: [String: [Int]],
            labels: [String] = []
        ) {
            (self.configuration, self.base, self.labels) = (configuration, base, labels)
            (self.matrices, self.replaced) = (matrices, replaced)
        }

        public static let architecture = "LowRankAdapter"
        public static let contents = "an adapter of an encoder"
        public static let command = "quartet support train"

        public func validate() throws(InvalidConfiguration) {
            try check("configuration", configuration)
            for (name, shape) in matrices { try validate(name, shape, ranks: 2...2) }
            for (name, shape) in replaced {
                try validate(name, shape, ranks: 1...2)
                let layer = name.split(separator: ".").dropLast().joined(separator: ".")
                try check(
                    "replaced", name, matrices[layer] == nil,
                    expected: "parameters of layers that have no matrix")
            }
        }

        private func validate(_ name: String, _ shape: [Int], ranks: ClosedRange<Int>)
            throws(InvalidConfiguration)
        {
            try check("the rank of \(name)", shape.count, in: ranks)
            for extent in shape { try check(name, extent, in: 1...1 << 20) }
        }
    }

    private struct Matrix {
        let a, b: Parameter
    }

    public let configuration: Configuration
    let store = ParameterStore()
    /// The fingerprint of the weights that it belongs to; nil until it is known.
    private var base: String?
    private var matrices: [String: Matrix] = [:]
    private var replaced: [String: Parameter] = [:]
    /// The classes of a head that was added.
    var labels: [String] = []
    /// The file that it was read from.
    private(set) var source: (path: String, weights: ParameterStore.Source)?

    /// One that is to be trained: the network is built with it.
    init(_ configuration: Configuration) { self.configuration = configuration }

    /// Reads a trained one.
    public init(path: String) throws {
        let file = try ModelFile<Description>(path: path)
        let description = file.description
        (configuration, base, labels) = (description.configuration, description.base, description.labels)
        source = (path, file.source)
        for (name, shape) in description.matrices { _ = matrix(name, outputs: shape[0], inputs: shape[1]) }
        for (name, shape) in description.replaced { _ = parameter(name, Shape(shape)) }
        try file.load(into: store)
    }

    // MARK: Building

    /// A layer of a network with a place for changes: `W x + b + (alpha / rank) B (A x)`.
    func adapted(_ linear: Linear) -> any Projection {
        let (outputs, inputs) = (linear.weight.shape[0], linear.weight.shape[1])
        let matrix = matrix(Self.layer(of: linear), outputs: outputs, inputs: inputs)
        return LowRankLinear(base: linear, a: matrix.a, b: matrix.b, scale: scale)
    }

    /// A layer that is trained as a whole, beginning with the network's own weights.
    func replaced(_ linear: Linear) -> any Projection {
        ReplacedLinear(
            weight: parameter(linear.weight.name, linear.weight.shape),
            bias: linear.bias.map { parameter($0.name, $0.shape) })
    }

    /// A head that the network does not have: its layers are built in this scope.
    func added<Head>(_ name: String, _ build: (ParameterScope) -> Head) -> Head {
        let known = Set(store.parameters.map(\.name))
        let head = build(store.scope(name))
        for parameter in store.parameters where !known.contains(parameter.name) {
            replaced[parameter.name] = parameter
        }
        return head
    }

    /// Fills the changes with their initial values, and what is replaced with the weights of the network.
    func begin(on network: ParameterStore, seed: UInt64) {
        store.initialize(seed: seed)
        base = fingerprint(of: network)
        for parameter in network.parameters {
            _ = replaced[parameter.name]?.values.update(fromContentsOf: parameter.values)
        }
    }

    /// Takes the values of a trained one.
    ///
    /// - Throws: `CheckpointError` when that belongs to other weights, or has another rank.
    func copy(_ other: LowRankAdapter) throws(CheckpointError) {
        let path = other.source?.path ?? ""
        guard other.base == base, other.configuration == configuration else {
            throw CheckpointError(
                file: path,
                "is an adapter of rank \(other.configuration.rank) for the encoder \(other.base ?? ""); expected rank \(configuration.rank) and \(base ?? "")"
            )
        }
        let trained = Dictionary(uniqueKeysWithValues: other.store.parameters.map { ($0.name, $0) })
        for parameter in store.parameters {
            let values = try Self.parameter(parameter.name, parameter.shape, in: trained, of: path).values
            _ = parameter.values.update(fromContentsOf: values)
        }
    }

    private var scale: Float { configuration.alpha / Float(configuration.rank) }

    private func matrix(_ layer: String, outputs: Int, inputs: Int) -> Matrix {
        let scope = store.scope(layer)
        let matrix = Matrix(
            a: scope.parameter("A", shape: [configuration.rank, inputs], .fanIn(inputs)),
            b: scope.parameter("B", shape: [outputs, configuration.rank], .zeros))
        matrices[layer] = matrix
        return matrix
    }

    private func parameter(_ name: String, _ shape: Shape) -> Parameter {
        let parameter = store.scope.parameter(name, shape: shape, .zeros)
        replaced[name] = parameter
        return parameter
    }

    private static func layer(of linear: Linear) -> String {
        let name = linear.weight.name
        return name.hasSuffix(".weight") ? String(name.dropLast(7)) : name
    }

    // MARK: Merging

    /// Whether a parameter of the network gets other values.
    func changes(_ name: String) -> Bool {
        replaced[name] != nil || (name.hasSuffix(".weight") && matrices[String(name.dropLast(7))] != nil)
    }

    /// Changes the weights of a network, which must be those that the adapter was trained on.
    ///
    /// - Parameter path: of the network, for the error.
    func merge(into network: ParameterStore, of path: String) throws(CheckpointError) {
        let found = fingerprint(of: network)
        guard found == base else {
            throw CheckpointError(
                file: path,
                "has the fingerprint \(found); the adapter belongs to weights with the fingerprint \(base ?? "")"
            )
        }
        let parameters = Dictionary(uniqueKeysWithValues: network.parameters.map { ($0.name, $0) })
        for (layer, matrix) in matrices {
            let shape: Shape = [matrix.b.shape[0], matrix.a.shape[1]]
            add(matrix, to: try Self.parameter(layer + ".weight", shape, in: parameters, of: path))
        }
        for (name, whole) in replaced {
            let parameter = try Self.parameter(name, whole.shape, in: parameters, of: path)
            _ = parameter.values.update(fromContentsOf: whole.values)
        }
    }

    private static func parameter(
        _ name: String, _ shape: Shape, in network: [String: Parameter], of path: String
    ) throws(CheckpointError) -> Parameter {
        guard let parameter = network[name], parameter.shape == shape else {
            throw CheckpointError(
                file: path, tensor: name,
                "is \(network[name].map { "\($0.shape)" } ?? "missing"); the adapter changes one of \(shape)")
        }
        return parameter
    }

    /// Of the weights that it does not replace.
    private func fingerprint(of network: ParameterStore) -> String {
        network.fingerprint { self.replaced[$0] == nil }.text
    }

    /// `W += (alpha / rank) B A`.
    private func add(_ matrix: Matrix, to parameter: Parameter) {
        let (rank, inputs) = (matrix.a.shape[0], matrix.a.shape[1])
        guard let a = matrix.a.values.baseAddress, var row = parameter.values.baseAddress else { return }
        let factors = matrix.b.values.map { scale * $0 }
        let lanes = SIMD16<Float>.scalarCount
        factors.withUnsafeBufferPointer { factors in
            for output in 0..<parameter.shape[0] {
                let factors = UnsafeBufferPointer(rebasing: factors[output * rank..<(output + 1) * rank])
                // Many inputs at once stay in registers while all rows of A are added.
                for input in stride(from: 0, to: inputs / lanes * lanes, by: lanes) {
                    var source = UnsafeRawPointer(a + input)
                    var sum = UnsafeRawPointer(row + input).loadUnaligned(as: SIMD16<Float>.self)
                    for factor in factors {
                        sum += factor * source.loadUnaligned(as: SIMD16<Float>.self)
                        source += inputs * MemoryLayout<Float>.stride
                    }
                    UnsafeMutableRawPointer(row + input).storeBytes(of: sum, as: SIMD16<Float>.self)
                }
                for input in inputs / lanes * lanes..<inputs {
                    for (k, factor) in factors.enumerated() { row[input] += factor * a[k * inputs + input] }
                }
                row += inputs
            }
        }
    }

    /// Writes the adapter with the fingerprint of the weights that it belongs to.
    ///
    /// - Parameter element: the type that it is kept in.
    func save(
        to path: String, metadata: [String: String], as element: SafetensorsFile.Element = .float32
    ) throws(CheckpointError) {
        let description = Description(
            configuration: configuration, base: base ?? "",
            matrices: matrices.mapValues { [$0.b.shape[0], $0.a.shape[1]] },
            replaced: replaced.mapValues { Array($0.shape) }, labels: labels)
        try ModelFile.write(store, describedBy: description, metadata: metadata, as: element, to: path)
    }
}

/// `y = W x + b + scale B (A x)`.
private struct LowRankLinear: Projection {
    let base: Linear
    let a, b: Parameter
    let scale: Float

    func callAsFunction(_ x: Tensor) -> Tensor {
        let reduced = x.matrixProduct(x.graph.parameter(a), transposeRight: true)
        let change = reduced.matrixProduct(x.graph.parameter(b) * scale, transposeRight: true)
        return base(x) + change
    }
}

/// `y = W x + b` with parameters that replace those of a network.
private struct ReplacedLinear: Projection {
    let weight: Parameter
    let bias: Parameter?

    func callAsFunction(_ x: Tensor) -> Tensor {
        let product = x.matrixProduct(x.graph.parameter(weight), transposeRight: true)
        return bias.map { product + x.graph.parameter($0) } ?? product
    }
}
