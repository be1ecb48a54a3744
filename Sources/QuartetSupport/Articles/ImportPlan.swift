/// What an import does with the articles that were read, against those that a knowledge base has.
public struct ImportPlan: Sendable, Equatable {
    /// An article of the knowledge base.
    public struct Stored: Sendable, Equatable {
        public var id: String
        /// ``Article/fingerprint`` when it was imported.
        public var fingerprint: String
        /// ``ReadArticles/Entry/source`` when it was imported.
        public var source: String

        public init(id: String, fingerprint: String, source: String) {
            (self.id, self.fingerprint, self.source) = (id, fingerprint, source)
        }
    }

    /// Articles that the knowledge base does not have.
    public private(set) var new: [ReadArticles.Entry] = []
    /// Articles that it has with another content.
    public private(set) var changed: [ReadArticles.Entry] = []
    /// Ids of articles that it has as they were read, wherever they came from.
    public private(set) var unchanged: [String] = []
    /// Ids of articles that came from one of the sources and are no longer there.
    public private(set) var gone: [String] = []
    /// Ids of articles that would be gone, if something of their source could not have been read.
    public private(set) var unsure: [String] = []
    /// Ids of articles that were read, but were once removed by hand: they stay removed.
    public private(set) var keptRemoved: [String] = []

    /// - Parameters:
    ///   - removedByHand: ids of articles that the team removed.
    ///   - restores: whether those come back.
    public init(existing: [Stored], removedByHand: Set<String>, read: ReadArticles, restores: Bool = false) {
        let known = Dictionary(existing.map { ($0.id, $0) }) { first, _ in first }
        var ids: Set<String> = []
        for entry in read.entries {
            let id = entry.article.id
            ids.insert(id)
            if removedByHand.contains(id) && !restores {
                keptRemoved.append(id)
            } else if let stored = known[id] {
                if stored.fingerprint == entry.article.fingerprint {
                    unchanged.append(id)
                } else {
                    changed.append(entry)
                }
            } else {
                new.append(entry)
            }
        }
        let broken = read.problems.filter { $0.outcome == .refused }.map(\.file)
        for stored in existing where read.sources.contains(stored.source) && !ids.contains(stored.id) {
            let isBroken = broken.contains { file in
                let file = ArticleFiles.standard(file)
                return file == stored.source || file.hasPrefix(stored.source + "/")
            }
            if isBroken { unsure.append(stored.id) } else { gone.append(stored.id) }
        }
    }
}
