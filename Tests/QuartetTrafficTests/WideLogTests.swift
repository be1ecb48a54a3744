import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

/// A file chooses how many fields its lines have: the work must grow with its bytes, not with their square.
@Suite(.serialized) struct WideLogTests {
    /// Processor seconds of this thread.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func cost(_ text: String) throws -> Double {
        let folder = TemporaryFolder()
        let path = try folder.write(text)
        let start = processorTime
        let reader = try LogReader([path], catalog: sourceCatalog())
        var inspection = LogInspection(reader.schema)
        while let batch = try reader.nextBatch() { inspection.add(batch) }
        #expect(inspection.records > 0)
        return processorTime - start
    }

    private static func table(_ width: Int) -> String {
        (0..<3).map { row in (0..<width).map { "\(row == 0 ? "c" : "v\(row)")\($0)" }.joined(separator: ",") }
            .joined(separator: "\n") + "\n"
    }

    /// The names of the second object come in the opposite order.
    private static func objects(_ width: Int) -> String {
        let names = (0..<width).map { "\"k\($0)\":\"v\($0)\"" }
        return "{\(names.joined(separator: ","))}\n{\(names.reversed().joined(separator: ","))}\n"
    }

    /// The names of the last object are not among those that the format was inferred from.
    private static func unknownNames(_ width: Int) -> String {
        let known = (0..<width).map { "\"k\($0)\":1" }.joined(separator: ",")
        let unknown = (0..<width).map { "\"u\($0)\":1" }.joined(separator: ",")
        return "{\(known)}\n" + String(repeating: "{\"k0\":1}\n", count: 220) + "{\(unknown)}\n"
    }

    @Test(arguments: [table, objects, unknownNames] as [@Sendable (Int) -> String])
    func costGrowsWithTheBytes(_ text: @Sendable (Int) -> String) throws {
        _ = try Self.cost(text(100))
        let (narrow, wide) = (try Self.cost(text(1500)), try Self.cost(text(6000)))
        // Four times the bytes: quadratic work would take sixteen times as long.
        #expect(wide < 9 * narrow, "\(narrow) s and \(wide) s")
    }
}
