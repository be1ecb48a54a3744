/// Reads an article from Markdown with front matter.
enum MarkdownArticles {
    static func read(_ text: String, file: String) -> ReadFile {
        do throws(TextFault) {
            let front = try FrontMatter(of: text)
            var draft = ArticleDraft()
            let (problems, isSafe) = draft.set(front.entries, file: file)
            guard isSafe else { return ReadFile(problems: problems) }
            try draft.take(String(front.text), linesAbove: front.lineCount)
            draft.takeTitle()
            guard !draft.blocks.isEmpty || draft.title != nil else {
                return ReadFile(problems: problems + [.empty(file)])
            }
            return ReadFile(drafts: [draft], problems: problems)
        } catch {
            return .refused(file, error)
        }
    }
}

extension ArticleDraft {
    /// Takes the blocks of a Markdown text, or of a piece of HTML.
    mutating func take(_ text: String, linesAbove: Int = 0) throws(TextFault) {
        do throws(TextFault) {
            if HTMLPage.isPage(text) {
                let page = try HTMLPage(text)
                (blocks, links, anchors) = (page.blocks, page.links, page.anchors)
            } else {
                let markdown = try MarkdownText(text)
                (blocks, links, anchors) = (markdown.blocks, markdown.links, markdown.anchors)
            }
        } catch {
            throw TextFault(line: error.line.map { $0 + linesAbove }, error.what, error.remedy)
        }
    }
}

extension ArticleProblem {
    /// A file without an article.
    static func empty(_ file: String) -> ArticleProblem {
        ArticleProblem(
            file: file, "no text was found", "write a title and a text, or remove the file", .refused)
    }
}
