/// What a weights file is, how it was trained and what was measured: a model card (Mitchell et al., "Model Cards for
/// Model Reporting", 2019) in Markdown.
///
/// Its figures come from the weights file and from reports of measurements. What no file contains, such as the licence
/// of the data and the limits of the model, stands in the notes, which people write.
public struct ModelCard: Sendable {
    /// A row of the first table.
    public struct Fact: Sendable, Equatable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Figures that were measured under the same conditions.
    public struct Measurement: Sendable {
        public var title: String
        /// On what data, and how.
        public var conditions: String
        /// Names of the columns after the first, which has the rows' names.
        public var columns: [String]
        public var rows: [(name: String, values: [String])]

        public init(
            title: String, conditions: String, columns: [String], rows: [(name: String, values: [String])]
        ) {
            self.title = title
            self.conditions = conditions
            self.columns = columns
            self.rows = rows
        }
    }

    /// The file's name.
    public var title: String
    /// What the model is, in a sentence or two.
    public var summary: String
    /// What the file itself says.
    public var facts: [Fact]
    public var measurements: [Measurement]
    /// Markdown that people wrote: data and its licence, the command, limits.
    public var notes: String

    public init(
        title: String, summary: String, facts: [Fact], measurements: [Measurement] = [], notes: String = ""
    ) {
        self.title = title
        self.summary = summary
        self.facts = facts
        self.measurements = measurements
        self.notes = notes
    }

    /// The card. Text of the file is escaped: it can neither break out of its place nor become markup.
    public var markdown: String {
        var parts = ["# \(SafeText.markdown(title))", SafeText.markdown(summary)]
        if !facts.isEmpty {
            parts.append(Self.table(["", "from the file"], facts.map { [$0.name, $0.value] }))
        }
        for measurement in measurements {
            parts.append("## \(SafeText.markdown(measurement.title))")
            parts.append(SafeText.markdown(measurement.conditions))
            parts.append(
                Self.table([""] + measurement.columns, measurement.rows.map { [$0.name] + $0.values }))
        }
        if notes.contains(where: { !$0.isWhitespace }) {
            parts.append(SafeText.lines(notes.trimmed))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func table(_ headings: [String], _ rows: [[String]]) -> String {
        func line(_ cells: [String]) -> String {
            "| " + cells.map(SafeText.markdown).joined(separator: " | ") + " |"
        }
        let rule = "|" + String(repeating: "---|", count: headings.count)
        return ([line(headings), rule] + rows.map(line)).joined(separator: "\n")
    }
}

extension String {
    /// Without empty lines at both ends.
    fileprivate var trimmed: Substring {
        let isBlank = { (character: Character) in character.isNewline || character.isWhitespace }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) })
        else { return "" }
        return self[first...last]
    }
}
