import ArgumentParser
import Foundation
import QuartetEngine
import QuartetModels

/// `quartet bench verify`: proves that a workload does the same work as PyTorch's.
struct BenchVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare losses with those that PyTorch gave from the same weights, inputs and noise.",
        discussion: """
            FILE is what `Benchmarks/torch_workloads.py --workload NAME --dump FILE` wrote; its name holds the workload's. \
            Losses agree within 1e-4 in float32 and 1e-2 in bfloat16, relative to the larger of 1 and the loss.

            The three steps of w3 start from PyTorch's own state each: Adam's first step is the sign of the gradient, so \
            that runs in a row part by more than this even between one and two threads of PyTorch.
            """)

    @Argument(help: "Files that torch_workloads.py --dump wrote.", completion: .file())
    var files: [String]

    func run() throws {
        var failed = false
        for path in files {
            let file = try SafetensorsFile(path: path)
            for precision in Precision.allCases {
                let checks: [Check]
                if path.contains("w1_smiles_vae") {
                    checks = try sequenceTraining(file, precision)
                } else if path.contains("w2_traffic_train") {
                    checks = try trafficTraining(file, precision)
                } else if path.contains("w2_traffic_score") {
                    checks = try trafficScoring(file, precision)
                } else if path.contains("w3_cgan_train") {
                    checks = try ganTraining(file, precision)
                } else if path.contains("w3_cgan_sample") {
                    checks = try ganSampling(file, precision)
                } else if path.contains("w4_seq2seq_train") {
                    checks = try translation(file, precision)
                } else if path.contains("w5_minilm_encode") {
                    checks = try sentenceEncoding(file, precision)
                } else if path.contains("w6_gpt2_decode") {
                    checks = try decoding(file, precision)
                } else {
                    throw ValidationError("\(path): the name holds no workload, such as w3_cgan_train.")
                }
                for check in checks {
                    let limit = precision == .float32 ? 1e-4 : 1e-2
                    let difference =
                        Double(abs(check.ours - check.theirs)) / Double(max(1, abs(check.theirs)))
                    let agrees = difference <= limit
                    failed = failed || !agrees
                    print(
                        "\(agrees ? "agrees " : "DIFFERS") \(check.name) \(precision.rawValue): "
                            + String(
                                format: "%.6f, PyTorch %.6f, difference %.1e", check.ours, check.theirs,
                                difference))
                }
            }
        }
        if failed { throw ExitCode.failure }
    }

    struct Check {
        let name: String
        let ours: Float
        let theirs: Float
    }

    private func sequenceTraining(_ file: SafetensorsFile, _ precision: Precision) throws -> [Check] {
        let work = try SequenceWork(precision: precision, suppliesNoise: true)
        try fill(work.store, file, "weights/")
        let training = work.training
        training.plan.write(try file.integers("tokens").map { Int32($0) }, to: training.tokens)
        let noise = try file.floats("noise")
        let losses = try file.floats("losses/\(precision.rawValue)")
        return losses.indices.map { step in
            let count = noise.count / losses.count
            if let input = training.noise {
                training.plan.write(Array(noise[step * count..<(step + 1) * count]), to: input)
            }
            return Check(
                name: "w1_smiles_vae, loss of step \(step + 1)", ours: work.step(step).loss,
                theirs: losses[step])
        }
    }

    private func trafficTraining(_ file: SafetensorsFile, _ precision: Precision) throws -> [Check] {
        let store = ParameterStore()
        let model = VariationalAutoencoder(store.scope, Workload.trafficConfiguration)
        try fill(store, file, "weights/")
        var configuration = AutoencoderTraining.Configuration()
        configuration.precision = precision
        let training = try AutoencoderTraining(
            model, store, batch: 512, configuration: configuration, suppliesNoise: true)
        training.plan.write(try file.floats("rows"), to: training.examples)
        let noise = try file.floats("noise")
        let losses = try file.floats("losses/\(precision.rawValue)")
        return losses.indices.map { step in
            if let input = training.noise {
                training.plan.write(Array(noise[step * 512 * 16..<(step + 1) * 512 * 16]), to: input)
            }
            return Check(
                name: "w2_traffic_train, loss of step \(step + 1)",
                ours: training.step(seed: 0, step: step).loss,
                theirs: losses[step])
        }
    }

    private func trafficScoring(_ file: SafetensorsFile, _ precision: Precision) throws -> [Check] {
        let store = ParameterStore()
        let model = VariationalAutoencoder(store.scope, Workload.trafficConfiguration)
        try fill(store, file, "weights/")
        let scoring = TrafficScoring(model, precision: precision, suppliesNoise: true)
        scoring.plan.write(try file.floats("rows"), to: scoring.rows)
        if let noise = scoring.noise { scoring.plan.write(try file.floats("noise"), to: noise) }
        scoring.plan.run()
        return [
            Check(
                name: "w2_traffic_score, loss", ours: scoring.plan.scalar(scoring.loss),
                theirs: try file.floats("loss/\(precision.rawValue)")[0])
        ]
    }

    private func ganTraining(_ file: SafetensorsFile, _ precision: Precision) throws -> [Check] {
        let z = try file.floats("z")
        let images = try file.floats("images")
        let labels = try file.integers("labels").map { Int32($0) }
        let onDiscriminator = try file.floats("restartedDiscriminatorLosses/\(precision.rawValue)")
        let onGenerator = try file.floats("restartedGeneratorLosses/\(precision.rawValue)")
        var checks: [Check] = []
        for step in onGenerator.indices {
            let work = try GANWork(precision: precision, suppliesNoise: true)
            let prefix = step == 0 ? "" : "states/\(step)/"
            try fill(
                work.generator, file, "\(prefix)weights/generator.", buffers: "\(prefix)buffers/generator.")
            try fill(work.discriminator, file, "\(prefix)weights/discriminator.")
            let training = work.training
            if step > 0 {
                try restore(training.generatorOptimizer, work.generator, file, prefix, "generator.", step)
                try restore(
                    training.discriminatorOptimizer, work.discriminator, file, prefix, "discriminator.", step)
            }
            training.plan.write(images, to: training.real)
            training.plan.write(labels, to: training.labels)
            if let noise = work.noise {
                training.plan.write(Array(z[step * 64 * 128..<(step + 1) * 64 * 128]), to: noise)
            }
            let report = training.step(seed: 0, step: step)
            checks += [
                Check(
                    name: "w3_cgan_train, discriminator's loss of step \(step + 1)",
                    ours: report.discriminatorLoss,
                    theirs: onDiscriminator[step]),
                Check(
                    name: "w3_cgan_train, generator's loss of step \(step + 1)", ours: report.generatorLoss,
                    theirs: onGenerator[step]),
            ]
        }
        return checks
    }

    private func ganSampling(_ file: SafetensorsFile, _ precision: Precision) throws -> [Check] {
        let store = ParameterStore()
        let generator = DCGANGenerator(store.scope, classes: 16)
        try fill(store, file, "weights/")
        let graph = Graph()
        let labels = graph.input("labels", shape: [16], type: .int32)
        let z = graph.input("z", shape: [16, 128])
        let mean = generator(z, condition: Condition(labels: labels), mode: .evaluation).inFullPrecision()
            .mean()
        let plan = Plan(graph, stages: [Stage(outputs: [mean])], precision: precision, frozen: true)
        plan.write(try file.floats("z"), to: z)
        plan.write(try file.integers("labels").map { Int32($0) }, to: labels)
        plan.run()
        return [
            Check(
                name: "w3_cgan_sample, mean of the pictures", ours: plan.scalar(mean),
                theirs: try file.floats("mean/\(precision.rawValue)")[0])
        ]
    }

    private func translation(_ file: SafetensorsFile, _ precision: Precision) throws -> [Check] {
        let work = try TranslationWork(precision: precision) { try fill($0, file, "weights/") }
        work.write(
            sources: try file.integers("sources").map { Int32($0) },
            targets: try file.integers("targets").map { Int32($0) })
        return try file.floats("losses/\(precision.rawValue)").enumerated().map { step, loss in
            Check(name: "w4_seq2seq_train, loss of step \(step + 1)", ours: work.step(step), theirs: loss)
        }
    }

    /// The vectors themselves: their mean alone is nearly nothing.
    private func sentenceEncoding(_ file: SafetensorsFile, _ precision: Precision) throws -> [Check] {
        let work = try SentenceWork(precision: precision) { try fill($0, file, "weights/") }
        work.write(try file.integers("words").map { Int32($0) })
        _ = work.step(0)
        let theirs = try file.floats("sentences/\(precision.rawValue)")
        let pairs = zip(work.plan.read(work.sentences), theirs)
        let worst = pairs.max { abs($0.0 - $0.1) < abs($1.0 - $1.1) }
        return [
            Check(
                name: "w5_minilm_encode, the number of \(theirs.count) that differs most",
                ours: worst?.0 ?? 0, theirs: worst?.1 ?? 0)
        ]
    }

    /// Each token of a text, judged by those before it, which are read one at a time through the cache.
    private func decoding(_ file: SafetensorsFile, _ precision: Precision) throws -> [Check] {
        let store = ParameterStore()
        let model = LanguageModel(store.scope, Workload.decodedModel)
        try fill(store, file, "weights/")
        let text = try file.integers("text").map { Int32($0) }
        let decoder = try LanguageModelDecoder(model, store, capacity: text.count, precision: precision)
        var loss = 0.0
        for (token, next) in zip(text, text.dropFirst()) {
            try decoder.read([[token]])
            let scores = decoder.scores(of: 0).map(Double.init)
            let highest = scores.max() ?? 0
            let sum = scores.reduce(0) { $0 + exp($1 - highest) }
            loss += highest + log(sum) - scores[Int(next)]
        }
        return [
            Check(
                name: "w6_gpt2_decode, mean negative log likelihood of a text",
                ours: Float(loss / Double(text.count - 1)),
                theirs: try file.floats("loss/\(precision.rawValue)")[0])
        ]
    }

    /// Fills parameters by name; running statistics keep their start where the file has none.
    private func fill(
        _ store: ParameterStore, _ file: SafetensorsFile, _ prefix: String, buffers: String? = nil
    ) throws {
        store.initialize(seed: 0)
        for parameter in store.parameters {
            if parameter.isTrainable {
                try file.copyFloats(prefix + parameter.name, to: parameter.values)
            } else if let buffers, file.entries[buffers + parameter.name] != nil {
                try file.copyFloats(buffers + parameter.name, to: parameter.values)
            }
        }
    }

    private func restore(
        _ optimizer: Optimizer, _ store: ParameterStore, _ file: SafetensorsFile, _ prefix: String,
        _ model: String,
        _ steps: Int
    ) throws {
        for parameter in store.parameters where parameter.isTrainable {
            let (first, second) = optimizer.moments(of: parameter)
            try file.copyFloats("\(prefix)firstMoments/\(model)\(parameter.name)", to: first)
            if let second {
                try file.copyFloats("\(prefix)secondMoments/\(model)\(parameter.name)", to: second)
            }
        }
        optimizer.restore(stepCount: steps)
    }
}
