import Foundation
import QuartetTestSupport
import Testing

/// `traffic flag --follow` as the program that reads its output sees it.
@Suite struct TrafficFollowTests {
    /// The alerts of a block arrive together, just before the position is stored, so that a program that is killed
    /// while it judges a block repeats none of them.
    @Test func theAlertsOfABlockArriveInOnePiece() throws {
        try SmallLog.inTrainedFolder { folder in
            let process = Process()
            process.executableURL = URL(filePath: Program.path)
            process.environment = Program.environment
            process.currentDirectoryURL = URL(filePath: folder)
            process.arguments =
                ["traffic", "flag", "today.csv", "--model", "m.safetensors", "--fpr", "0.02", "--json"]
                + ["--follow", "--state", "position", "--quiet"]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            // What is there when the first bytes arrive.
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            let count = read(output.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
            let first = Data(buffer.prefix(max(0, count)))
            let deadline = Date() + 20
            while try Self.offset(folder) == 0, Date() < deadline { usleep(10_000) }
            process.interrupt()
            let rest = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            let alerts = String(decoding: first + rest, as: UTF8.self).split(separator: "\n").filter {
                !$0.hasPrefix("{\"summary\"") && !$0.contains("\"window.")
            }
            #expect(alerts.count > 5)
            // The C library writes whole pages at once, then the rest.
            #expect(first.count > 4096)
            #expect(first.count + 4096 > alerts.reduce(0) { $0 + $1.utf8.count + 1 })
            #expect(try Self.offset(folder) == Data(contentsOf: URL(filePath: folder + "/today.csv")).count)
        }
    }

    private static func offset(_ folder: String) throws -> Int {
        guard let data = FileManager.default.contents(atPath: folder + "/position") else { return 0 }
        let positions = try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
        return positions?.values.first?["offset"] as? Int ?? 0
    }
}
