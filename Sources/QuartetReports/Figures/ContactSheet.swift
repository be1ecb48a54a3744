public import QuartetImaging

/// Pictures in a grid on one page, each with a caption: samples of a generator, reconstructions below their
/// originals, variants of a design.
public struct ContactSheet: Sendable {
    public struct Cell: Sendable {
        public var image: PixelImage
        /// Below the picture, truncated with "…" if it is too long.
        public var caption: String?

        public init(_ image: PixelImage, caption: String? = nil) {
            (self.image, self.caption) = (image, caption)
        }
    }

    /// Names of rows and columns.
    public struct Labels: Sendable {
        /// To the left of each row; rows beyond the list have none.
        public var rows: [String]
        /// Above each column; columns beyond the list have none.
        public var columns: [String]

        public init(rows: [String] = [], columns: [String] = []) {
            self.rows = rows
            self.columns = columns
        }
    }

    /// Sizes in points.
    public struct Layout: Sendable {
        /// Pictures in a row; nil makes the page about as wide as high.
        public var columns: Int?
        /// Room for each picture, which keeps its proportions. Nil for the first picture's size, enlarged by a whole
        /// factor if it is below 64.
        public var cellWidth: Double?
        public var cellHeight: Double?
        /// Between cells.
        public var gap = 8.0
        /// Around the whole page.
        public var margin = 16.0
        public var captionSize = 11.0

        public init(
            columns: Int? = nil, cellWidth: Double? = nil, cellHeight: Double? = nil, gap: Double = 8
        ) {
            self.columns = columns
            self.cellWidth = cellWidth
            self.cellHeight = cellHeight
            self.gap = gap
        }
    }

    public var cells: [Cell]
    /// Above the grid.
    public var title: String?
    /// Below the title in smaller letters, wrapped into lines.
    public var subtitle: String?
    public var labels: Labels
    public var layout: Layout
    public var background = Colour.white
    /// The colour of the letters.
    public var ink = Colour(grey: 0.15)

    public init(
        cells: [Cell], title: String? = nil, subtitle: String? = nil, labels: Labels = Labels(),
        layout: Layout = Layout()
    ) {
        self.cells = cells
        self.title = title
        self.subtitle = subtitle
        self.labels = labels
        self.layout = layout
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
