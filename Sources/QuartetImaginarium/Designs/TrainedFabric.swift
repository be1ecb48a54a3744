internal import Foundation
internal import QuartetFiles
public import QuartetImaging

/// The trained fabric model as the source of a design's cloth.
public final class TrainedFabric: FabricSource {
    private let model: FabricModel
    public let identity: FabricIdentity

    /// Opens a weights file; throws when it is missing or damaged.
    public init(weights path: String) throws {
        model = try FabricModel(path: path)
        let bytes = try FileBytes.read(path)
        identity = FabricIdentity(
            file: URL(fileURLWithPath: path).lastPathComponent, checksum: FabricIdentity.checksum(of: bytes))
    }

    public var classes: [FabricClass] { model.classes }

    public func structure(of cloth: FabricClass, seed: UInt64, size: Int) throws -> FloatImage {
        try model.structure(of: cloth, seed: seed, size: size)
    }
}
