/// What the painter needs to make cloth by itself: bands, threads, dots or stitches, in centimetres.
///
/// A record keeps the facts, so that a design is drawn again although the catalog may have changed since.
public struct ClothFacts: Sendable, Codable, Equatable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Bands of one direction.
        case stripes
        /// Warp and weft with a weave: checks, tartans, herringbone.
        case woven
        /// Dots in two grids, one between the other.
        case dots
        /// Bands that rise and fall.
        case chevron
        /// Twill of an indigo warp and a white weft.
        case denim
        /// Stocking stitch: columns of V's.
        case knit
        /// Ropes of stitches between furrows.
        case cable
        /// Bands of small motifs on a grid of stitches.
        case fairIsle = "fair-isle"
        /// Stripes that fork.
        case zebra
        /// Tie-dye: crumpled cloth, or cloth twisted around a point of the garment.
        case crumple, spiral
        /// Dyed from one colour to the next along the garment.
        case ombre
        /// A border along the hem.
        case border
        /// Figures in flat inks, drawn from rules.
        case print

        /// Whether the colours follow the garment rather than a repeat.
        public var followsGarment: Bool { self == .spiral || self == .ombre }

        /// Whether the painter draws its threads or stitches already.
        var hasOwnThreads: Bool { [.denim, .knit, .fairIsle, .cable].contains(self) }
    }

    /// A number of threads, or a width in centimetres, of one colour: 0 is the ground, 1 the first figure.
    public struct Run: Sendable, Codable, Equatable {
        public var ink: Int
        public var width: Double

        public init(_ ink: Int, _ width: Double) { (self.ink, self.width) = (ink, width) }
    }

    public var kind: Kind
    /// Stripes, zigzags: bands in centimetres; woven cloth: threads of the warp.
    public var runs: [Run] = []
    /// Threads of the weft; those of the warp where it is absent.
    public var weft: [Run]?
    /// Threads in a centimetre.
    public var threads: Double = 1
    /// One repeat of the weave, a row for each pick: 1 where the warp lies on top.
    public var weave: [String] = ["1"]
    /// Diameter of dots, height of zigzags, height of a border, share of a garment over which colours pass.
    public var size: Double = 1
    /// Distance of dots, width of a zigzag or of one repeat of any other surface, in centimetres.
    public var spacing: Double = 1
    /// Rows of stitches, from above: the colour of each as a digit.
    public var chart: [String] = []
    /// From 0 for cloth without any flaw to 1: how much the tone follows the generator's plain cloth. The repeat itself is
    /// always exact.
    public var irregularity: Double = 0.25
    /// What a print shows.
    public var figure: FabricClass?

    public init(_ kind: Kind) { self.kind = kind }
}

extension ClothFacts {
    /// Most colours of the figures.
    static let inkLimit = 32

    /// Pixels along a swatch; repeats are a whole number of pixels.
    private static let pixels = FabricPaint.swatchSize

    var weftRuns: [Run] { weft ?? runs }

    /// Centimetres after which the cloth repeats both ways.
    public var repeatLength: Double {
        func sum(_ runs: [Run]) -> Double { runs.reduce(0) { $0 + $1.width } }
        switch kind {
        case .stripes: return sum(runs)
        case .woven:
            let counts = [sum(runs), sum(weftRuns)].map { Int($0.rounded()) }
            let threads = (counts + [weave.count, weave.first?.count ?? 1]).reduce(1, Self.commonMultiple)
            return Double(threads) / self.threads
        case .chevron:
            // As many zigzags side by side as bands fit exactly below each other.
            let bands = sum(runs)
            let times = (1...24).first { count in
                let share = Double(count) * spacing / bands
                return abs(share - share.rounded()) < 1e-6
            }
            return Double(times ?? 1) * spacing
        case .dots: return spacing * Double(max(runs.count, 1))
        default: return spacing
        }
    }

    /// Repeats along the side of a swatch of about 18 centimetres.
    var repeats: Int {
        let length = repeatLength
        let fitting = (1...120).filter { Self.pixels % $0 == 0 && Self.pixels / $0 >= 8 }
        return fitting.min { abs(Double($0) * length - 18) < abs(Double($1) * length - 18) } ?? 1
    }

    /// Width of a swatch in centimetres.
    var swatchWidth: Double { Double(repeats) * repeatLength }

    /// The facts for a number of figure colours: further colours take turns in the place of the first.
    func turning(through inks: Int) -> ClothFacts {
        var facts = self
        let used = (runs + (weft ?? [])).map(\.ink).max() ?? 0
        switch kind {
        case .dots: facts.runs = (0..<max(inks, 1)).map { Run($0 + 1, 1) }
        case .stripes, .woven, .chevron:
            guard used == 1, inks > 1 else { return self }
            func turned(_ runs: [Run]) -> [Run] {
                (1...inks).flatMap { ink in runs.map { Run($0.ink == 0 ? 0 : ink, $0.width) } }
            }
            facts.runs = turned(runs)
            facts.weft = weft.map(turned)
        default: break
        }
        return facts
    }

    private static func commonMultiple(_ a: Int, _ b: Int) -> Int {
        var (x, y) = (max(a, 1), max(b, 1))
        while y != 0 { (x, y) = (y, x % y) }
        return max(a, 1) / x * max(b, 1)
    }

    /// Throws ``DesignError/badRecord(_:)`` for facts that cannot be painted.
    func check() throws {
        let widths = (runs + (weft ?? [])).map(\.width) + [threads, size, spacing]
        guard widths.allSatisfy({ (0.01...2000).contains($0) }), (0...1).contains(irregularity) else {
            throw DesignError.badRecord("facts of \(kind.rawValue) cloth are out of range")
        }
        guard (runs + (weft ?? [])).allSatisfy({ (0...Self.inkLimit).contains($0.ink) }), runs.count <= 512
        else {
            throw DesignError.badRecord(
                "facts of \(kind.rawValue) cloth name a colour beyond \(Self.inkLimit)")
        }
        let ends = weave.first?.count ?? 0
        guard (1...64).contains(ends), weave.count <= 64,
            weave.allSatisfy({ $0.count == ends && $0.allSatisfy { "01".contains($0) } })
        else {
            throw DesignError.badRecord("the weave is \(weave); expected rows of equal length, of 0 and 1")
        }
        let columns = chart.first?.count ?? 0
        guard chart.count <= 256, columns <= 256,
            chart.allSatisfy({ $0.count == columns && $0.allSatisfy { "0123456789".contains($0) } })
        else {
            throw DesignError.badRecord("the chart of stitches is not of digits in rows of equal length")
        }
        guard kind != .print || figure.map(PrintRenderer.classes.contains) == true else {
            throw DesignError.badRecord("a print has no figure that can be drawn")
        }
        guard kind != .fairIsle || columns > 0 else { throw DesignError.badRecord("a chart has no stitches") }
        guard ![.stripes, .woven, .chevron].contains(kind) || !runs.isEmpty, repeatLength <= 400 else {
            throw DesignError.badRecord("\(kind.rawValue) cloth has no bands, or bands wider than 400 cm")
        }
        guard kind != .border || size < 0.9 * swatchWidth else {
            throw DesignError.badRecord("the border is higher than its cloth")
        }
        guard kind != .woven || repeatLength * threads <= 960 else {
            throw DesignError.badRecord("more than 960 threads in one repeat")
        }
    }
}
