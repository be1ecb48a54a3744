internal import CCairo
internal import Glibc
internal import QuartetFiles

/// A PDF file of any number of pages, written page by page: memory holds one page.
///
/// Lengths are points, 72 to the inch. Letters stay letters, and pictures drawn with ``Canvas/draw(photograph:in:quality:)``
/// stay JPEG. The file is complete after ``finish()``; write to a place that nobody reads until then.
public final class PDFDocument {
    private let path: String
    private let file: UnsafeMutablePointer<FILE>
    private let surface: OpaquePointer

    /// - Throws: ``ImagingError/file(_:)`` when the file cannot be created.
    public init(file path: String, title: String) throws(ImagingError) {
        guard let file = fopen(path, "wb") else {
            throw .file(.cannotWrite(file: path, reason: String(cString: strerror(errno))))
        }
        (self.path, self.file) = (path, file)
        surface = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let file = closure.assumingMemoryBound(to: FILE.self)
                return fwrite(data, 1, Int(length), file) == Int(length)
                    ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR
            }, UnsafeMutableRawPointer(file), 595, 842)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Quartet")
    }

    deinit {
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
        fclose(file)
    }

    /// Adds a page of a size in points with what `body` draws.
    ///
    /// - Throws: what `body` throws; ``ImagingError`` when drawing or writing fails.
    public func addPage(width: Double, height: Double, _ body: (Canvas) throws -> Void) throws {
        cairo_pdf_surface_set_size(surface, width, height)
        let canvas = Canvas(page: surface, width: width, height: height)
        try body(canvas)
        try canvas.checkStatus()
        cairo_surface_show_page(surface)
        try check()
    }

    /// Completes the file.
    ///
    /// - Throws: ``ImagingError/file(_:)`` when it cannot be written to its end.
    public func finish() throws(ImagingError) {
        cairo_surface_finish(surface)
        try check()
        guard fflush(file) == 0 else {
            throw .file(.cannotWrite(file: path, reason: String(cString: strerror(errno))))
        }
    }

    private func check() throws(ImagingError) {
        let status = cairo_surface_status(surface)
        if status == CAIRO_STATUS_WRITE_ERROR {
            throw .file(.cannotWrite(file: path, reason: String(cString: strerror(errno))))
        }
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .drawingFailed(reason: String(cString: cairo_status_to_string(status)))
        }
    }
}

extension Canvas {
    /// Draws an opaque picture into a rectangle; a PDF stores it as JPEG.
    ///
    /// - Parameter quality: 1 (smallest) to 100 (best).
    public func draw(photograph image: PixelImage, in rect: Rect, quality: Int = 90) throws(ImagingError) {
        let jpeg = try image.jpegBytes(quality: quality)
        let picture = CairoPixels.makeSurface(from: image.converted(to: .rgb), asMask: false)
        defer { cairo_surface_destroy(picture) }
        // Cairo keeps the bytes until the page is written, and frees them.
        let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: jpeg.count)
        bytes.initialize(from: jpeg, count: jpeg.count)
        cairo_surface_set_mime_data(
            picture, "image/jpeg", bytes, UInt(jpeg.count), { $0?.deallocate() }, bytes)
        saved { canvas in
            canvas.translate(x: rect.x, y: rect.y)
            canvas.scale(x: rect.width / Double(image.width), y: rect.height / Double(image.height))
            cairo_set_source_surface(canvas.context, picture, 0, 0)
            cairo_paint(canvas.context)
        }
    }
}
