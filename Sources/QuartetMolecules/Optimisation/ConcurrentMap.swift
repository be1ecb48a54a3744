internal import QuartetEngine
internal import QuartetFiles

/// The results of `transform` for 0..<count, computed by as many threads as the engine may use, in order.
///
/// `transform` must depend on its index alone; then the result does not depend on the number of threads.
func concurrentMap<Value: Sendable>(
    _ count: Int, _ transform: @escaping @Sendable (Int) throws -> Value
) throws -> [Value] {
    var next = 0
    var results: [Value] = []
    results.reserveCapacity(count)
    try OrderedPipeline.run(
        reading: {
            defer { next += 1 }
            return next < count ? next : nil
        }, workers: min(count, Machine.threads), working: transform,
        { _, result in
            results.append(result)
            return true
        })
    return results
}
