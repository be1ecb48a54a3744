internal import Foundation
internal import QuartetImaging
internal import QuartetReports

/// The figures of a report: rarity over time, the sources behind the alerts, the fields that drove their scores.
struct AlertPictures {
    let timeline: ScoreTimeline
    let groups: [AlertGroup]
    let summary: ReportSummary

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
            x: .init(
                timeline.hasTimes
                    ? "\(unit) since \(start) UTC" : "flagged records, in the order of the log",
                range: span > 0 ? nil : -1...1),
            y: .init(
                "one normal record in N", scale: .logarithmic,
                range: max(1, min(threshold, lowest) / 2)...max(10, max(highest, threshold) * 2)),
            series: series, references: [.init(threshold, label: "threshold of records")],
            size: .init(height: 320)
        ).drawing()
    }

    /// The sources with the most flagged records.
    func talkers() -> Drawing? {
        var counts: [String: Double] = [:]
        for group in groups where group.kind == .records {
            counts[group.source ?? "no source", default: 0] += Double(group.count)
        }
        return Self.bars("Sources with the most flagged records", counts) { String(Int($0)) }
    }

    /// The share of each field in the scores of all groups.
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
        _ title: String, _ values: [String: Double], label: (Double) -> String
    ) -> Drawing? {
        let largest = values.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            .prefix(mostBars)
        guard let most = largest.first?.value, most > 0 else { return nil }
        // Names come from logs.
        let rows = largest.map { name, value in
            BarChart.Row(
                SafeText.shown(name, limit: 60), bars: [.init(value, label: label(value))])
        }
        return BarChart(title: title, rows: rows).drawing()
    }
}
