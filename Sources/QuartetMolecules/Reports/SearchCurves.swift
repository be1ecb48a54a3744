internal import QuartetImaging
internal import QuartetReports

/// What searches found by the number of molecules that they scored.
struct SearchCurves {
    private let runs: [Run]

    init(_ runs: [Run]) { self.runs = runs.filter { $0.curves?.isEmpty == false } }

    var blocks: [HTMLBlock] {
        if runs.isEmpty { return [] }
        let names = runs.flatMap { $0.curves ?? [] }.map(\.name)
        var seen: Set<String> = []
        let figures = names.filter { seen.insert($0).inserted }.map { name in
            let series = runs.compactMap { run -> Chart.Series? in
                guard let curve = run.curves?.first(where: { $0.name == name }) else { return nil }
                let method = run.settings["method"].map { ", \($0)" } ?? ""
                return Chart.Series(
                    "\(run.id) \(run.command)\(method)",
                    samples: zip(curve.scored, curve.values).map { .init(Double($0), $1) })
            }
            let chart = Chart(
                title: "Search: \(name)", x: .init("different molecules scored"), y: .init("objective"),
                series: series)
            return HTMLBlock.figure(HTMLFigure(chart.drawing(), description: "\(name) by molecules scored"))
        }
        return figures + runs.flatMap { run in (run.notes ?? []).map { .note("\(run.id): \($0)") } }
    }
}
