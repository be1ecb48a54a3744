import ArgumentParser
import QuartetEngine

/// A measured piece of work: the shapes of `Benchmarks/torch_workloads.py`.
struct Workload {
    enum Name: String, CaseIterable, ExpressibleByArgument {
        case sequenceTraining = "w1_smiles_vae"
        case trafficTraining = "w2_traffic_train"
        case trafficScoring = "w2_traffic_score"
        case ganTraining = "w3_cgan_train"
        case ganSampling = "w3_cgan_sample"
        case translation = "w4_seq2seq_train"
        case sentenceEncoding = "w5_minilm_encode"
        case decoding = "w6_gpt2_decode"
    }

    /// The sizes that are measured, and small ones with which tests compare a whole model with PyTorch's in seconds.
    enum Scale: String {
        case full, small
    }

    /// Molecules, rows, pictures, tokens or sentences of one step.
    let items: Int
    /// Floating-point operations of one step's matrix products and convolutions.
    let operations: Int
    /// What a step runs, where that is one plan.
    let plan: Plan?
    /// Runs one step and returns its loss (or the mean of its result).
    let step: (Int) throws -> Float

    /// A workload in its full size.
    init(_ name: Name, precision: Precision) throws {
        switch name {
        case .sequenceTraining: self = try SequenceWork.workload(precision)
        case .trafficTraining: self = try TrafficWork.workload(precision)
        case .trafficScoring: self = TrafficScoring.workload(precision)
        case .ganTraining: self = try GANWork.workload(precision)
        case .ganSampling: self = GANSampling.workload(precision)
        case .translation: self = try TranslationWork.workload(precision)
        case .sentenceEncoding: self = try SentenceWork.workload(precision)
        case .decoding: self = try DecodingWork.workload(precision)
        }
    }

    init(items: Int, plan: Plan, step: @escaping (Int) throws -> Float) {
        self.items = items
        operations = plan.operations
        self.plan = plan
        self.step = step
    }

    /// A workload that runs several plans.
    init(items: Int, operations: Int, step: @escaping (Int) throws -> Float) {
        self.items = items
        self.operations = operations
        plan = nil
        self.step = step
    }

    /// Integers in `0..<limit`, the same in every run.
    static func integers(_ count: Int, below limit: Int, stream: UInt32) -> [Int32] {
        CounterRandom.uniforms(count, seed: 1, stream: stream).map { Int32($0 * Float(limit)) }
    }
}
