import Foundation

/// Measurements as people and programs read them.
enum ResultTable {
    struct Document: Codable {
        var machine: MachineDescription
        var results: [Measurement]
    }

    static func head(_ machine: MachineDescription) -> String {
        let peaks = machine.peakGigaflopsPerSecond.sorted { $0.key < $1.key }
            .map { "\($0.key) \(String(format: "%.0f", $0.value))" }.joined(separator: ", ")
        return """
            \(machine.processor), \(machine.cores) cores, \(machine.instructionSet), \(machine.library)
            Matrix-product peak in GFLOP/s (precision/threads): \(peaks)

            workload           precision  threads      items/s    GFLOP/s  of peak  memory MiB  allocations ours/oneDNN
            """
    }

    static func row(_ m: Measurement) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text.padding(toLength: width, withPad: " ", startingAt: 0)
        }
        return padded(m.workload, 19) + padded(m.precision, 11)
            + String(
                format: "%7d %12.1f %10.1f %7.0f%% %11.0f %10.1f / %.1f", m.threads, m.itemsPerSecond,
                m.gigaflopsPerSecond, m.shareOfPeak * 100, m.peakMemoryMiB, m.allocationsPerStep,
                m.libraryAllocationsPerStep)
    }
}
