internal import Foundation
internal import QuartetFiles
public import QuartetImaging

/// The generator of prints as the source of a design's cloth, at its 12.8 pixels a centimetre. Cloth whose pattern is
/// woven in, and whatever else the generator does not make, comes from another source.
public struct TrainedPrints: FabricSource {
    private let model: PrintModel
    private let others: any FabricSource
    /// Centimetres of a field of each class, by the catalog.
    private let fields: [FabricClass: Double]

    public let identity: FabricIdentity
    public let classes: [FabricClass]
    /// The classes that the generator makes itself.
    public var ownClasses: [FabricClass] { model.classes }

    /// Pixels a centimetre.
    static let resolution = 12.8

    /// - Throws: `CheckpointError` or `FileError` for a file that is missing or damaged.
    public init(weights path: String, catalog: FabricCatalog, others: any FabricSource) throws {
        model = try PrintModel(path: path)
        self.others = others
        fields = Dictionary(catalog.patterns.map { ($0.cloth, $0.repeatWidth) }) { first, _ in first }
        identity = FabricIdentity(
            file: URL(fileURLWithPath: path).lastPathComponent,
            checksum: FabricIdentity.checksum(of: try FileBytes.read(path)))
        let makeable = model.classes + others.classes + [.animal]
        classes = FabricClass.allCases.filter(makeable.contains)
    }

    public func structure(of cloth: FabricClass, seed: UInt64, size: Int) throws -> FloatImage {
        // The catalog has one word for coats where the generator has two.
        let coats = [FabricClass.leopard, .zebra].filter(model.classes.contains)
        let own = cloth == .animal && !coats.isEmpty ? coats[Int(seed % UInt64(coats.count))] : cloth
        guard model.classes.contains(own) else {
            return try others.structure(of: cloth, seed: seed, size: size)
        }
        let width = Double(max(1, size / StructureMap.side)) * (fields[cloth] ?? 20)
        let side = (width * Self.resolution / Double(PrintRenderer.side)).rounded()
        let pixels = PrintRenderer.side * min(max(Int(side), 1), 8)
        return try model.structure(of: own, seed: seed, size: pixels)
    }
}
