internal import GRDB

extension Database {
    /// Runs work that waits for the changes of other processes for another time than usual.
    ///
    /// - Parameter patience: nil for the usual time.
    func waiting(_ patience: Duration?, _ body: () throws -> Void) throws {
        guard let patience else { return try body() }
        let usual = try Int.fetchOne(self, sql: "PRAGMA busy_timeout") ?? 0
        try execute(sql: "PRAGMA busy_timeout = \(Int(patience / .milliseconds(1)))")
        defer { try? execute(sql: "PRAGMA busy_timeout = \(usual)") }
        try body()
    }
}
