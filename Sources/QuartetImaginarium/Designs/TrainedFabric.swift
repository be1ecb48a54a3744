internal import Foundation
public import QuartetImaging

/// The trained generator as the source of a design's cloth.
public final class TrainedFabric: FabricSource {
    private let model: FabricModel
    public let identity: FabricIdentity

    /// Opens a weights file; throws when it is missing or damaged.
    public init(weights path: String) throws {
        model = try FabricModel(path: path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        identity = FabricIdentity(
            file: URL(fileURLWithPath: path).lastPathComponent, checksum: FabricIdentity.checksum(of: bytes))
    }

    public var classes: [String] { model.classes.map(\.rawValue) }

    public func structure(of cloth: String, seed: UInt64, size: Int) throws -> FloatImage {
        guard let kind = FabricClass(rawValue: cloth) else {
            throw DesignError.noSuchCloth(cloth, known: classes)
        }
        return try model.structure(of: kind, seed: seed, size: size)
    }
}
