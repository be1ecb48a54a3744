public import QuartetImaging

/// A chart of named series over two axes: training curves, ROC curves, histograms, scatters.
public struct Chart: Sendable {
    /// A point of a series; one that is not finite breaks the line.
    public typealias Sample = Point

    /// How a series is drawn.
    public enum Mark: Sendable, Hashable {
        case line
        case dashedLine
        case points
        /// Bars of this width in units of x, standing on 0 (on the axis's foot if it is logarithmic).
        case bars(width: Double)
    }

    public struct Series: Sendable {
        /// The name in the legend; a series without a name is not listed.
        public var name: String
        public var samples: [Sample]
        public var mark: Mark
        /// If nil, the next colour of ``Colour/okabeIto`` is used.
        public var colour: Colour?
        public var opacity: Double

        public init(
            _ name: String, samples: [Sample], mark: Mark = .line, colour: Colour? = nil, opacity: Double = 1
        ) {
            self.name = name
            self.samples = samples
            self.mark = mark
            self.colour = colour
            self.opacity = opacity
        }

        /// Values over their positions 0, 1, 2, ….
        public init(_ name: String, values: [Double]) {
            self.init(name, samples: values.enumerated().map { Point(Double($0), $1) })
        }
    }

    /// A thin line across the chart at a value with a meaning, such as the recall by chance.
    public struct Reference: Sendable {
        public var value: Double
        public var label: String
        public var isVertical: Bool

        public init(_ value: Double, label: String = "", vertical: Bool = false) {
            self.value = value
            self.label = label
            isVertical = vertical
        }
    }

    /// How values are mapped to places along an axis.
    public enum Scale: Sendable {
        case linear
        /// Decimal logarithm; values of 0 and below are left out.
        case logarithmic
    }

    /// One of the two axes.
    public struct Axis: Sendable {
        public var label: String
        public var scale: Scale
        /// Nil to fit the data.
        public var range: ClosedRange<Double>?

        public init(_ label: String = "", scale: Scale = .linear, range: ClosedRange<Double>? = nil) {
            self.label = label
            self.scale = scale
            self.range = range
        }
    }

    /// In points.
    public struct Size: Sendable {
        public var width: Double
        public var height: Double

        public init(width: Double = 720, height: Double = 420) {
            self.width = width
            self.height = height
        }
    }

    public var title: String
    public var x: Axis
    public var y: Axis
    public var series: [Series]
    public var references: [Reference]
    public var size: Size

    public init(
        title: String = "", x: Axis = Axis(), y: Axis = Axis(), series: [Series] = [],
        references: [Reference] = [], size: Size = Size()
    ) {
        self.title = title
        self.x = x
        self.y = y
        self.series = series
        self.references = references
        self.size = size
    }

    /// The chart, ready to be written as PNG (use a scale of 2), JPEG or SVG.
    public func drawing() -> Drawing {
        Drawing(width: size.width, height: size.height) { canvas in ChartPainter(self, canvas).draw() }
    }

    /// A histogram with equal bins. Values that are not finite are left out.
    ///
    /// - Parameter bins: the number of bins over the range of all series.
    public static func histogram(
        title: String = "", xLabel: String = "", of series: [(name: String, values: [Double])], bins: Int = 40
    ) -> Chart {
        let all = series.flatMap { $0.values.filter(\.isFinite) }
        let low = all.min() ?? 0
        let reach = (all.max() ?? 1) - low
        let count = max(bins, 1)
        let width = reach > 0 && reach.isFinite ? reach / Double(count) : 1
        let counted = series.map { name, values in
            var counts = [Int](repeating: 0, count: count)
            for value in values where value.isFinite {
                // Clamped as a double: a bin far outside would not fit an integer.
                let bin = min(max((value - low) / width, 0), Double(count - 1))
                counts[Int(bin)] += 1
            }
            let samples = counts.enumerated().map { bin, number in
                Point(low + (Double(bin) + 0.5) * width, Double(number))
            }
            return Series(
                name, samples: samples, mark: .bars(width: width), opacity: series.count > 1 ? 0.55 : 0.9)
        }
        return Chart(title: title, x: Axis(xLabel), y: Axis("count"), series: counted)
    }
}

extension Chart.Series {
    /// The exponential moving average of the series: each value has the weight `1 - weight`, the average before it
    /// `weight`, and the start-up bias is divided out. Values that are not finite are left out.
    public func smoothed(weight: Double = 0.9) -> Chart.Series {
        var (average, total) = (0.0, 0.0)
        var result = self
        result.samples = samples.compactMap { sample in
            guard sample.y.isFinite else { return nil }
            average = weight * average + (1 - weight) * sample.y
            total = weight * total + (1 - weight)
            return Point(sample.x, average / total)
        }
        return result
    }

    /// At most `limit` points that keep every peak: the lowest and the highest value of each stretch.
    package func thinned(to limit: Int) -> [Chart.Sample] {
        guard samples.count > limit, limit >= 2 else { return samples }
        let buckets = limit / 2
        return (0..<buckets).flatMap { bucket -> [Chart.Sample] in
            let part = samples[(bucket * samples.count / buckets)..<((bucket + 1) * samples.count / buckets)]
            let finite = part.indices.filter { samples[$0].y.isFinite }
            guard let low = finite.min(by: { samples[$0].y < samples[$1].y }),
                let high = finite.max(by: { samples[$0].y < samples[$1].y })
            else { return Array(part.prefix(1)) }
            return low == high ? [samples[low]] : [samples[min(low, high)], samples[max(low, high)]]
        }
    }
}
