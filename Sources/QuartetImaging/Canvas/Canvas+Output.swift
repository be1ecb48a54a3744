internal import CCairo

extension Canvas {
    /// The pixels of a raster canvas, RGBA with straight alpha.
    ///
    /// - Throws: ``ImagingError/drawingFailed(reason:)`` with Cairo's message if a drawing call failed, or if
    ///   this is a vector canvas.
    public func image() throws(ImagingError) -> PixelImage {
        try checkStatus()
        guard sink == nil else { throw .drawingFailed(reason: "a vector canvas has no pixels") }
        guard let image = CairoPixels.image(from: surface) else {
            throw .drawingFailed(reason: "the canvas has no pixels")
        }
        return image
    }

    /// Changes the pixels of a raster canvas, for effects that drawing calls cannot express.
    ///
    /// - Throws: as ``image()``; ``ImagingError/outOfBounds(what:found:expected:)`` if `body` changed the
    ///   size.
    public func modifyPixels(_ body: (PixelImage) -> PixelImage) throws(ImagingError) {
        let before = try image()
        let after = body(before)
        guard (after.width, after.height) == (before.width, before.height) else {
            throw .outOfBounds(
                what: "changed pixels", found: "\(after.width)x\(after.height)",
                expected: "\(before.width)x\(before.height)")
        }
        let replacement = CairoPixels.makeSurface(from: after.converted(to: .rgba), asMask: false)
        defer { cairo_surface_destroy(replacement) }
        cairo_save(context)
        cairo_reset_clip(context)
        cairo_identity_matrix(context)
        cairo_set_operator(context, CAIRO_OPERATOR_SOURCE)
        cairo_set_source_surface(context, replacement, 0, 0)
        cairo_paint(context)
        cairo_restore(context)
        try checkStatus()
    }

    /// The finished SVG document of a vector canvas; later drawing calls have no effect.
    ///
    /// - Throws: ``ImagingError/drawingFailed(reason:)`` if a drawing call failed or this is a raster canvas.
    public func svgBytes() throws(ImagingError) -> [UInt8] {
        guard let sink else { throw .drawingFailed(reason: "a raster canvas has no SVG form") }
        if sink.bytes.isEmpty {
            try checkStatus()
            cairo_surface_finish(surface)
            let status = cairo_surface_status(surface)
            guard status == CAIRO_STATUS_SUCCESS else {
                throw .drawingFailed(reason: String(cString: cairo_status_to_string(status)))
            }
        }
        return sink.bytes
    }

    func checkStatus() throws(ImagingError) {
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .drawingFailed(reason: String(cString: cairo_status_to_string(status)))
        }
    }
}
