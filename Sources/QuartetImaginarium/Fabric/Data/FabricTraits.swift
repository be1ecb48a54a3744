/// What sets one kind of cloth apart, for photographs, rendered examples and the painter: the one table of the
/// classes' properties.
struct FabricTraits: Sendable {
    /// How photographs of the class are chosen and become structure.
    struct Photographs: Sendable {
        /// Share of photographs among the examples while at least 100 photographs exist.
        ///
        /// Garment photographs of figured cloth carry seams, buttons and folds: the rendered part keeps the figure
        /// sharp. Plain cloth is best learnt from photographs.
        var share = 0.25
        /// Grey level of the ground (the median).
        var ground: Float = 0.08
        /// Smallest difference of colour, in units of L\*a\*b\*, that may fill the whole range: keeps noise
        /// from being blown up.
        var leastRange: Float = 16
        /// Deviation of the blur that is taken for light, as a share of the picture's side.
        var lightScale: Float = 0.3
        /// Least ``PhotographQuality/evenness(_:)`` of a usable photograph.
        var leastEvenness: Float = 0.35
        /// Least ``PhotographQuality/anisotropy(_:)``, for cloth whose lines run one way.
        var leastAnisotropy: Float?
        /// Contrast above which folds and ripped seams show rather than cloth.
        var greatestDeviation: Double?
    }

    /// What turns a clean drawing of the class into cloth.
    struct Finish: Sendable {
        /// Largest shift by uneven tension, in pixels.
        var wobble: Float = 1
        /// Whether threads are drawn over it; woven and knitted drawings show their own.
        var hasThreads = true
    }

    /// How the painter treats a pattern that is woven in.
    enum Weave: Sendable {
        /// Stripes of one direction.
        case stripes
        /// Stripes in warp and weft; where `isSquare`, the same in both.
        case checks(isSquare: Bool)
    }

    /// Whether the structure is relief of one cloth (thread, stitch, wear) and not a figure in a second colour.
    ///
    /// A painter shades one colour with such a map; with all others it mixes ground (0) and figure (1).
    var isTexture = false
    /// Whether a quarter turn still shows the same kind of cloth: stripes run both ways, but the twill line of
    /// denim, the wales of knitting and the columns of herringbone keep their direction.
    var allowsQuarterTurn = true
    var photographs = Photographs()

    /// How often a rendered example is one of the class's vector tiles; classes with few tiles use them seldom.
    var tileShare: Float = 0
    /// Whether the larger part of a map is ground, as in photographs. In lace the holes are, however few.
    var groundIsLarger = true
    /// Absent where the drawing is finished cloth already.
    var finish: Finish? = Finish()

    /// How much the structure lightens and darkens a single colour.
    var contrast: Float = 0.45
    /// Patterns that are woven in, thread by thread.
    var weave: Weave?
    /// Whether half tones between two colours belong to the pattern.
    var keepsHalfTones = false
    /// Pixels below which a figure or a hole is noise of the model.
    var speck = 9
    /// Whether small and branched figures are leaves, and green where the palette has a green.
    var hasLeaves = false
    /// Whether the colours are patches with clear borders rather than soft passages.
    var isPatched = false
}

extension FabricClass {
    var traits: FabricTraits {
        switch self {
        case .plain:
            FabricTraits(
                isTexture: true,
                photographs: .init(
                    share: 0.8, ground: 0.22, leastRange: 110, lightScale: 0.16, leastEvenness: 0.45,
                    greatestDeviation: 0.05),
                finish: nil)
        case .striped:
            FabricTraits(
                photographs: .init(share: 0.3, leastEvenness: 0.45, leastAnisotropy: 0.5),
                finish: .init(wobble: 0.3), weave: .stripes)
        case .check:
            FabricTraits(
                photographs: .init(leastEvenness: 0.45), finish: .init(wobble: 0.3),
                weave: .checks(isSquare: false))
        case .gingham: FabricTraits(finish: .init(wobble: 0.3), weave: .checks(isSquare: true))
        case .tartan, .houndstooth: FabricTraits(finish: .init(wobble: 0.3))
        case .dotted: FabricTraits(photographs: .init(share: 0.2, leastEvenness: 0.45), tileShare: 0.1)
        case .floral:
            FabricTraits(
                photographs: .init(share: 0.2, leastEvenness: 0.5), tileShare: 0.12, hasLeaves: true)
        case .leaf: FabricTraits(tileShare: 0.12)
        case .paisley: FabricTraits(photographs: .init(leastEvenness: 0.45))
        case .geometric: FabricTraits(tileShare: 0.75, keepsHalfTones: true)
        case .zigzag: FabricTraits(tileShare: 0.12, keepsHalfTones: true)
        case .herringbone: FabricTraits(allowsQuarterTurn: false, finish: .init(hasThreads: false))
        case .animal, .leopard, .zebra: FabricTraits()
        case .tropical: FabricTraits(hasLeaves: true)
        case .ethnic: FabricTraits(allowsQuarterTurn: false, photographs: .init(leastEvenness: 0.45))
        case .camouflage: FabricTraits(isPatched: true)
        case .knit:
            FabricTraits(
                isTexture: true, allowsQuarterTurn: false,
                photographs: .init(share: 0.45, ground: 0.5, leastRange: 22, lightScale: 0.1),
                finish: .init(hasThreads: false), contrast: 1.15)
        case .lace:
            FabricTraits(
                photographs: .init(leastEvenness: 0.45), groundIsLarger: false, contrast: 0.85, speck: 2)
        case .denim:
            FabricTraits(
                isTexture: true, allowsQuarterTurn: false,
                photographs: .init(
                    share: 0.45, ground: 0.3, leastRange: 45, lightScale: 0.12, leastEvenness: 0.45,
                    greatestDeviation: 0.16),
                finish: nil, contrast: 0.9)
        case .tweed:
            FabricTraits(
                isTexture: true,
                photographs: .init(ground: 0.4, leastRange: 26, lightScale: 0.12, leastEvenness: 0.45),
                finish: .init(hasThreads: false), contrast: 1.3)
        case .abstract: FabricTraits(photographs: .init(share: 0.4), tileShare: 0.12)
        }
    }
}
