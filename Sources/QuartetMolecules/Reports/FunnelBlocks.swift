internal import QuartetReports

/// How the candidates came to be: for each command the molecules that entered, what each filter left, and why.
struct FunnelBlocks {
    private let runs: [Run]

    private static let reasonsShown = 10

    init(_ runs: [Run]) { self.runs = runs }

    var blocks: [HTMLBlock] {
        var order: [String] = []
        var funnels: [String: Funnel] = [:]
        for run in runs {
            guard let funnel = run.funnel else { continue }
            if funnels[run.command] == nil { order.append(run.command) }
            funnels[run.command, default: Funnel(filters: [])].add(funnel)
        }
        return [runTable].compactMap(\.self)
            + order.flatMap { command in funnels[command].map { Self.blocks(command, $0) } ?? [] }
    }

    private static func blocks(_ command: String, _ funnel: Funnel) -> [HTMLBlock] {
        var rows = [row("entered", funnel.entered, of: funnel.entered)]
        rows += funnel.stages.map { stage in
            let name = stage.filter == Funnel.wanted ? "wanted of those" : "after “\(stage.filter)”"
            return row(name, stage.passed, of: stage.entered)
        }
        let chart = BarChart(
            title: command, note: "share of those that came to each filter", rows: rows, layout: .page)
        let reasons = funnel.stages.flatMap { stage -> [[HTMLTable.Cell]] in
            let total = stage.entered - stage.passed
            let shown = stage.reasons.prefix(reasonsShown)
            var rows = shown.map { reasonRow(stage.filter, $0.text, $0.count, of: total) }
            let rest = total - shown.reduce(0) { $0 + $1.count }
            if rest > 0 { rows.append(reasonRow(stage.filter, "other reasons", rest, of: total)) }
            return rows
        }
        let figure = HTMLBlock.figure(
            HTMLFigure(chart.drawing(), description: "What the filters of \(command) left"))
        if reasons.isEmpty { return [figure] }
        return [
            figure,
            .table(
                HTMLTable(
                    headings: ["Filter", "Left out because", "Molecules", "Share of the filter’s"],
                    rows: reasons)),
        ]
    }

    private static func row(_ name: String, _ count: Int, of whole: Int) -> BarChart.Row {
        let share = whole > 0 ? " (\(percent(count, of: whole)))" : ""
        return BarChart.Row(name, bars: [.init(Double(count), label: NumberText.grouped(count) + share)])
    }

    private static func reasonRow(
        _ filter: String, _ reason: String, _ count: Int, of whole: Int
    ) -> [HTMLTable.Cell] {
        [
            .init(filter, .whole), .init(reason, limit: 160), .init(NumberText.grouped(count), .number),
            .init(percent(count, of: whole), .number),
        ]
    }

    static func percent(_ count: Int, of whole: Int) -> String {
        let share = 100 * Double(count) / Double(max(whole, 1))
        return NumberText.decimal(share, share > 0 && share < 10 ? 1 : 0) + " %"
    }

    private var runTable: HTMLBlock? {
        if runs.isEmpty { return nil }
        let rows: [[HTMLTable.Cell]] = runs.map { run in
            let settings = run.settings.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            return [
                .init(run.id, .whole), .init(run.command, .whole),
                .init(String(run.time.prefix(16)).replacing("T", with: " "), .whole),
                .init(settings, limit: 200),
                .init(run.funnel.map { NumberText.grouped($0.passed) } ?? "", .number),
                .init(run.isFinished ? "" : "not finished", .whole),
            ]
        }
        return .table(
            HTMLTable(headings: ["Run", "Command", "Begun (UTC)", "Settings", "Passed", ""], rows: rows))
    }
}
