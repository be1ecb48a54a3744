internal import Dispatch
internal import Synchronization

/// The results of `transform` for 0..<count in order, computed by as many threads as the engine may use.
///
/// The threads take one index at a time, in rising order. `transform` must depend on its index alone; then neither the
/// result nor the error depends on the number of threads.
///
/// - Parameter progress: called on this thread with the share that is done, from 0 to 1.
/// - Throws: what the first index that fails throws; those behind it are not begun.
public func parallelMap<Value: Sendable, Failure: Error>(
    _ count: Int, progress: ((Double) -> Void)? = nil,
    _ transform: @Sendable (Int) throws(Failure) -> Value
) throws(Failure) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(max(count, 0))
    // All at once, or in a few dozen parts between which progress is reported.
    let threads = Machine.threads
    let part = progress == nil ? count : max(count / 64, 16 * threads)
    while values.count < count {
        let first = values.count
        let results = parallelResults(min(part, count - first), threads: threads) {
            (index) throws(Failure) in try transform(first + index)
        }
        for result in results {
            // None is missing before a failure.
            if let result { values.append(try result.get()) }
        }
        progress?(Double(values.count) / Double(count))
    }
    return values
}

/// The results for 0..<count; those behind a failure may be missing.
private func parallelResults<Value: Sendable, Failure: Error>(
    _ count: Int, threads: Int, _ transform: @Sendable (Int) throws(Failure) -> Value
) -> [Result<Value, Failure>?] {
    let next = Atomic(0)
    var results = [Result<Value, Failure>?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { buffer in
        // Safe: every index is written once, by one thread, and read only after all have ended.
        nonisolated(unsafe) let slots = buffer
        DispatchQueue.concurrentPerform(iterations: max(min(count, threads), 1)) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if index >= count { break }
                let result = Result { () throws(Failure) in try transform(index) }
                slots[index] = result
                if case .failure = result { next.store(count, ordering: .relaxed) }
            }
        }
    }
    return results
}
