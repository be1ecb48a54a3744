internal import Foundation
public import QuartetEngine

/// A trained class-conditional generator, ready to make pictures.
///
/// It belongs to one thread at a time.
public final class PictureGenerator {
    /// The network, and the pictures that it makes.
    public struct Description: ModelDescription, Sendable, Equatable {
        public var latents: Int
        /// Side of the square that the network makes, and the part in its middle that is the picture.
        public var side: Int
        public var width: Int
        public var height: Int
        public var channels: Int
        /// Channels of the network's last block.
        public var features: Int
        public var classNames: [String]
        /// A ``StyleGenerator`` instead of a ``DCGANGenerator``.
        public var hasStyle = false
        /// Properties that the generator is conditioned on, besides the class.
        public var properties: [PictureProperty] = []

        init(
            latents: Int, side: Int, width: Int, height: Int, channels: Int, features: Int,
            classNames: [String], hasStyle: Bool, properties: [PictureProperty]
        ) {
            (self.latents, self.side, self.width, self.height) = (latents, side, width, height)
            (self.channels, self.features, self.classNames) = (channels, features, classNames)
            (self.hasStyle, self.properties) = (hasStyle, properties)
        }

        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            latents = try values.decode(Int.self, forKey: .latents)
            side = try values.decode(Int.self, forKey: .side)
            width = try values.decode(Int.self, forKey: .width)
            height = try values.decode(Int.self, forKey: .height)
            channels = try values.decode(Int.self, forKey: .channels)
            features = try values.decode(Int.self, forKey: .features)
            classNames = try values.decode([String].self, forKey: .classNames)
            // Earlier files do not have these keys.
            hasStyle = try values.decodeIfPresent(Bool.self, forKey: .hasStyle) ?? false
            properties = try values.decodeIfPresent([PictureProperty].self, forKey: .properties) ?? []
        }

        public static let architecture = "ConditionalGenerator"
        public static let contents = "a generator of pictures"
        public static let command = "quartet lab gan"

        public func validate() throws(InvalidConfiguration) {
            let sides = [8, 16, 32, 64, 128, 256]
            try check("side", side, sides.contains(side), expected: "one of \(sides)")
            try check("latents", latents, in: 1...4096)
            try check("channels", channels, in: 1...4)
            try check("features", features, in: 1...1024)
            try check("width", width, in: 1...side)
            try check("height", height, in: 1...side)
            try check("number of classes", classNames.count, in: 1...65_536)
            try check("number of properties", properties.count, in: 0...PictureMeasure.allCases.count)
            for property in properties {
                try check(
                    property.measure.rawValue, "\(property.mean) ± \(property.deviation)",
                    property.mean.isFinite && property.deviation.isFinite, expected: "finite numbers")
            }
        }

        /// Inputs for a batch of conditions.
        func condition(_ graph: Graph, batch: Int) -> Condition {
            Condition(
                labels: graph.input("labels", shape: [batch], type: .int32),
                values: properties.isEmpty
                    ? nil : graph.input("values", shape: [batch, properties.count]))
        }

        func network(_ scope: ParameterScope) -> any ConditionalGenerator {
            if hasStyle {
                return StyleGenerator(
                    scope, latents: latents, classes: classNames.count, values: properties.count, size: side,
                    channels: channels, width: features)
            }
            return DCGANGenerator(
                scope, latents: latents, classes: classNames.count, values: properties.count, size: side,
                channels: channels, width: features)
        }
    }

    public let description: Description
    /// What the weights file records of its training.
    public let metadata: [String: String]
    private let store: ParameterStore
    private let generator: any ConditionalGenerator
    private var runs: [Int: Run] = [:]
    private static let batch = 100

    private struct Run {
        let plan: Plan
        let latent, pictures: Tensor
        let condition: Condition
    }

    /// Loads trained weights.
    public init(path: String) throws(CheckpointError) {
        let file = try ModelFile<Description>(path: path)
        description = file.description
        metadata = file.metadata
        store = ParameterStore()
        generator = description.network(store.scope)
        try file.load(into: store)
    }

    /// A separate network with the averaged weights of a training, which does not change.
    ///
    /// The running statistics of the batch normalisation belong to the trained weights, not to their average, so they
    /// are measured again on generated pictures of every class.
    init(averageOf trained: ParameterStore, _ optimizer: Optimizer, _ description: Description)
        throws(OutOfMemory)
    {
        store = ParameterStore()
        generator = description.network(store.scope)
        (self.description, metadata) = (description, [:])
        optimizer.withAverage { store.copyValues(from: trained) }

        let graph = Graph()
        let classes = description.classNames.count
        let batch = Self.batch
        let condition = description.condition(graph, batch: batch)
        let made = generator(
            graph.normal(shape: [batch, description.latents]), condition: condition, mode: .training)
        let plan = try Plan.checked(
            graph, stages: [Stage(outputs: [made], updates: graph.takeUpdates())])
        for step in 0..<50 {
            plan.write((0..<batch).map { Int32((step * batch + $0) % classes) }, to: condition.labels)
            if let values = condition.values {
                let stream: UInt32 = 0x5641_4C55
                plan.write(
                    CounterRandom.normals(values.elementCount, seed: UInt64(step), stream: stream), to: values
                )
            }
            plan.run(seed: 0x4156_4547, step: UInt64(step))
        }
    }

    /// Writes the weights with their description.
    func save(to path: String, metadata: [String: String]) throws(CheckpointError) {
        try ModelFile.write(store, describedBy: description, metadata: metadata, to: path)
    }

    /// Pictures of these classes. A picture depends only on the seed, its index and its condition.
    ///
    /// - Parameter requested: values of properties; a property that is not given has the mean of the training pictures.
    public func pictures(
        labels: [Int], requested: [PictureMeasure: Float] = [:], seed: UInt64
    ) throws -> PictureSet {
        try requireMemory(forPictures: labels.count)
        let latent = latents(labels.count, seed: seed)
        let values = try standardized(requested)
        return try pictures(labels: labels, values: labels.map { _ in values }, latent: latent)
    }

    /// For each class, one latent vector with a property that goes from two deviations below its mean to two above.
    public func sweep(of measure: PictureMeasure, steps: Int, seed: UInt64) throws -> PictureSet {
        guard let place = description.properties.firstIndex(where: { $0.measure == measure }) else {
            throw TrainingError.property(requested: measure, known: description.properties.map(\.measure))
        }
        let classes = description.classNames.count
        try requireMemory(forPictures: classes * steps)
        let ends = latents(classes, seed: seed)
        var (latent, labels, values): ([Float], [Int], [[Float]]) = ([], [], [])
        for label in 0..<classes {
            for step in 0..<steps {
                latent += ends[label * description.latents..<(label + 1) * description.latents]
                labels.append(label)
                var row = [Float](repeating: 0, count: description.properties.count)
                row[place] = 4 * Float(step) / Float(max(steps - 1, 1)) - 2
                values.append(row)
            }
        }
        return try pictures(labels: labels, values: values, latent: latent)
    }

    private func standardized(_ requested: [PictureMeasure: Float]) throws(TrainingError) -> [Float] {
        let known = description.properties.map(\.measure)
        if let wrong = requested.keys.first(where: { !known.contains($0) }) {
            throw .property(requested: wrong, known: known)
        }
        return description.properties.map { property in
            requested[property.measure].map { property.standardized([$0])[0] } ?? 0
        }
    }

    /// Pictures of every class along the same walk through the noise, class after class: see ``walk(steps:seed:)``.
    public func interpolations(steps: Int, seed: UInt64) throws -> PictureSet {
        let classes = description.classNames.count
        try requireMemory(forPictures: classes * steps)
        let walk = walk(steps: steps, seed: seed)
        let labels = (0..<classes).flatMap { [Int](repeating: $0, count: steps) }
        let typical = [Float](repeating: 0, count: description.properties.count)
        return try pictures(
            labels: labels, values: labels.map { _ in typical }, latent: (0..<classes).flatMap { _ in walk })
    }

    // MARK: Noise

    /// Latent vectors one after another: the noise of ``pictures(labels:requested:seed:)`` with the same seed.
    public func latents(_ count: Int, seed: UInt64) -> [Float] {
        CounterRandom.normals(count * description.latents, seed: seed, stream: Self.latentStream)
    }

    /// Latent vectors along an arc between two: on the sphere where most of the prior lies, whose middle is empty.
    public func walk(steps: Int, seed: UInt64) -> [Float] {
        let ends = latents(2, seed: seed)
        var path: [Float] = []
        for step in 0..<steps {
            let angle = Float(step) / Float(max(steps - 1, 1)) * .pi / 2
            let (from, to) = (cosf(angle), sinf(angle))
            for index in 0..<description.latents {
                path.append(ends[index] * from + ends[description.latents + index] * to)
            }
        }
        return path
    }

    /// Latent vectors as small grey pictures, one pixel for each number: middle grey is 0, black and white are three
    /// deviations from it.
    public func picturesOfNoise(_ latent: [Float]) -> PictureSet {
        let count = description.latents
        let side = Int(Double(count).squareRoot().rounded(.up))
        let height = (count + side - 1) / side
        let padding = [Float](repeating: 0.5, count: side * height - count)
        var pixels: [Float] = []
        for start in stride(from: 0, to: latent.count, by: count) {
            pixels += latent[start..<start + count].map { min(max($0 / 6 + 0.5, 0), 1) }
            pixels += padding
        }
        return PictureSet(width: side, height: height, channels: 1, pixels: pixels)
    }

    private static let latentStream: UInt32 = 0x4C41_5445

    /// Pictures, their latent vectors, and a sheet of them.
    private func requireMemory(forPictures count: Int) throws(OutOfMemory) {
        let side = description.side
        try Machine.requireMemory(
            forFloats: [[count, description.latents], [3, count, side, side, description.channels]],
            purpose: "\(count) pictures", remedy: "ask for fewer pictures")
    }

    private func pictures(
        labels: [Int], values: [[Float]], latent: [Float]
    ) throws -> PictureSet {
        let classes = description.classNames.count
        if let wrong = labels.first(where: { !(0..<classes).contains($0) }) {
            throw TrainingError.shape(found: "of class \(wrong)", expected: "classes 0 to \(classes - 1)")
        }
        var pixels: [Float] = []
        pixels.reserveCapacity(labels.count * description.side * description.side * description.channels)
        for start in stride(from: 0, to: labels.count, by: Self.batch) {
            let taken = min(Self.batch, labels.count - start)
            let run = try run(batch: taken)
            let latents = description.latents
            run.plan.write(Array(latent[start * latents..<(start + taken) * latents]), to: run.latent)
            run.plan.write(labels[start..<start + taken].map { Int32($0) }, to: run.condition.labels)
            if let inputs = run.condition.values {
                run.plan.write(values[start..<start + taken].flatMap { $0 }, to: inputs)
            }
            run.plan.run()
            pixels += run.plan.read(run.pictures).map { ($0 + 1) / 2 }
        }
        return PictureSet(
            width: description.side, height: description.side, channels: description.channels, pixels: pixels,
            labels: labels, classNames: description.classNames
        ).cropped(width: description.width, height: description.height)
    }

    private func run(batch: Int) throws(OutOfMemory) -> Run {
        if let run = runs[batch] { return run }
        let graph = Graph()
        let latent = graph.input("latents", shape: [batch, description.latents])
        let condition = description.condition(graph, batch: batch)
        let pictures = generator(latent, condition: condition, mode: .evaluation)
        let run = Run(
            plan: try Plan.checked(graph, stages: [Stage(outputs: [pictures])], frozen: true), latent: latent,
            pictures: pictures, condition: condition)
        runs[batch] = run
        return run
    }
}
