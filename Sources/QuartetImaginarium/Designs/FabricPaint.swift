public import Foundation

/// How a fabric is generated and painted: all that is needed to paint the same swatch again.
public struct FabricPaint: Sendable, Codable, Equatable {
    /// The requested pattern.
    public var pattern: String
    /// The class of cloth that the fabric source makes.
    public var cloth: FabricClass
    /// The latent seed of the cloth.
    public var seed: UInt64
    /// Pixels along the structure map's side.
    public var structureSize: Int
    public var paint: PaintStyle
    public var run: PatternRun?
    /// Share of the cloth that the figure covers.
    public var share: Double?
    /// Width of the swatch in centimetres.
    public var width: Double
    public var texture: ClothTexture
    public var sheen: Double
    public var drape: Double
    /// The weights that it was made with.
    public var source: FabricIdentity
    /// Cloth that the painter makes by itself; absent for cloth of the model, and in older records.
    public var facts: ClothFacts?

    /// What the generator made, as a PNG file with a palette of greys; absent in older records.
    public var layers: Data?

    /// Pixels along the swatch's side.
    static let swatchSize = 960
}
