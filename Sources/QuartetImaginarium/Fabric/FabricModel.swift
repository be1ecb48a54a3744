internal import Foundation
public import QuartetEngine
public import QuartetImaging
internal import QuartetModels
internal import Synchronization

/// The trained fabric generator: from a class, a seed and a size to a seamless structure map.
///
/// The network makes one channel that separates ground (0) from figure (1), 64 pixels for a field of the cloth.
/// Everything else that the eye sees as cloth (colours, figures in several colours, threads) is painted by
/// ``FabricColouring``. One network is kept for each size, and many tasks can use the model at once.
public final class FabricModel: Sendable {
    /// What the metadata of its files names.
    public static let architecture = "TextureGenerator"

    public let path: String
    /// What the weights file records of its training.
    public let metadata: [String: String]
    public let classes: [FabricClass]
    // The weights are read from the file before anyone else sees them, and never written again.
    private nonisolated(unsafe) let store = ParameterStore()
    private nonisolated(unsafe) let generator: TextureGenerator
    private let networks = Mutex<[Int: Inference]>([:])
    private let gridNetworks = Mutex<[FieldGrid: Inference]>([:])
    private let typicalStyles = Mutex<[Int: [Float]]>([:])

    /// How far a sample's style may go from the typical style of its class: 1 is all the way, 0 gives one style for
    /// all (the truncation trick, Karras et al., 2019). Less variety for fewer failures.
    private static let truncation: Float = 0.5

    var configuration: TextureGenerator.Configuration { generator.configuration }
    var parameterCount: Int { store.trainableElementCount }

    public init(path: String) throws(CheckpointError) {
        let file = try ModelFile<TextureGenerator.Configuration>(path: path)
        classes = try FabricClass.named(in: file.metadata, count: file.description.classes, file: path)
        self.path = path
        metadata = file.metadata
        generator = TextureGenerator(store.scope, file.description)
        try file.load(into: store)
    }

    /// Writes weights as bfloat16, with their description and the classes.
    static func write(
        _ store: ParameterStore, of generator: TextureGenerator, metadata: [String: String], to path: String
    ) throws(CheckpointError) {
        var metadata = metadata
        metadata[FabricClass.metadataKey] = FabricClass.list(FabricClass.mapped)
        try ModelFile.write(
            store, describedBy: generator.configuration, metadata: metadata, as: .bfloat16, to: path)
    }

    /// A structure map of `size x size` pixels, a multiple of 64: 0 is ground, 1 is figure. Its edges meet.
    public func structure(of cloth: FabricClass, seed: UInt64, size: Int) throws -> FloatImage {
        guard let label = classes.firstIndex(of: cloth) else {
            throw CheckpointError(file: path, "cannot make \(cloth.rawValue) cloth")
        }
        let extent = max(64, size / 64 * 64)
        let result = try network(size: extent).run(
            [.integers([Int32(label)]), .floats(try typicalStyle(of: label))], seed: seed)
        return FloatImage(
            width: extent, height: extent, channels: 1, values: result.map { ($0 + 1) / 2 })
    }

    /// A structure map of fields that lie beside their copies as a grid says, with the copies that make it a rectangle
    /// whose edges meet. The local noise repeats in the same way, and the network carries that through all its layers.
    func structure(of cloth: FabricClass, seed: UInt64, grid: FieldGrid) throws -> FloatImage {
        guard let label = classes.firstIndex(of: cloth) else {
            throw CheckpointError(file: path, "cannot make \(cloth.rawValue) cloth")
        }
        let noise = grid.noise(cells: 64 / TextureGenerator.cell, channels: configuration.localLatents, seed)
        let network = try gridNetworks.withLock { networks throws(OutOfMemory) in
            if let network = networks[grid] { return network }
            let network = try Inference(threads: Machine.threads) { [generator] graph in
                let labels = graph.input("labels", shape: [1], type: .int32)
                let typical = graph.input("typical style", shape: [1, generator.configuration.styleWidth])
                let local = graph.input(
                    "local", shape: Shape([1, noise.height, noise.width, noise.channels]))
                let style = generator.style(
                    global: graph.normal(shape: [1, generator.configuration.globalLatents]), labels: labels)
                let output = generator.synthesized(
                    style: typical + (style - typical) * Self.truncation, local: local)
                return ([labels, typical, local], [output])
            }
            networks[grid] = network
            return network
        }
        let result = network.run(
            [.integers([Int32(label)]), .floats(try typicalStyle(of: label)), .floats(noise.values)],
            seed: seed)
        return FloatImage(
            width: noise.width * TextureGenerator.cell, height: noise.height * TextureGenerator.cell,
            channels: 1, values: result.map { ($0 + 1) / 2 })
    }

    private func network(size: Int) throws(OutOfMemory) -> Inference {
        try networks.withLock { networks throws(OutOfMemory) in
            if let network = networks[size] { return network }
            let cells = size / TextureGenerator.cell
            // A design waits for one picture, so it uses all threads.
            let network = try Inference(threads: Machine.threads) { [generator] graph in
                let labels = graph.input("labels", shape: [1], type: .int32)
                let typical = graph.input("typical style", shape: [1, generator.configuration.styleWidth])
                let style = generator.style(
                    global: graph.normal(shape: [1, generator.configuration.globalLatents]), labels: labels)
                let output = generator.synthesized(
                    style: typical + (style - typical) * Self.truncation,
                    local: graph.normal(shape: [1, cells, cells, generator.configuration.localLatents]))
                return ([labels, typical], [output])
            }
            networks[size] = network
            return network
        }
    }

    /// The mean style of a class over many latent vectors.
    private func typicalStyle(of label: Int) throws(OutOfMemory) -> [Float] {
        try typicalStyles.withLock { styles throws(OutOfMemory) in
            if let style = styles[label] { return style }
            let count = 512
            let network = try Inference { [generator] graph in
                let labels = graph.input("labels", shape: [count], type: .int32)
                let global = graph.normal(shape: [count, generator.configuration.globalLatents])
                return ([labels], [generator.style(global: global, labels: labels).mean(axes: [0])])
            }
            let style = network.run([.integers([Int32](repeating: Int32(label), count: count))])
            styles[label] = style
            return style
        }
    }
}
