internal import QuartetFiles
public import QuartetImaging

/// The weights that made a fabric, so that a design can be drawn again.
public struct FabricIdentity: Sendable, Codable, Equatable {
    /// Name of the weights file.
    public let file: String
    /// Checksum of its bytes (64-bit FNV-1a, hexadecimal).
    public let checksum: String

    public init(file: String, checksum: String) {
        self.file = file
        self.checksum = checksum
    }

    /// The 64-bit FNV-1a checksum of bytes, as 16 hexadecimal digits.
    public static func checksum(of bytes: some Sequence<UInt8>) -> String {
        let digits = Fingerprint(bytes).text
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Makes structure maps of cloth: one channel that separates ground from figure. Colours, threads and
/// figures' colours are the painter's (``FabricColouring``).
public protocol FabricSource: Sendable {
    /// The classes of cloth that it can make.
    var classes: [FabricClass] { get }
    /// Its identity in the record of a design.
    var identity: FabricIdentity { get }
    /// A seamless picture with one channel, `size` by `size`: 0 ground, 1 figure. 64 pixels are one
    /// field of the cloth. Equal arguments give equal pictures.
    func structure(of cloth: FabricClass, seed: UInt64, size: Int) throws -> FloatImage
    /// Centimetres that a field of ``coverages(of:seed:grid:)`` shows; nil where the catalog says it for each pattern.
    var fieldWidth: Double? { get }
    /// What covers the ground, over a rectangle of fields whose edges meet: one channel, a structure map, or one for each
    /// ink of a print but the ground, which has the rest (``Ink``).
    func coverages(of cloth: FabricClass, seed: UInt64, grid: FieldGrid) throws -> FloatImage
}

extension FabricSource {
    public var fieldWidth: Double? { nil }

    /// From square maps: where copies are shifted, two of them fade into one another.
    public func coverages(of cloth: FabricClass, seed: UInt64, grid: FieldGrid) throws -> FloatImage {
        let (width, height) = (64 * grid.columns, 64 * grid.rows)
        let square = try structure(of: cloth, seed: seed, size: max(width, height))
        return grid.faded(square.resized(width: width, height: height, filter: .area, edge: .wrap))
    }
}
