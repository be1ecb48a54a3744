import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

/// A follower that gives up after a deadline.
final class LogFollower {
    private var deadline = Date()
    private(set) var events: [String] = []
    private var log: FollowedLog?

    init(
        _ paths: [String], state: String? = nil, patience: Duration = .milliseconds(300),
        grace: Duration = .seconds(60)
    ) throws {
        log = try FollowedLog(
            paths, catalog: sourceCatalog(), state: state, patience: patience, grace: grace
        ) { [unowned self] in Date() > deadline }
        log?.onEvent = { [unowned self] in events.append($0) }
    }

    /// Lines that could not be read.
    var rejected: Int { log?.rejected.count ?? 0 }

    /// The numbers of the next records; commits after each batch if wanted.
    func numbers(_ count: Int, commit: Bool = true) throws -> [Int] {
        deadline = Date() + 5
        var found: [Int] = []
        while found.count < count, let batch = try log?.nextBatch() {
            let field = try #require(batch.schema.field(named: "uid"))
            for record in 0..<batch.count {
                found.append(Int((batch.text(field, of: record) ?? "").dropFirst()) ?? -1)
            }
            if commit { try log?.commit() }
        }
        return found
    }

    /// Whether nothing comes for a while.
    func isQuiet(for seconds: Double = 0.6) throws -> Bool {
        deadline = Date() + seconds
        return try log?.nextBatch() == nil
    }

    static func row(_ number: Int) -> String {
        FormatTests.zeekRow.replacing("Ca1", with: "C\(number)")
    }

    static func rows(_ numbers: ClosedRange<Int>) -> String { numbers.map(row).joined() }

    static func append(_ text: String, _ path: String) throws {
        let handle = try #require(FileHandle(forWritingAtPath: path))
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
    }

    /// Renames a file; where the name says so, packs it as well.
    static func rotate(_ path: String, to name: String) throws {
        let packer = name.hasSuffix(".gz") ? "gzip" : name.hasSuffix(".xz") ? "xz" : nil
        let plain = packer == nil ? name : String(name.dropLast(3))
        try FileManager.default.moveItem(atPath: path, toPath: plain)
        guard let packer else { return }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [packer, plain]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    /// Empties a file, as copytruncate does, and writes to it.
    static func truncate(_ path: String, writing text: String) throws {
        let handle = try #require(FileHandle(forWritingAtPath: path))
        defer { try? handle.close() }
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(text.utf8))
    }

    /// Gives a file the time of a compressor that does not keep the original's.
    static func touch(_ path: String, _ seconds: Double = 0) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date() + seconds], ofItemAtPath: path)
    }
}
