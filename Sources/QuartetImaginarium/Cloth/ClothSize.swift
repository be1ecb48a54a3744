/// The size of a cloth's repeat and of the tile that is made of it.
public struct ClothSize: Sendable, Codable, Equatable {
    /// Width and height of one repeat in centimetres.
    public let repeatWidth: Double
    public let repeatHeight: Double
    /// Pixels of the tile, which holds one repeat, or those that tile by themselves.
    public let width: Int
    public let height: Int

    /// Pixels in a centimetre of the tile.
    public func pixelsPerCentimetre(_ placement: ClothRepeat) -> Double {
        Double(width) / (repeatWidth * Double(placement.columns))
    }

    public static let repeatRange = 1.0...200.0
    public static let resolutionRange = 20.0...1200.0
    /// Most pixels of a tile: 40 million, which fills 1.07 m by 1.07 m at 150 dots an inch.
    public static let pixelLimit = 40_000_000
    /// Sides of a tile.
    static let sideRange = 32...20_000

    /// A square repeat at a resolution in dots an inch. Tiles have an even number of pixels each way, so that half a
    /// repeat is a whole number.
    public init(repeatWidth: Double, dotsPerInch: Double, placement: ClothRepeat) throws(ClothError) {
        try Self.check("--repeat-cm", repeatWidth, Self.repeatRange, "cm")
        try Self.check("--dpi", dotsPerInch, Self.resolutionRange, "dots an inch")
        let side = Int((repeatWidth * dotsPerInch / 2.54 / 2).rounded()) * 2
        try self.init(
            repeatWidth: repeatWidth, width: side * placement.columns, height: side * placement.rows,
            placement: placement)
    }

    /// A tile of a number of pixels; the height of the repeat follows from its width.
    public init(repeatWidth: Double, width: Int, height: Int, placement: ClothRepeat) throws(ClothError) {
        try Self.check("--repeat-cm", repeatWidth, Self.repeatRange, "cm")
        guard width > 0, height > 0 else {
            throw .outOfRange("the tile", found: "\(width) x \(height) pixels", expected: "both above 0")
        }
        let (pixels, overflows) = width.multipliedReportingOverflow(by: height)
        guard !overflows, pixels <= Self.pixelLimit else {
            throw .tooManyPixels(width: width, height: height, limit: Self.pixelLimit)
        }
        guard Self.sideRange.contains(width), Self.sideRange.contains(height) else {
            throw .outOfRange(
                "the tile", found: "\(width) x \(height) pixels",
                expected: "\(Self.sideRange.lowerBound) to \(Self.sideRange.upperBound) each way")
        }
        self.repeatWidth = repeatWidth
        (self.width, self.height) = (width, height)
        let scale = Double(width) / (repeatWidth * Double(placement.columns))
        repeatHeight = Double(height) / Double(placement.rows) / scale
        guard (0.1...10).contains(repeatHeight / repeatWidth) else {
            throw .outOfRange(
                "the tile", found: "\(width) x \(height) pixels",
                expected: "a repeat at most ten times as long as wide")
        }
    }

    private static func check(
        _ what: String, _ value: Double, _ range: ClosedRange<Double>, _ unit: String
    ) throws(ClothError) {
        guard range.contains(value) else {
            throw .outOfRange(
                what, found: String(format(value)),
                expected: "\(format(range.lowerBound)) to \(format(range.upperBound)) \(unit)")
        }
    }

    /// Without ".0".
    static func format(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : String(value)
    }

    /// Throws ``ClothError/outOfRange(_:found:expected:)`` for numbers of a record that do not fit each other.
    func check(_ placement: ClothRepeat) throws(ClothError) {
        let same = try ClothSize(
            repeatWidth: repeatWidth, width: width, height: height, placement: placement)
        guard abs(same.repeatHeight - repeatHeight) < 1e-6 * repeatWidth else {
            throw .outOfRange(
                "repeatHeight", found: Self.format(repeatHeight), expected: Self.format(same.repeatHeight))
        }
    }
}
