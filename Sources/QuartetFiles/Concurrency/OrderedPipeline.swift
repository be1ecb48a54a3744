internal import Foundation

/// Reads on one thread, works on others, and delivers the results on the caller's, in the order of the input: a file is
/// worked on by every core while it is being read.
public enum OrderedPipeline {
    /// Blocks in progress for each worker, at most.
    private static let ahead = 3

    /// Calls `body` with every block that `read` returns and the result of `work` for it, in the blocks' order; `body`
    /// returns false to stop.
    ///
    /// - Parameters:
    ///   - workers: threads that call `work`.
    ///   - work: must not depend on the order of the blocks.
    ///   - isStopped: checked while waiting for the next block, so that a silent pipe does not block the caller. Once it is
    ///     true, the reading thread is not waited for, and the others two seconds at most.
    /// - Throws: what `read`, `work` and `body` throw, after the blocks before. No thread is at work then, nor after the
    ///   return: tables that `work` uses may be gone when the program ends.
    public static func run<Batch: Sendable, Product: Sendable>(
        reading read: @escaping () throws -> Batch?, workers: Int,
        working work: @escaping @Sendable (Batch) throws -> Product,
        isStopped: () -> Bool = { false },
        _ body: (Batch, Product) throws -> Bool
    ) throws {
        let stages = Stages<Batch, Product>(mostInProgress: ahead * max(workers, 1))
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
        defer { stages.abandon(workers: max(workers, 1), isStopped: isStopped()) }
        while let (batch, product) = try stages.take(isStopped) {
            guard try body(batch, product) else { return }
        }
    }

    // Only the reading thread uses the reader, until it has ended.
    private struct Handed<Batch>: @unchecked Sendable { let read: () throws -> Batch? }

    private static func start(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = 4 << 20
        thread.start()
    }
}

/// What the threads of a pipeline share, guarded by its condition.
private final class Stages<Batch: Sendable, Product: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let mostInProgress: Int
    /// Blocks that wait for a worker, and the results of others by their number.
    private var waiting: [(number: Int, batch: Batch)] = []
    private var done: [Int: Result<(Batch, Product), any Error>] = [:]
    private var putNumber = 0
    private var takenNumber = 0
    private var failure: (any Error)?
    private var isFinished = false
    private var isAbandoned = false
    private var left = 0

    init(mostInProgress: Int) { self.mostInProgress = mostInProgress }

    private func locked<Value>(_ body: () throws -> Value) rethrows -> Value {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        return try body()
    }

    /// Waits for room; false after ``abandon(workers:isStopped:)``.
    func put(_ batch: Batch) -> Bool {
        locked {
            while putNumber - takenNumber >= mostInProgress, !isAbandoned { condition.wait() }
            if isAbandoned { return false }
            waiting.append((putNumber, batch))
            putNumber += 1
            return true
        }
    }

    /// Reading has ended, perhaps with an error.
    func finish(_ error: (any Error)?) { locked { (failure, isFinished) = (error, true) } }

    /// The next block to work on; nil at the end.
    func takeWork() -> (number: Int, batch: Batch)? {
        locked {
            while waiting.isEmpty, !isFinished, !isAbandoned { condition.wait() }
            return waiting.isEmpty || isAbandoned ? nil : waiting.removeFirst()
        }
    }

    func put(_ number: Int, _ product: Result<(Batch, Product), any Error>) {
        locked { done[number] = product }
    }

    /// A worker has ended.
    func leave() { locked { left += 1 } }

    /// The next result; nil at the end, or when the caller is stopped. Results of blocks before a failure come before it.
    func take(_ isStopped: () -> Bool) throws -> (Batch, Product)? {
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

    /// Ends the pipeline, and waits for the other threads: after a stop only for the workers, and not for long, because
    /// the reading thread may wait for a silent pipe and somebody waits for the end.
    func abandon(workers: Int, isStopped: Bool) {
        locked { isAbandoned = true }
        let limit = Date(timeIntervalSinceNow: 2)
        locked {
            while left < workers || !(isFinished || isStopped) {
                if !isStopped {
                    condition.wait()
                } else if !condition.wait(until: limit) {
                    return
                }
            }
        }
    }
}
