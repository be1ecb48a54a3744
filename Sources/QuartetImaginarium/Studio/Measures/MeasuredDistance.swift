public import QuartetImaging

/// A distance on one side of a flat: between two points of its outline, straight, or only its level or upright part.
public struct MeasuredDistance: Sendable, Equatable {
    public enum Direction: String, Sendable, Codable, CaseIterable {
        case straight, level, upright
    }

    /// The point of measure in the catalog of sizes.
    public let id: String
    public let side: GarmentSide
    public let from: Point
    public let to: Point
    public let direction: Direction

    init(
        _ id: String, _ from: Point, _ to: Point, _ direction: Direction = .straight,
        on side: GarmentSide = .front
    ) {
        (self.id, self.side, self.from, self.to, self.direction) = (id, side, from, to, direction)
    }

    /// Centimetres in the size M.
    public var length: Double {
        switch direction {
        case .straight: (to - from).length
        case .level: abs(to.x - from.x)
        case .upright: abs(to.y - from.y)
        }
    }

    /// Where the line of the measure is drawn: an upright one stands below its lower end, a level one beside it.
    var drawn: (from: Point, to: Point) {
        switch direction {
        case .straight: (from, to)
        case .level: (Point(from.x, to.y), to)
        case .upright: (Point(to.x, from.y), to)
        }
    }
}
