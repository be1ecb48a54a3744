import QuartetImaging

/// A drawing of named groups, paths and letters, in millimetres of the page. It can be drawn on any canvas, and written
/// as SVG whose groups keep their names, which Cairo's SVG does not.
struct VectorScene: Sendable, Equatable {
    indirect enum Element: Sendable, Equatable {
        /// Elements that belong together; `clip` limits what they show.
        case group(String, clip: Path? = nil, [Element])
        case path(Path, fill: Colour? = nil, stroke: Stroke? = nil)
        case text(String, at: Point, size: Double, anchor: TextAnchor = .start, bold: Bool = false)
    }

    /// A black line, solid or dashed, in millimetres.
    struct Stroke: Sendable, Equatable {
        var width: Double
        var dash: [Double] = []
        var colour = Colour.black
    }

    let width: Double
    let height: Double
    /// What the drawing shows, for people who do not see it.
    let title: String
    var elements: [Element] = []
}

extension VectorScene {
    /// Draws the scene on a canvas whose units are millimetres.
    func draw(on canvas: Canvas) {
        for element in elements { element.draw(on: canvas) }
    }
}

extension VectorScene.Element {
    func draw(on canvas: Canvas) {
        switch self {
        case .group(_, let clip, let elements):
            canvas.saved { canvas in
                if let clip { canvas.clip(to: clip) }
                for element in elements { element.draw(on: canvas) }
            }
        case .path(let path, let fill, let stroke):
            if let fill { canvas.fill(path, with: fill) }
            if let stroke {
                canvas.stroke(
                    path, with: stroke.colour,
                    style: StrokeStyle(
                        width: stroke.width, cap: stroke.dash.isEmpty ? .round : .butt, join: .round,
                        dash: stroke.dash))
            }
        case .text(let text, let point, let size, let anchor, let bold):
            canvas.text(text, at: point, font: Font(size: size, bold: bold), anchor: anchor)
        }
    }

    /// The element with all its points mapped; widths stay.
    func mapped(by map: Affine) -> VectorScene.Element {
        switch self {
        case .group(let name, let clip, let elements):
            .group(name, clip: clip?.transformed(by: map), elements.map { $0.mapped(by: map) })
        case .path(let path, let fill, let stroke):
            .path(path.transformed(by: map), fill: fill, stroke: stroke)
        case .text(let text, let point, let size, let anchor, let bold):
            .text(text, at: map.apply(to: point), size: size, anchor: anchor, bold: bold)
        }
    }
}
