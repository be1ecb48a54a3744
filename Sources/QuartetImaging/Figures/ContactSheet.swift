/// Pictures in a grid on one page, each with a caption: samples of a generator, reconstructions below their
/// originals, variants of a design.
public struct ContactSheet: Sendable {
    public struct Cell: Sendable {
        public var image: PixelImage
        /// Below the picture, cut with "…" where it is too long.
        public var caption: String?

        public init(_ image: PixelImage, caption: String? = nil) {
            (self.image, self.caption) = (image, caption)
        }
    }

    public var cells: [Cell]
    /// Above the grid.
    public var title: String?
    /// Below the title, smaller; broken into lines where it is long.
    public var subtitle: String?
    /// Pictures in a row; nil makes the page about as wide as high.
    public var columns: Int?
    /// Room for each picture in points; pictures keep their proportions inside. Nil: the first picture's size,
    /// enlarged by a whole factor where it is below 64.
    public var cellWidth: Double?
    public var cellHeight: Double?
    /// Between cells.
    public var gap: Double
    /// Round the whole page.
    public var margin: Double
    /// To the left of each row; rows beyond the list have none.
    public var rowLabels: [String]
    /// Above each column; columns beyond the list have none.
    public var columnLabels: [String]
    public var captionSize: Double
    public var background: Colour
    /// The page's letters.
    public var ink: Colour

    public init(
        cells: [Cell], title: String? = nil, subtitle: String? = nil, columns: Int? = nil,
        cellWidth: Double? = nil, cellHeight: Double? = nil, gap: Double = 8, margin: Double = 16,
        rowLabels: [String] = [], columnLabels: [String] = [], captionSize: Double = 11,
        background: Colour = .white, ink: Colour = Colour(grey: 0.15)
    ) {
        (self.cells, self.title, self.subtitle, self.columns) = (cells, title, subtitle, columns)
        (self.cellWidth, self.cellHeight, self.gap, self.margin) = (cellWidth, cellHeight, gap, margin)
        (self.rowLabels, self.columnLabels) = (rowLabels, columnLabels)
        (self.captionSize, self.background, self.ink) = (captionSize, background, ink)
    }

    /// Pictures without captions.
    public init(images: [PixelImage], title: String? = nil, columns: Int? = nil, gap: Double = 8) {
        self.init(cells: images.map { Cell($0) }, title: title, columns: columns, gap: gap)
    }

    /// The page, ready to be written as PNG, JPEG or SVG.
    ///
    /// - Throws: ``ImagingError/drawingFailed(reason:)`` when the letters cannot be measured.
    public func drawing() throws -> Drawing {
        let layout = try ContactSheetLayout(self)
        return Drawing(width: layout.width, height: layout.height, background: background) { canvas in
            layout.draw(self, on: canvas)
        }
    }
}
