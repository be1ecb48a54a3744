internal import Foundation

/// Reads questions with answers from JSON: a list of objects, an object that holds such a list, or an object a line.
enum QuestionLists {
    static func read(_ text: String, file: String) -> ReadFile {
        do throws(TextFault) {
            if let value = try? parse(text) {
                guard let list = list(value) else { return foreign(file) }
                return read(list.enumerated().map { ($1, nil, "entry \($0 + 1)") }, file: file)
            }
            if let lines = lines(text) { return try read(lines: lines, file: file) }
            _ = try parse(text)
            return ReadFile()
        } catch {
            return .refused(file, error)
        }
    }

    private static func foreign(_ file: String) -> ReadFile {
        let fault = TextFault("JSON without a list of objects", QuestionRow.Column.expectation + " in each")
        var result = ReadFile.refused(file, fault)
        result.isForeign = true
        return result
    }

    private static func read(
        _ entries: [(value: Any, line: Int?, name: String)], file: String
    ) -> ReadFile {
        var result = ReadFile(isList: true)
        for (value, line, name) in entries {
            guard let object = value as? [String: Any] else {
                let fault = TextFault(
                    line: line, "\(name): no object", "write { \"question\": …, \"answer\": … }")
                result.problems.append(ArticleProblem(file: file, fault, .refused))
                continue
            }
            let read = row(object, line, name, file)
            result.drafts += read.drafts
            result.problems += read.problems
        }
        if entries.isEmpty { result.problems.append(.empty(file)) }
        return result
    }

    private static func row(_ object: [String: Any], _ line: Int?, _ name: String, _ file: String) -> ReadFile
    {
        var row = QuestionRow(values: [], line: line, name: line == nil ? name : "")
        var problems: [ArticleProblem] = []
        for (key, value) in object.sorted(by: { $0.key < $1.key }) {
            let column = QuestionRow.Column(key)
            if case .unknown = column {
                let (fault, isGuard) = ArticleKey.unknown(key, texts(value) ?? [])
                guard isGuard else { continue }
                let problem = TextFault(
                    line: line, row.name.isEmpty ? fault.what : "\(name): \(fault.what)", fault.remedy)
                return ReadFile(problems: [ArticleProblem(file: file, problem, .refused)])
            }
            if value is NSNull { continue }
            guard let texts = texts(value) else {
                let fault = TextFault(
                    line: line, "\(name): '\(key)' is no text", "write a text or a list of texts")
                let isSafe = if case .key(let key) = column { !key.isGuard } else { false }
                problems.append(ArticleProblem(file: file, fault, isSafe ? .read : .refused))
                if isSafe { continue }
                return ReadFile(problems: problems)
            }
            row.values.append(KeyEntry(name: key, values: texts, isList: value is [Any], line: line))
        }
        var read = row.read(file: file)
        read.problems = problems + read.problems
        return read
    }

    private static func texts(_ value: Any) -> [String]? {
        switch value {
        case let text as String: [text]
        case let number as NSNumber: [number.stringValue]
        case let list as [Any]: list.allSatisfy { $0 is String } ? list.compactMap { $0 as? String } : nil
        default: nil
        }
    }

    /// The list of a document: itself, or the one list of objects in it.
    private static func list(_ value: Any) -> [Any]? {
        if let list = value as? [Any] { return list }
        guard let object = value as? [String: Any] else { return nil }
        let isEntry = object.keys.contains { QuestionRow.Column($0) == .answer }
        if isEntry { return [object] }
        let lists = object.values.compactMap { $0 as? [Any] }.filter { $0.first is [String: Any] }
        return lists.count == 1 ? lists[0] : nil
    }

    private static func lines(_ text: String) -> [(text: Substring, line: Int)]? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { (text: $1, line: $0 + 1) }.filter { !$0.text.allSatisfy(\.isWhitespace) }
        return lines.count > 1 && lines.allSatisfy { $0.text.first == "{" } ? lines : nil
    }

    private static func read(lines: [(text: Substring, line: Int)], file: String) throws(TextFault)
        -> ReadFile
    {
        var entries: [(value: Any, line: Int?, name: String)] = []
        var problems: [ArticleProblem] = []
        for (text, line) in lines {
            do throws(TextFault) {
                entries.append((try parse(String(text)), line, ""))
            } catch {
                problems.append(
                    ArticleProblem(file: file, TextFault(line: line, error.what, error.remedy), .refused))
            }
        }
        var result = read(entries, file: file)
        result.problems = problems + result.problems
        return result
    }

    private static func parse(_ text: String) throws(TextFault) -> Any {
        do {
            return try JSONSerialization.jsonObject(with: Data(text.utf8))
        } catch {
            let reason = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? ""
            let line = reason.firstMatch(of: /line (\d+)/).flatMap { Int($0.output.1) }
            throw TextFault(
                line: line, "no valid JSON: \(reason.isEmpty ? "\(error.localizedDescription)" : reason)",
                "mend it there")
        }
    }
}
