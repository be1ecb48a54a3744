public import QuartetReports

/// The result of an evaluation: its tables, and the pictures beside them.
public struct DesignEvaluationReport: Sendable, Codable, Equatable {
    /// The generators, in the order of the figures' values; the first is the one under test.
    public let generators: [String]
    /// The weights file of the first.
    public let weights: String
    public let isQuick: Bool
    public let seed: UInt64
    public let sections: [EvaluationSection]
    /// Names of pictures in the same folder, each with what it shows.
    public let pictures: [Picture]

    public struct Picture: Sendable, Codable, Equatable {
        public let file: String
        public let title: String

        package init(file: String, title: String) { (self.file, self.title) = (file, title) }
    }

    package init(
        generators: [String], weights: String, isQuick: Bool, seed: UInt64, sections: [EvaluationSection],
        pictures: [Picture]
    ) {
        (self.generators, self.weights, self.isQuick, self.seed) = (generators, weights, isQuick, seed)
        (self.sections, self.pictures) = (sections, pictures)
    }

    /// The tables as text for a terminal.
    public var text: String {
        sections.map { section in
            let rows = [headings] + section.figures.map { [$0.name] + cells($0) }
            let widths = headings.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
            let lines = rows.map { row in
                zip(row, widths).enumerated().map { column, cell in
                    let room = String(repeating: " ", count: cell.1 - cell.0.count)
                    return column == 0 ? cell.0 + room : room + cell.0
                }.joined(separator: "  ").trimmingEnd
            }
            return ([section.title] + lines + section.notes.map { "  " + $0 }).joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n\n" + verdict.joined(separator: "\n")
    }

    /// The report in Markdown, with its pictures.
    public var markdown: String {
        let measured = sections.map { section in
            ModelCard.Measurement(
                title: section.title,
                conditions: ([section.conditions] + section.notes).joined(separator: " "),
                columns: Array(headings.dropFirst()),
                rows: section.figures.map { (name: $0.name, values: cells($0)) })
        }
        let shown = pictures.flatMap { ["## \($0.title)", "![\($0.title)](\($0.file))"] }
        return ModelCard(
            title: "Evaluation of designs and their cloth",
            summary:
                "Each figure for the trained generator, a generator of drawn rules and a plain variational autoencoder."
                + (isQuick ? " A quick run: a tenth of the samples." : ""),
            facts: [
                .init("weights", weights), .init("seed", String(seed)),
                .init("generators", generators.joined(separator: ", ")),
            ], measurements: measured + [winners],
            notes: (verdict + shown).joined(separator: "\n\n")
        ).markdown
    }

    /// What reaches its target, and who is best how often.
    public var verdict: [String] {
        let figures = sections.flatMap(\.figures)
        let judged = figures.compactMap { $0.isReached(by: 0) }
        let contested = figures.filter { $0.winner != nil }
        let wins = generators.indices.map { generator in
            "\(generators[generator]) \(contested.count { $0.winner == generator })"
        }
        return [
            "\(generators[0]) reaches \(judged.count(where: \.self)) of \(judged.count) targets.",
            "Best in \(contested.count) figures in which they differ: \(wins.joined(separator: ", ")).",
        ]
    }

    /// Which generator is best in each figure in which they differ.
    public var winners: ModelCard.Measurement {
        let rows = sections.flatMap(\.figures).compactMap { figure -> (name: String, values: [String])? in
            figure.winner.map { (name: figure.name, values: [generators[$0]]) }
        }
        return ModelCard.Measurement(
            title: "Who wins at what", conditions: "The figures above in which the generators differ.",
            columns: ["best"], rows: rows)
    }

    private var headings: [String] { ["figure", "target"] + generators + ["real", "reached"] }

    private func cells(_ figure: EvaluationFigure) -> [String] {
        let reached = figure.isReached(by: 0).map { $0 ? "yes" : "no" } ?? ""
        return [figure.targetText]
            + generators.indices.map { index in
                figure.text(figure.values.indices.contains(index) ? figure.values[index] : nil)
            } + [figure.real.map { figure.text($0) } ?? "", reached]
    }
}

extension String {
    fileprivate var trimmingEnd: String {
        var text = Substring(self)
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
