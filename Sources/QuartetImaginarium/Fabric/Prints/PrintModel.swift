internal import Foundation
public import QuartetEngine
public import QuartetImaging
internal import QuartetModels
internal import Synchronization

/// The trained generator of prints: from a class, a seed and a size to a seamless print in flat inks, 12.8 pixels a
/// centimetre. One network is kept for each size, and many tasks can use the model at once.
public final class PrintModel: Sendable {
    /// What the metadata of its files names.
    static let architecture = PrintGenerator.Configuration.architecture
    /// Centimetres that a field shows: 128 pixels, 12.8 to the centimetre.
    static let fieldWidth = 10.0

    public let path: String
    /// What the weights file records of its training.
    public let metadata: [String: String]
    public let classes: [FabricClass]
    // The weights are read from the file before anyone else sees them, and never written again.
    private nonisolated(unsafe) let store = ParameterStore()
    private nonisolated(unsafe) let generator: PrintGenerator
    private let networks = Mutex<[Int: Inference]>([:])
    private let gridNetworks = Mutex<[FieldGrid: Inference]>([:])
    private let typicalStyles = Mutex<[Int: [Float]]>([:])

    /// How far a sample's style may go from the typical style of its class (the truncation trick, Karras et al., 2019).
    private static let truncation: Float = 0.7
    /// Factor of the logits of a print: edges a little crisper than in training.
    private static let sharpness: Float = 2

    public init(path: String) throws(CheckpointError) {
        let file = try ModelFile<PrintGenerator.Configuration>(path: path)
        classes = try FabricClass.named(in: file.metadata, count: file.description.classes, file: path)
        if file.description.layers != PrintLayers.count {
            throw CheckpointError(
                file: path, "makes \(file.description.layers) layers; expected \(PrintLayers.count)")
        }
        self.path = path
        metadata = file.metadata
        generator = PrintGenerator(store.scope, file.description)
        try file.load(into: store)
    }

    /// Writes weights as bfloat16, with their description and the classes.
    static func write(
        _ store: ParameterStore, of generator: PrintGenerator, metadata: [String: String], to path: String
    ) throws(CheckpointError) {
        var metadata = metadata
        metadata[FabricClass.metadataKey] = FabricClass.list(PrintRenderer.classes)
        try ModelFile.write(
            store, describedBy: generator.configuration, metadata: metadata, as: .bfloat16, to: path)
    }

    /// A print of `size x size` pixels, a multiple of 128. Its edges meet.
    ///
    /// - Parameters:
    ///   - coarse: seed of the arrangement and of the coarse levels' style.
    ///   - fine: seed of the style of the finer levels; nil for the same style at all levels.
    ///   - level: the first of the finer levels, 1 to 4.
    package func print(
        of cloth: FabricClass, coarse: UInt64, fine: UInt64? = nil, from level: Int = 3, size: Int
    ) throws -> PrintLayers {
        guard let label = classes.firstIndex(of: cloth) else {
            throw CheckpointError(file: path, "cannot make \(cloth.rawValue) cloth")
        }
        let side = max(1, size / PrintGenerator.field) * PrintGenerator.field
        let typical = try typicalStyle(of: label)
        let first = try style(of: label, seed: coarse, typical: typical)
        let second = try fine.map { try style(of: label, seed: $0, typical: typical) } ?? first
        let styles = (0..<PrintGenerator.levels).map {
            Inference.Elements.floats($0 < level ? first : second)
        }
        let values = try network(size: side).run(styles, seed: coarse)
        return PrintLayers(width: side, height: side, values: values)
    }

    /// A structure map of `size x size` pixels, a multiple of 128: 0 is ground, 1 is figure. Its edges meet.
    public func structure(of cloth: FabricClass, seed: UInt64, size: Int) throws -> FloatImage {
        try print(of: cloth, coarse: seed, size: size).structure
    }

    /// A print of fields that lie beside their copies as a grid says, with the copies that make it a rectangle whose
    /// edges meet. The local noise repeats in the same way, and the network carries that through all its layers.
    package func print(of cloth: FabricClass, seed: UInt64, grid: FieldGrid) throws -> PrintLayers {
        guard let label = classes.firstIndex(of: cloth) else {
            throw CheckpointError(file: path, "cannot make \(cloth.rawValue) cloth")
        }
        let noise = grid.noise(
            cells: PrintGenerator.field / PrintGenerator.cell,
            channels: generator.configuration.localLatents, seed)
        let network = try gridNetworks.withLock { networks throws(OutOfMemory) in
            if let network = networks[grid] { return network }
            let network = try Inference(threads: Machine.threads) { [generator] graph in
                let styles = (0..<PrintGenerator.levels).map {
                    graph.input("style \($0)", shape: [1, generator.configuration.styleWidth])
                }
                let local = graph.input(
                    "local", shape: Shape([1, noise.height, noise.width, noise.channels]))
                let logits = generator.logits(styles: styles, local: local)
                return (styles + [local], [generator.coverage(of: logits.full, sharpness: Self.sharpness)])
            }
            networks[grid] = network
            return network
        }
        let style = try style(of: label, seed: seed, typical: typicalStyle(of: label))
        let styles = [Inference.Elements](repeating: .floats(style), count: PrintGenerator.levels)
        return PrintLayers(
            width: noise.width * PrintGenerator.cell, height: noise.height * PrintGenerator.cell,
            values: network.run(styles + [.floats(noise.values)], seed: seed))
    }

    private func network(size: Int) throws(OutOfMemory) -> Inference {
        try networks.withLock { networks throws(OutOfMemory) in
            if let network = networks[size] { return network }
            let cells = size / PrintGenerator.cell
            // A design waits for one picture, so it uses all threads.
            let network = try Inference(threads: Machine.threads) { [generator] graph in
                let sizes = generator.configuration
                let styles = (0..<PrintGenerator.levels).map {
                    graph.input("style \($0)", shape: [1, sizes.styleWidth])
                }
                let logits = generator.logits(
                    styles: styles, local: graph.normal(shape: [1, cells, cells, sizes.localLatents]))
                return (styles, [generator.coverage(of: logits.full, sharpness: Self.sharpness)])
            }
            networks[size] = network
            return network
        }
    }

    /// A sample's style, pulled towards the typical one.
    private func style(of label: Int, seed: UInt64, typical: [Float]) throws(OutOfMemory) -> [Float] {
        let network = try Inference { [generator] graph in
            let labels = graph.input("labels", shape: [1], type: .int32)
            let global = graph.normal(shape: [1, generator.configuration.globalLatents])
            return ([labels], [generator.style(global: global, labels: labels)])
        }
        let style = network.run([.integers([Int32(label)])], seed: seed)
        return zip(style, typical).map { $1 + Self.truncation * ($0 - $1) }
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
