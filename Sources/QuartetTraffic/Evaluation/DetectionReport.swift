internal import Foundation
internal import QuartetFiles
public import QuartetImaging
internal import QuartetMetrics
internal import QuartetReports

/// The performance of a detector on labelled records, compared with simple detectors on the same columns.
public struct DetectionReport: Sendable, Encodable {
    public let auroc: Double
    public let auprc: Double
    public let bestF1: Double
    /// By false-alarm rate.
    public let recallAt: [String: Double]
    /// 95 % bootstrap intervals.
    public let intervals: DetectionIntervals
    /// `rarity`, `pca`, `isolationForest`, `bound`, the negative evidence lower bound, and `importanceSampledBound`, see
    /// ``ImportanceSampledBound``.
    public let baselines: [String: DetectionMetrics]
    public let records: Int
    public let anomalies: Int
    public let model: String
    public let version: String
    /// The share of the normal records above the threshold for the requested rate.
    public let falseAlarms: Double
    public let falseAlarmsAsked: Double

    private let scores: [Double]
    private let isAnomaly: [Bool]
    private let ranking: Ranking

    private enum CodingKeys: CodingKey {
        case auroc, auprc, bestF1, recallAt, intervals, baselines, records, anomalies, model, version
        case falseAlarms, falseAlarmsAsked
    }

    /// - Parameters:
    ///   - columns: the labelled records, in the model's columns.
    ///   - training: normal records for the baselines to learn from; nil omits those that need them.
    ///   - importanceSamples: of the importance-sampled bound; nil omits it.
    public init(
        _ model: TrafficModel, name: String, _ columns: RecordColumns, isAnomaly: [Bool],
        training: RecordColumns?, falseAlarmRate: Double = 0.01, importanceSamples: Int? = nil,
        seed: UInt64 = 0
    ) throws {
        let scored = model.detector.breakdown(of: columns)
        scores = scored.scores.map(Double.init)
        self.isAnomaly = isAnomaly
        ranking = try Ranking(scores: scores, isAnomaly: isAnomaly)
        let metrics = DetectionMetrics(ranking.curve())
        (auroc, auprc, bestF1) = (metrics.auroc, metrics.auprc, metrics.bestF1)
        (recallAt, records, anomalies) = (metrics.recallAt, columns.count, ranking.positives)
        intervals = DetectionIntervals(ranking, seed: seed)
        (self.model, version) = (name, model.summary.version)
        var others: [String: [Double]] = [
            "rarity": scored.surprises[.tuple].map(Double.init),
            "bound": scored.bound.map(Double.init),
        ]
        if let importanceSamples {
            let sampled = try ImportanceSampledBound(model.detector, samples: importanceSamples, seed: seed)
            others["importanceSampledBound"] = sampled.bounds(columns).map { -Double($0) }
        }
        if let training {
            let (encoder, width) = (model.detector.encoder, model.detector.width)
            let (known, judged) = (encoder.encoded(training), encoder.encoded(columns))
            var random = PhiloxGenerator(seed: seed, stream: 0x1F0)
            others["isolationForest"] = IsolationForest(known, width: width, using: &random)
                .scores(judged, width: width)
            others["pca"] = PrincipalComponents(known, width: width).reconstructionErrors(judged)
        }
        baselines = try others.mapValues {
            DetectionMetrics(try Ranking(scores: $0, isAnomaly: isAnomaly).curve())
        }
        let threshold = model.calibration.threshold(falseAlarmRate: falseAlarmRate)
        let alarms = zip(scored.scores, isAnomaly).count { !$1 && $0 > threshold }
        falseAlarms = Double(alarms) / Double(ranking.negatives)
        falseAlarmsAsked = falseAlarmRate
    }

    // MARK: Pictures

    public func receiverOperatingCharacteristic() -> Drawing {
        let points = ranking.curve().operatingCharacteristic.map {
            Point(max($0.falseAlarmRate, 1e-4), $0.recall)
        }
        return Chart(
            title: String(format: "Receiver operating characteristic, area %.4f", auroc),
            x: .init("false-alarm rate", scale: .logarithmic, range: 1e-4...1),
            y: .init("recall", range: 0...1),
            series: [Chart.Series((model as NSString).lastPathComponent, samples: points)],
            references: [Chart.Reference(0.01, label: "1 %", vertical: true)]
        ).drawing()
    }

    public func precisionRecall() -> Drawing {
        Chart(
            title: String(format: "Precision and recall, average precision %.4f", auprc),
            x: .init("recall", range: 0...1), y: .init("precision", range: 0...1),
            series: [
                Chart.Series(
                    (model as NSString).lastPathComponent,
                    samples: ranking.curve().precisionRecall.map { Point($0.recall, $0.precision) })
            ]
        ).drawing()
    }

    /// The cube roots of the scores of both classes: sums of cubes are spread too widely.
    public func histogram() -> Drawing {
        func roots(_ wanted: Bool) -> [Double] {
            zip(scores, isAnomaly).filter { $0.1 == wanted }.map { cbrt($0.0) }
        }
        return Chart.histogram(
            title: "Scores", xLabel: "cube root of the score",
            of: [("normal", roots(false)), ("anomalous", roots(true))], bins: 60
        ).drawing()
    }
}
