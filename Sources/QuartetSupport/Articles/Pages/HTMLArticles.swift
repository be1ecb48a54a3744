/// Reads an article from an HTML page.
enum HTMLArticles {
    static func read(_ text: String, file: String) -> ReadFile {
        do throws(TextFault) {
            let draft = draft(of: try HTMLPage(text))
            return draft.blocks.isEmpty ? ReadFile(problems: [.empty(file)]) : ReadFile(drafts: [draft])
        } catch {
            return .refused(file, error)
        }
    }

    /// - Parameter site: what the titles of all pages of the site end with.
    static func draft(of page: HTMLPage, site: String = "") -> ArticleDraft {
        var draft = ArticleDraft()
        (draft.blocks, draft.links, draft.anchors) = (page.blocks, page.links, page.anchors)
        var title = page.title ?? ""
        if !site.isEmpty, title.hasSuffix(site) { title = PlainText.line(title.dropLast(site.count)) }
        draft.title = page.heading ?? (title.isEmpty ? nil : title)
        draft.language = page.language.flatMap { ArticleDraft.language(PlainText.line($0)) }
        draft.address = page.address.map { PlainText.line($0) }.flatMap {
            ArticleDraft.isAddress($0) ? $0 : nil
        }
        draft.takeTitle()
        return draft
    }
}

extension HTMLPage {
    /// A page without some of its blocks.
    func without(_ dropped: Set<String>) -> HTMLPage {
        var page = self
        page.blocks = BlockBuilder.normalised(blocks.filter { !dropped.contains($0.signature) })
        page.heading = nil
        for case .heading(level: 1, let text) in page.blocks where page.heading == nil { page.heading = text }
        return page
    }
}

extension ArticleBlock {
    /// Equal for blocks that read alike, wherever they stand.
    var signature: String {
        switch self {
        case .heading(_, let text): "h" + text
        case .paragraph(let text), .item(let text, _, _): "p" + text
        case .table(let header, let rows): "t" + ([header] + rows).joined().joined(separator: "\t")
        }
    }
}
