import ArgumentParser
import Foundation
import QuartetEngine
import QuartetModels

/// `quartet bench profile`: where the time of a training step goes.
struct BenchProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Show the instructions of a workload's plan by the time they take.")

    @Argument(
        help: "w1_smiles_vae, w2_traffic_train, w3_cgan_train, w4_seq2seq_train or w5_minilm_encode.")
    var workload = "w3_cgan_train"

    @Option(help: "float32 or bfloat16.")
    var precision = "bfloat16"

    @Option(help: "Threads.")
    var threads = 1

    @Option(help: "Instructions to show.")
    var top = 40

    func validate() throws {
        guard Precision(rawValue: precision) != nil else {
            throw ValidationError("--precision takes float32 or bfloat16.")
        }
        let known = [
            "w1_smiles_vae", "w2_traffic_train", "w3_cgan_train", "w4_seq2seq_train", "w5_minilm_encode",
        ]
        guard known.contains(workload) else {
            throw ValidationError("There are profiles of \(known.joined(separator: ", ")).")
        }
    }

    func run() throws {
        Machine.setThreads(threads)
        let precision = Precision(rawValue: precision) ?? .bfloat16
        let plan: Plan
        if workload == "w3_cgan_train" {
            plan = try GANWork(precision: precision, suppliesNoise: false).training.plan
        } else if workload == "w1_smiles_vae" {
            plan = try SequenceWork(precision: precision, suppliesNoise: false).training.plan
        } else if workload == "w4_seq2seq_train" {
            plan = try TranslationWork(precision: precision) { $0.initialize(seed: 0) }.plan
        } else if workload == "w5_minilm_encode" {
            plan = try SentenceWork(precision: precision) { $0.initialize(seed: 0) }.plan
        } else {
            let store = ParameterStore()
            let model = VariationalAutoencoder(store.scope, Workload.trafficConfiguration)
            store.initialize(seed: 0)
            var configuration = AutoencoderTraining.Configuration()
            configuration.precision = precision
            plan = try AutoencoderTraining(model, store, batch: 512, configuration: configuration).plan
        }
        _ = plan.profile(runs: 2)
        let lines = plan.profile(runs: 5)
        let total = lines.reduce(0) { $0 + $1.seconds }
        print(
            String(
                format: "%d instructions, %.3f ms, arena %.1f MiB", lines.count, total * 1000,
                Double(plan.arenaBytes) / 1_048_576))
        for line in lines.sorted(by: { $0.seconds > $1.seconds }).prefix(max(top, 0)) {
            print(
                String(
                    format: "%9.3f ms %5.1f%% %7.0f GFLOP/s  ", line.seconds * 1000,
                    line.seconds / total * 100,
                    Double(line.operations) / line.seconds / 1e9) + line.label)
        }
    }
}
