import Foundation
import QuartetEngine
import QuartetTraffic
import Testing

/// The importance-sampled bound against what it should approximate.
@Suite struct ImportanceSampledBoundTests {
    private static func detector(latents: Int) throws -> Detector {
        var options = DetectorTraining.Options()
        (options.steps, options.hidden, options.latents, options.seed) = (200, [16], latents, 4)
        let detector = try DetectorTraining(options).run(
            training: DetectorTests.ordinary(2000, seed: 1),
            validation: DetectorTests.ordinary(1000, seed: 2),
            progress: { _, _, _ in true })
        return try #require(detector)
    }

    /// `log N(value; mean, exp(logVariance))`.
    private static func logNormal(_ value: Float, _ mean: Float, _ logVariance: Float) -> Double {
        let distance = Double(value - mean)
        return -0.5
            * (log(2 * Double.pi) + Double(logVariance) + distance * distance / exp(Double(logVariance)))
    }

    @Test func oneSampleIsTheOrdinaryEstimate() throws {
        let latents = 3
        let detector = try Self.detector(latents: latents)
        let records = DetectorTests.ordinary(40, seed: 5)
        let bound = try ImportanceSampledBound(detector, samples: 1, seed: 9)
        let (mean, logVariance) = bound.posterior(records)
        let noise = bound.noise
        #expect(noise.count == latents)
        let latent = mean.indices.map { mean[$0] + exp(0.5 * logVariance[$0]) * noise[$0 % latents] }
        let likelihoods = bound.logLikelihoods(records, latent: latent)
        for (record, value) in bound.bounds(records).enumerated() {
            var expected = Double(likelihoods[record])
            for index in record * latents..<(record + 1) * latents {
                expected += Self.logNormal(latent[index], 0, 0)
                expected -= Self.logNormal(latent[index], mean[index], logVariance[index])
            }
            #expect(abs(Double(value) - expected) < 1e-3 * max(1, abs(expected)))
        }
    }

    @Test func theBoundIncreasesWithTheSamples() throws {
        let detector = try Self.detector(latents: 3)
        let records = DetectorTests.ordinary(100, seed: 6)
        // Draws are shared by all records, so that means over seeds are needed, too.
        let means = try [1, 4, 64].map { samples in
            try (0..<24).reduce(0.0) { sum, seed in
                let bound = try ImportanceSampledBound(detector, samples: samples, seed: UInt64(seed))
                let bounds = bound.bounds(records)
                return sum + Double(bounds.reduce(0, +)) / Double(24 * records.count)
            }
        }
        #expect(means[0] < means[1] && means[1] < means[2], "\(means)")
    }

    /// With one latent `log p(x)` is an integral over a line.
    @Test func manySamplesReachTheIntegral() throws {
        let detector = try Self.detector(latents: 1)
        let records = DetectorTests.ordinary(12, seed: 7)
        let bound = try ImportanceSampledBound(detector, samples: 2000, seed: 1)
        let step: Float = 0.01
        var sums = [Double](repeating: 0, count: records.count)
        for place in stride(from: Float(-8), through: 8, by: step) {
            let latent = [Float](repeating: place, count: records.count)
            for (record, value) in bound.logLikelihoods(records, latent: latent).enumerated() {
                sums[record] += exp(Double(value) + Self.logNormal(place, 0, 0)) * Double(step)
            }
        }
        for (record, value) in bound.bounds(records).enumerated() {
            let exact = log(sums[record])
            #expect(abs(Double(value) - exact) < 0.05, "record \(record): \(value), the integral is \(exact)")
        }
    }

    @Test func theSameSeedGivesTheSameBoundAnywhereInALog() throws {
        let detector = try Self.detector(latents: 3)
        let records = DetectorTests.ordinary(1500, seed: 8)
        let bound = try ImportanceSampledBound(detector, samples: 2, seed: 3)
        let all = bound.bounds(records)
        #expect(try ImportanceSampledBound(detector, samples: 2, seed: 3).bounds(records) == all)
        #expect(try ImportanceSampledBound(detector, samples: 2, seed: 4).bounds(records) != all)
        #expect(bound.bounds(records.selected(Array(1100..<1400))) == Array(all[1100..<1400]))
    }
}
