internal import QuartetEngine
internal import QuartetText
internal import Synchronization

/// Runs an encoder's network over texts of any lengths: texts of similar length share a batch, so that little of it is
/// padding. Each shape of batch has a plan, and there are few shapes.
///
/// One thread at a time runs it; others wait.
final class EncoderPasses: Sendable {
    /// Token ids, lengths and segments to `[batch, width]`.
    typealias Network = (_ tokens: Tensor, _ lengths: Tensor, _ segments: Tensor) -> Tensor

    private struct Pass {
        let plan: Plan
        let tokens, lengths, segments, result: Tensor
    }

    private struct State {
        var passes: [[Int]: Pass] = [:]
        /// The plan with the most values, in whose memory the others compute.
        var largest: Plan?
    }

    // Plans are made and run behind the lock. The parameters that they share are only read.
    private nonisolated(unsafe) let network: Network
    private let state = Mutex(UncheckedState(State()))
    private let context: Int
    let precision: Precision
    let threads: Int?

    /// The lock is what makes it safe.
    private struct UncheckedState: @unchecked Sendable {
        var value: State
        init(_ value: State) { self.value = value }
    }

    /// - Parameters:
    ///   - context: tokens of the longest text.
    ///   - threads: of each run; nil for those of the thread that calls.
    init(context: Int, precision: Precision, threads: Int?, _ network: @escaping Network) {
        (self.context, self.precision, self.threads) = (context, precision, threads)
        self.network = network
    }

    /// The numbers that the network gives for each text.
    func callAsFunction(_ texts: [Encoding]) throws(OutOfMemory) -> [[Float]] {
        let before = Machine.threads
        if let threads { Machine.setThreads(threads) }
        defer { Machine.setThreads(before) }
        return try state.withLock { (state) throws(OutOfMemory) in
            try rows(of: texts, &state.value)
        }
    }

    private func rows(of texts: [Encoding], _ state: inout State) throws(OutOfMemory) -> [[Float]] {
        let order = texts.indices.sorted { (texts[$0].ids.count, $0) < (texts[$1].ids.count, $1) }
        var rows = [[Float]](repeating: [], count: texts.count)
        // From the longest: the plan with the most values comes first.
        var rest = order[...]
        while let longest = rest.last {
            let length = length(texts[longest].ids.count)
            let batch = min(Self.largestBatch(length: length), Self.batch(holding: rest.count))
            let chosen = rest.suffix(batch)
            let pass = try pass(batch: batch, length: length, &state)
            fill(pass, chosen.map { texts[$0] })
            pass.plan.run()
            let result = pass.plan.floats(of: pass.result)
            let width = result.count / batch
            for (row, text) in chosen.enumerated() {
                rows[text] = Array(result[row * width..<(row + 1) * width])
            }
            rest.removeLast(chosen.count)
        }
        return rows
    }

    /// Few different lengths, because each has plans of its own.
    private func length(_ tokens: Int) -> Int {
        min(max(tokens, 1).roundedUp(toMultipleOf: tokens <= 128 ? 16 : 64), context)
    }

    /// Texts of a batch: 32, or fewer long ones, so that memory stays bounded.
    private static func largestBatch(length: Int) -> Int {
        min(32, max(1, 4096 / length).roundedDownToPowerOfTwo)
    }

    /// A power of two, so that there are few shapes: the next one where at most a quarter of it stays empty.
    private static func batch(holding count: Int) -> Int {
        let below = count.roundedDownToPowerOfTwo
        return 2 * count >= 3 * below ? 2 * below : below
    }

    private func fill(_ pass: Pass, _ texts: [Encoding]) {
        let (batch, length) = (pass.tokens.shape[0], pass.tokens.shape[1])
        func padded(_ rows: [[Int32]]) -> [Int32] {
            let filled = rows.flatMap { $0 + [Int32](repeating: 0, count: length - $0.count) }
            return filled + [Int32](repeating: 0, count: batch * length - filled.count)
        }
        pass.plan.write(padded(texts.map(\.ids)), to: pass.tokens)
        pass.plan.write(padded(texts.map(\.typeIDs)), to: pass.segments)
        // An empty row counts as one token.
        let lengths = texts.map { Int32($0.ids.count) }
        pass.plan.write(
            lengths + [Int32](repeating: 1, count: batch - lengths.count), to: pass.lengths)
    }

    private func pass(batch: Int, length: Int, _ state: inout State) throws(OutOfMemory) -> Pass {
        let key = [batch, length, Machine.threads]
        if let pass = state.passes[key] { return pass }
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [batch, length], type: .int32)
        let lengths = graph.input("lengths", shape: [batch], type: .int32)
        let segments = graph.input("segments", shape: [batch, length], type: .int32)
        let result = network(tokens, lengths, segments)
        let plan = try Plan.checked(
            graph, stages: [Stage(outputs: [result])], precision: precision, frozen: true,
            sharingMemoryOf: state.largest)
        if plan.arenaBytes >= state.largest?.arenaBytes ?? 0 { state.largest = plan }
        let pass = Pass(plan: plan, tokens: tokens, lengths: lengths, segments: segments, result: result)
        state.passes[key] = pass
        return pass
    }
}

extension Int {
    func roundedUp(toMultipleOf step: Int) -> Int { (self + step - 1) / step * step }

    /// The largest power of two that is not larger; 1 for less than 1.
    var roundedDownToPowerOfTwo: Int { self < 1 ? 1 : 1 << (Int.bitWidth - 1 - leadingZeroBitCount) }
}
