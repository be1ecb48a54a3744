internal import QuartetImaging
internal import QuartetReports

/// What searches found by the number of molecules that they scored: a figure for each objective.
struct SearchCurves {
    private let runs: [Run]

    init(_ runs: [Run]) { self.runs = runs.filter { $0.curves?.isEmpty == false } }

    /// Curves that can be compared.
    private struct Subject: Hashable {
        let objective: String?
        let name: String
    }

    var blocks: [HTMLBlock] {
        var order: [Subject] = []
        var series: [Subject: [Chart.Series]] = [:]
        for run in runs {
            for curve in run.curves ?? [] {
                let subject = Subject(objective: run.settings["objective"], name: curve.name)
                if series[subject] == nil { order.append(subject) }
                series[subject, default: []].append(
                    Chart.Series(
                        "\(run.id) \(curve.method ?? run.command)",
                        samples: zip(curve.scored, curve.values).map { .init(Double($0), $1) }))
            }
        }
        let figures = order.flatMap { Self.blocks($0, series[$0] ?? []) }
        return figures + runs.flatMap { run in (run.notes ?? []).map { .note("\(run.id): \($0)") } }
    }

    private static func blocks(_ subject: Subject, _ series: [Chart.Series]) -> [HTMLBlock] {
        let ends = series.flatMap(\.samples).map(\.x)
        let chart = Chart(
            title: "Search: \(subject.name)",
            x: .init("different molecules scored", range: 0...max(ends.max() ?? 1, 1)),
            // Scores are from 0 to 1: a part of that would make small differences look large.
            y: .init("score", range: 0...1), series: series)
        let figure = HTMLBlock.figure(
            HTMLFigure(chart.drawing(), description: "\(subject.name) by molecules scored"))
        guard let objective = subject.objective else { return [figure] }
        return [.paragraph(HTMLParagraph(objective, lead: "Objective:")), figure]
    }
}
