internal import QuartetImaging

/// The places of everything on a contact sheet.
struct ContactSheetLayout: Sendable {
    let width: Double
    let height: Double
    private let columns: Int
    private let cellWidth: Double
    private let cellHeight: Double
    private let captionHeight: Double
    private let origin: Point
    private let subtitleLines: [String]

    private static let titleFont = Font(size: 17, bold: true)
    private static let subtitleFont = Font(size: 11.5)
    private static let labelFont = Font(size: 11.5, bold: true)

    init(_ sheet: ContactSheet) throws(ImagingError) {
        let ruler = try Canvas(rasterWidth: 1, height: 1)
        let first = sheet.cells.first?.image
        let natural = (width: Double(first?.width ?? 64), height: Double(first?.height ?? 64))
        let enlarge = max(1, (64 / max(natural.width, natural.height)).rounded(.up))
        let cellWidth = max(1, sheet.layout.cellWidth ?? natural.width * enlarge)
        // Cells are no higher than the highest picture.
        let room = max(1, sheet.layout.cellHeight ?? natural.height * enlarge)
        let needed = sheet.cells.map { cell in
            let (width, height) = (Double(cell.image.width), Double(cell.image.height))
            return height * min(cellWidth / width, room / height)
        }
        let cellHeight = needed.max().map { max(1, min(room, $0.rounded(.up))) } ?? room
        (self.cellWidth, self.cellHeight) = (cellWidth, cellHeight)
        captionHeight =
            sheet.cells.contains { $0.caption != nil } ? (sheet.layout.captionSize * 1.7).rounded() : 0

        let count = max(sheet.cells.count, 1)
        let aspect = (cellHeight + captionHeight) / cellWidth
        let square = Int((Double(count) * aspect).squareRoot().rounded(.up))
        columns = min(max(sheet.layout.columns ?? square, 1), count)
        let rows = (count + columns - 1) / columns

        let labelWidth = sheet.labels.rows.prefix(rows).map { ruler.width(of: $0, font: Self.labelFont) }
            .max()
        let left = sheet.layout.margin + (labelWidth.map { $0 + 10 } ?? 0)
        let gridWidth = Double(columns) * (cellWidth + sheet.layout.gap) - sheet.layout.gap
        let titleWidth = sheet.title.map { ruler.width(of: $0, font: Self.titleFont) } ?? 0
        let pageWidth =
            max(left.rounded(.up) + gridWidth, sheet.layout.margin + titleWidth) + sheet.layout.margin
        width = pageWidth

        subtitleLines =
            sheet.subtitle.map {
                ruler.wrapped($0, toWidth: pageWidth - 2 * sheet.layout.margin, font: Self.subtitleFont)
            } ?? []
        var top = sheet.layout.margin
        if sheet.title != nil { top += Self.titleFont.size * 1.3 }
        top += Double(subtitleLines.count) * Self.subtitleFont.size * 1.45
        if sheet.title != nil || !subtitleLines.isEmpty { top += 10 }
        if !sheet.labels.columns.isEmpty { top += Self.labelFont.size * 1.7 }
        // At whole points, a picture in its own size keeps its pixels.
        top.round(.up)
        origin = Point(left.rounded(.up), top)
        height =
            top + Double(rows) * (cellHeight + captionHeight + sheet.layout.gap) - sheet.layout.gap
            + sheet.layout.margin
    }

    func draw(_ sheet: ContactSheet, on canvas: Canvas) {
        let ink = Paint.colour(sheet.ink)
        var top = sheet.layout.margin
        if let title = sheet.title {
            canvas.text(
                title, at: Point(sheet.layout.margin, top), font: Self.titleFont, with: ink, baseline: .top)
            top += Self.titleFont.size * 1.3
        }
        for line in subtitleLines {
            canvas.text(
                line, at: Point(sheet.layout.margin, top), font: Self.subtitleFont,
                with: .colour(sheet.ink.opacity(0.75)), baseline: .top)
            top += Self.subtitleFont.size * 1.45
        }
        for (column, label) in sheet.labels.columns.prefix(columns).enumerated() {
            let fitted = canvas.truncated(
                label, toWidth: cellWidth + sheet.layout.gap * 0.8, font: Self.labelFont)
            canvas.text(
                fitted, at: Point(frame(column, sheet.layout.gap).centre.x, origin.y - 6),
                font: Self.labelFont,
                with: ink, anchor: .middle)
        }
        let rows = (sheet.cells.count + columns - 1) / columns
        for (row, label) in sheet.labels.rows.prefix(rows).enumerated() {
            let centre = frame(row * columns, sheet.layout.gap).centre
            canvas.text(
                label, at: Point(origin.x - 10, centre.y), font: Self.labelFont, with: ink, anchor: .end,
                baseline: .centre)
        }
        for (index, cell) in sheet.cells.enumerated() {
            draw(cell, in: frame(index, sheet.layout.gap), sheet, on: canvas)
        }
    }

    private func draw(_ cell: ContactSheet.Cell, in frame: Rect, _ sheet: ContactSheet, on canvas: Canvas) {
        let (imageWidth, imageHeight) = (Double(cell.image.width), Double(cell.image.height))
        let factor = min(frame.width / imageWidth, frame.height / imageHeight)
        let (width, height) = (imageWidth * factor, imageHeight * factor)
        let place = Rect(
            x: (frame.centre.x - width / 2).rounded(), y: (frame.centre.y - height / 2).rounded(),
            width: width, height: height)
        // Small pictures are shown pixel by pixel: blur would hide the details that a model made.
        canvas.draw(cell.image, in: place, filter: factor >= 2 ? .nearest : .smooth)
        guard let caption = cell.caption else { return }
        let font = Font(size: sheet.layout.captionSize)
        let fitted = canvas.truncated(caption, toWidth: frame.width + sheet.layout.gap * 0.6, font: font)
        canvas.text(
            fitted, at: Point(frame.centre.x, frame.maxY + captionHeight * 0.68), font: font,
            with: .colour(sheet.ink), anchor: .middle)
    }

    private func frame(_ index: Int, _ gap: Double) -> Rect {
        Rect(
            x: origin.x + Double(index % columns) * (cellWidth + gap),
            y: origin.y + Double(index / columns) * (cellHeight + captionHeight + gap),
            width: cellWidth, height: cellHeight)
    }
}
