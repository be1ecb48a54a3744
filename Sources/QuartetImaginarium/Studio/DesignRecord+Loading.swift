extension DesignRecord {
    /// Reads a record's file for what a studio makes of it.
    ///
    /// - Throws: `FileError` if it cannot be read; ``DesignError/unreadableRecord(path:reason:)`` with the file's name if
    ///   it is not a record, of another version, or has numbers out of range.
    public init(file path: String) throws {
        do {
            try self.init(contentsOf: path)
        } catch DesignError.badRecord(let reason) {
            throw DesignError.unreadableRecord(path: path, reason: reason)
        }
    }
}
