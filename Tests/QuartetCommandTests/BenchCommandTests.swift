import Foundation
import QuartetTestSupport
import Testing

/// `quartet-bench`.
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

    /// The keys that other programs read, and that a step in steady state allocates nothing.
    @Test func aStepAllocatesNothing() throws {
        let run = try Self.run([
            "run", "w2_traffic_train", "w3_cgan_sample", "--seconds", "0.1", "--threads", "1,2", "--json",
        ])
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

    private struct Support: Decodable {
        struct Replies: Decodable {
            let conversations, replies, locked, failed: Int
            let repliesPerSecond: Double
        }

        let articles, passages: Int
        let replies: [Replies]
    }

    /// Every message of the conversations is answered.
    @Test func conversationsAtOnceAreAllAnswered() throws {
        let run = try Self.run([
            "support", "--questions", Checkout.file("Benchmarks/Support/shop-questions.csv"), "--passages",
            "50",
            "--random-vectors", "--messages", "12", "--conversations", "1,4", "--json",
        ])
        #expect(run.status == 0, "\(run.errors)")
        let result = try JSONDecoder().decode(Support.self, from: Data(run.output.utf8))
        #expect((result.articles, result.passages) == (5, 50))
        #expect(result.replies.map(\.conversations) == [1, 4])
        for load in result.replies {
            #expect((load.replies, load.locked, load.failed) == (12, 0, 0))
            #expect(load.repliesPerSecond > 0)
        }
    }

    private static func run(_ arguments: [String]) throws -> Program.Outcome {
        try Program.run(arguments, program: "quartet-bench")
    }

    static let workloads = [
        "w1_smiles_vae", "w2_traffic_train", "w2_traffic_score", "w3_cgan_train", "w3_cgan_sample",
        "w4_seq2seq_train", "w5_minilm_encode", "w6_gpt2_decode",
    ]

    private static func results(_ workload: String) -> String {
        Checkout.file("Fixtures/reference/workloads/\(workload).safetensors")
    }

    /// From PyTorch's weights, inputs and noise a whole model gives PyTorch's results.
    @Test(arguments: workloads) func aModelAgreesWithPyTorch(_ workload: String) throws {
        let run = try Self.run(["verify", Self.results(workload)])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let lines = run.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("agrees  \(workload), ") }, "\(run.output)")
        for precision in ["float32", "bfloat16"] {
            #expect(lines.contains { $0.contains(" \(precision): ") }, "\(precision)")
        }
    }

    @Test func aDifferenceFails() throws {
        try inFolder { folder in
            // One weight of the output layer is another: its file keeps its length.
            var bytes = [UInt8](try Data(contentsOf: URL(filePath: Self.results("w2_traffic_score"))))
            let headerEnd = 8 + bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
            let header = try JSONSerialization.jsonObject(with: Data(bytes[8..<headerEnd])) as? [String: Any]
            let entry = try #require(header?["weights/decoder.2.bias"] as? [String: Any])
            let offset = headerEnd + (try #require(entry["data_offsets"] as? [Int]))[0]
            withUnsafeBytes(of: Float(1).bitPattern.littleEndian) {
                bytes.replaceSubrange(offset..<offset + 4, with: $0)
            }
            try Data(bytes).write(to: URL(filePath: folder + "/changed.safetensors"))
            let run = try Self.run(["verify", folder + "/changed.safetensors"])
            #expect(run.status == 1)
            #expect(run.output.hasPrefix("DIFFERS w2_traffic_score, loss float32: "), "\(run.output)")
        }
    }

    @Test func otherFilesAreRefused() throws {
        let run = try Self.run(["verify", Checkout.file("Fixtures/reference/losses.safetensors")])
        #expect(run.status != 0)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("losses.safetensors: the metadata does not name a workload"))
    }

    @Test(arguments: [
        ["--threads", "1,two"], ["--threads", "1,"], ["--threads", ""], ["--threads", "0"],
        ["--precision", "float32,bf16"], ["--seconds", "0"], ["w7_unknown"],
    ]) func unreadableArgumentsAreUsageErrors(_ arguments: [String]) throws {
        let run = try Self.run(["run"] + arguments)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(arguments[0]))
    }

    @Test func aProfileListsInstructions() throws {
        let run = try Self.run(["profile", "w2_traffic_train", "--top", "3"])
        #expect(run.status == 0, "\(run.errors)")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0].contains(" instructions, "))
        let times = lines.dropFirst().compactMap { Double($0.drop { $0 == " " }.prefix { $0 != " " }) }
        #expect(times.count == 3 && times == times.sorted(by: >))
    }
}
