internal import Foundation
internal import QuartetImaging

/// The pictures of a report: scores over time, who is behind the alerts, which fields drove them.
struct AlertPictures {
    let timeline: ScoreTimeline
    let groups: [AlertGroup]
    let summary: ReportSummary

    static let width = 720.0

    /// How rare each flagged record is, one colour for each kind of deviation; nil without alerts.
    func scores() -> Drawing? {
        guard let first = timeline.moments.map(\.time).min(), let last = timeline.moments.map(\.time).max()
        else { return nil }
        let span = last - first
        let (unit, seconds): (String, Double) =
            !timeline.hasTimes
            ? ("", 1) : span > 172_800 ? ("days", 86_400) : span > 7200 ? ("hours", 3600) : ("minutes", 60)
        let series = Alert.Deviation.allCases.enumerated().compactMap { index, deviation -> Chart.Series? in
            let own = timeline.moments.filter { $0.deviation == deviation }
            if own.isEmpty { return nil }
            return Chart.Series(
                deviation.title,
                samples: own.map {
                    Point((($0.time - (timeline.hasTimes ? first : 0)) / seconds), min($0.oneIn, 1e12))
                },
                mark: .points, colour: Colour.okabeIto[index % Colour.okabeIto.count], opacity: 0.7)
        }
        let start = AlertFormat.timestamp(first).prefix(19).replacing("T", with: " ")
        let threshold = summary.falseAlarmRate > 1e-12 ? 1 / summary.falseAlarmRate : 1e12
        let rarities = timeline.moments.map { min($0.oneIn, 1e12) }
        let (lowest, highest) = (rarities.min() ?? 1, rarities.max() ?? 1)
        return Chart(
            title: "Rarity of the flagged records",
            xLabel: timeline.hasTimes
                ? "\(unit) since \(start) UTC" : "flagged records, in the order of the log",
            yLabel: "one normal record in so many", series: series, yScale: .logarithmic,
            xRange: span > 0 ? nil : -1...1,
            yRange: max(1, min(threshold, lowest) / 2)...max(10, max(highest, threshold) * 2),
            references: [.init(threshold, label: "threshold of records")], width: Self.width, height: 320
        ).drawing()
    }

    /// The sources with the most flagged records.
    func talkers() -> Drawing? {
        var counts: [String: Double] = [:]
        for group in groups where group.kind == .records {
            counts[group.source ?? "without a source", default: 0] += Double(group.count)
        }
        return Self.bars("Sources with the most flagged records", counts) { String(Int($0)) }
    }

    /// What each field added to the scores of all groups, as a share.
    func contributions() -> Drawing? {
        var sums: [String: Double] = [:]
        for driver in groups.flatMap(\.drivers) { sums[driver.title, default: 0] += max(0, driver.surprise) }
        let total = sums.values.reduce(0, +)
        guard total > 0, total.isFinite else { return nil }
        return Self.bars("Fields that drove the scores", sums.mapValues { 100 * $0 / total }) {
            $0 < 0.1 ? "under 0.1 %" : String(format: "%.1f %%", $0)
        }
    }

    private static let mostBars = 10

    /// Level bars, the longest on top, each with its name and its value.
    private static func bars(
        _ title: String, _ values: [String: Double], label: @escaping @Sendable (Double) -> String
    ) -> Drawing? {
        let rows = values.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            .prefix(mostBars)
        guard let most = rows.first?.value, most > 0 else { return nil }
        let (left, right, top, step) = (230.0, 90.0, 44.0, 24.0)
        let height = top + step * Double(rows.count) + 12
        return Drawing(width: width, height: height) { canvas in
            canvas.text(title, at: Point(16, 24), font: Font(size: 14, bold: true), with: .colour(.black))
            let font = Font(size: 12)
            for (index, row) in rows.enumerated() {
                let y = top + step * Double(index)
                let length = max(1, (width - left - right) * row.value / most)
                // Names come from logs: what is drawn is what a report would write.
                let name = canvas.truncated(
                    SafeText.shown(row.key, limit: 60), toWidth: left - 28, font: font)
                canvas.text(
                    name, at: Point(left - 8, y + step / 2), font: font, with: .colour(.black), anchor: .end,
                    baseline: .centre)
                canvas.fill(
                    .rect(Rect(x: left, y: y + 4, width: length, height: step - 8)),
                    with: Colour.okabeIto[0])
                canvas.text(
                    label(row.value), at: Point(left + length + 6, y + step / 2), font: font,
                    with: .colour(.black), baseline: .centre)
            }
        }
    }
}
