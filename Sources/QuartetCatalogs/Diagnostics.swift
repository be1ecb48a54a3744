import CXML2

/// Collects what libxml2 reports while it parses or validates one file.
final class Diagnostics {
    let file: String
    private(set) var mistakes: [CatalogMistake] = []

    init(file: String) {
        self.file = file
    }

    func add(line: Int, found: String, expected: String) {
        // The parser was stopped at a document type declaration; its own message about the stop adds nothing.
        if mistakes.contains(where: { $0.found == "a document type declaration" }) { return }
        let mistake = CatalogMistake(file: file, line: line, found: found, expected: expected)
        if !mistakes.contains(mistake) { mistakes.append(mistake) }
    }

    func add(_ error: xmlError) {
        let message = error.message.map { String(cString: $0) } ?? "error \(error.code)"
        let oneLine = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        add(line: Int(error.line), found: oneLine, expected: "")
    }
}
