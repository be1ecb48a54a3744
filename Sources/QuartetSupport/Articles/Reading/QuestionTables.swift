internal import QuartetFiles
import SwiftCSV

/// Reads questions with answers from CSV, each row an article. The first row names the columns; the others may be keys
/// of an article.
enum QuestionTables {
    static func read(_ text: String, file: String) -> ReadFile {
        let (rows, fault) = rows(of: text)
        var result = ReadFile(isList: true)
        if let fault { result.problems.append(ArticleProblem(file: file, fault, .refused)) }
        guard let header = rows.first(where: { !$0.isEmpty }) else {
            return ReadFile(problems: result.problems.isEmpty ? [.empty(file)] : result.problems)
        }
        let columns = header.cells.map { QuestionRow.Column($0) }
        guard check(columns, header, file, &result) else { return result }
        for row in rows where row.line > header.line && !row.isEmpty {
            add(row, header.cells, columns, file, &result)
        }
        return result
    }

    private struct Row {
        var cells: [String]
        /// Where it begins.
        var line: Int
        var isEmpty: Bool { cells.allSatisfy { PlainText.line($0).isEmpty } }
    }

    /// - Returns: whether the rows can be read.
    private static func check(
        _ columns: [QuestionRow.Column], _ header: Row, _ file: String, _ result: inout ReadFile
    ) -> Bool {
        let hasQuestion = columns.contains(.question) || columns.contains(.key(.title))
        guard hasQuestion, columns.contains(.answer) else {
            let names = header.cells.map { PlainText.line($0) }.joined(separator: ", ")
            let fault = TextFault(
                line: header.line, "the columns are \(String(names.unicodeScalars.prefix(200)))",
                QuestionRow.Column.expectation)
            result.problems.append(ArticleProblem(file: file, fault, .refused))
            result.isForeign = true
            return false
        }
        var isSafe = true
        for (place, column) in columns.enumerated() {
            if case .key(let key) = column, columns.firstIndex(of: column) != place {
                if key.isGuard { isSafe = false }
                let fault = TextFault(
                    line: header.line, "the column '\(key.rawValue)' twice", "keep one of them")
                result.problems.append(ArticleProblem(file: file, fault, key.isGuard ? .refused : .read))
            }
            guard case .unknown(let name) = column, !name.isEmpty else { continue }
            let (fault, isGuard) = ArticleKey.unknown(name, [])
            guard isGuard else { continue }
            isSafe = false
            let problem = TextFault(line: header.line, "unknown column '\(name)'", fault.remedy)
            result.problems.append(ArticleProblem(file: file, problem, .refused))
        }
        return isSafe
    }

    private static func add(
        _ row: Row, _ names: [String], _ columns: [QuestionRow.Column], _ file: String,
        _ result: inout ReadFile
    ) {
        let extra = row.cells.dropFirst(columns.count)
        if extra.contains(where: { !PlainText.line($0).isEmpty }) {
            let fault = TextFault(
                line: row.line, "\(row.cells.count) cells below \(columns.count) columns",
                "put a text that has the separator in it in quotes")
            return result.problems.append(ArticleProblem(file: file, fault, .refused))
        }
        let missing = columns.dropFirst(row.cells.count)
        let isCut = missing.contains { column in
            switch column {
            case .question, .answer: true
            case .key(let key): key.isGuard
            case .unknown: false
            }
        }
        let fault = TextFault(
            line: row.line, "\(row.cells.count) cells below \(columns.count) columns",
            "write the missing cells")
        if isCut { return result.problems.append(ArticleProblem(file: file, fault, .refused)) }
        if !missing.isEmpty { result.problems.append(ArticleProblem(file: file, fault, .read)) }
        let values = zip(names, row.cells).map { KeyEntry(name: $0, values: [$1], line: row.line) }
        let read = QuestionRow(values: values, line: row.line).read(file: file)
        result.drafts += read.drafts
        result.problems += read.problems
    }

    /// The rows up to the first that cannot be told apart, and what is wrong there.
    private static func rows(of text: String) -> (rows: [Row], fault: TextFault?) {
        var rows: [Row] = []
        var line = 1
        do {
            // The initialiser reads no more than the first row; the rows come one by one.
            // A last cell that is empty ends with the line.
            let text = text.last.map(\.isNewline) == true ? text : text + "\n"
            let table = try CSV<Enumerated>(
                string: text, delimiter: .guessed(string: text), loadColumns: false, rowLimit: 0)
            try table.enumerateAsArray(startAt: 0, rowLimit: nil) { cells in
                rows.append(Row(cells: cells, line: line))
                line += 1 + cells.reduce(0) { $0 + $1.count(where: \.isNewline) }
            }
        } catch {
            let fault = TextFault(
                line: line, "text behind a quotation mark that ends a cell",
                "double the quotation marks in a cell: \"a \"\"word\"\" in quotes\"; the rows from here on were left out"
            )
            return (rows, fault)
        }
        // With an odd number of quotation marks the last one opens a cell that takes in the rest of the file.
        guard text.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else {
            let last = rows.popLast()
            let fault = TextFault(
                line: last?.line ?? 1, "a quotation mark that does not end",
                "close it; the rows from here on were left out")
            return (rows, fault)
        }
        return (rows, nil)
    }
}
