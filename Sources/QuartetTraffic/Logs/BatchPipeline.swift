internal import Foundation

/// Reads on one thread while the caller works on another: with two cores a log is scored while it is being read.
public enum BatchPipeline {
    /// Blocks that are read ahead.
    private static let ahead = 4

    /// One side's results for the other: guarded by its condition.
    private final class Queue: @unchecked Sendable {
        private let condition = NSCondition()
        private var batches: [RecordBatch] = []
        private var failure: (any Error)?
        private var isFinished = false
        private var isAbandoned = false

        /// Waits for room; false when nobody wants more.
        func put(_ batch: RecordBatch) -> Bool {
            condition.lock()
            defer { condition.unlock() }
            while batches.count >= BatchPipeline.ahead, !isAbandoned { condition.wait() }
            if !isAbandoned { batches.append(batch) }
            condition.broadcast()
            return !isAbandoned
        }

        func finish(_ error: (any Error)?) {
            condition.lock()
            (failure, isFinished) = (error, true)
            condition.broadcast()
            condition.unlock()
        }

        func abandon() {
            condition.lock()
            isAbandoned = true
            condition.broadcast()
            condition.unlock()
        }

        /// Waits until the reading side has ended.
        func waitForEnd() {
            condition.lock()
            while !isFinished { condition.wait() }
            condition.unlock()
        }

        /// The next block; nil at the end. What was read before a failure comes before it.
        func take() throws -> RecordBatch? {
            condition.lock()
            defer { condition.unlock() }
            while batches.isEmpty, !isFinished { condition.wait() }
            if !batches.isEmpty {
                condition.broadcast()
                return batches.removeFirst()
            }
            if let failure { throw failure }
            return nil
        }
    }

    // The reading thread alone uses the reader until it has ended.
    private struct Handed: @unchecked Sendable { let read: () throws -> RecordBatch? }

    /// Calls `body` with every block that `read` gives, in their order; `body` returns false to stop.
    public static func run(
        reading read: @escaping () throws -> RecordBatch?, _ body: (RecordBatch) throws -> Bool
    ) throws {
        let queue = Queue()
        let handed = Handed(read: read)
        let thread = Thread {
            do {
                while let batch = try handed.read() {
                    guard queue.put(batch) else { break }
                }
                queue.finish(nil)
            } catch {
                queue.finish(error)
            }
        }
        thread.stackSize = 4 << 20
        thread.start()
        defer {
            queue.abandon()
            queue.waitForEnd()
        }
        while let batch = try queue.take() {
            guard try body(batch) else { return }
        }
    }
}
