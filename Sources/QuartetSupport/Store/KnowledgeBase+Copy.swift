internal import GRDB

extension KnowledgeBase {
    /// A copy in another file, made while this one is in use (SQLite's online backup).
    package func copied(to path: String) throws -> KnowledgeBase {
        let copy = try KnowledgeBase.open(path)
        try StoreError.translating(path) { try pool.backup(to: copy.pool) }
        return copy
    }
}
