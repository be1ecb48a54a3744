/// Values as JSON, as Python's `json.dumps` writes them: `", "` and `": "` between parts, or one part a line.
struct TemplateJSON {
    /// Spaces for each level; below 0 everything is on one line.
    let indent: Int
    /// Called with the number of scalars of a block's indentation before they are written.
    let spend: (Int) throws -> Void

    func text(of value: TemplateValue, level: Int = 0) throws -> TemplateText {
        switch value {
        case .none: return TemplateText("null")
        case .bool(let value): return TemplateText(value ? "true" : "false")
        case .integer, .number: return value.written
        case .text(let text): return text.quotedAsJSON()
        case .list(let items):
            return try block("[", try items.map { try text(of: $0, level: level + 1) }, "]", level)
        case .mapping(let mapping):
            let entries = try mapping.entries.map { entry in
                entry.key.quotedAsJSON() + TemplateText(": ") + (try text(of: entry.value, level: level + 1))
            }
            return try block("{", entries, "}", level)
        case .undefined, .namespace, .loop, .macro, .function:
            throw TemplateFault("`tojson` of \(value.kind)")
        }
    }

    private func block(_ start: String, _ parts: [TemplateText], _ end: String, _ level: Int) throws
        -> TemplateText
    {
        if parts.isEmpty { return TemplateText(start + end) }
        func line(_ level: Int) -> String { "\n" + String(repeating: " ", count: indent * level) }
        let isOneLine = indent < 0
        if !isOneLine { try spend((parts.count + 1) * (indent * (level + 1) + 1)) }
        return TemplateText(start + (isOneLine ? "" : line(level + 1)))
            + .joined(parts, by: TemplateText(isOneLine ? ", " : "," + line(level + 1)))
            + TemplateText((isOneLine ? "" : line(level)) + end)
    }
}
