internal import QuartetFiles
import QuartetImaging

/// How a repeat of cloth lies beside its copies.
public enum ClothRepeat: String, Sendable, Codable, CaseIterable {
    /// In rows and columns.
    case straight
    /// Each further column half a repeat lower.
    case halfDrop = "half-drop"
    /// Each further row half a repeat to the right.
    case halfBrick = "half-brick"
    /// Each copy mirrored in the one beside it.
    case mirror

    /// Repeats in the smallest rectangle that tiles by itself.
    public var columns: Int { self == .halfDrop || self == .mirror ? 2 : 1 }
    public var rows: Int { self == .halfBrick || self == .mirror ? 2 : 1 }

    /// The place in a repeat of `width` by `height` pixels that shows at any place of the cloth.
    func place(_ x: Int, _ y: Int, width: Int, height: Int) -> (x: Int, y: Int) {
        func wrapped(_ value: Int, _ size: Int) -> Int { (value % size + size) % size }
        let column = (x - wrapped(x, width)) / width
        let row = (y - wrapped(y, height)) / height
        switch self {
        case .straight: return (wrapped(x, width), wrapped(y, height))
        case .halfDrop: return (wrapped(x, width), wrapped(y - column * (height / 2), height))
        case .halfBrick: return (wrapped(x - row * (width / 2), width), wrapped(y, height))
        case .mirror:
            let (u, v) = (wrapped(x, width), wrapped(y, height))
            return (column % 2 == 0 ? u : width - 1 - u, row % 2 == 0 ? v : height - 1 - v)
        }
    }
}

/// Fields of a generator in one repeat of a cloth. A shift by half a repeat is one by whole fields, because the
/// generators' waves have a field as their period: such repeats have an even number of them.
public struct FieldGrid: Sendable, Hashable {
    public let columns: Int
    public let rows: Int
    public let placement: ClothRepeat

    public init(columns: Int, rows: Int, placement: ClothRepeat) {
        func even(_ count: Int) -> Int { max(2, (count + 1) / 2 * 2) }
        self.columns = placement == .halfBrick ? even(columns) : max(columns, 1)
        self.rows = placement == .halfDrop ? even(rows) : max(rows, 1)
        self.placement = placement
    }

    /// Copies of the repeat in a map: those that are mirrored are not made by the generator.
    private var copies: (columns: Int, rows: Int) {
        placement == .mirror ? (1, 1) : (placement.columns, placement.rows)
    }

    /// Normal noise for latent cells, `cells` along each side of a field, that repeats as the cloth does.
    func noise(cells: Int, channels: Int, _ seed: UInt64) -> FloatImage {
        var random = PhiloxGenerator(seed: seed, stream: "local")
        let (width, height) = (columns * cells, rows * cells)
        let unit = FloatImage(
            width: width, height: height, channels: channels,
            values: (0..<width * height * channels).map { _ in random.gaussian() })
        return arranged(unit)
    }

    /// A repeat with the copies beside it.
    private func arranged(_ unit: FloatImage) -> FloatImage {
        let (width, height) = (unit.width * copies.columns, unit.height * copies.rows)
        var values: [Float] = []
        values.reserveCapacity(width * height * unit.channels)
        for y in 0..<height {
            for x in 0..<width {
                let place = placement.place(x, y, width: unit.width, height: unit.height)
                let start = (place.y * unit.width + place.x) * unit.channels
                values += unit.values[start..<start + unit.channels]
            }
        }
        return FloatImage(width: width, height: height, channels: unit.channels, values: values)
    }

    /// A map that tiles in rows and columns as one that tiles in this way: where its copies would meet with a shift, the
    /// same map, half a repeat further, fades in. The contrast of the mixture is kept.
    func faded(_ map: FloatImage) -> FloatImage {
        guard placement == .halfDrop || placement == .halfBrick else { return map }
        let isDrop = placement == .halfDrop
        let first = arranged(map)
        let shifted = arranged(map).rolled(x: isDrop ? map.width / 2 : 0, y: isDrop ? 0 : map.height / 2)
        let mean = map.values.reduce(0, +) / Float(map.values.count)
        var result = first
        for y in 0..<first.height {
            for x in 0..<first.width {
                let place =
                    isDrop
                    ? Float(x % map.width) / Float(map.width) : Float(y % map.height) / Float(map.height)
                // 0 where copies meet, 1 over the inner half.
                let t = min(max((0.5 - abs(place - 0.5)) * 4, 0), 1)
                let share = t * t * (3 - 2 * t)
                let gain = 1 / (share * share + (1 - share) * (1 - share)).squareRoot()
                let mixed = share * (first[x, y] - mean) + (1 - share) * (shifted[x, y] - mean)
                result[x, y] = min(max(mean + gain * mixed, 0), 1)
            }
        }
        return result
    }
}
