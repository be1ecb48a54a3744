internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// A trained detector for one kind of log, with everything that is needed to use it: the columns it sees, how it scores, and
/// the distribution of the scores of normal records. Stored in one safetensors file.
public struct TrafficModel: Sendable {
    /// What a model is, and where it comes from.
    public struct Summary: Sendable, Codable, Equatable {
        /// The log format that it reads.
        public var format: String
        public var trainingRecords: Int
        public var validationRecords: Int
        /// What its threshold was measured on: files, or "held back".
        public var calibratedOn: String
        /// A fingerprint of the training records.
        public var version: String
        public var options: DetectorTraining.Options
        /// Whether the model is a demonstration, which must be calibrated on the user's own network.
        public var isDemonstration: Bool
        /// Near-duplicates that were removed from the training records.
        public var cappedRepeats: Int
        /// Nil in files that were written before there was a choice, and after trainings with too few unseen records.
        public var choice: DetectorChoice?

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

    // MARK: Files

    /// What the metadata of its files names.
    public static let architecture = "quartet traffic detector"
    private static let fileVersion = 1

    private struct Stored: Codable {
        var fileVersion: Int
        var summary: Summary
        var reader: ColumnReader
        var parts: Detector.Parts
        var calibration: Calibration
        var windows: WindowBaseline?
        var distributions: FieldDistributions?
    }

    public func save(to path: String) throws {
        let stored = Stored(
            fileVersion: Self.fileVersion, summary: summary, reader: reader, parts: detector.parts,
            calibration: calibration, windows: windows, distributions: distributions)
        let encoder = JSONEncoder.sorted
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        var writer = SafetensorsWriter(metadata: [
            "architecture": Self.architecture,
            "configuration": try encoder.text(stored),
        ])
        detector.store.add(to: &writer)
        try writer.write(to: path)
    }

    public init(path: String) throws {
        let file = try SafetensorsFile(path: path)
        guard file.metadata["architecture"] == Self.architecture,
            let configuration = file.metadata["configuration"]
        else {
            throw TrafficModelError.damaged(
                file: path, reason: "it holds no traffic detector; `quartet traffic train` makes one")
        }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let stored: Stored
        do {
            stored = try decoder.decode(Stored.self, from: Data(configuration.utf8))
        } catch {
            throw TrafficModelError.damaged(
                file: path, reason: "its description cannot be read: \(DecodingError.reason(of: error))")
        }
        guard stored.fileVersion == Self.fileVersion else {
            throw TrafficModelError.damaged(
                file: path,
                reason:
                    "it has version \(stored.fileVersion), this program reads \(Self.fileVersion): train it anew"
            )
        }
        if let mistake = Self.mistake(stored) {
            throw TrafficModelError.damaged(file: path, reason: mistake)
        }
        let store = ParameterStore()
        let model = FieldAutoencoder(store.scope, stored.parts.network)
        try store.load(file)
        self.init(
            stored.summary, stored.reader, try Detector(stored.parts, store, model), stored.calibration,
            stored.windows, distributions: stored.distributions)
    }

    /// What does not fit together in a file, before anything is built of it.
    private static func mistake(_ stored: Stored) -> String? {
        let (network, encoder) = (stored.parts.network, stored.parts.encoder)
        let sizes = network.hidden + [network.latents]
        guard sizes.allSatisfy({ (1...65_536).contains($0) }), network.numbers == encoder.numberCount,
            network.missing == encoder.missingCount, network.slots == encoder.slotCounts,
            network.outputs > 0, encoder.isSound
        else { return "its network and its scales do not fit together" }
        guard stored.reader.numbers.count == network.numbers,
            stored.reader.categories.count == network.slots.count,
            stored.reader.fieldsAreInside
        else { return "its columns and its scales do not fit together" }
        guard stored.parts.fieldTails.count == network.numbers + network.slots.count,
            stored.parts.tableTails.count == network.numbers,
            stored.parts.evidenceTails.count == Evidence.allCases.count,
            stored.parts.tables.fits(numbers: network.numbers, categories: network.slots)
        else { return "its tables do not fit its fields" }
        guard stored.calibration.isSound else { return "its calibration cannot be used" }
        guard stored.parts.weights.isValid else {
            return "its evidence has no weights that could be used (\(stored.parts.weights))"
        }
        guard stored.distributions?.fits(stored.parts) ?? true else {
            return "its distributions do not fit its fields"
        }
        return nil
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
