/// How a fabric is made and painted: all that is needed to paint the same swatch again.
public struct FabricPaint: Sendable, Codable, Equatable {
    /// The pattern that was asked for.
    public var pattern: String
    /// The class of cloth that the fabric source drew.
    public var cloth: FabricClass
    /// The latent seed of the cloth.
    public var seed: UInt64
    /// Pixels along the structure map's side.
    public var structureSize: Int
    public var paint: PaintStyle
    public var run: PatternRun?
    /// Share of the cloth that the figure shall cover.
    public var share: Double?
    /// Centimetres that the swatch shows.
    public var width: Double
    public var texture: ClothTexture
    public var sheen: Double
    public var drape: Double
    /// Which weights drew it.
    public var source: FabricIdentity

    /// Pixels along the swatch's side.
    static let swatchSize = 960
}
