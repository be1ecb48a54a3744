import Foundation
import QuartetTestSupport
import Testing

/// A synthetic log of a small network, and a detector trained on it.
enum SmallLog {
    /// Web and name traffic of a few hosts; the last records are of a host that does something else.
    static func text(_ count: Int, odd: Int, seed: UInt64) -> String {
        var state = seed
        func uniform() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24)
        }
        var text = "time,source,destination,destination port,bytes_sent,bytes_received,seconds,service\n"
        for record in 0..<count + odd {
            let (isWeb, isOdd, size) = (record % 3 > 0, record >= count, exp(uniform() - 0.5))
            let source = isOdd ? "10.0.0.99" : "10.0.0.\(1 + record % 7)"
            let numbers =
                isOdd ? (9e6, 40.0, 700.0) : isWeb ? (500 * size, 8000 * size, size) : (50.0, 150 * size, 0.1)
            text += "\(1_700_000_000 + 20 * record),\(source),192.0.2.\(isWeb ? 1 : 2),"
            text += "\(isOdd ? 6667 : isWeb ? 443 : 53),"
            text += String(format: "%.0f,%.0f,%.2f,", numbers.0, numbers.1, numbers.2)
            text += (isOdd ? "chat" : isWeb ? "web" : "names") + "\n"
        }
        return text
    }

    /// A folder with `normal.csv`, `today.csv` (five odd records at its end) and the trained `m.safetensors`.
    static func inTrainedFolder(_ body: (String) throws -> Void) throws {
        try inFolder { folder in
            try Data(text(3000, odd: 0, seed: 1).utf8).write(to: URL(filePath: folder + "/normal.csv"))
            try Data(text(400, odd: 5, seed: 2).utf8).write(to: URL(filePath: folder + "/today.csv"))
            let training = try Program.run(
                ["traffic", "train", "normal.csv", "--out", "m.safetensors", "--steps", "80"], in: folder)
            #expect(training.status == 0, "\(training.errors)")
            try body(folder)
        }
    }
}
