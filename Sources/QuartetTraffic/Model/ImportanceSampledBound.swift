internal import Foundation
public import QuartetEngine

/// The importance-weighted lower bound of a record's log-likelihood under an autoencoder (Burda, Grosse & Salakhutdinov,
/// 2016),
///
///     log p(x) >= log 1/K sum_k p(x|z_k) p(z_k) / q(z_k|x),   z_k = mean + deviation * e_k
///
/// in nats: of the density of the numbers' places on their scales and the probability of the categories' slots. With one
/// sample it is the ordinary estimate of the evidence lower bound; its mean increases with K towards `log p(x)`.
///
/// All records share the draws `e_1 ... e_K`, which depend only on the seed: a record's bound does not depend on its place in
/// the log, and comparisons of records are less noisy than with separate draws.
public final class ImportanceSampledBound: Sendable {
    public let samples: Int
    private let encoder: RecordEncoder
    private let latents: Int
    /// Standard normal, `[samples, latents]`.
    private let draws: [Float]
    /// From rows to mean and log variance of `q(z|x)`.
    private let encoding: Inference
    /// From rows and latents to `-log p(field|z)`, without the constant of the numbers.
    private let decoding: Inference
    /// `log(2 pi) / 2` for each number.
    private let constant: Float

    private static let batch = 1024

    /// - Parameter samples: K, at least 1.
    /// - Throws: ``OutOfMemory`` if the machine does not have the memory for a block of records.
    public init(_ detector: Detector, samples: Int, seed: UInt64 = 0) throws(OutOfMemory) {
        let configuration = detector.parts.network
        // A separate store, which is only read and lives as long as the plans that read it.
        let store = ParameterStore()
        let model = FieldAutoencoder(store.scope, configuration)
        store.copyValues(from: detector.store)
        (self.samples, latents, encoder) = (max(samples, 1), configuration.latents, detector.encoder)
        draws = CounterRandom.normals(self.samples * latents, seed: seed, stream: 0x1AE)
        constant = 0.5 * log(2 * Float.pi) * Float(configuration.numbers)
        let (inputs, latents) = (configuration.inputs, latents)
        encoding = try Inference { [store] graph in
            _ = store
            let rows = graph.input("rows", shape: [Self.batch, inputs])
            let (mean, logVariance) = model.posterior(of: rows)
            return ([rows], [mean.inFullPrecision(), logVariance.inFullPrecision()])
        }
        decoding = try Inference { [store] graph in
            _ = store
            let rows = graph.input("rows", shape: [Self.batch, inputs])
            let latent = graph.input("latent", shape: [Self.batch, latents])
            return ([rows, latent], [model.surprises(rows, heads: model.heads(of: latent)).sum(axes: [1])])
        }
    }

    /// The bound of each record.
    public func bounds(_ columns: RecordColumns) -> [Float] {
        blocks(columns).flatMap { records in
            let count = records.count
            let rows = rows(columns, records)
            let (mean, logVariance) = posterior(rows, count: count)
            // log(sum of exp), a sample at a time: the largest so far, and the sum relative to it.
            var largest = [Float](repeating: -.infinity, count: count)
            var sum = [Float](repeating: 0, count: count)
            var latent = [Float](repeating: 0, count: count * latents)
            var logRatio = [Float](repeating: 0, count: count)
            for sample in 0..<samples {
                for row in 0..<count {
                    var ratio: Float = 0
                    for index in 0..<latents {
                        let place = row * latents + index
                        let draw = draws[sample * latents + index]
                        let z = mean[place] + exp(0.5 * logVariance[place]) * draw
                        latent[place] = z
                        // log p(z) - log q(z|x)
                        ratio += 0.5 * (logVariance[place] + draw * draw - z * z)
                    }
                    logRatio[row] = ratio
                }
                let likelihood = logLikelihoods(rows, latent, count: count)
                for row in 0..<count {
                    let logWeight = likelihood[row] + logRatio[row]
                    if logWeight > largest[row] {
                        sum[row] = sum[row] * exp(largest[row] - logWeight) + 1
                        largest[row] = logWeight
                    } else {
                        sum[row] += exp(logWeight - largest[row])
                    }
                }
            }
            let share = log(Float(samples))
            return (0..<count).map { largest[$0] + log(sum[$0]) - share }
        }
    }

    // MARK: The parts

    /// Mean and log variance of `q(z|x)`, `[records, latents]`.
    package func posterior(_ columns: RecordColumns) -> (mean: [Float], logVariance: [Float]) {
        var (mean, logVariance): ([Float], [Float]) = ([], [])
        for records in blocks(columns) {
            let part = posterior(rows(columns, records), count: records.count)
            mean += part.mean
            logVariance += part.logVariance
        }
        return (mean, logVariance)
    }

    /// `log p(x|z)` of each record.
    ///
    /// - Parameter latent: `[records, latents]`.
    package func logLikelihoods(_ columns: RecordColumns, latent: [Float]) -> [Float] {
        blocks(columns).flatMap { records in
            logLikelihoods(
                rows(columns, records),
                Array(latent[records.lowerBound * latents..<records.upperBound * latents]),
                count: records.count)
        }
    }

    /// The draws of each sample, `[samples, latents]`.
    package var noise: [Float] { draws }

    private func blocks(_ columns: RecordColumns) -> [Range<Int>] {
        RecordBlock.ranges(columns.count, of: Self.batch)
    }

    private func rows(_ columns: RecordColumns, _ records: Range<Int>) -> [Float] {
        encoder.encoded(RecordBlock(columns, records, encoder))
    }

    private func posterior(_ rows: [Float], count: Int) -> (mean: [Float], logVariance: [Float]) {
        encoding.run {
            Self.fill($0[0], rows)
        } read: { outputs in
            (Array(outputs[0].prefix(count * latents)), Array(outputs[1].prefix(count * latents)))
        }
    }

    private func logLikelihoods(_ rows: [Float], _ latent: [Float], count: Int) -> [Float] {
        decoding.run {
            Self.fill($0[0], rows)
            Self.fill($0[1], latent)
        } read: { outputs in
            outputs[0].prefix(count).map { -$0 - constant }
        }
    }

    /// Shorter blocks are padded with zeros.
    private static func fill(_ input: UnsafeMutableBufferPointer<Float>, _ values: [Float]) {
        _ = UnsafeMutableBufferPointer(rebasing: input[..<values.count]).update(from: values)
        UnsafeMutableBufferPointer(rebasing: input[values.count...]).update(repeating: 0)
    }
}
