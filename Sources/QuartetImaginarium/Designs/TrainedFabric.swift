internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
public import QuartetImaging

/// The trained fabric model as the source of a design's cloth: the generator of structure maps, or of prints in inks.
public final class TrainedFabric: FabricSource {
    private enum Model {
        case structures(FabricModel)
        case prints(PrintModel)
    }

    private let model: Model
    public let identity: FabricIdentity

    /// Opens a weights file; throws when it is missing or damaged.
    public init(weights path: String) throws {
        let isPrints = try SafetensorsFile(path: path).metadata["architecture"] == PrintModel.architecture
        model = isPrints ? .prints(try PrintModel(path: path)) : .structures(try FabricModel(path: path))
        let bytes = try FileBytes.read(path)
        identity = FabricIdentity(
            file: URL(fileURLWithPath: path).lastPathComponent, checksum: FabricIdentity.checksum(of: bytes))
    }

    public var classes: [FabricClass] {
        switch model {
        case .structures(let model): model.classes
        case .prints(let model): model.classes
        }
    }

    public func structure(of cloth: FabricClass, seed: UInt64, size: Int) throws -> FloatImage {
        switch model {
        case .structures(let model): try model.structure(of: cloth, seed: seed, size: size)
        case .prints(let model): try model.structure(of: cloth, seed: seed, size: size)
        }
    }

    public var fieldWidth: Double? {
        switch model {
        case .structures: nil
        case .prints: PrintModel.fieldWidth
        }
    }

    public func coverages(of cloth: FabricClass, seed: UInt64, grid: FieldGrid) throws -> FloatImage {
        switch model {
        case .structures(let model): return try model.structure(of: cloth, seed: seed, grid: grid)
        case .prints(let model):
            let layers = try model.print(of: cloth, seed: seed, grid: grid)
            return FloatImage(
                width: layers.width, height: layers.height, channels: PrintLayers.count, values: layers.values
            )
        }
    }
}
