internal import Foundation
public import QuartetModels

/// A trained detector for one kind of log, with everything that is needed to use it: the columns it sees, how it scores, and
/// the distribution of the scores of normal records. Stored in one safetensors file.
public struct TrafficModel: Sendable {
    /// What a model is, and where it comes from.
    public struct Summary: Sendable, Codable, Equatable, Validatable {
        /// The log format that it reads.
        public var format: String
        public var trainingRecords: Int
        public var validationRecords: Int
        /// What its threshold was measured on: files, or "held back".
        public var calibratedOn: String
        /// A fingerprint of the training records, the settings and the weights.
        public var version: String
        public var options: DetectorTraining.Options
        /// Whether the model is a demonstration, which must be calibrated on the user's own network.
        public var isDemonstration: Bool
        /// Near-duplicates that were removed from the training records.
        public var cappedRepeats: Int
        /// Nil in files that were written before there was a choice, and after trainings with too few unseen records.
        public var choice: DetectorChoice?

        public func validate() throws(InvalidConfiguration) {
            try check("trainingRecords", trainingRecords, in: 0...1 << 40)
            try check("heldBackRecords", validationRecords, in: 0...1 << 40)
            try check("cappedRepeats", cappedRepeats, in: 0...1 << 40)
        }

        private enum CodingKeys: String, CodingKey {
            case format, trainingRecords
            case validationRecords = "heldBackRecords"
            case calibratedOn, version, options, isDemonstration, cappedRepeats, choice
        }
    }

    public var summary: Summary
    public let reader: ColumnReader
    public let detector: Detector
    public var calibration: Calibration
    /// The behaviour of sources over time in normal traffic; nil for logs without sources or times.
    public var windows: WindowBaseline?
    /// The distributions of the fields of the calibration's records; nil in files of earlier versions.
    public var distributions: FieldDistributions?

    init(
        _ summary: Summary, _ reader: ColumnReader, _ detector: Detector, _ calibration: Calibration,
        _ windows: WindowBaseline?, distributions: FieldDistributions? = nil
    ) {
        self.distributions = distributions
        (self.summary, self.reader, self.detector) = (summary, reader, detector)
        (self.calibration, self.windows) = (calibration, windows)
    }

    /// The columns of a block of records.
    ///
    /// - Throws: ``TrafficModelError/otherFormat(file:found:expected:)`` for a log of another format.
    public func columns(_ batch: RecordBatch) throws(TrafficModelError) -> RecordColumns {
        guard batch.schema.fields.map(\.name) == reader.schema.fields.map(\.name) else {
            throw .otherFormat(file: batch.source, found: batch.schema.format, expected: reader.schema.format)
        }
        return reader.columns(batch)
    }
}

extension TrafficModel {
    /// A copy of the model with a new threshold, measured on normal records of the user's network.
    ///
    /// - Throws: ``TrafficModelError/tooFewRecords(found:needed:what:)``.
    public func calibrated(on sample: RecordSample, from name: String) throws -> TrafficModel {
        guard let batch = sample.batch, batch.count >= DetectorTraining.fewestRecords else {
            throw TrafficModelError.tooFewRecords(
                found: sample.count, needed: DetectorTraining.fewestRecords, what: "to set the threshold")
        }
        var model = self
        let columns = try columns(batch)
        model.calibration = Calibration(
            detector.anomalyScores(of: columns),
            recordsPerDay: batch.recordsPerDay.map { $0 * Double(sample.oneOf) })
        model.distributions = FieldDistributions(
            columns, detector.parts, reader, after: distributions)
        (model.summary.calibratedOn, model.summary.isDemonstration) = (name, false)
        return model
    }
}
