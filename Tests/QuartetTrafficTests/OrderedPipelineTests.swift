import Foundation
import QuartetFiles
import QuartetTestSupport
import QuartetTraffic
import Synchronization
import Testing

@Suite struct OrderedPipelineTests {
    private struct Failure: Error, Equatable { var records: Int }

    /// Rotated logs, one block each: the first has one record, the next two, and so on.
    private static func reader(_ folder: TemporaryFolder, logs: Int) throws -> LogReader {
        let paths = try (1...logs).map { number in
            let rows = (0..<number).map { "\($0),\(2 * $0)\n" }.joined()
            return try folder.write("a,b\n" + rows, String(format: "%02d.csv", number))
        }
        return try LogReader(paths, catalog: sourceCatalog(), rejected: RejectedLines(writingTo: nil))
    }

    @Test(arguments: [1, 2, 5]) func resultsComeInTheOrderOfTheLog(workers: Int) throws {
        let folder = TemporaryFolder()
        let reader = try Self.reader(folder, logs: 40)
        var seen: [Int] = []
        let work: @Sendable (RecordBatch) -> Int = { batch in
            // Some blocks take longer than later ones.
            if batch.count % 3 == 0 { usleep(2000) }
            return batch.count
        }
        try OrderedPipeline.run(reading: reader.nextBatch, workers: workers, working: work) { batch, count in
            #expect(count == batch.count)
            seen.append(count)
            return true
        }
        #expect(seen == Array(1...40))
    }

    @Test func aFailureComesAfterTheBlocksBeforeIt() throws {
        let folder = TemporaryFolder()
        let reader = try Self.reader(folder, logs: 20)
        var seen: [Int] = []
        let work: @Sendable (RecordBatch) throws -> Void = { batch in
            if batch.count == 7 { throw Failure(records: 7) }
        }
        #expect(throws: Failure(records: 7)) {
            try OrderedPipeline.run(reading: reader.nextBatch, workers: 3, working: work) { batch, _ in
                seen.append(batch.count)
                return true
            }
        }
        #expect(seen == Array(1...6))
    }

    /// Tables that the work uses may be gone when the program ends: no worker is left behind, though the reader waits.
    @Test func aStopWaitsForTheWorkersAlone() throws {
        let begun = Mutex(false)
        let ended = Mutex(false)
        let read = Mutex(false)
        let never = DispatchSemaphore(value: 0)
        defer { never.signal() }
        try OrderedPipeline.run(
            reading: { () -> Int? in
                if read.withLock({ $0 }) { never.wait() }
                return read.withLock { isRead in
                    defer { isRead = true }
                    return isRead ? nil : 1
                }
            }, workers: 2,
            working: { _ in
                begun.withLock { $0 = true }
                usleep(300_000)
                ended.withLock { $0 = true }
            }, isStopped: { begun.withLock { $0 } }, { _, _ in true })
        #expect(ended.withLock { $0 })
    }

    @Test func theBodyCanStopTheReading() throws {
        let folder = TemporaryFolder()
        let reader = try Self.reader(folder, logs: 40)
        let read = Mutex(0)
        var seen = 0
        let next: () throws -> RecordBatch? = {
            read.withLock { $0 += 1 }
            return try reader.nextBatch()
        }
        try OrderedPipeline.run(
            reading: next, workers: 1, working: { _ in },
            { _, _ in
                seen += 1
                return seen < 3
            })
        #expect(seen == 3)
        #expect(read.withLock { $0 } < 20)
    }
}
