public import QuartetEngine
internal import QuartetModels

/// The latent space of the SMILES VAE, with the gradients of the properties that its heads predict.
public final class MoleculeLatentSpace: PredictiveLatentSpace {
    /// What objectives call the properties that the heads know.
    private static let names = ["logP": "logp", "QED": "qed", "SA": "sa", "TPSA": "tpsa", "weight": "weight"]

    private struct Slopes {
        let plan: Plan
        let codes, values: Tensor
        /// Of each property with respect to the codes.
        let gradients: [Tensor]
    }

    private static let batch = 64

    public let properties: [String]
    private let model: MoleculeAutoencoder
    private let slopes: Slopes?

    public init(_ model: MoleculeAutoencoder) throws(OutOfMemory) {
        self.model = model
        properties = model.description.properties.map { Self.names[$0.name] ?? $0.name }
        slopes = try model.heads.map { heads throws(OutOfMemory) in
            let graph = Graph()
            let codes = graph.input("codes", shape: [Self.batch, model.latents])
            let values = heads(codes)
            let gradients = (0..<heads.count).map { property in
                let sum = values.sliced(axis: 1, property..<property + 1).sum()
                return graph.gradients(of: sum, withRespectTo: [codes])[0]
            }
            let plan = try Plan.checked(graph, stages: [Stage(outputs: [values] + gradients)])
            return Slopes(plan: plan, codes: codes, values: values, gradients: gradients)
        }
    }

    public var dimensions: Int { model.latents }

    public func encode(_ smiles: [String]) throws -> [[Float]?] {
        let tokens = smiles.map { try? model.tokens(of: $0) }
        let means = try model.codes(of: tokens.compactMap(\.self)).means
        var next = 0
        return tokens.map { tokens in
            if tokens == nil { return nil }
            defer { next += model.latents }
            return Array(means[next..<next + model.latents])
        }
    }

    public func decode(_ codes: [[Float]]) throws -> [String] {
        try model.strings(ofLatents: codes.flatMap(\.self), .greedy)
    }

    public func predictions(_ codes: [[Float]]) throws -> [(values: [Double], gradients: [[Float]])] {
        guard let slopes else { return codes.map { _ in ([], []) } }
        let scales = model.description.properties
        return stride(from: 0, to: codes.count, by: Self.batch).flatMap { first in
            let chosen = codes[first..<min(first + Self.batch, codes.count)]
            let padding = [Float](repeating: 0, count: (Self.batch - chosen.count) * model.latents)
            slopes.plan.write(chosen.flatMap(\.self) + padding, to: slopes.codes)
            slopes.plan.run()
            let values = slopes.plan.read(slopes.values)
            let gradients = slopes.gradients.map { slopes.plan.read($0) }
            return chosen.indices.map { index in
                let row = index - first
                return (
                    scales.indices.map { property in
                        Double(
                            values[row * scales.count + property] * scales[property].deviation
                                + scales[property].mean)
                    },
                    scales.indices.map { property in
                        gradients[property][row * model.latents..<(row + 1) * model.latents]
                            .map { $0 * scales[property].deviation }
                    }
                )
            }
        }
    }
}
