public import QuartetImaging

/// The folds of a panel: ridges along it, creases anywhere on it, and small wrinkles.
public struct FoldField: Sendable, Equatable {
    /// The cross-section of a pleat.
    public enum Profile: String, Sendable, Codable, CaseIterable {
        case soft, knife, box
    }

    /// A fold along the panel.
    public struct Ridge: Sendable, Equatable {
        /// Place across the panel, from -1 at its left edge to 1 at its right edge.
        public let across: Double
        /// Half width, in the same unit.
        public let width: Double
        /// Height at the panel's end, in centimetres; negative for a hollow.
        public let depth: Double
        /// Share of the panel's length at which it begins.
        public let start: Double
        /// How far it moves across on its way down.
        public let drift: Double
    }

    /// A crease from one point to another through a third.
    public struct Crease: Sendable, Equatable {
        public let from: Point
        public let through: Point
        public let to: Point
        public let width: Double
        public let depth: Double
    }

    /// Regular pleats across the whole panel.
    public struct Pleats: Sendable, Equatable {
        public let count: Int
        /// Height in centimetres.
        public let depth: Double
        public let profile: Profile
    }

    public var ridges: [Ridge] = []
    public var pleats: Pleats?
    public var creases: [Crease] = []
    /// Height of the small wrinkles, in centimetres.
    public var wrinkle: Double = 0.05
    /// Gathers at the panel's beginning and end, in centimetres.
    public var gatherTop: Double = 0
    public var gatherEnd: Double = 0

    public init() {}
}

extension FoldField {
    /// The folds mirrored at x = 0.
    var mirrored: FoldField {
        var field = self
        field.ridges = ridges.map {
            Ridge(across: -$0.across, width: $0.width, depth: $0.depth, start: $0.start, drift: -$0.drift)
        }
        field.creases = creases.map {
            Crease(
                from: $0.from.mirrored, through: $0.through.mirrored, to: $0.to.mirrored, width: $0.width,
                depth: $0.depth)
        }
        return field
    }
}

extension FoldField.Crease {
    /// The course and width of a crease in a row.
    typealias Run = (from: Point, through: Point, to: Point, width: Double)

    /// Creases side by side with alternating depths, so that ridges and hollows follow each other.
    ///
    /// - Parameters:
    ///   - depths: used by turns; after the last comes the first.
    ///   - run: the crease with index 0, 1, 2 and so on.
    static func row(count: Int, depths: [Double], _ run: (_ index: Double) -> Run) -> [Self] {
        (0..<count).map { index in
            let run = run(Double(index))
            return Self(
                from: run.from, through: run.through, to: run.to, width: run.width,
                depth: depths[index % depths.count])
        }
    }
}
