public import QuartetEngine

/// A variational autoencoder of pictures, ready for inference: samples, reconstructions, interpolations, evidence.
///
/// It belongs to one thread at a time.
public final class PictureAutoencoder {
    /// The network, and the pictures that it takes.
    public struct Description: ModelDescription, Sendable, Equatable {
        public var network: VariationalAutoencoder.Configuration
        public var width: Int
        public var height: Int
        public var channels: Int
        /// Deviation of the noise that it was trained to remove; nil for a training without noise.
        public var noise: Float?

        public static let architecture = "VariationalAutoencoder"
        public static let contents = "an autoencoder of pictures"
        public static let command = "quartet lab vae"

        public func validate() throws(InvalidConfiguration) {
            try check("width", width, in: 1...4096)
            try check("height", height, in: 1...4096)
            try check("channels", channels, in: 1...4)
            let numbers = width * height * channels
            try check("network.inputs", network.inputs, in: numbers...numbers)
            try check("network.latents", network.latents, in: 1...4096)
            try check("number of hidden layers", network.hidden.count, in: 0...16)
            try check("network.hidden", network.hidden, in: 1...65_536)
            if let noise { try check("noise", noise, in: 0...10) }
            if let levels = network.levels { try check("network.levels", levels, in: 2...256) }
        }
    }

    public let description: Description
    /// What the weights file records of its training.
    public let metadata: [String: String]
    private let store: ParameterStore
    private let model: VariationalAutoencoder
    private var passes: [Int: Pass] = [:]
    private var decoders: [Int: Decoder] = [:]
    private static let batch = 250

    private struct Pass {
        let plan: Plan
        let x, mean, reconstruction, negativeLogLikelihood, divergence: Tensor
    }

    private struct Decoder {
        let plan: Plan
        let latent, picture: Tensor
    }

    /// A model that is being trained: it uses the parameters in `store` as they are at each call.
    init(_ model: VariationalAutoencoder, _ store: ParameterStore, _ description: Description) {
        (self.model, self.store, self.description, metadata) = (model, store, description, [:])
    }

    /// Loads trained weights.
    public init(path: String) throws(CheckpointError) {
        let file = try ModelFile<Description>(path: path)
        description = file.description
        metadata = file.metadata
        store = ParameterStore()
        model = VariationalAutoencoder(store.scope, description.network)
        try file.load(into: store)
    }

    /// Writes the weights with their description.
    func save(to path: String, metadata: [String: String]) throws(CheckpointError) {
        try ModelFile.write(store, describedBy: description, metadata: metadata, to: path)
    }

    // MARK: Pictures

    /// Pictures of latent vectors drawn from the prior.
    public func samples(_ count: Int, seed: UInt64) throws -> PictureSet {
        try requireMemory(forPictures: count)
        return try pictures(
            ofLatents: CounterRandom.normals(count * latents, seed: seed, stream: Self.priorStream))
    }

    /// Pictures along straight lines between the means of neighbouring pictures: `steps` for each pair, of
    /// which the first and the last are reconstructions.
    public func interpolations(_ pictures: PictureSet, steps: Int) throws -> PictureSet {
        let means = try encoded(pictures)
        var path: [Float] = []
        for pair in stride(from: 0, to: pictures.count - 1, by: 2) {
            let (from, to) = (pair * latents, (pair + 1) * latents)
            for step in 0..<steps {
                let share = Float(step) / Float(max(steps - 1, 1))
                for i in 0..<latents { path.append(means[from + i] * (1 - share) + means[to + i] * share) }
            }
        }
        return try self.pictures(ofLatents: path)
    }

    /// The decoded mean of each picture.
    public func reconstructions(_ pictures: PictureSet) throws -> PictureSet {
        try self.pictures(ofLatents: try encoded(pictures))
    }

    /// Means of `p(x|z)` for latent vectors, given one after another.
    public func pictures(ofLatents latent: [Float]) throws(OutOfMemory) -> PictureSet {
        let count = latent.count / latents
        try requireMemory(forPictures: count)
        var pixels: [Float] = []
        pixels.reserveCapacity(count * description.network.inputs)
        for start in stride(from: 0, to: count, by: Self.batch) {
            let taken = min(Self.batch, count - start)
            let decoder = try decoder(batch: taken)
            decoder.plan.write(Array(latent[start * latents..<(start + taken) * latents]), to: decoder.latent)
            decoder.plan.run()
            pixels += decoder.plan.read(decoder.picture)
        }
        return PictureSet(
            width: description.width, height: description.height, channels: description.channels,
            pixels: pixels)
    }

    /// Pictures, their latent vectors, and a sheet of them.
    private func requireMemory(forPictures count: Int) throws(OutOfMemory) {
        try Machine.requireMemory(
            forFloats: [[count, latents], [3, count, description.network.inputs]],
            purpose: "\(count) pictures", remedy: "ask for fewer pictures")
    }

    /// The mean of `q(z|x)` of each picture, one after another.
    public func encoded(_ pictures: PictureSet) throws -> [Float] {
        var means: [Float] = []
        try forEachBatch(of: pictures) { pass, _ in
            pass.plan.run()
            means += pass.plan.read(pass.mean)
        }
        return means
    }

    private var latents: Int { description.network.latents }
    private static let priorStream: UInt32 = 0x5052_494F

    // MARK: Evidence

    /// How well the model explains pictures, in nats per picture.
    public struct Evidence: Sendable, Codable, Equatable {
        /// The negative evidence lower bound: the sum of the other two.
        public let negativeELBO: Double
        /// `-log p(x|z)` and the divergence of `q(z|x)` from the prior.
        public let reconstruction: Double
        public let divergence: Double
        public let code: CodeUse
        public let pictures: Int
        /// Samples of `z` that each picture's terms are averaged over.
        public let passes: Int
    }

    /// The negative evidence lower bound of pictures, with one sample of `z` in each pass.
    public func evidence(of pictures: PictureSet, passes: Int = 1, seed: UInt64) throws -> Evidence {
        var reconstruction = 0.0
        var divergence = 0.0
        var means: [Float] = []
        for number in 0..<passes {
            try forEachBatch(of: pictures) { pass, first in
                pass.plan.run(seed: seed, step: UInt64(number * pictures.count + first))
                reconstruction += pass.plan.read(pass.negativeLogLikelihood).reduce(0) { $0 + Double($1) }
                divergence += pass.plan.read(pass.divergence).reduce(0) { $0 + Double($1) }
                if number == 0 { means += pass.plan.read(pass.mean) }
            }
        }
        let count = Double(max(passes * pictures.count, 1))
        return Evidence(
            negativeELBO: (reconstruction + divergence) / count, reconstruction: reconstruction / count,
            divergence: divergence / count,
            code: CodeUse(means: means, latents: latents, divergence: divergence / count),
            pictures: pictures.count, passes: passes)
    }

    private func forEachBatch(of pictures: PictureSet, _ body: (Pass, Int) -> Void) throws {
        if (pictures.width, pictures.height, pictures.channels)
            != (description.width, description.height, description.channels)
        {
            throw TrainingError.shape(
                found: pictures.shapeText,
                expected: "\(description.width) x \(description.height) x \(description.channels)")
        }
        for first in stride(from: 0, to: pictures.count, by: Self.batch) {
            let last = min(first + Self.batch, pictures.count)
            let pass = try pass(batch: last - first)
            pictures.copy(Int32(first)..<Int32(last), to: pass.plan.floats(of: pass.x))
            body(pass, first)
        }
    }

    // MARK: Plans

    private func pass(batch: Int) throws(OutOfMemory) -> Pass {
        if let pass = passes[batch] { return pass }
        let graph = Graph()
        let x = graph.input("pictures", shape: [batch, description.network.inputs])
        let run = model(x, noise: graph.normal(shape: [batch, latents]))
        let terms = model.terms(x, run)
        let outputs = [run.mean, run.decoded.reconstruction, terms.reconstruction, terms.divergence]
        let pass = Pass(
            plan: try Plan.checked(graph, stages: [Stage(outputs: outputs)]), x: x, mean: outputs[0],
            reconstruction: outputs[1],
            negativeLogLikelihood: outputs[2], divergence: outputs[3])
        passes[batch] = pass
        return pass
    }

    private func decoder(batch: Int) throws(OutOfMemory) -> Decoder {
        if let decoder = decoders[batch] { return decoder }
        let graph = Graph()
        let latent = graph.input("latents", shape: [batch, latents])
        let picture = model.decode(latent).reconstruction
        let decoder = Decoder(
            plan: try Plan.checked(graph, stages: [Stage(outputs: [picture])]), latent: latent,
            picture: picture)
        decoders[batch] = decoder
        return decoder
    }
}
