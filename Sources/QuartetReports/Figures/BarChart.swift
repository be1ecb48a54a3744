public import QuartetImaging

/// Horizontal bars with their names and values: one bar per row, or several, such as a share then and now.
public struct BarChart: Sendable {
    public struct Bar: Sendable {
        /// Its length; negative and non-finite values count as 0.
        public var value: Double
        /// Beside the bar.
        public var label: String

        public init(_ value: Double, label: String) {
            self.value = value
            self.label = label
        }
    }

    public struct Row: Sendable {
        public var name: String
        /// One for each of ``BarChart/names``, or one alone.
        public var bars: [Bar]

        public init(_ name: String, bars: [Bar]) {
            self.name = name
            self.bars = bars
        }
    }

    /// Sizes in points.
    public struct Layout: Sendable {
        public var width: Double
        /// Room for the rows' names.
        public var nameWidth: Double
        /// Room for the bars' labels.
        public var labelWidth: Double
        public var barHeight: Double
        /// Between rows.
        public var gap: Double

        /// For a chart as wide as a page, with one bar in each row.
        public static let page = Layout(width: 720, nameWidth: 206, labelWidth: 74, barHeight: 16, gap: 8)
        /// For a chart half as wide as a page, with two bars in each row.
        public static let panel = Layout(width: 480, nameWidth: 168, labelWidth: 48, barHeight: 9, gap: 7)
    }

    public var title: String
    /// At the right of the title.
    public var note: String
    /// Names of a row's bars, for the legend; empty for a chart without a legend.
    public var names: [String]
    /// From the top.
    public var rows: [Row]
    public var layout: Layout

    public init(
        title: String, note: String = "", names: [String] = [], rows: [Row], layout: Layout = .page
    ) {
        self.title = title
        self.note = note
        self.names = names
        self.rows = rows
        self.layout = layout
    }

    /// The chart, ready to be written as PNG, JPEG or SVG.
    public func drawing() -> Drawing {
        let painter = BarChartPainter(self)
        return Drawing(width: layout.width, height: painter.height) { painter.draw(on: $0) }
    }
}
