import Dispatch

/// The results of `transform` for 0..<count, computed on all cores, in order.
///
/// Each index must depend on nothing but itself, so the result does not depend on the number of cores.
func concurrentMap<Value: Sendable>(
    _ count: Int, _ transform: @Sendable (Int) -> Value
) -> [Value] {
    guard count > 0 else { return [] }
    return [Value](unsafeUninitializedCapacity: count) { buffer, filled in
        // Safe: every index is written once, by one thread, and read only after all have ended.
        nonisolated(unsafe) let slots = buffer
        DispatchQueue.concurrentPerform(iterations: count) { index in
            (slots.baseAddress! + index).initialize(to: transform(index))
        }
        filled = count
    }
}
