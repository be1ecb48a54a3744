internal import QuartetImaging

/// Draws a chart: title, legend, grid, data, axes, from the top.
struct ChartPainter {
    private let chart: Chart
    private let canvas: Canvas
    private let xAxis: AxisLayout
    private let yAxis: AxisLayout
    private let plot: Rect
    private let legend: [[LegendEntry]]

    private struct LegendEntry {
        let series: Chart.Series
        let colour: Colour
        let width: Double
    }

    private static let titleFont = Font(size: 15, bold: true)
    private static let labelFont = Font(size: 11.5)
    private static let ink = Colour(grey: 0.2)
    private static let faint = Colour(grey: 0.9)
    private static let margin = 14.0
    private static let legendLine = 18.0
    private static let swatch = 22.0

    init(_ chart: Chart, _ canvas: Canvas) {
        (self.chart, self.canvas) = (chart, canvas)
        let samples = chart.series.flatMap(\.samples)
        let barReach =
            chart.series.compactMap { series -> Double? in
                if case .bars(let width) = series.mark { width / 2 } else { nil }
            }.max() ?? 0
        let references = { (vertical: Bool) in
            chart.references.filter { $0.isVertical == vertical }.map(\.value)
        }
        let xValues = samples.flatMap { barReach > 0 ? [$0.x - barReach, $0.x + barReach] : [$0.x] }
        xAxis = AxisLayout(
            values: xValues + references(true), scale: chart.x.scale, range: chart.x.range, isSnug: true,
            tickCount: max(2, Int(chart.size.width / 110)))
        let foot = barReach > 0 && chart.y.scale == .linear ? [0.0] : []
        yAxis = AxisLayout(
            values: samples.map(\.y) + references(false) + foot, scale: chart.y.scale, range: chart.y.range,
            isSnug: false, tickCount: max(2, Int(chart.size.height / 75)))

        legend = Self.legendRows(of: chart, canvas)
        var top = Self.margin
        if !chart.title.isEmpty { top += Self.titleFont.size * 1.55 }
        top += Double(legend.count) * Self.legendLine + (legend.isEmpty ? 4 : 8)
        let tickWidth = yAxis.ticks.map { canvas.width(of: $0.label, font: Self.labelFont) }.max() ?? 0
        let left = Self.margin + tickWidth + 8 + (chart.y.label.isEmpty ? 0 : 20)
        let bottom = Self.margin + 20 + (chart.x.label.isEmpty ? 0 : 18)
        // The last label of the x axis may reach half its width beyond the plot.
        let overhang = canvas.width(of: xAxis.ticks.last?.label ?? "", font: Self.labelFont) / 2
        let right = max(Self.margin, overhang + 6)
        plot = Rect(
            x: left, y: top, width: max(10, chart.size.width - left - right),
            height: max(10, chart.size.height - top - bottom))
    }

    func draw() {
        if !chart.title.isEmpty {
            canvas.text(
                canvas.truncated(
                    chart.title, toWidth: chart.size.width - 2 * Self.margin, font: Self.titleFont),
                at: Point(Self.margin, Self.margin), font: Self.titleFont, with: .colour(Self.ink),
                baseline: .top)
        }
        drawLegend()
        drawGrid()
        canvas.saved { canvas in
            // A little beyond the plot, so that lines and points on its edge are complete.
            canvas.clip(to: .rect(plot.inset(by: -4)))
            for (series, colour) in Self.coloured(chart) { draw(series, colour) }
        }
        drawReferences()
        drawAxisTitles()
    }

    // MARK: Legend

    private static func coloured(_ chart: Chart) -> [(Chart.Series, Colour)] {
        // The last of the eight colours, yellow, is too faint for lines on white.
        let palette = Colour.okabeIto.dropLast()
        var next = 0
        return chart.series.map { series in
            if let colour = series.colour { return (series, colour.opacity(series.opacity)) }
            defer { next += 1 }
            return (series, palette[next % palette.count].opacity(series.opacity))
        }
    }

    private static func legendRows(of chart: Chart, _ canvas: Canvas) -> [[LegendEntry]] {
        var rows: [[LegendEntry]] = []
        var used = Double.infinity
        let limit = chart.size.width - 2 * margin
        for (series, colour) in coloured(chart) where !series.name.isEmpty {
            let width = swatch + 6 + canvas.width(of: series.name, font: labelFont) + 18
            if used + width - 18 > limit {
                rows.append([])
                used = 0
            }
            rows[rows.count - 1].append(LegendEntry(series: series, colour: colour, width: width))
            used += width
        }
        return rows
    }

    private func drawLegend() {
        var y = Self.margin + (chart.title.isEmpty ? 0 : Self.titleFont.size * 1.55) + Self.legendLine / 2
        for row in legend {
            var x = Self.margin
            for entry in row {
                let line = Path(points: [Point(x, y), Point(x + Self.swatch, y)], closed: false)
                switch entry.series.mark {
                case .line: canvas.stroke(line, with: entry.colour, style: StrokeStyle(width: 2.4))
                case .dashedLine:
                    canvas.stroke(line, with: entry.colour, style: StrokeStyle(width: 2.4, dash: [6, 3]))
                case .points:
                    canvas.fill(
                        .circle(centre: Point(x + Self.swatch / 2, y), radius: 3.5), with: entry.colour)
                case .bars:
                    canvas.fill(
                        .rect(Rect(x: x + 4, y: y - 5, width: Self.swatch - 8, height: 10)),
                        with: entry.colour)
                }
                canvas.text(
                    entry.series.name, at: Point(x + Self.swatch + 6, y), font: Self.labelFont,
                    with: .colour(Self.ink), baseline: .centre)
                x += entry.width
            }
            y += Self.legendLine
        }
    }

    // MARK: Axes

    private func x(_ value: Double) -> Double? {
        xAxis.fraction(of: value).map { plot.minX + $0 * plot.width }
    }
    private func y(_ value: Double) -> Double? {
        yAxis.fraction(of: value).map { plot.maxY - $0 * plot.height }
    }

    private func drawGrid() {
        for tick in yAxis.ticks {
            guard let y = y(tick.value) else { continue }
            let line = Path(points: [Point(plot.minX, y), Point(plot.maxX, y)], closed: false)
            let isMinor = tick.label.isEmpty
            canvas.stroke(line, with: isMinor ? Colour(grey: 0.95) : Self.faint)
            canvas.text(
                tick.label, at: Point(plot.minX - 8, y), font: Self.labelFont, with: .colour(Self.ink),
                anchor: .end, baseline: .centre)
        }
        for tick in xAxis.ticks {
            guard let x = x(tick.value) else { continue }
            let isMinor = tick.label.isEmpty
            let line = Path(points: [Point(x, plot.minY), Point(x, plot.maxY)], closed: false)
            canvas.stroke(line, with: isMinor ? Colour(grey: 0.97) : Colour(grey: 0.94))
            let mark = Path(
                points: [Point(x, plot.maxY), Point(x, plot.maxY + (isMinor ? 2.5 : 4))], closed: false)
            canvas.stroke(mark, with: Self.ink)
            canvas.text(
                tick.label, at: Point(x, plot.maxY + 7), font: Self.labelFont, with: .colour(Self.ink),
                anchor: .middle, baseline: .top)
        }
        let foot = Path(points: [Point(plot.minX, plot.maxY), Point(plot.maxX, plot.maxY)], closed: false)
        canvas.stroke(foot, with: Self.ink, style: StrokeStyle(width: 1.2, cap: .square))
    }

    private func drawAxisTitles() {
        canvas.text(
            chart.x.label, at: Point(plot.centre.x, chart.size.height - Self.margin + 2),
            font: Self.labelFont,
            with: .colour(Self.ink), anchor: .middle, baseline: .bottom)
        canvas.saved { canvas in
            canvas.translate(x: Self.margin, y: plot.centre.y)
            canvas.rotate(radians: -.pi / 2)
            canvas.text(
                chart.y.label, at: .zero, font: Self.labelFont, with: .colour(Self.ink), anchor: .middle,
                baseline: .centre)
        }
    }

    private func drawReferences() {
        for reference in chart.references {
            let place = reference.isVertical ? x(reference.value) : y(reference.value)
            guard let place else { continue }
            let ends =
                reference.isVertical
                ? [Point(place, plot.minY), Point(place, plot.maxY)]
                : [Point(plot.minX, place), Point(plot.maxX, place)]
            canvas.stroke(
                Path(points: ends, closed: false), with: Colour(grey: 0.45),
                style: StrokeStyle(width: 1, dash: [2, 3]))
            // Below the line where there is no room above it: the legend is there.
            let above = place - 16 < plot.minY ? place + 2 : place - 16
            let corner =
                reference.isVertical ? Point(place + 4, plot.minY + 2) : Point(plot.minX + 6, above)
            drawNote(reference.label, at: corner)
        }
    }

    /// Small text on a light background, so that it can be read over the data.
    private func drawNote(_ note: String, at corner: Point) {
        guard !note.isEmpty else { return }
        let font = Font(size: 10.5, italic: true)
        let ground = Rect(
            x: corner.x - 2, y: corner.y, width: canvas.width(of: note, font: font) + 4, height: 14)
        canvas.fill(.roundedRect(ground, radius: 3), with: Colour.white.opacity(0.8))
        canvas.text(
            note, at: Point(corner.x, ground.centre.y), font: font, with: .colour(Colour(grey: 0.35)),
            baseline: .centre)
    }

    // MARK: Data

    private func draw(_ series: Chart.Series, _ colour: Colour) {
        switch series.mark {
        case .line, .dashedLine:
            let style = StrokeStyle(
                width: 1.8, cap: .round, join: .round, dash: series.mark == .dashedLine ? [6, 4] : [])
            canvas.stroke(line(series), with: colour, style: style)
        case .points:
            for sample in series.samples {
                guard let x = x(sample.x), let y = y(sample.y) else { continue }
                canvas.fill(.circle(centre: Point(x, y), radius: 2.6), with: colour)
            }
        case .bars(let width):
            canvas.fill(bars(series, width: width), with: colour)
        }
    }

    /// All bars in one path, so that there are no seams where they touch.
    private func bars(_ series: Chart.Series, width: Double) -> Path {
        let foot = y(0) ?? plot.maxY
        var path = Path()
        for sample in series.samples where sample.y != 0 {
            guard let left = x(sample.x - width / 2), let right = x(sample.x + width / 2),
                let top = y(sample.y)
            else { continue }
            path.append(
                .rect(Rect(x: left, y: min(top, foot), width: right - left, height: abs(foot - top))))
        }
        return path
    }

    /// One piece for every unbroken stretch. A single sample between gaps becomes a short horizontal dash.
    private func line(_ series: Chart.Series) -> Path {
        var path = Path()
        var stretch: [Point] = []
        func endStretch() {
            if let alone = stretch.first, stretch.count == 1 {
                stretch = [Point(alone.x - 3, alone.y), Point(alone.x + 3, alone.y)]
            }
            path.append(Path(points: stretch, closed: false))
            stretch = []
        }
        for sample in series.thinned(to: Int(plot.width) * 4) {
            guard let x = x(sample.x), let y = y(sample.y) else {
                endStretch()
                continue
            }
            // Far outside the plot Cairo's fixed-point numbers would overflow.
            stretch.append(Point(min(max(x, -9000), 9000), min(max(y, -9000), 9000)))
        }
        endStretch()
        return path
    }
}
