/// Predicted probabilities beside what happened, in bins: where the two differ, a model is miscalibrated.
public struct ReliabilityDiagram: Sendable, Equatable {
    /// How the probabilities are divided into bins.
    public enum Binning: Sendable, Equatable {
        /// Bins of equal width between 0 and 1.
        case equalWidth(bins: Int)
        /// Bins between quantiles of the predictions, so that they hold about as many examples each. Equal predictions
        /// stay in one bin, and bins can therefore be fewer.
        case equalMass(bins: Int)
    }

    /// A bin with at least one example.
    public struct Bin: Sendable, Equatable {
        public let count: Int
        /// Mean of the predicted probabilities.
        public let meanPrediction: Double
        /// Share of the examples that were positive.
        public let positiveShare: Double

        public var gap: Double { abs(positiveShare - meanPrediction) }
    }

    /// In ascending order of prediction; empty bins are left out.
    public let bins: [Bin]

    /// - Parameters:
    ///   - predictions: probability of being positive. For a classifier of many classes: the probability of the class
    ///     that it chose, with `isPositive` telling whether the choice was right.
    ///   - isPositive: one label for each prediction.
    /// - Throws: ``MetricError`` if the counts differ, there is no prediction, a prediction is outside 0...1, or there
    ///   is not at least one bin.
    public init(
        predictions: some Sequence<some BinaryFloatingPoint>, isPositive: [Bool], binning: Binning
    ) throws(MetricError) {
        let predictions = try probabilities(predictions, labels: isPositive.count)
        let limits = try binning.upperLimits(predictions)
        var sums = [(count: Int, prediction: Double, positives: Int)](
            repeating: (0, 0, 0), count: limits.count + 1)
        for (prediction, isPositive) in zip(predictions, isPositive) {
            let bin = limits.firstIndex { prediction <= $0 } ?? limits.count
            sums[bin].count += 1
            sums[bin].prediction += prediction
            sums[bin].positives += isPositive ? 1 : 0
        }
        bins = sums.filter { $0.count > 0 }.map { sum in
            Bin(
                count: sum.count, meanPrediction: sum.prediction / Double(sum.count),
                positiveShare: Double(sum.positives) / Double(sum.count))
        }
    }

    /// Mean distance between prediction and outcome over the bins, weighted by their examples (Naeini et al., 2015).
    public var expectedCalibrationError: Double {
        bins.reduce(0) { $0 + Double($1.count) * $1.gap } / Double(bins.reduce(0) { $0 + $1.count })
    }

    /// The largest distance between prediction and outcome in a bin.
    public var maximumCalibrationError: Double { bins.map(\.gap).max() ?? 0 }
}

extension ReliabilityDiagram.Binning {
    /// The upper limits of all bins but the last, each belonging to the bin below it.
    fileprivate func upperLimits(_ predictions: [Double]) throws(MetricError) -> [Double] {
        let bins =
            switch self {
            case .equalWidth(let bins), .equalMass(let bins): bins
            }
        guard bins > 0 else {
            throw .outOfRange(what: "the number of bins", found: Double(bins), expected: "at least 1")
        }
        let shares = (1..<bins).map { Double($0) / Double(bins) }
        guard case .equalMass = self else { return shares }
        let sorted = predictions.sorted()
        return shares.map { share in
            let place = share * Double(sorted.count - 1)
            let (low, part) = (Int(place), place - place.rounded(.down))
            return sorted[low] + part * (sorted[min(low + 1, sorted.count - 1)] - sorted[low])
        }
    }
}
