internal import Foundation
public import QuartetImaging

extension DriftReport {
    /// The alarm rate along the log, above the distributions of the fields that moved most, then and now.
    public func drawing() -> Drawing {
        // Where nothing has drifted, the strongest of what there is.
        let shown = strongest.isEmpty ? Array(fields.prefix(4)) : Array(strongest.prefix(6))
        let panels = shown.map { FieldDriftPicture($0).drawing() }
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
        let share = FieldDrift.percent(promised)
        let highest = overTime.map(\.rate).max() ?? 0
        return Chart(
            title: "Alarms: \(FieldDrift.percent(alarmRate)) of \(records) records, \(share) promised",
            xLabel: isRising ? "hours since the first record" : "records", yLabel: "% flagged",
            series: [
                Chart.Series(
                    "", samples: zip(places, overTime).map { Point($0, 100 * $1.rate) },
                    mark: overTime.count > 1 ? .line : .points)
            ], yRange: 0...100 * max(2.6 * promised, 1.1 * highest),
            // Two lines close together are one too many.
            references: [Chart.Reference(100 * promised, label: "promised")]
                + (highest < 6 * promised ? [Chart.Reference(200 * promised, label: "twice")] : []),
            width: 2 * FieldDriftPicture.width, height: 260)
    }
}

/// One field's distribution, then and now: a pair of bars for each bin.
struct FieldDriftPicture {
    static let width = 480.0
    private static let (row, bar, top, margin, labelWidth) = (26.0, 9.0, 66.0, 16.0, 168.0)
    private static let mostBins = 13
    private let field: FieldDrift
    private let bins: [FieldDrift.Bin]

    init(_ field: FieldDrift) {
        self.field = field
        guard field.bins.count > Self.mostBins else {
            bins = field.bins
            return
        }
        // The largest, in their own order, and the rest together.
        let order = field.bins.indices.sorted { a, b in
            let (x, y) = (field.bins[a], field.bins[b])
            return (max(x.before, x.now) + x.weight, b) > (max(y.before, y.now) + y.weight, a)
        }
        let kept = order.prefix(Self.mostBins - 1).sorted()
        let rest = order.dropFirst(Self.mostBins - 1).map { field.bins[$0] }
        bins =
            kept.map { field.bins[$0] } + [
                FieldDrift.Bin(
                    values: "\(rest.count) others", before: rest.reduce(0) { $0 + $1.before },
                    now: rest.reduce(0) { $0 + $1.now }, isUnknown: false)
            ]
    }

    func drawing() -> Drawing {
        let (field, bins) = (field, bins)
        let height = Self.top + Double(bins.count) * Self.row + Self.margin
        return Drawing(width: Self.width, height: height) { canvas in
            let (then, now) = (Colour.okabeIto[0], Colour.okabeIto[1])
            let (font, small) = (Font(size: 11.5), Font(size: 10.5))
            let ink = Paint.colour(Colour(grey: 0.2))
            let title = canvas.truncated(field.title, toWidth: 280, font: Font(size: 14, bold: true))
            canvas.text(
                title, at: Point(Self.margin, 24), font: Font(size: 14, bold: true), with: ink)
            canvas.text(
                String(
                    format: "index %.2f%@", field.stabilityIndex, field.isDrifted ? ", drifted" : ""),
                at: Point(Self.width - Self.margin, 24), font: font, with: ink, anchor: .end)
            var x = Self.margin + Self.labelWidth + 8
            for (name, colour) in [("calibration", then), ("this log", now)] {
                canvas.fill(.rect(Rect(x: x, y: 40, width: 12, height: 9)), with: colour)
                canvas.text(name, at: Point(x + 17, 49), font: small, with: ink)
                x += 100
            }
            let left = Self.margin + Self.labelWidth + 8
            let room = Self.width - left - Self.margin - 48
            let largest = max(bins.map { max($0.before, $0.now) }.max() ?? 1, 1e-9)
            for (index, bin) in bins.enumerated() {
                let y = Self.top + Double(index) * Self.row
                canvas.text(
                    canvas.truncated(bin.values, toWidth: Self.labelWidth, font: small),
                    at: Point(left - 8, y + Self.bar), font: small, with: ink, anchor: .end,
                    baseline: .centre)
                for (place, share, colour) in [(0.0, bin.before, then), (1.0, bin.now, now)] {
                    let length = max(share / largest * room, share > 0 ? 1 : 0)
                    let rect = Rect(x: left, y: y + place * (Self.bar + 1), width: length, height: Self.bar)
                    canvas.fill(.rect(rect), with: colour)
                    canvas.text(
                        FieldDrift.percent(share), at: Point(left + length + 5, rect.y + Self.bar / 2),
                        font: Font(size: 9), with: ink, baseline: .centre)
                }
            }
        }
    }
}
