internal import CCairo

/// A surface to draw on with Cairo: pixels or a vector picture (SVG), through the same calls.
///
/// Units are points of the drawing; a raster canvas may have several pixels per point (`scale`). Drawing calls do
/// not throw: Cairo remembers the first failure, and later calls do nothing; ``image()`` and ``svgBytes()``
/// report it. A canvas belongs to one task.
///
/// On a vector canvas blend modes other than `.normal`, and meshes, cannot be expressed in Cairo's SVG; the area
/// that they cover is stored as an embedded picture.
public final class Canvas {
    public let width: Double
    public let height: Double
    /// Pixels per point; 1 on a vector canvas.
    public let scale: Double

    let surface: OpaquePointer
    let context: OpaquePointer
    /// Where the bytes of a vector picture go; nil on a raster canvas and on a page.
    let sink: ByteSink?
    /// Whether this is one of a document's pages, which has more.
    private let isPage: Bool

    /// A raster canvas, transparent at first.
    ///
    /// - Throws: ``ImagingError/outOfBounds(what:found:expected:)`` for a size outside 1...32767 pixels per
    ///   side or above 100 megapixels.
    public init(rasterWidth width: Double, height: Double, scale: Double = 1) throws(ImagingError) {
        let (columns, rows) = ((width * scale).rounded(.up), (height * scale).rounded(.up))
        try Self.checkSize(columns, rows)
        (self.width, self.height, self.scale, sink, isPage) = (width, height, scale, nil, false)
        surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(columns), Int32(rows))
        context = cairo_create(surface)
        cairo_scale(context, scale, scale)
    }

    /// A vector canvas; one point becomes one CSS pixel.
    ///
    /// - Throws: ``ImagingError/outOfBounds(what:found:expected:)`` for a size outside 1...32767.
    public init(vectorWidth width: Double, height: Double) throws(ImagingError) {
        try Self.checkSize(width, height)
        let sink = ByteSink()
        (self.width, self.height, scale, self.sink, isPage) = (width, height, 1, sink, false)
        surface = cairo_svg_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue().bytes
                    .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque(), width, height)
        cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX)
        // Parts that cannot be expressed as vectors are embedded at two pixels per point (72 points per inch).
        cairo_surface_set_fallback_resolution(surface, 144, 144)
        context = cairo_create(surface)
    }

    /// A page of a document, whose surface goes on to the next page.
    init(page surface: OpaquePointer, width: Double, height: Double) {
        (self.width, self.height, scale, sink, isPage) = (width, height, 1, nil, true)
        self.surface = cairo_surface_reference(surface)
        context = cairo_create(surface)
    }

    deinit {
        cairo_destroy(context)
        // Finishing may still write to the sink, so the sink must outlive it.
        if !isPage { cairo_surface_finish(surface) }
        cairo_surface_destroy(surface)
    }

    /// The whole canvas.
    public var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

    // MARK: State

    /// Runs `body` and restores transform and clip afterwards.
    public func saved(_ body: (Canvas) throws -> Void) rethrows {
        cairo_save(context)
        defer { cairo_restore(context) }
        try body(self)
    }

    public func translate(x: Double, y: Double) { cairo_translate(context, x, y) }
    public func scale(x: Double, y: Double) { cairo_scale(context, x, y) }
    public func rotate(radians: Double) { cairo_rotate(context, radians) }

    /// Applies a map before the current one: new coordinates go through `map` first.
    public func transform(by map: Affine) {
        var matrix = map.cairo
        cairo_transform(context, &matrix)
    }

    /// Limits all later drawing to the inside of an outline, until the enclosing ``saved(_:)`` ends.
    public func clip(to path: Path, rule: FillRule = .nonZero) {
        trace(path)
        cairo_set_fill_rule(context, rule.cairo)
        cairo_clip(context)
    }

    /// Draws what `body` draws as one layer, with its own opacity, blend mode and mask.
    ///
    /// - Parameter mask: its alpha (for a grey picture: its value) is how much of the layer shows.
    public func group(
        opacity: Double = 1, blend: BlendMode = .normal, mask: Paint? = nil,
        _ body: (Canvas) throws -> Void
    ) rethrows {
        cairo_push_group(context)
        do {
            try body(self)
        } catch {
            cairo_pattern_destroy(cairo_pop_group(context))
            throw error
        }
        if let pattern = mask?.makePattern(asMask: true) {
            // The masked layer becomes a layer again; opacity and blending apply to that one.
            cairo_pop_group_to_source(context)
            cairo_push_group(context)
            cairo_mask(context, pattern)
            cairo_pattern_destroy(pattern)
        }
        cairo_pop_group_to_source(context)
        cairo_save(context)
        cairo_set_operator(context, blend.cairo)
        cairo_paint_with_alpha(context, min(max(opacity, 0), 1))
        cairo_restore(context)
        cairo_set_source_rgba(context, 0, 0, 0, 1)
    }

    private static func checkSize(_ columns: Double, _ rows: Double) throws(ImagingError) {
        guard columns >= 1, rows >= 1, columns <= 32_767, rows <= 32_767,
            columns * rows <= Double(PixelImage.defaultPixelLimit)
        else {
            throw .outOfBounds(
                what: "canvas size", found: "\(columns)x\(rows)",
                expected: "1 to 32767 per side, at most \(PixelImage.defaultPixelLimit) pixels")
        }
    }
}

/// Collects the bytes that Cairo streams.
final class ByteSink {
    var bytes: [UInt8] = []
}
