internal import GRDB

extension KnowledgeBase {
    /// - Returns: nil when it is not set.
    public func setting(_ key: String) throws -> String? {
        try read { try $0.setting(key) }
    }

    /// - Parameter value: nil removes the setting.
    public func set(_ key: String, to value: String?) throws {
        try write { try $0.set(key, to: value) }
    }

    /// Grows with every change of articles or vectors, so that a running chat sees that it has to read them again.
    public func changeCounter() throws -> Int {
        try read { try $0.setting(SettingKey.changes).flatMap { Int($0) } ?? 0 }
    }
}

/// Settings that the store itself keeps.
enum SettingKey {
    static let changes = "changeCounter"
    static let indexForm = "indexForm"
    static let erasure = "unfinishedErasure"
}

extension Database {
    func setting(_ key: String) throws -> String? {
        try value(String.self, "SELECT value FROM setting WHERE key = ?", [key])
    }

    func set(_ key: String, to value: String?) throws {
        if let value {
            try run("INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)", [key, value])
        } else {
            try run("DELETE FROM setting WHERE key = ?", [key])
        }
    }

    func countChange() throws {
        let count = try setting(SettingKey.changes).flatMap { Int($0) } ?? 0
        try set(SettingKey.changes, to: "\(count &+ 1)")
    }
}
