internal import QuartetImaging

/// Draws a bar chart: title and note, legend, then row by row.
struct BarChartPainter: Sendable {
    private let chart: BarChart
    private let layout: BarChart.Layout
    /// Where the bars begin.
    private let left: Double
    private let top: Double
    private let rowHeight: Double
    private let largest: Double

    private static let margin = 16.0
    private static let titleFont = Font(size: 14, bold: true)
    private static let noteFont = Font(size: 11.5)
    private static let legendFont = Font(size: 10.5)
    private static let ink = Paint.colour(Colour(grey: 0.2))
    /// Between the bars of a row.
    private static let seam = 1.0

    init(_ chart: BarChart) {
        self.chart = chart
        layout = chart.layout
        left = Self.margin + layout.nameWidth + 8
        top = chart.names.isEmpty ? 44 : 66
        let bars = Double(max(chart.rows.map(\.bars.count).max() ?? 1, 1))
        rowHeight = bars * (layout.barHeight + Self.seam) - Self.seam + layout.gap
        largest = max(chart.rows.flatMap { $0.bars.map(Self.length) }.max() ?? 0, 1e-9)
    }

    var height: Double { top + Double(chart.rows.count) * rowHeight + Self.margin }

    private static func length(_ bar: BarChart.Bar) -> Double {
        bar.value.isFinite ? max(bar.value, 0) : 0
    }

    func draw(on canvas: Canvas) {
        let noteWidth = canvas.width(of: chart.note, font: Self.noteFont)
        let titleWidth = layout.width - 2 * Self.margin - (chart.note.isEmpty ? 0 : noteWidth + 16)
        canvas.text(
            canvas.truncated(chart.title, toWidth: titleWidth, font: Self.titleFont),
            at: Point(Self.margin, 24), font: Self.titleFont, with: Self.ink)
        canvas.text(
            chart.note, at: Point(layout.width - Self.margin, 24), font: Self.noteFont, with: Self.ink,
            anchor: .end)
        drawLegend(on: canvas)
        for (index, row) in chart.rows.enumerated() {
            draw(row, at: top + Double(index) * rowHeight, on: canvas)
        }
    }

    private func drawLegend(on canvas: Canvas) {
        var x = left
        for (index, name) in chart.names.enumerated() {
            canvas.fill(.rect(Rect(x: x, y: 40, width: 12, height: 9)), with: Self.colour(index))
            canvas.text(name, at: Point(x + 17, 49), font: Self.legendFont, with: Self.ink)
            x = (x + 17 + canvas.width(of: name, font: Self.legendFont) + 20).rounded()
        }
    }

    private func draw(_ row: BarChart.Row, at y: Double, on canvas: Canvas) {
        let font = Font(size: row.bars.count > 1 ? 10.5 : 12)
        let middle = y + (rowHeight - layout.gap) / 2
        canvas.text(
            canvas.truncated(row.name, toWidth: layout.nameWidth, font: font), at: Point(left - 8, middle),
            font: font, with: Self.ink, anchor: .end, baseline: .centre)
        let room = layout.width - left - Self.margin - layout.labelWidth
        let labelFont = Font(size: row.bars.count > 1 ? 9 : 12)
        for (index, bar) in row.bars.enumerated() {
            let value = Self.length(bar)
            // A value above 0 is always visible.
            let length = value > 0 ? max(value / largest * room, 1) : 0
            let place = Rect(
                x: left, y: y + Double(index) * (layout.barHeight + Self.seam), width: length,
                height: layout.barHeight)
            canvas.fill(.rect(place), with: Self.colour(index))
            canvas.text(
                bar.label, at: Point(left + length + 5, place.centre.y), font: labelFont, with: Self.ink,
                baseline: .centre)
        }
    }

    private static func colour(_ index: Int) -> Colour {
        Colour.okabeIto[index % Colour.okabeIto.count]
    }
}
