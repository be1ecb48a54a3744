import Foundation
import Testing

@Suite struct BenchCommandTests {
    private struct Document: Decodable {
        struct Result: Decodable {
            let workload: String
            let precision: String
            let threads: Int
            let itemsPerSecond: Double
            let gigaflopsPerSecond: Double
            let shareOfPeak: Double
            let peakMemoryMiB: Double
            let allocationsPerStep: Double
        }

        let machine: [String: JSONValue]
        let results: [Result]
    }

    private struct JSONValue: Decodable { init(from decoder: any Decoder) throws {} }

    /// The keys that other programs read, and the promise that a step in steady state allocates nothing.
    @Test func aStepAllocatesNothing() throws {
        try inFolder { folder in
            let run = try Program.run(
                [
                    "bench", "run", "w2_traffic_train", "w3_cgan_sample", "--seconds", "0.1", "--threads",
                    "1,2", "--json",
                ],
                in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
            #expect(!document.machine.isEmpty)
            #expect(document.results.count == 8)
            for result in document.results {
                let what = "\(result.workload) \(result.precision) \(result.threads) thread(s)"
                #expect(result.allocationsPerStep == 0, "\(what)")
                #expect(result.itemsPerSecond > 0 && result.gigaflopsPerSecond > 0, "\(what)")
                #expect(result.shareOfPeak > 0 && result.peakMemoryMiB > 1, "\(what)")
            }
        }
    }
}
