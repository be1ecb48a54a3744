internal import QuartetEngine
internal import QuartetFiles

/// How much of a long piece of work is done, from 0 to 1; called on the thread that asked for the work.
public typealias ShareDone = (Double) -> Void

/// The results of `work` for 0..<count, computed on all cores, in order.
///
/// - Parameters:
///   - block: indices that a thread takes at a time.
///   - work: must depend on its index alone.
func inParallel<Value: Sendable>(
    _ count: Int, block: Int = 16, progress: ShareDone? = nil,
    _ work: @escaping @Sendable (Int) throws -> Value
) throws -> [Value] {
    var next = 0
    var values: [Value] = []
    values.reserveCapacity(count)
    try OrderedPipeline.run(
        reading: { () -> Range<Int>? in
            guard next < count else { return nil }
            defer { next += block }
            return next..<min(next + block, count)
        }, workers: Machine.threads, working: { try $0.map(work) },
        { range, results in
            values += results
            progress?(Double(range.upperBound) / Double(count))
            return true
        })
    return values
}
