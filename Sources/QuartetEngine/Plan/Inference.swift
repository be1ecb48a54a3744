import Synchronization

/// A trained network for inference: frozen, and safe to run from many tasks at once.
///
///     let network = try Inference { graph in
///         let x = graph.input("x", shape: [1, 64])
///         return ([x], [decoder(x)])
///     }
///     let picture = network.run([.floats(latents)])
///
/// A run takes a free plan or makes another, so there are as many plans as there are runs at the same time. All of them
/// share the parameters, which must no longer change.
public final class Inference: Sendable {
    /// The elements of an input.
    public enum Elements: Sendable {
        case floats([Float])
        case integers([Int32])
    }

    /// Writes the network into a graph and returns its inputs and outputs.
    public typealias Trace = (Graph) -> (inputs: [Tensor], outputs: [Tensor])

    // One run at a time uses it. What it shares with others, the parameters, is only read.
    private struct Worker: @unchecked Sendable {
        let plan: Plan
        let inputs: [Tensor]
        let outputs: [Tensor]
    }

    // Runs may trace at the same time: each writes into a graph of its own and only reads what the closure captured.
    private nonisolated(unsafe) let trace: Trace
    private let precision: Precision
    private let threads: Int
    private let free = Mutex<[Worker]>([])

    /// - Parameter threads: threads of each run. One thread is best when many runs happen at once.
    /// - Throws: ``OutOfMemory`` if the machine does not have the memory for one run.
    public init(precision: Precision = .float32, threads: Int = 1, _ trace: @escaping Trace)
        throws(OutOfMemory)
    {
        self.precision = precision
        self.threads = threads
        self.trace = trace
        let first = try withThreads { () throws(OutOfMemory) in try makeWorker() }
        free.withLock { $0.append(first) }
    }

    /// Runs a network with one output, and returns its elements. Random tensors depend on `seed` alone.
    public func run(_ inputs: [Elements], seed: UInt64 = 0) -> [Float] {
        withWorker { worker in
            guard let output = worker.outputs.first, worker.outputs.count == 1 else {
                fatalError(
                    "Inference: \(worker.outputs.count) outputs, expected one; read several with run(write:read:)."
                )
            }
            if inputs.count != worker.inputs.count {
                fatalError("Inference: \(inputs.count) inputs, expected \(worker.inputs.count).")
            }
            for (elements, input) in zip(inputs, worker.inputs) {
                switch elements {
                case .floats(let elements): worker.plan.write(elements, to: input)
                case .integers(let elements): worker.plan.write(elements, to: input)
                }
            }
            worker.plan.run(seed: seed)
            return worker.plan.read(output)
        }
    }

    /// Runs the network on what `write` puts into the inputs and returns what `read` makes of the outputs, both in place:
    /// for blocks that are too large to be copied twice. Inputs and outputs are float32.
    public func run<Result>(
        seed: UInt64 = 0, write: ([UnsafeMutableBufferPointer<Float>]) -> Void,
        read: ([UnsafeMutableBufferPointer<Float>]) -> Result
    ) -> Result {
        withWorker { worker in
            write(worker.inputs.map { worker.plan.floats(of: $0) })
            worker.plan.run(seed: seed)
            return read(worker.outputs.map { worker.plan.floats(of: $0) })
        }
    }

    private func withWorker<Result>(_ body: (Worker) -> Result) -> Result {
        withThreads {
            let worker = free.withLock { $0.popLast() } ?? anotherWorker()
            defer { free.withLock { $0.append(worker) } }
            return body(worker)
        }
    }

    /// The number of threads belongs to the calling thread, and a plan to one number of them.
    private func withThreads<Result, Failure>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result
    {
        let before = Machine.threads
        Machine.setThreads(threads)
        defer { Machine.setThreads(before) }
        return try body()
    }

    /// A further worker takes as much memory as the first, which was checked.
    private func anotherWorker() -> Worker {
        do { return try makeWorker() } catch { fatalError("Inference: \(error)") }
    }

    private func makeWorker() throws(OutOfMemory) -> Worker {
        let graph = Graph()
        let (inputs, outputs) = trace(graph)
        let plan = try Plan.checked(
            graph, stages: [Stage(outputs: outputs)], precision: precision, threads: threads, frozen: true)
        return Worker(plan: plan, inputs: inputs, outputs: outputs)
    }
}
