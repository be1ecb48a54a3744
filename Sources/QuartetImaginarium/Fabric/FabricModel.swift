internal import Foundation
public import QuartetEngine
public import QuartetImaging
internal import QuartetModels

/// The trained fabric generator: class, seed and size to a seamless structure map.
///
/// It keeps one plan for each size; it belongs to one thread at a time.
public final class FabricModel {
    public let path: String
    /// What the weights file says of its training.
    public let metadata: [String: String]
    public let classes: [FabricClass]
    private let store = ParameterStore()
    private let generator: TextureGenerator
    private var runs: [Int: Run] = [:]
    private var typicalStyles: [Int: [Float]] = [:]

    private struct Run {
        let plan: Plan
        let labels: Tensor
        let typicalStyle: Tensor
        let output: Tensor
    }

    /// How far a sample's style may go from the typical style of its class: 1 is all the way, 0 gives one style for
    /// all (the truncation trick, Karras et al., 2019). Less variety for fewer failures.
    private static let truncation: Float = 0.7

    public init(path: String) throws(CheckpointError) {
        let file = try SafetensorsFile(path: path)
        guard file.metadata["architecture"] == "TextureGenerator",
            let text = file.metadata["configuration"],
            let configuration = try? JSONDecoder().decode(
                TextureGenerator.Configuration.self, from: Data(text.utf8))
        else {
            throw CheckpointError(
                file: path, "holds no fabric generator: train one with `quartet design train fabric`")
        }
        let names = (file.metadata["classes"] ?? "").split(separator: " ").map(String.init)
        let classes = names.compactMap(FabricClass.init(rawValue:))
        guard !classes.isEmpty, classes.count == names.count, classes.count == configuration.classes,
            configuration.isSensible
        else { throw CheckpointError(file: path, "names classes or sizes that this program does not know") }
        self.path = path
        self.classes = classes
        metadata = file.metadata
        generator = TextureGenerator(store.scope, configuration)
        try store.load(file)
    }

    /// A structure map of `size x size` pixels, a multiple of 64: 0 is ground, 1 is figure. Its edges meet.
    public func structure(of cloth: FabricClass, seed: UInt64, size: Int) throws(CheckpointError)
        -> FloatImage
    {
        guard let label = classes.firstIndex(of: cloth) else {
            throw CheckpointError(file: path, "knows no \(cloth.rawValue) cloth")
        }
        let run = self.run(size: max(64, size / 64 * 64))
        run.plan.write([Int32(label)], to: run.labels)
        run.plan.write(typicalStyle(of: label), to: run.typicalStyle)
        run.plan.run(seed: seed)
        let extent = run.output.shape[1]
        return FloatImage(
            width: extent, height: extent, channels: 1, values: run.plan.read(run.output).map { ($0 + 1) / 2 }
        )
    }

    private func run(size: Int) -> Run {
        if let run = runs[size] { return run }
        let graph = Graph()
        let cells = size / TextureGenerator.cell
        let labels = graph.input("labels", shape: [1], type: .int32)
        let typical = graph.input("typical style", shape: [1, generator.configuration.styleWidth])
        let style = generator.style(
            global: graph.normal(shape: [1, generator.configuration.globalLatents]), labels: labels)
        let output = generator.synthesized(
            style: typical + (style - typical) * Self.truncation,
            local: graph.normal(shape: [1, cells, cells, generator.configuration.localLatents]))
        let run = Run(
            plan: Plan(graph, stages: [Stage(outputs: [output])], frozen: true), labels: labels,
            typicalStyle: typical,
            output: output)
        runs[size] = run
        return run
    }

    /// The mean style of a class over many latent vectors.
    private func typicalStyle(of label: Int) -> [Float] {
        if let style = typicalStyles[label] { return style }
        let count = 512
        let graph = Graph()
        let labels = graph.input("labels", shape: [count], type: .int32)
        let global = graph.normal(shape: [count, generator.configuration.globalLatents])
        let mean = generator.style(global: global, labels: labels).mean(axes: [0])
        let plan = Plan(graph, stages: [Stage(outputs: [mean])], frozen: true)
        plan.write([Int32](repeating: Int32(label), count: count), to: labels)
        plan.run(seed: 0)
        let style = plan.read(mean)
        typicalStyles[label] = style
        return style
    }
}
