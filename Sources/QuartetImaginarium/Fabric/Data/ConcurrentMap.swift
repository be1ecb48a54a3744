internal import Dispatch
internal import QuartetEngine
internal import Synchronization

/// The results of `transform` for 0..<count, computed by as many threads as the engine may use, in order.
///
/// `transform` must depend on its index alone; then the result does not depend on the number of threads.
func concurrentMap<Value: Sendable>(
    _ count: Int, _ transform: @Sendable (Int) -> Value
) -> [Value] {
    guard count > 0 else { return [] }
    let next = Atomic(0)
    return [Value](unsafeUninitializedCapacity: count) { buffer, filled in
        // Safe: every index is written once, by one thread, and read only after all have ended.
        nonisolated(unsafe) let slots = buffer
        DispatchQueue.concurrentPerform(iterations: min(count, Machine.threads)) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if index >= count { break }
                (slots.baseAddress! + index).initialize(to: transform(index))
            }
        }
        filled = count
    }
}
