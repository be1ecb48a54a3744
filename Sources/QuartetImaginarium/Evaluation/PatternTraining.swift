internal import QuartetEngine
internal import QuartetFiles
import QuartetImaging
internal import QuartetModels

/// Trains the classifier of patterns on photographs alone.
package struct PatternTraining {
    package var steps = 2400
    package var batch = 64
    package var seed: UInt64 = 1
    package var quiet = false

    package init() {}

    /// A classifier of these classes, from a file where it is the result of the same training, else trained and written.
    ///
    /// - Throws: `CancellationError` when the program is interrupted, and what a training throws.
    package func classifier(
        of classes: [FabricClass], patches: PatternPatches, cache path: String
    ) throws -> PatternClassifier {
        var data = Fingerprint()
        for patch in patches.training where classes.contains(patch.pattern) {
            data.add(patch.pattern.rawValue.utf8)
            data.add(patch.picture.bytes)
        }
        let key = "\(data.text) \(steps) \(batch) \(seed)"
        if let known = try PatternClassifier.cached(path, key: key) { return known }
        let description = PatternNetwork.Description(classes: classes.map(\.rawValue))
        let store = ParameterStore()
        let network = PatternNetwork(store.scope, description)
        store.initialize(seed: seed)
        try train(network, store, on: PatternExamples(patches, classes: classes))
        try ModelFile.write(store, describedBy: description, metadata: ["key": key], to: path)
        return try PatternClassifier(store, description, network)
    }

    private func train(_ network: PatternNetwork, _ store: ParameterStore, on examples: PatternExamples)
        throws
    {
        let graph = Graph()
        let side = PatternNetwork.side
        let pictures = graph.input("pictures", shape: [batch, side, side, 3])
        let labels = graph.input("labels", shape: [batch], type: .int32)
        let logits = network.logits(network.features(pictures, mode: .training), mode: .training)
        let optimizer = Optimizer(store, .adamW(), weightDecay: 0.02)
        let step = try TrainingStep(
            [
                .init(
                    minimizing: crossEntropy(logits: logits, labels: labels, labelSmoothing: 0.05),
                    with: optimizer, learningRate: 2e-3, gradientLimit: 5)
            ], precision: .bfloat16)
        let bar = ProgressReporter("patterns", total: steps, quiet: quiet)
        defer { bar.finish() }
        let schedule = LearningRateSchedule.cosine(total: steps)
        for number in 0..<steps {
            if InterruptSignal.isRaised { throw CancellationError() }
            examples.copyBatch(
                number, count: batch, seed: seed, pictures: step.plan.floats(of: pictures),
                labels: step.plan.integers(of: labels))
            try step.run(seed: seed, step: number, rateScale: schedule.rate(base: 1, step: number))
            bar.update(number + 1, step.measurements.all)
        }
    }
}

/// Training examples: each class equally often, then each of its garments; cropped, turned and in other colours.
private struct PatternExamples: Sendable {
    /// Per class and garment.
    private let patches: [[[PatternPatches.Patch]]]

    init(_ all: PatternPatches, classes: [FabricClass]) {
        patches = classes.map { pattern in
            Dictionary(grouping: all.training.filter { $0.pattern == pattern }, by: \.group)
                .sorted { $0.key < $1.key }.map(\.value)
        }
    }

    func copyBatch(
        _ number: Int, count: Int, seed: UInt64, pictures: UnsafeMutableBufferPointer<Float>,
        labels: UnsafeMutableBufferPointer<Int32>
    ) {
        var random = PhiloxGenerator(seed: seed, step: UInt64(number), stream: "pattern examples")
        let area = PatternNetwork.side * PatternNetwork.side * 3
        for item in 0..<count {
            let label = Int.random(in: patches.indices, using: &random)
            let picture = random.pick(random.pick(patches[label])).picture
            let target = UnsafeMutableBufferPointer(rebasing: pictures[item * area..<(item + 1) * area])
            crop(of: Float(picture.width), random: &random).copy(picture, into: target)
            // Windows of drawn cloth have no grain of a camera, photographs more or less.
            let grain = random.uniform(0, 0.08)
            for place in target.indices { target[place] += grain * random.gaussian() }
            labels[item] = Int32(label)
        }
    }

    private func crop(of side: Float, random: inout PhiloxGenerator) -> PatternCrop {
        var crop = PatternCrop(extent: side * random.uniform(0.75, 1))
        crop.left = random.uniform(0, side - crop.extent)
        crop.top = random.uniform(0, side - crop.extent)
        crop.isMirrored = random.chance(0.5)
        crop.isFlipped = random.chance(0.5)
        crop.isTransposed = random.chance(0.5)
        if random.chance(0.3) {
            crop.channels = random.pick([(0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0), (1, 1, 1)])
        }
        let contrast = random.uniform(0.65, 1.35)
        let light = random.uniform(-0.25, 0.25)
        for channel in 0..<3 {
            let tint = random.uniform(0.9, 1.1)
            crop.gain[channel] = 2 * contrast * tint
            crop.shift[channel] = -contrast * tint + light
        }
        return crop
    }
}
