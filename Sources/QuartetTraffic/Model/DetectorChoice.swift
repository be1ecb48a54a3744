/// The configuration that `train` chose without attacks, and how the alternatives performed on synthetic anomalies.
///
/// An alternative replaces the default only if its area under the ROC curve is larger by ``margin``. Synthetic anomalies are
/// not attacks: on NSL-KDD they prefer logarithms to ranks by 0.011 and no code to a code by 0.006, while both are worse on
/// its real attacks (0.975 and 0.979 against 0.980). Gains of that size are noise, so the default stays unless the logs show
/// a clear difference.
public struct DetectorChoice: Sendable, Codable, Equatable {
    public static let margin = 0.02

    public var scale: ScaleKind
    /// The area for each scale after short trainings; empty when the user named the scale, or no field is a number.
    public var scaleAuroc: [String: Double]
    /// The name of the evidence weights, `standard` by default.
    public var evidence: String
    /// The area of the trained detector for each choice of evidence weights.
    public var evidenceAuroc: [String: Double]

    /// The index of the chosen area; the first is the default's.
    package static func chosen(_ areas: [Double]) -> Int {
        guard let first = areas.first, let best = areas.indices.max(by: { areas[$0] < areas[$1] }) else {
            return 0
        }
        return areas[best] >= first + margin ? best : 0
    }
}

/// Trains a detector in the configuration that performs best on synthetic anomalies.
struct ChoosingTraining {
    let options: DetectorTraining.Options

    /// - Parameters:
    ///   - synthetic: nil uses the defaults without a comparison.
    ///   - progress: called with the step, the number of steps and the loss, over all trainings; returning false ends them.
    /// - Returns: nil when `progress` ended the training.
    func run(
        training: RecordColumns, validation: RecordColumns, synthetic: SyntheticValidation?,
        progress: (Int, Int, Float) throws -> Bool
    ) throws -> (detector: Detector, choice: DetectorChoice?)? {
        try DetectorTraining.requireEnough(training: training, validation: validation)
        let lookups = DetectorTraining.Lookups(training, seed: options.seed)
        let total = options.allSteps
        var (before, scale, scaleAuroc) = (0, options.scale ?? .rank, [String: Double]())
        func trained(_ options: DetectorTraining.Options) throws -> Detector? {
            let detector = try DetectorTraining(options).run(
                training: training, validation: validation, lookups: lookups,
                progress: { try progress(before + $0, total, $2) })
            before += options.steps
            return detector
        }
        if options.scale == nil, let synthetic, !training.numbers.isEmpty {
            var areas: [Double] = []
            for kind in ScaleKind.allCases {
                var trial = options
                (trial.scale, trial.steps) = (kind, options.trialSteps)
                guard let detector = try trained(trial) else { return nil }
                let area = try synthetic.auroc(detector, [.standard])[0]
                areas.append(area)
                scaleAuroc[kind.rawValue] = area
            }
            scale = ScaleKind.allCases[DetectorChoice.chosen(areas)]
        } else {
            before = total - options.steps
        }
        var last = options
        last.scale = scale
        guard let detector = try trained(last) else { return nil }
        guard let synthetic else { return (detector, nil) }
        let candidates = EvidenceWeights.candidates
        let areas = try synthetic.auroc(detector, candidates.map(\.weights))
        let chosen = candidates[DetectorChoice.chosen(areas)]
        return (
            Detector(detector, weights: chosen.weights),
            DetectorChoice(
                scale: scale, scaleAuroc: scaleAuroc, evidence: chosen.name,
                evidenceAuroc: Dictionary(uniqueKeysWithValues: zip(candidates.map(\.name), areas)))
        )
    }
}
