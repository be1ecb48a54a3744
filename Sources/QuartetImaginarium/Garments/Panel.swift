public import QuartetImaging

/// What a panel is cut from.
public enum PanelCloth: Sendable, Equatable {
    /// The design's fabric.
    case main
    /// The fabric's inside, as seen through a neckline or under a hem.
    case inside
    /// Plain cloth in the colour of a part that the prompt names, else in the garment's own colour.
    case part(String)
    /// Ribbed knit in the garment's own colour or the part's.
    case rib(String)
}

/// The position of a panel's cloth: a direction along it and its two edges at several stations, for the grain of the
/// fabric and the course of the folds.
public struct PanelFrame: Sendable, Equatable {
    /// The panel's edges at a distance along it, across the direction, in centimetres.
    public struct Station: Sendable, Equatable {
        public let along: Double
        public let left: Double
        public let right: Double

        public init(along: Double, left: Double, right: Double) {
            self.along = along
            self.left = left
            self.right = right
        }
    }

    /// The point with along = across = 0.
    public let origin: Point
    /// Direction along the panel, in radians from straight down towards the right.
    public let angle: Double
    /// At least two, in order of `along`.
    public let stations: [Station]
    /// 0 for parallel grain, up to 1 for grain that spreads with the panel's edges.
    public var fan: Double = 0
    /// How much lower the panel's last edge hangs in its middle than at its sides, in centimetres.
    public var sag: Double = 0
    /// How far the middle of the panel bulges forward, in centimetres.
    public var roundness: Double = 3

    /// A frame that hangs straight down.
    public static func hanging(
        _ stations: [Station], fan: Double = 0, sag: Double = 0, roundness: Double = 3
    ) -> PanelFrame {
        PanelFrame(
            origin: .zero, angle: 0, stations: stations, fan: fan, sag: sag, roundness: roundness)
    }

    /// A frame for a small flat piece.
    public static func flat(_ bounds: Rect, angle: Double = 0) -> PanelFrame {
        PanelFrame(
            origin: bounds.centre, angle: angle,
            stations: [
                Station(along: -bounds.height / 2, left: -bounds.width / 2, right: bounds.width / 2),
                Station(along: bounds.height / 2, left: -bounds.width / 2, right: bounds.width / 2),
            ], roundness: 0.25)
    }
}

/// A line on a panel.
public struct PanelLine: Sendable, Equatable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Two pieces of cloth joined.
        case seam
        /// A row of stitches on top.
        case stitch
        /// A stitched hem: the fold's edge shows as a soft step.
        case hem
        /// A cut or an opening.
        case opening
        /// Ribs of a knitted band.
        case rib
        /// A fold that is pressed or sewn in: a fine light edge.
        case crease
        /// A groove of quilting.
        case quilt
        /// A pale thread across a rip.
        case fray
    }

    public let kind: Kind
    public let path: Path
}

/// An edge of a panel.
public struct PanelEdge: Sendable, Equatable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case neckline, armhole, side, hem, cuff, waist
    }

    public let kind: Kind
    public let path: Path
}

/// A piece of cloth of a garment.
public struct Panel: Sendable, Equatable {
    public let name: String
    /// Closed, cubic Bézier curves, in centimetres.
    public let outline: Path
    public let cloth: PanelCloth
    public var frame: PanelFrame
    public var folds = FoldField()
    public var lines: [PanelLine] = []
    public var edges: [PanelEdge] = []
    /// Height above the layer below, in centimetres: the width of the panel's shadow.
    public var lift: Double = 0.5
    /// The grain of the panel below whose cloth this one continues, so that stripes and checks meet.
    public var carrier: PanelFrame?
    /// Light that reaches the panel: 1 outside, less inside the garment.
    public var light: Double = 1

    public init(_ name: String, _ outline: Path, _ cloth: PanelCloth, frame: PanelFrame) {
        self.name = name
        self.outline = outline
        self.cloth = cloth
        self.frame = frame
    }
}

extension Panel {
    /// The panel mirrored at x = 0.
    var mirrored: Panel {
        let flip = Affine.scale(-1, 1)
        var panel = Panel(name, outline.transformed(by: flip), cloth, frame: frame.mirrored)
        panel.folds = folds.mirrored
        panel.lines = lines.map { PanelLine(kind: $0.kind, path: $0.path.transformed(by: flip)) }
        panel.edges = edges.map { PanelEdge(kind: $0.kind, path: $0.path.transformed(by: flip)) }
        panel.lift = lift
        panel.light = light
        panel.carrier = carrier?.mirrored
        return panel
    }
}

extension PanelFrame {
    /// The frame mirrored at x = 0.
    fileprivate var mirrored: PanelFrame {
        PanelFrame(
            origin: origin.mirrored, angle: -angle,
            stations: stations.map { Station(along: $0.along, left: -$0.right, right: -$0.left) }, fan: fan,
            sag: sag, roundness: roundness)
    }
}
