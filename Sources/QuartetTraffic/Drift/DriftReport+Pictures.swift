internal import Foundation
public import QuartetImaging
internal import QuartetReports

extension DriftReport {
    /// The alarm rate along the log, above the distributions of the fields with the largest drift, then and now.
    public func drawing() -> Drawing {
        // Where nothing has drifted, the largest of the small changes.
        let shown = strongest.isEmpty ? Array(fields.prefix(4)) : Array(strongest.prefix(6))
        let panels = shown.map { $0.chart().drawing() }
        return Drawing.grid(
            [alarmChart().drawing()] + (panels.isEmpty ? [] : [Drawing.grid(panels, columns: 2)]))
    }

    private func alarmChart() -> Chart {
        let times = overTime.compactMap(\.time)
        let isRising =
            times.count == overTime.count && zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
            && (times.last ?? 0) > (times.first ?? 0)
        var before = 0
        let places = overTime.map { stretch -> Double in
            defer { before += stretch.records }
            guard isRising, let time = stretch.time, let first = times.first else { return Double(before) }
            return (time - first) / 3600
        }
        let share = FieldDrift.percent(guaranteedRate)
        let highest = overTime.map(\.rate).max() ?? 0
        return Chart(
            title: "Alarms: \(FieldDrift.percent(alarmRate)) of \(records) records, \(share) requested",
            x: .init(isRising ? "hours since the first record" : "records"),
            y: .init("% flagged", range: 0...100 * max(2.6 * guaranteedRate, 1.1 * highest)),
            series: [
                Chart.Series(
                    "", samples: zip(places, overTime).map { Point($0, 100 * $1.rate) },
                    mark: overTime.count > 1 ? .line : .points)
            ],
            // Two lines close together could not be told apart.
            references: [Chart.Reference(100 * guaranteedRate, label: "requested")]
                + (highest < 6 * guaranteedRate
                    ? [Chart.Reference(200 * guaranteedRate, label: "twice")] : []),
            size: .init(width: 2 * BarChart.Layout.panel.width, height: 260))
    }
}

extension FieldDrift {
    /// The most bins that a chart shows.
    private static let mostBins = 13

    /// The distribution then and now: a pair of bars for each bin.
    func chart() -> BarChart {
        let rows = shownBins.map { bin in
            BarChart.Row(
                SafeText.shown(bin.values, limit: 60),
                bars: [bin.before, bin.now].map { .init($0, label: Self.percent($0)) })
        }
        return BarChart(
            title: title,
            note: String(format: "index %.2f", stabilityIndex) + (isDrifted ? ", drifted" : ""),
            names: ["calibration", "this log"], rows: rows, layout: .panel)
    }

    /// The largest bins in their own order, and the others together.
    private var shownBins: [Bin] {
        guard bins.count > Self.mostBins else { return bins }
        let order = bins.indices.sorted { a, b in
            let (x, y) = (bins[a], bins[b])
            return (max(x.before, x.now) + x.weight, b) > (max(y.before, y.now) + y.weight, a)
        }
        let kept = order.prefix(Self.mostBins - 1).sorted()
        let rest = order.dropFirst(Self.mostBins - 1).map { bins[$0] }
        return kept.map { bins[$0] } + [
            Bin(
                values: "\(rest.count) others", before: rest.reduce(0) { $0 + $1.before },
                now: rest.reduce(0) { $0 + $1.now }, isUnknown: false)
        ]
    }
}
