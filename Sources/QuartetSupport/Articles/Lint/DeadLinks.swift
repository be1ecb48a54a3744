internal import Foundation

/// Links between the files that were read which lead nowhere.
struct DeadLinks {
    private(set) var findings: [ArticleFinding] = []

    init(_ read: ReadArticles) {
        var anchors: [String: Set<String>] = [:]
        for entry in read.entries { anchors[Self.path(entry.file), default: []].formUnion(entry.anchors) }
        for entry in read.entries {
            for link in entry.links where link.isRelative && !Self.leads(link.target, from: entry, anchors) {
                let label = link.label.isEmpty ? link.target : link.label
                let finding = ArticleFinding.deadLink(
                    article: entry.article.id, label: label, target: link.target)
                if !findings.contains(finding) { findings.append(finding) }
            }
        }
    }

    private static func path(_ file: String) -> String { URL(fileURLWithPath: file).standardizedFileURL.path }

    private static func leads(
        _ target: String, from entry: ReadArticles.Entry, _ anchors: [String: Set<String>]
    ) -> Bool {
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts[0].prefix { $0 != "?" }.removingPercentEncoding ?? String(parts[0])
        // A path from the root of a site is that of no file here.
        if name.hasPrefix("/") { return true }
        var file = path(entry.file)
        if !name.isEmpty {
            let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
            file = folder.appendingPathComponent(name).standardizedFileURL.path
        }
        guard let known = anchors[file] ?? anchors.first(where: { $0.key.hasPrefix(file + ".") })?.value
        else {
            return FileManager.default.fileExists(atPath: file)
        }
        guard parts.count > 1, !parts[1].isEmpty, parts[1] != "top" else { return true }
        let anchor = parts[1].removingPercentEncoding ?? String(parts[1])
        return known.contains(anchor) || known.contains(anchor.lowercased())
    }
}
