/// What a reader made of one file.
struct ReadFile: Sendable, Equatable {
    var drafts: [ArticleDraft] = []
    var problems: [ArticleProblem] = []
    /// Whether it is a list of questions: their ids are then made of the questions, not of the file's name.
    var isList = false
    /// Whether the file has none of what its reader knows, so that it may be something else.
    var isForeign = false

    /// A file that could not be read.
    static func refused(_ file: String, _ fault: TextFault) -> ReadFile {
        ReadFile(problems: [ArticleProblem(file: file, fault, .refused)])
    }
}

/// A key of an article as its file gives it.
struct KeyEntry: Sendable, Equatable {
    /// May be unknown.
    var name: String
    /// One text, or those of a list.
    var values: [String]
    var isList = false
    var line: Int?
}

extension ArticleDraft {
    /// Takes keys by their names.
    ///
    /// - Returns: what is wrong with them, and whether the article may be read all the same.
    mutating func set(
        _ entries: [KeyEntry], file: String
    ) -> (problems: [ArticleProblem], isSafe: Bool) {
        var problems: [ArticleProblem] = []
        var isSafe = true
        func report(_ fault: TextFault, line: Int?, isGuard: Bool) {
            var fault = fault
            fault.line = line
            if isGuard { isSafe = false }
            problems.append(ArticleProblem(file: file, fault, isGuard ? .refused : .read))
        }
        for entry in entries {
            guard let key = ArticleKey(rawValue: entry.name) else {
                let (fault, isGuard) = ArticleKey.unknown(entry.name, entry.values)
                report(fault, line: entry.line, isGuard: isGuard)
                continue
            }
            do throws(TextFault) {
                try set(key, to: entry.values, isList: entry.isList)
            } catch {
                report(error, line: entry.line, isGuard: key.isGuard)
            }
        }
        return (problems, isSafe)
    }
}
