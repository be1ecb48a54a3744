internal import CCairo

extension Canvas {
    /// Fills the inside of an outline.
    public func fill(_ path: Path, with paint: Paint, rule: FillRule = .nonZero) {
        trace(path)
        withSource(paint) {
            cairo_set_fill_rule(context, rule.cairo)
            cairo_fill(context)
        }
    }

    public func fill(_ path: Path, with colour: Colour, rule: FillRule = .nonZero) {
        fill(path, with: .colour(colour), rule: rule)
    }

    /// Fills everything inside the current clip.
    public func fill(with paint: Paint) {
        withSource(paint) { cairo_paint(context) }
    }

    public func fill(with colour: Colour) { fill(with: .colour(colour)) }

    /// Draws a line along an outline.
    public func stroke(_ path: Path, with paint: Paint, style: StrokeStyle = StrokeStyle()) {
        trace(path)
        cairo_set_line_width(context, style.width)
        cairo_set_line_cap(context, style.cap.cairo)
        cairo_set_line_join(context, style.join.cairo)
        // A dash list of only zeros is an error after which Cairo draws nothing: draw a solid line.
        let dash = style.dash.contains { $0 > 0 } && style.dash.allSatisfy { $0 >= 0 } ? style.dash : []
        cairo_set_dash(context, dash, Int32(dash.count), style.dashOffset)
        withSource(paint) { cairo_stroke(context) }
    }

    public func stroke(_ path: Path, with colour: Colour, style: StrokeStyle = StrokeStyle()) {
        stroke(path, with: .colour(colour), style: style)
    }

    /// Draws a picture stretched into a rectangle.
    public func draw(_ image: PixelImage, in rect: Rect, filter: ImagePattern.Filter = .smooth) {
        let map = Affine.scale(rect.width / Double(image.width), rect.height / Double(image.height))
            .then(.translation(rect.x, rect.y))
        // Clamped and clipped to the rectangle, so that the filter leaves no transparent rim at the edges.
        let pattern = ImagePattern(image, extend: .clamp, filter: filter, transform: map)
        fill(.rect(rect), with: .image(pattern))
    }

    /// Sets Cairo's current path to the outline.
    func trace(_ path: Path) {
        cairo_new_path(context)
        for element in path.elements {
            switch element {
            case .move(let point): cairo_move_to(context, point.x, point.y)
            case .line(let point): cairo_line_to(context, point.x, point.y)
            case .curve(let first, let second, let end):
                cairo_curve_to(context, first.x, first.y, second.x, second.y, end.x, end.y)
            case .close: cairo_close_path(context)
            }
        }
    }

    func withSource(_ paint: Paint, _ body: () -> Void) {
        let pattern = paint.makePattern(asMask: false)
        cairo_set_source(context, pattern)
        cairo_pattern_destroy(pattern)
        body()
    }
}

extension Paint {
    /// A new Cairo pattern, which the caller destroys.
    func makePattern(asMask: Bool) -> OpaquePointer {
        switch self {
        case .colour(let colour):
            return cairo_pattern_create_rgba(colour.red, colour.green, colour.blue, colour.alpha)
        case .linearGradient(let from, let to, let stops):
            let pattern = cairo_pattern_create_linear(from.x, from.y, to.x, to.y)!
            for stop in stops { stop.add(to: pattern) }
            return pattern
        case .radialGradient(let from, let fromRadius, let to, let toRadius, let stops):
            let pattern = cairo_pattern_create_radial(from.x, from.y, fromRadius, to.x, to.y, toRadius)!
            for stop in stops { stop.add(to: pattern) }
            return pattern
        case .image(let image):
            return image.makePattern(asMask: asMask)
        case .mesh(let patches):
            let pattern = cairo_pattern_create_mesh()!
            for patch in patches { patch.add(to: pattern) }
            return pattern
        }
    }
}

extension GradientStop {
    fileprivate func add(to pattern: OpaquePointer) {
        cairo_pattern_add_color_stop_rgba(
            pattern, offset, colour.red, colour.green, colour.blue, colour.alpha)
    }
}

extension MeshPatch {
    fileprivate func add(to pattern: OpaquePointer) {
        cairo_mesh_pattern_begin_patch(pattern)
        cairo_mesh_pattern_move_to(pattern, boundary[0].x, boundary[0].y)
        for side in 0..<4 {
            let (first, second) = (boundary[side * 3 + 1], boundary[side * 3 + 2])
            let end = boundary[(side * 3 + 3) % 12]
            cairo_mesh_pattern_curve_to(pattern, first.x, first.y, second.x, second.y, end.x, end.y)
        }
        for (corner, colour) in colours.enumerated() {
            cairo_mesh_pattern_set_corner_color_rgba(
                pattern, UInt32(corner), colour.red, colour.green, colour.blue, colour.alpha)
        }
        cairo_mesh_pattern_end_patch(pattern)
    }
}

extension ImagePattern {
    fileprivate func makePattern(asMask: Bool) -> OpaquePointer {
        let surface = CairoPixels.makeSurface(from: image, asMask: asMask)
        defer { cairo_surface_destroy(surface) }
        let pattern = cairo_pattern_create_for_surface(surface)!
        cairo_pattern_set_extend(pattern, extend.cairo)
        cairo_pattern_set_filter(pattern, filter.cairo)
        // Cairo needs the map from the canvas to the picture. A picture with no extent is invisible.
        var matrix = (transform.inverse ?? .translation(1e9, 1e9)).cairo
        cairo_pattern_set_matrix(pattern, &matrix)
        return pattern
    }
}
