internal import Foundation

extension DesignFile {
    /// The garments of a design's file for what a studio makes of them, each with the beginning of its files' names: that of
    /// the file, and with "-2" and so on for the further garments of an outfit.
    ///
    /// - Throws: `FileError` if it cannot be read; ``DesignError/unreadableRecord(path:reason:)`` if it is not a design.
    public static func garments(of path: String) throws -> [(name: String, record: DesignRecord)] {
        let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        do {
            return try DesignFile(contentsOf: path).records.enumerated().map { place, record in
                (place == 0 ? stem : "\(stem)-\(place + 1)", record)
            }
        } catch DesignError.badRecord(let reason) {
            throw DesignError.unreadableRecord(path: path, reason: reason)
        }
    }
}

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
