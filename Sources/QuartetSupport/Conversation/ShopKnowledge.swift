public import Foundation
public import QuartetCatalogs
internal import QuartetFiles

/// The knowledge base of the shop that comes with the program. It is made of the catalog's articles where it is first used,
/// in the user's own data folder, and follows them when they change.
public enum ShopKnowledge {
    /// `$XDG_DATA_HOME/quartet/shop.sqlite`, usually in `~/.local/share` (XDG Base Directory Specification).
    public static func path(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        let given = environment["XDG_DATA_HOME"] ?? ""
        let base = given.hasPrefix("/") ? given : NSHomeDirectory() + "/.local/share"
        return base + "/quartet/shop.sqlite"
    }

    /// Opens it, and brings it up to date first.
    ///
    /// - Parameter progress: is given the numbers of articles encoded and of all, when there are new ones.
    public static func open(
        at path: String? = nil, encoder: SharedEncoder?, locator: ResourceLocator = ResourceLocator(),
        now: Date,
        progress: (Int, Int) throws -> Void = { _, _ in }
    ) throws -> KnowledgeBase {
        let path = path ?? self.path()
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw FileError.cannotWrite(file: folder, reason: error.localizedDescription)
        }
        let knowledge = try KnowledgeBase.open(path)
        let support = try locator.folder(.catalogs) + "/support"
        let sources = [support + "/shop", support + "/shop-questions.csv"]
        let mark = try mark(of: sources) + "/" + (encoder?.fingerprint ?? "words")
        if try knowledge.setting(markKey) == mark { return knowledge }
        let trained = try? QuestionHead(path: locator.file("support-shop.safetensors", in: .weights))
        let importing = KnowledgeImport(into: knowledge, encoder: encoder, trained: trained)
        _ = try importing(sources, at: now, progress: progress)
        try knowledge.set(markKey, to: mark)
        return knowledge
    }

    /// Whether a knowledge base is that of the program's shop.
    static func isShop(_ knowledge: KnowledgeBase) throws -> Bool { try knowledge.setting(markKey) != nil }

    private static let markKey = "shopArticles"

    /// Changes when an article or a question changes: names, sizes and times of the files.
    private static func mark(of sources: [String]) throws -> String {
        var mark = Fingerprint(sources.joined(separator: "\n"))
        for source in sources {
            let names =
                (try? FileManager.default.contentsOfDirectory(atPath: source))?.map { "/" + $0 } ?? [""]
            for name in names.sorted() {
                let values = try FileManager.default.attributesOfItem(atPath: source + name)
                mark.add(name.utf8)
                mark.add(UInt64(values[.size] as? Int ?? 0))
                mark.add(UInt64((values[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0))
            }
        }
        return mark.text
    }
}
