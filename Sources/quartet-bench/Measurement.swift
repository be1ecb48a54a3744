import CAllocations
import Foundation
import QuartetEngine

/// The measurement of one workload in one process.
struct Measurement: Codable {
    var workload: String
    var precision: String
    var threads: Int
    var itemsPerSecond: Double
    var gigaflopsPerSecond: Double
    var shareOfPeak: Double
    var peakMemoryMiB: Double
    /// Heap allocations per step in steady state: this project's, and oneDNN's own.
    var allocationsPerStep: Double
    var libraryAllocationsPerStep: Double

    /// Runs a workload for about `seconds` after a warm-up. The rate is the median over equal parts, so that a burst of
    /// other work on the machine does not distort it.
    static func run(_ name: Workload.Name, precision: Precision, threads: Int, seconds: Double, peak: Double)
        throws -> Measurement
    {
        Machine.setThreads(threads)
        let workload = try Workload(name, precision: precision)
        var step = 0
        func once() throws {
            _ = try workload.step(step)
            step += 1
        }
        let first = try time { for _ in 0..<3 { try once() } } / 3
        let warmup = max(2, min(50, Int(0.5 / max(first, 1e-6))))
        for _ in 0..<warmup { try once() }
        let single = try time { for _ in 0..<3 { try once() } } / 3
        let parts = 9
        let steps = max(1, Int(seconds / Double(parts) / max(single, 1e-9)))
        let rates = try (0..<parts).map { _ in
            let elapsed = try time { for _ in 0..<steps { try once() } }
            return Double(steps) / elapsed
        }.sorted()
        let rate = rates[parts / 2]
        ca_start()
        for _ in 0..<10 { try once() }
        ca_stop()
        let gigaflops = rate * Double(workload.operations) / 1e9
        return Measurement(
            workload: name.rawValue, precision: precision.rawValue, threads: threads,
            itemsPerSecond: rate * Double(workload.items), gigaflopsPerSecond: gigaflops,
            shareOfPeak: peak > 0 ? gigaflops / peak : 0, peakMemoryMiB: peakMemory(),
            allocationsPerStep: Double(ca_own_count()) / 10,
            libraryAllocationsPerStep: Double(ca_library_count()) / 10)
    }

    /// The rate of a large square matrix product with packed weights, in GFLOP/s: the best of several runs, because it
    /// serves as a limit.
    static func peak(precision: Precision, threads: Int) -> Double {
        Machine.setThreads(threads)
        let size = 2048
        let (store, graph) = (ParameterStore(), Graph())
        let layer = Linear(store.scope, inputs: size, outputs: size, bias: false)
        store.initialize(seed: 0)
        // The left operand is a result itself, so that it is stored in the plan's own precision.
        let product = layer(layer(layer(graph.input("x", shape: [size, size]) * 1.5)))
        let plan = Plan(graph, stages: [Stage(outputs: [product])], precision: precision)
        var best = 0.0
        for _ in 0..<6 {
            for line in plan.profile(runs: 1) where line.operations > 0 {
                best = max(best, Double(line.operations) / line.seconds / 1e9)
            }
        }
        return best
    }

    /// The peak resident size of the process, in MiB.
    static func peakMemory() -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kibibytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) }
        return (kibibytes ?? 0) / 1024
    }

    private static func time(_ body: () throws -> Void) rethrows -> Double {
        let elapsed = try ContinuousClock().measure(body)
        return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    }
}

/// The machine of the measurements.
struct MachineDescription: Codable {
    var processor: String
    var cores: Int
    var instructionSet: String
    var library: String
    /// Measured rate of a large matrix product in GFLOP/s, by precision and thread count, such as `bfloat16/2`.
    var peakGigaflopsPerSecond: [String: Double]

    static func current(peaks: [String: Double]) -> MachineDescription {
        MachineDescription(
            processor: processorName(), cores: ProcessInfo.processInfo.activeProcessorCount,
            instructionSet: Machine.instructionSet, library: Machine.libraryVersion,
            peakGigaflopsPerSecond: peaks)
    }

    private static func processorName() -> String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
    }
}
