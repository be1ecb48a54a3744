/// Reads the pages of a saved website, each an article.
///
/// What stands on most pages is no content: menus, cookie notices, footers. It is found by counting in how many pages a
/// block stands. The pages are those of the folder: no link is followed.
enum SavedWebsite {
    /// Fewer pages cannot tell what belongs to the site and what to the page.
    static let fewestPages = 3

    /// - Parameter pages: with their files.
    /// - Returns: what was read of each page, in the order of the pages.
    static func read(_ pages: [(file: String, page: HTMLPage)]) -> [ReadFile] {
        let common = commonBlocks(pages.map(\.page))
        let site = commonEnding(pages.compactMap(\.page.title))
        return pages.map { file, page in
            let draft = HTMLArticles.draft(of: page.without(common), site: site)
            return draft.blocks.isEmpty ? ReadFile(problems: [.empty(file)]) : ReadFile(drafts: [draft])
        }
    }

    /// The signatures of blocks that stand on more than half of the pages.
    private static func commonBlocks(_ pages: [HTMLPage]) -> Set<String> {
        var counts: [String: Int] = [:]
        for page in pages {
            for signature in Set(page.blocks.map(\.signature)) { counts[signature, default: 0] += 1 }
        }
        return Set(counts.filter { $0.value >= fewestPages && $0.value * 2 > pages.count }.keys)
    }

    /// " – Quartet Shop": what most titles end with, from a separator on; empty without such an end.
    private static func commonEnding(_ titles: [String]) -> String {
        var counts: [String: Int] = [:]
        for title in titles {
            for separator in [" | ", " - ", " – ", " — ", " · ", " » ", " :: "] {
                guard let start = title.ranges(of: separator).last?.lowerBound else { continue }
                counts[String(title[start...]), default: 0] += 1
            }
        }
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        guard let most, most.value >= fewestPages, most.value * 2 > titles.count else { return "" }
        return most.key
    }
}
