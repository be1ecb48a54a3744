internal import QuartetCatalogs
import QuartetImaging

/// The filled and stroked shapes of an SVG file.
///
/// Drawn are `path`, `polygon`, `polyline`, `rect`, `circle` and `ellipse` in groups, with flat colours and transforms.
/// Whatever could run, or would fetch something, is an error, and so is what would be lost silently: text, pictures,
/// gradients.
struct MotifDrawing: Sendable {
    struct Shape: Sendable {
        let path: Path
        var fill: Colour?
        var rule: FillRule
        var stroke: Colour?
        var strokeWidth: Double
    }

    /// Largest file and largest numbers of shapes and of pieces of their outlines.
    static let byteLimit = 256 << 10
    private static let shapeLimit = 4_000
    private static let pieceLimit = 60_000

    private(set) var shapes: [Shape] = []
    private let name: String

    /// What is passed over: it draws nothing.
    private static let silent: Set<String> = ["title", "desc", "metadata", "defs", "namedview"]

    /// Throws ``MotifError/unusable(_:_:)`` with the element that is not drawn.
    init(svg: String, name: String) throws {
        self.name = name
        guard svg.utf8.count <= Self.byteLimit else {
            throw MotifError.unusable(name, "\(svg.utf8.count) bytes; expected at most \(Self.byteLimit)")
        }
        let root: CatalogElement
        do {
            root = try CatalogElement(xml: Array(svg.utf8), file: name)
        } catch CatalogError.invalid(_, let mistakes) {
            let reason = mistakes.first.map { "line \($0.line): \($0.found)" } ?? "it is not XML"
            throw MotifError.unusable(name, reason)
        }
        guard root.name == "svg" else {
            throw MotifError.unusable(name, "its root is <\(root.name)>; expected <svg>")
        }
        try read(root, MotifStyle(), .identity)
        guard !shapes.isEmpty, let bounds, bounds.width > 0, bounds.width.isFinite, bounds.height.isFinite
        else {
            throw MotifError.unusable(name, "it has no filled or stroked shapes")
        }
    }

    /// The smallest rectangle around all shapes.
    var bounds: Rect? {
        let all = shapes.compactMap { shape in
            shape.path.bounds.map { $0.inset(by: shape.stroke == nil ? 0 : -shape.strokeWidth / 2) }
        }
        return all.first.map { first in all.reduce(first) { $0.union($1) } }
    }

    /// Draws the shapes with a map from the file's coordinates.
    func draw(on canvas: Canvas, _ map: Affine) {
        let scale = (map.a * map.d - map.b * map.c).magnitude.squareRoot()
        for shape in shapes {
            let path = shape.path.transformed(by: map)
            if let fill = shape.fill { canvas.fill(path, with: fill, rule: shape.rule) }
            if let stroke = shape.stroke {
                canvas.stroke(
                    path, with: stroke,
                    style: StrokeStyle(width: shape.strokeWidth * scale, cap: .round, join: .round))
            }
        }
    }

    private mutating func read(_ element: CatalogElement, _ parent: MotifStyle, _ outer: Affine) throws {
        if Self.silent.contains(element.name) { return try refuseActive(element) }
        try refuse(element)
        let style = try parent.over(element, name)
        var map = outer
        if let text = element.attributes["transform"] {
            map = try MotifTransform.read(text, name).then(outer)
        }
        switch element.name {
        case "svg", "g", "a", "symbol":
            for child in element.children { try read(child, style, map) }
        default:
            let path = try MotifPath.path(of: element, name)
            guard !path.elements.isEmpty, style.isShown else { return }
            let scale = (map.a * map.d - map.b * map.c).magnitude.squareRoot()
            shapes.append(
                Shape(
                    path: path.transformed(by: map), fill: style.fillColour, rule: style.rule,
                    stroke: style.strokeColour, strokeWidth: style.strokeWidth * scale))
            let pieces = shapes.count > Self.shapeLimit ? Self.pieceLimit + 1 : path.elements.count
            count += pieces
            guard count <= Self.pieceLimit else {
                throw MotifError.unusable(
                    name, "more than \(Self.shapeLimit) shapes or \(Self.pieceLimit) pieces; simplify it")
            }
        }
    }

    private var count = 0

    /// Throws for elements that are not drawn, and for what could run or fetch.
    private func refuse(_ element: CatalogElement) throws {
        let known: Set<String> = [
            "svg", "g", "a", "path", "polygon", "polyline", "rect", "circle", "ellipse", "line",
        ]
        guard known.contains(element.name) else {
            let advice =
                switch element.name {
                case "script": "scripts are not allowed"
                case "text", "tspan", "flowRoot": "convert text to paths"
                case "image", "foreignObject": "embedded pictures are not drawn"
                case "style": "style sheets are not read; use fill attributes"
                default: "it is not drawn; use paths, polygons, circles and rectangles with fills"
                }
            throw MotifError.unusable(name, "line \(element.line): <\(element.name)>: \(advice)")
        }
        try refuseActive(element, deep: false)
    }

    private func refuseActive(_ element: CatalogElement, deep: Bool = true) throws {
        guard element.name != "script" else {
            throw MotifError.unusable(name, "line \(element.line): scripts are not allowed")
        }
        for (key, value) in element.attributes {
            let low = value.lowercased()
            if key.lowercased().hasPrefix("on") || low.contains("javascript:") {
                throw MotifError.unusable(name, "line \(element.line): scripts are not allowed (\(key))")
            }
            if key == "href" || low.contains("url(") || low.contains("@import") {
                throw MotifError.unusable(
                    name, "line \(element.line): references (\(key)=\"\(value.prefix(40))\") are not followed"
                )
            }
        }
        if deep { for child in element.children { try refuseActive(child) } }
    }
}
