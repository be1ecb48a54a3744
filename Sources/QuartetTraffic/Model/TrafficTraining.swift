internal import Foundation

/// Makes a ``TrafficModel`` out of logs of normal traffic.
public struct TrafficTraining {
    public struct Options: Sendable {
        public var detector = DetectorTraining.Options()
        /// Of the records, those held back for the tails and for the threshold each, when no later log is given.
        public var heldBackShare = 0.1
        public var isDemonstration = false
        public var capsRepeats = true

        public init() {}
    }

    /// What a training found in its records, for its user.
    public struct Findings: Sendable {
        public var trainingRecords = 0
        public var heldBackRecords = 0
        public var thresholdRecords = 0
        public var cappedRepeats = 0
        /// How many records of the most repeated kinds there are.
        public var densestRepeats: [Int] = []
    }

    public let options: Options

    public init(_ options: Options = .init()) { self.options = options }

    /// - Parameters:
    ///   - sample: normal records, in the order of their time.
    ///   - later: later normal records for tails and threshold; by default the last of the sample, or, in a log without
    ///     times, some drawn by the seed.
    ///   - progress: step, of how many, loss; returning false ends the training.
    /// - Returns: nil where `progress` ended it.
    public func run(
        _ sample: RecordSample, later: RecordSample? = nil, calibratedOn: String? = nil,
        progress: (Int, Int, Float) throws -> Bool
    ) throws -> (model: TrafficModel, findings: Findings)? {
        guard let all = sample.batch else {
            throw TrafficModelError.tooFewRecords(
                found: 0, needed: DetectorTraining.fewestRecords, what: "to train on")
        }
        let parts = try split(all, later?.batch)
        let reader = ColumnReader([parts.training], names: sample.names)
        var training = reader.columns(parts.training)
        var findings = Findings()
        if options.capsRepeats {
            let cap = RepeatCap(training)
            (findings.cappedRepeats, findings.densestRepeats) = (cap.removed, cap.densest.map(\.count))
            training = training.selected(cap.kept)
        }
        let heldBack = reader.columns(parts.tails)
        let unseen = reader.columns(parts.threshold)
        let validation =
            unseen.count < DetectorTraining.fewestRecords
            ? nil
            : SyntheticValidation(
                unseen, training: training, isLogarithmic: reader.numbers.map(\.isLogarithmic),
                seed: options.detector.seed)
        guard
            let (detector, choice) = try ChoosingTraining(options: options.detector).run(
                training: training, heldBack: heldBack, validation: validation, progress: progress)
        else { return nil }
        let scores = detector.anomalyScores(of: unseen)
        let calibration = Calibration(scores, recordsPerDay: parts.threshold.recordsPerDay)
        findings.trainingRecords = training.count
        (findings.heldBackRecords, findings.thresholdRecords) = (heldBack.count, scores.count)
        let summary = TrafficModel.Summary(
            format: all.schema.format, trainingRecords: training.count, heldBackRecords: heldBack.count,
            calibratedOn: calibratedOn ?? "held back", version: Self.version(all, options),
            options: options.detector, isDemonstration: options.isDemonstration,
            cappedRepeats: findings.cappedRepeats, choice: choice)
        let windows = WindowBaseline.fitted(to: all)
        // The later log that was given, or all of this one: its last tenth is one time of day.
        let usual = FieldDistributions(unseen, detector.parts, reader)
        let distributions =
            later == nil
            ? FieldDistributions(reader.columns(all), detector.parts, reader, after: usual) : usual
        return (
            TrafficModel(summary, reader, detector, calibration, windows, distributions: distributions),
            findings
        )
    }

    private typealias Parts = (training: RecordBatch, tails: RecordBatch, threshold: RecordBatch)

    /// Training first, then what the tails are measured on, then what the threshold is: by time where there is one.
    private func split(_ all: RecordBatch, _ later: RecordBatch?) throws -> Parts {
        if let later {
            // Halves at random: both shall know every hour of the later log.
            let order = Self.shuffled(later.count, seed: options.detector.seed)
            return (
                all, later.selected(order.prefix(later.count / 2)),
                later.selected(order.dropFirst(later.count / 2).sorted())
            )
        }
        let held = Int(Double(all.count) * options.heldBackShare)
        let needed = Int(Double(DetectorTraining.fewestRecords) / options.heldBackShare)
        guard held >= DetectorTraining.fewestRecords else {
            throw TrafficModelError.tooFewRecords(
                found: all.count, needed: needed, what: "to train on and to hold some of them back")
        }
        let order =
            all.times == nil
            ? Self.shuffled(all.count, seed: options.detector.seed) : Array(0..<all.count)
        let (first, second) = (all.count - 2 * held, all.count - held)
        return (
            all.selected(order[..<first]), all.selected(order[first..<second]), all.selected(order[second...])
        )
    }

    private static func shuffled(_ count: Int, seed: UInt64) -> [Int] {
        var draws = Draws(seed: seed, stream: 0x5917)
        var order = Array(0..<count)
        for index in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(index, draws.index(below: index + 1))
        }
        return order
    }

    /// A name for what was trained: a fingerprint of records and settings.
    private static func version(_ batch: RecordBatch, _ options: Options) -> String {
        var key = UInt64(batch.count) &+ options.detector.seed
        for cell in batch.cells { key = KeyTable.combined(key, cell) }
        key = KeyTable.combined(key, UInt64(options.detector.steps))
        if let scale = options.detector.scale {
            key = KeyTable.combined(key, RecordBatch.hash(scale.rawValue))
        }
        return String(format: "%08x", UInt32(truncatingIfNeeded: key))
    }
}
