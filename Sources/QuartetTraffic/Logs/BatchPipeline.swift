internal import Foundation

/// Reads on one thread, works on others, and hands the results over on the caller's, in the order of the log: a log is
/// scored on every core while it is being read.
public enum BatchPipeline {
    /// Blocks that are in hand at most, for each thread that works.
    private static let ahead = 3

    /// Calls `body` with every block that `read` gives, in their order; `body` returns false to stop.
    public static func run(
        reading read: @escaping () throws -> RecordBatch?, _ body: (RecordBatch) throws -> Bool
    ) throws {
        try run(reading: read, workers: 1, working: nothing) { batch, _ in try body(batch) }
    }

    /// Calls `body` with every block that `read` gives and what `work` made of it, in the blocks' order; `body` returns
    /// false to stop.
    ///
    /// - Parameters:
    ///   - workers: threads that `work` is done on.
    ///   - work: must not depend on the order in which blocks come.
    ///   - isStopped: asked while the next block is waited for: a pipe that says nothing more shall not hold the caller.
    ///     Where it is true nobody waits for the thread that reads.
    /// - Throws: what `read`, `work` and `body` throw; the blocks before come first.
    public static func run<Product: Sendable>(
        reading read: @escaping () throws -> RecordBatch?, workers: Int,
        working work: @escaping @Sendable (RecordBatch) throws -> Product,
        isStopped: () -> Bool = { false },
        _ body: (RecordBatch, Product) throws -> Bool
    ) throws {
        let stages = BatchStages<Product>(mostInHand: ahead * max(workers, 1))
        let handed = Handed(read: read)
        start {
            do {
                while let batch = try handed.read() {
                    guard stages.put(batch) else { break }
                }
                stages.finish(nil)
            } catch {
                stages.finish(error)
            }
        }
        for _ in 0..<max(workers, 1) {
            start {
                while let (number, batch) = stages.takeWork() {
                    stages.put(number, Result { (batch, try work(batch)) })
                }
                stages.leave()
            }
        }
        defer { stages.abandon(threads: isStopped() ? nil : max(workers, 1)) }
        while let (batch, product) = try stages.take(isStopped) {
            guard try body(batch, product) else { return }
        }
    }

    @Sendable private static func nothing(_ batch: RecordBatch) {}

    // The reading thread alone uses the reader until it has ended.
    private struct Handed: @unchecked Sendable { let read: () throws -> RecordBatch? }

    private static func start(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = 4 << 20
        thread.start()
    }
}

/// What is between the threads of a pipeline: guarded by its condition.
private final class BatchStages<Product: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let mostInHand: Int
    /// Blocks that nobody works on yet, and what was made of others, by their number.
    private var waiting: [(number: Int, batch: RecordBatch)] = []
    private var done: [Int: Result<(RecordBatch, Product), any Error>] = [:]
    private var putNumber = 0
    private var takenNumber = 0
    private var failure: (any Error)?
    private var isFinished = false
    private var isAbandoned = false
    private var left = 0

    init(mostInHand: Int) { self.mostInHand = mostInHand }

    private func locked<Value>(_ body: () throws -> Value) rethrows -> Value {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        return try body()
    }

    /// Waits for room; false when nobody wants more.
    func put(_ batch: RecordBatch) -> Bool {
        locked {
            while putNumber - takenNumber >= mostInHand, !isAbandoned { condition.wait() }
            if isAbandoned { return false }
            waiting.append((putNumber, batch))
            putNumber += 1
            return true
        }
    }

    /// The end of what is read.
    func finish(_ error: (any Error)?) { locked { (failure, isFinished) = (error, true) } }

    /// The next block to work on; nil at the end.
    func takeWork() -> (number: Int, batch: RecordBatch)? {
        locked {
            while waiting.isEmpty, !isFinished, !isAbandoned { condition.wait() }
            return waiting.isEmpty || isAbandoned ? nil : waiting.removeFirst()
        }
    }

    func put(_ number: Int, _ product: Result<(RecordBatch, Product), any Error>) {
        locked { done[number] = product }
    }

    /// A thread that works has ended.
    func leave() { locked { left += 1 } }

    /// The next result; nil at the end, or when the caller is stopped. What was read before a failure comes before it.
    func take(_ isStopped: () -> Bool) throws -> (RecordBatch, Product)? {
        try locked {
            while done[takenNumber] == nil, !(isFinished && takenNumber == putNumber) {
                _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
                if isStopped() { return nil }
            }
            guard let result = done.removeValue(forKey: takenNumber) else {
                if let failure { throw failure }
                return nil
            }
            takenNumber += 1
            return try result.get()
        }
    }

    /// Nobody wants more: waits until the other threads have ended, if it is said how many work.
    func abandon(threads: Int?) {
        locked { isAbandoned = true }
        guard let threads else { return }
        locked { while !isFinished || left < threads { condition.wait() } }
    }
}
