internal import QuartetEngine
package import QuartetImaging
internal import QuartetMetrics
internal import QuartetModels

/// The trained classifier of patterns: what a picture of 25 cm of cloth shows, and how it looks to the network.
package final class PatternClassifier: Sendable {
    package let classes: [FabricClass]
    // Written before anyone else sees it, and never again.
    private nonisolated(unsafe) let store: ParameterStore
    private let network: Inference

    /// What the network makes of one picture.
    package struct Reading: Sendable {
        /// Index into ``classes``.
        package let label: Int
        /// The features, for distances.
        package let features: [Float]
    }

    /// The views of a picture whose results are averaged: as it is, mirrored, upside down and on its side.
    private static let views = 4

    init(_ store: ParameterStore, _ description: PatternNetwork.Description, _ network: PatternNetwork)
        throws
    {
        classes = try description.classes.map { name in
            guard let known = FabricClass(rawValue: name) else {
                throw CheckpointError(file: name, "is not a kind of cloth")
            }
            return known
        }
        self.store = store
        nonisolated(unsafe) let layers = network
        self.network = try Inference { graph in
            let side = PatternNetwork.side
            let pictures = graph.input("pictures", shape: [Self.views, side, side, 3])
            let features = layers.features(pictures, mode: .evaluation)
            let scores = layers.logits(features, mode: .evaluation).logSoftmax().mean(axes: [0])
            return ([pictures], [Tensor.concatenate([scores, features.mean(axes: [0])], axis: 0)])
        }
    }

    /// Loads trained weights.
    ///
    /// - Returns: nil where the file does not exist or was made from other data or settings.
    static func cached(_ path: String, key: String) throws -> PatternClassifier? {
        guard let file = try? ModelFile<PatternNetwork.Description>(path: path), file.metadata["key"] == key
        else { return nil }
        let store = ParameterStore()
        let network = PatternNetwork(store.scope, file.description)
        try file.load(into: store)
        return try PatternClassifier(store, file.description, network)
    }

    /// Reads pictures of 96 x 96, one after another on every core.
    package func read(_ pictures: [PixelImage]) -> [Reading] {
        parallelMap(pictures.count) { read(pictures[$0]) }
    }

    private func read(_ picture: PixelImage) -> Reading {
        let side = PatternNetwork.side
        var input = [Float](repeating: 0, count: Self.views * side * side * 3)
        let whole = PatternCrop(extent: Float(picture.width))
        for view in 0..<Self.views {
            var crop = whole
            (crop.isMirrored, crop.isFlipped, crop.isTransposed) = (view == 1, view == 2, view == 3)
            input.withUnsafeMutableBufferPointer { target in
                let area = side * side * 3
                crop.copy(
                    picture,
                    into: UnsafeMutableBufferPointer(rebasing: target[view * area..<(view + 1) * area]))
            }
        }
        let result = network.run([.floats(input)])
        let scores = result.prefix(classes.count)
        let label = scores.indices.max { scores[$0] < scores[$1] } ?? 0
        return Reading(label: label, features: Array(result.dropFirst(classes.count)))
    }

    /// How often each class is recognised among patches of its classes.
    func recall(on patches: [PatternPatches.Patch]) throws -> ClassRecall {
        let own = patches.filter { classes.contains($0.pattern) }
        return try ClassRecall(
            labels: own.map { classes.firstIndex(of: $0.pattern) ?? 0 },
            predictions: read(own.map(\.picture)).map(\.label), classes: classes.count)
    }
}

/// A square of a patch as the classifier's input.
struct PatternCrop {
    /// Left and upper edge and side of the square, in pixels.
    var left: Float = 0
    var top: Float = 0
    var extent: Float
    var isMirrored = false
    var isFlipped = false
    var isTransposed = false
    /// Order of the colour channels.
    var channels = (0, 1, 2)
    /// Factor and addend of each channel.
    var gain: SIMD3<Float> = [2, 2, 2]
    var shift: SIMD3<Float> = [-1, -1, -1]

    init(extent: Float) { self.extent = extent }

    /// Samples the square bilinearly.
    func copy(_ picture: PixelImage, into target: UnsafeMutableBufferPointer<Float>) {
        let side = PatternNetwork.side
        let (width, height) = (picture.width, picture.height)
        let step = extent / Float(side)
        picture.bytes.withUnsafeBufferPointer { source in
            func pixel(_ x: Int, _ y: Int) -> SIMD3<Float> {
                let start = 3 * (y * width + x)
                return SIMD3(
                    Float(source[start + channels.0]), Float(source[start + channels.1]),
                    Float(source[start + channels.2]))
            }
            for row in 0..<side {
                for column in 0..<side {
                    let (i, j) = isTransposed ? (row, column) : (column, row)
                    let u = Float(isMirrored ? side - 1 - i : i)
                    let v = Float(isFlipped ? side - 1 - j : j)
                    let sx = min(max(left + (u + 0.5) * step - 0.5, 0), Float(width - 1))
                    let sy = min(max(top + (v + 0.5) * step - 0.5, 0), Float(height - 1))
                    let (x, y) = (min(Int(sx), width - 2), min(Int(sy), height - 2))
                    let (a, b) = (sx - Float(x), sy - Float(y))
                    let upper = pixel(x, y) * (1 - a) + pixel(x + 1, y) * a
                    let lower = pixel(x, y + 1) * (1 - a) + pixel(x + 1, y + 1) * a
                    let value = (upper * (1 - b) + lower * b) * (1 / 255) * gain + shift
                    let place = 3 * (row * side + column)
                    (target[place], target[place + 1], target[place + 2]) = (value.x, value.y, value.z)
                }
            }
        }
    }
}
