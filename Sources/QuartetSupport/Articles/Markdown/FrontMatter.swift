import Yams

/// The keys above a Markdown text, in YAML between two lines of `---`.
struct FrontMatter {
    /// The keys with their values and lines, in their order. Names may be unknown.
    private(set) var entries: [KeyEntry] = []
    /// What follows.
    let text: Substring
    /// Lines above what follows.
    let lineCount: Int

    private static let byteLimit = 64 << 10

    /// - Throws: ``TextFault`` for what is no YAML, and for front matter that does not end.
    init(of file: String) throws(TextFault) {
        var lines = Lines(file)
        guard file.hasPrefix("---"), let first = lines.next(), Self.isRule(first, "---") else {
            (text, lineCount) = (file[...], 0)
            return
        }
        var count = 1
        var key: Substring?
        while let line = lines.next() {
            count += 1
            if key == nil, !line.allSatisfy(\.isWhitespace) { key = line }
            if Self.isRule(line, "---") || Self.isRule(line, "...") {
                // A text between two rules is no front matter.
                guard let entries = try Self.entries(of: file[..<line.startIndex]) else { break }
                (self.entries, text, lineCount) = (entries, lines.rest, count)
                return
            }
        }
        // A text may begin with a rule.
        guard key.map(Self.isKey) != true else {
            throw TextFault(
                line: 1, "front matter that does not end", "write a line of --- below its last key")
        }
        (text, lineCount) = (file[...], 0)
    }

    /// The lines of a text from its beginning, however they end.
    private struct Lines {
        private(set) var rest: Substring

        init(_ text: String) { rest = text[...] }

        mutating func next() -> Substring? {
            guard !rest.isEmpty else { return nil }
            let end = rest.firstIndex(where: \.isNewline) ?? rest.endIndex
            defer { rest = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...] }
            return rest[..<end]
        }
    }

    private static func isRule(_ line: Substring, _ rule: String) -> Bool {
        line.hasPrefix(rule) && line.dropFirst(rule.count).allSatisfy(\.isWhitespace)
    }

    private static func isKey(_ line: Substring) -> Bool {
        guard let colon = line.firstIndex(of: ":") else { return false }
        return colon != line.startIndex && line[..<colon].allSatisfy { $0.isLetter || $0 == "_" || $0 == "-" }
    }

    /// - Parameter text: with the rule above, so that the lines are those of the file.
    /// - Returns: nil for a text that has no form of YAML's.
    private static func entries(of text: Substring) throws(TextFault) -> [KeyEntry]? {
        guard text.utf8.count <= byteLimit else {
            throw TextFault(
                line: 1, "front matter of \(text.utf8.count) bytes", "at most \(byteLimit) are read")
        }
        try refuseReferences(text)
        let root: Node?
        do {
            root = try compose(yaml: String(text))
        } catch {
            throw fault(error)
        }
        guard let root else { return [] }
        if case .scalar(let scalar) = root { return scalar.string.isEmpty ? [] : nil }
        guard case .mapping(let mapping) = root else {
            throw TextFault(
                line: root.mark?.line ?? 1, "front matter without keys", "write lines such as `id: returns`")
        }
        var entries: [KeyEntry] = []
        for (key, value) in mapping {
            let line = key.mark?.line ?? 1
            guard case .scalar(let name) = key else {
                throw TextFault(line: line, "a key that is no word", "write lines such as `id: returns`")
            }
            entries.append(try entry(name.string, value, line))
        }
        return entries
    }

    private static func entry(_ name: String, _ node: Node, _ line: Int) throws(TextFault) -> KeyEntry {
        switch node {
        case .scalar(let scalar): return KeyEntry(name: name, values: [scalar.string], line: line)
        case .sequence(let items):
            let texts = items.compactMap { item -> String? in
                if case .scalar(let scalar) = item { scalar.string } else { nil }
            }
            if texts.count == items.count {
                return KeyEntry(name: name, values: texts, isList: true, line: line)
            }
        case .mapping, .alias: break
        }
        throw TextFault(line: line, "'\(name)' has keys of its own", "write a text or a list of texts")
    }

    /// Texts that stand for others could unfold to any size.
    private static func refuseReferences(_ text: Substring) throws(TextFault) {
        var (anchors, aliases) = (0, 0)
        var before: Unicode.Scalar = "\n"
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            let begins = " \t\n\r[,{:-?".unicodeScalars.contains(before)
            let isName = next.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
            if begins, isName, scalar == "&" { anchors += 1 }
            if begins, isName, scalar == "*" { aliases += 1 }
            before = scalar
        }
        guard anchors == 0 || aliases == 0 else {
            throw TextFault(line: 1, "front matter with references (& and *)", "write the values themselves")
        }
    }

    private static func fault(_ error: any Error) -> TextFault {
        let remedy = "put a text with a colon or a sign at its beginning in quotes"
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return TextFault(line: mark.line, "front matter that is no YAML: \(problem)", remedy)
        case .duplicatedKeysInMapping(let keys, let context):
            return TextFault(
                line: context.mark.line, "the key '\(keys.first ?? "")' twice in front matter",
                "keep one of them")
        case .reader(let problem, _, _, _):
            return TextFault(line: 1, "front matter that is no YAML: \(problem)", remedy)
        default: return TextFault(line: 1, "front matter that is no YAML", remedy)
        }
    }
}
