import Synchronization

/// A trained network that answers: frozen, and safe to be run by many tasks at once.
///
///     let network = Inference { graph in
///         let x = graph.input("x", shape: [1, 64])
///         return ([x], [decoder(x)])
///     }
///     let picture = network.run([.floats(latents)])[0]
///
/// A run takes a plan that is free, or makes another: there are as many plans as runs at the same time. All share the
/// parameters, which nobody may change any more.
public final class Inference: Sendable {
    /// The elements of an input.
    public enum Elements: Sendable {
        case floats([Float])
        case integers([Int32])
    }

    /// Writes the network into a graph, and names what goes in and what comes out.
    public typealias Trace = (Graph) -> (inputs: [Tensor], outputs: [Tensor])

    // One run at a time uses it; what it shares with others, the parameters, is only read.
    private struct Lane: @unchecked Sendable {
        let plan: Plan
        let inputs: [Tensor]
        let outputs: [Tensor]
    }

    // Called under the lock only, and reads what it captured.
    private nonisolated(unsafe) let trace: Trace
    private let precision: Precision
    private let threads: Int
    private let free = Mutex<[Lane]>([])

    /// - Parameter threads: of each run; one serves many runs at once best.
    public init(precision: Precision = .float32, threads: Int = 1, _ trace: @escaping Trace) {
        (self.precision, self.threads, self.trace) = (precision, threads, trace)
    }

    /// The elements of every output. Random tensors depend on `seed` alone.
    public func run(_ inputs: [Elements], seed: UInt64 = 0) -> [[Float]] {
        withLane { lane in
            if inputs.count != lane.inputs.count {
                fatalError("Inference: \(inputs.count) inputs, expected \(lane.inputs.count).")
            }
            for (elements, input) in zip(inputs, lane.inputs) {
                switch elements {
                case .floats(let elements): lane.plan.write(elements, to: input)
                case .integers(let elements): lane.plan.write(elements, to: input)
                }
            }
            lane.plan.run(seed: seed)
            return lane.outputs.map { lane.plan.read($0) }
        }
    }

    /// Runs on what `write` puts into the inputs, and gives what `read` makes of the outputs, where they lie: for blocks
    /// that are too large to be copied twice. Inputs and outputs are float32.
    public func run<Result>(
        seed: UInt64 = 0, write: ([UnsafeMutableBufferPointer<Float>]) -> Void,
        read: ([UnsafeMutableBufferPointer<Float>]) -> Result
    ) -> Result {
        withLane { lane in
            write(lane.inputs.map { lane.plan.floats(of: $0) })
            lane.plan.run(seed: seed)
            return read(lane.outputs.map { lane.plan.floats(of: $0) })
        }
    }

    private func withLane<Result>(_ body: (Lane) -> Result) -> Result {
        // The number of threads belongs to the calling thread, and a plan to one number.
        let before = Machine.threads
        Machine.setThreads(threads)
        defer { Machine.setThreads(before) }
        let lane = free.withLock { lanes in lanes.popLast() ?? makeLane() }
        defer { free.withLock { $0.append(lane) } }
        return body(lane)
    }

    private func makeLane() -> Lane {
        let graph = Graph()
        let (inputs, outputs) = trace(graph)
        let plan = Plan(
            graph, stages: [Stage(outputs: outputs)], precision: precision, threads: threads, frozen: true)
        return Lane(plan: plan, inputs: inputs, outputs: outputs)
    }
}
