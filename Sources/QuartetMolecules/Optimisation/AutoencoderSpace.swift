internal import QuartetEngine
internal import QuartetFiles
internal import QuartetModels

/// The codes of the SMILES VAE as a space to search in. Molecules are written greedily.
public final class AutoencoderSpace: PredictiveLatentSpace {
    /// Codes whose properties are predicted at a time.
    private static let batch = 64

    /// The heads as a function of the code, and its gradient.
    private struct Heads {
        let plan: Plan
        let code, slopes, properties, gradient: Tensor
    }

    private let model: MoleculeAutoencoder
    private var heads: Heads?

    public init(_ model: MoleculeAutoencoder) { self.model = model }

    public var dimensions: Int { model.latents }

    public var properties: [String] { model.description.properties.map { $0.name.lowercased() } }

    public func encode(_ smiles: [String]) throws -> [[Float]?] {
        let tokens = smiles.map { try? model.tokens(of: $0) }
        let means = try model.codes(of: tokens.compactMap { $0 }).means
        var first = 0
        return tokens.map { one in
            guard one != nil else { return nil }
            defer { first += dimensions }
            return Array(means[first..<first + dimensions])
        }
    }

    public func decode(_ codes: [[Float]]) throws -> [String] {
        try model.strings(ofLatents: codes.flatMap { $0 }, .greedy)
    }

    public func predict(_ codes: [[Float]]) throws -> [[Double]] {
        let scales = model.description.properties
        return try blocks(codes) { heads, count in
            heads.plan.run(stage: 0)
            let found = heads.plan.read(heads.properties)
            return (0..<count).map { row in
                scales.indices.map { column in
                    let value = found[row * scales.count + column] * scales[column].deviation
                    return Double(value + scales[column].mean)
                }
            }
        }
    }

    public func gradients(_ codes: [[Float]], slopes: [[Double]]) throws -> [[Float]] {
        let scales = model.description.properties
        var first = 0
        return try blocks(codes) { heads, count in
            var flat = [Float](repeating: 0, count: Self.batch * scales.count)
            for row in 0..<count {
                for column in scales.indices {
                    flat[row * scales.count + column] =
                        Float(slopes[first + row][column]) * scales[column].deviation
                }
            }
            first += count
            heads.plan.write(flat, to: heads.slopes)
            heads.plan.run(stage: 0)
            heads.plan.run(stage: 1)
            let found = heads.plan.read(heads.gradient)
            return (0..<count).map { Array(found[$0 * dimensions..<($0 + 1) * dimensions]) }
        }
    }

    /// Runs the body on the heads with a batch of codes written; it returns as many results.
    private func blocks<Value>(
        _ codes: [[Float]], _ body: (Heads, Int) throws -> [Value]
    ) throws -> [Value] {
        let heads = try madeHeads()
        var values: [Value] = []
        for first in stride(from: 0, to: codes.count, by: Self.batch) {
            let part = codes[first..<min(first + Self.batch, codes.count)]
            let empty = [Float](repeating: 0, count: (Self.batch - part.count) * dimensions)
            heads.plan.write(part.flatMap { $0 } + empty, to: heads.code)
            values += try body(heads, part.count)
        }
        return values
    }

    private func madeHeads() throws -> Heads {
        if let heads { return heads }
        guard let network = model.heads else {
            throw OptimisationError(
                .usage, "the model predicts no properties: the method ascent needs one that does")
        }
        let graph = Graph()
        let code = graph.input("code", shape: [Self.batch, dimensions])
        let slopes = graph.input("slopes", shape: [Self.batch, network.count])
        let properties = network(code).inFullPrecision()
        let gradient = graph.gradients(of: (properties * slopes).sum(), withRespectTo: [code])[0]
        let made = Heads(
            plan: try Plan.checked(
                graph, stages: [Stage(outputs: [properties]), Stage(outputs: [gradient])],
                remedy: "use a smaller model"),
            code: code, slopes: slopes, properties: properties, gradient: gradient)
        heads = made
        return made
    }
}
