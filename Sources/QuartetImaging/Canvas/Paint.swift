/// What a shape is filled or stroked with.
public enum Paint: Sendable {
    case colour(Colour)
    case linearGradient(from: Point, to: Point, stops: [GradientStop])
    /// Colours run from the circle around `from` to the circle around `to`.
    case radialGradient(
        from: Point, fromRadius: Double, to: Point, toRadius: Double, stops: [GradientStop])
    case image(ImagePattern)
    case mesh([MeshPatch])

    /// A radial gradient around one centre.
    public static func radialGradient(
        centre: Point, radius: Double, stops: [GradientStop]
    ) -> Paint {
        .radialGradient(from: centre, fromRadius: 0, to: centre, toRadius: radius, stops: stops)
    }
}

/// A colour at a position of a gradient: 0 is the beginning, 1 the end.
public struct GradientStop: Sendable, Hashable {
    public var offset: Double
    public var colour: Colour

    public init(_ offset: Double, _ colour: Colour) { (self.offset, self.colour) = (offset, colour) }
}

/// A picture used as paint.
public struct ImagePattern: Sendable {
    /// What shows outside the picture.
    public enum Extend: Sendable { case none, tile, reflect, clamp }
    /// How it is resampled; `.smooth` also reduces without aliasing.
    public enum Filter: Sendable { case nearest, linear, smooth }

    /// In a mask, grey is coverage (255 shows everything); elsewhere it is a colour.
    public var image: PixelImage
    public var extend: Extend
    public var filter: Filter
    /// From the picture's pixels to the canvas: `.scale(2)` shows it twice as large.
    public var transform: Affine

    public init(
        _ image: PixelImage, extend: Extend = .tile, filter: Filter = .smooth,
        transform: Affine = .identity
    ) {
        (self.image, self.extend, self.filter, self.transform) = (image, extend, filter, transform)
    }
}

/// One Coons patch: four cubic sides, and a colour at each corner.
public struct MeshPatch: Sendable {
    /// 12 points: corner 0, then for each side two control points and, except for the last, the next corner.
    public var boundary: [Point]
    /// Four colours.
    public var colours: [Colour]

    /// - Throws: ``ImagingError/outOfBounds(what:found:expected:)`` for other counts.
    public init(boundary: [Point], colours: [Colour]) throws(ImagingError) {
        guard boundary.count == 12, colours.count == 4 else {
            throw .outOfBounds(
                what: "mesh patch", found: "\(boundary.count) points, \(colours.count) colours",
                expected: "12 points, 4 colours")
        }
        (self.boundary, self.colours) = (boundary, colours)
    }

    /// A patch with straight sides between four corners.
    public init(corners: (Point, Point, Point, Point), colours: (Colour, Colour, Colour, Colour)) {
        let points = [corners.0, corners.1, corners.2, corners.3]
        boundary = []
        for index in 0..<4 {
            let (from, to) = (points[index], points[(index + 1) % 4])
            boundary.append(from)
            for t in [1.0 / 3, 2.0 / 3] {
                boundary.append(Point(from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t))
            }
        }
        self.colours = [colours.0, colours.1, colours.2, colours.3]
    }
}

/// How a line is drawn.
public struct StrokeStyle: Sendable, Hashable {
    public enum Cap: Sendable { case butt, round, square }
    public enum Join: Sendable { case miter, round, bevel }

    public var width: Double
    public var cap: Cap
    public var join: Join
    /// Alternating lengths of dashes and gaps; empty for a solid line.
    public var dash: [Double]
    public var dashOffset: Double

    public init(
        width: Double = 1, cap: Cap = .butt, join: Join = .miter, dash: [Double] = [],
        dashOffset: Double = 0
    ) {
        (self.width, self.cap, self.join) = (width, cap, join)
        (self.dash, self.dashOffset) = (dash, dashOffset)
    }
}

/// How a group is blended with what is below it (W3C Compositing and Blending Level 1).
public enum BlendMode: Sendable {
    case normal, multiply, screen, overlay, darken, lighten, colourDodge, colourBurn, hardLight, softLight
    case difference, colour, luminosity
    /// Drawn only where there is something below.
    case atop
    /// Keeps what is below only where the group is opaque.
    case keepInside
    /// Erases what is below where the group is opaque.
    case erase
}

/// Which points are inside an outline that crosses itself.
public enum FillRule: Sendable { case nonZero, evenOdd }
