internal import Foundation
internal import QuartetEngine

/// Makes a detector from normal records: the training set is used for the scales, the autoencoder and the tables, the
/// validation set, which none of them has seen, for the tails of all evidence.
public struct DetectorTraining {
    public struct Options: Sendable, Codable, Equatable {
        public var seed: UInt64 = 0
        public var steps = 2000
        public var batch = 512
        public var hidden = [256, 128]
        public var latents = 16
        public var learningRate: Float = 2e-3
        /// How numbers are compared; nil decides by synthetic anomalies, see ``DetectorChoice``.
        public var scale: ScaleKind?

        public init() {}

        /// The steps of a training that only compares scales.
        var trialSteps: Int { min(steps, 300) }

        /// The steps of all trainings together.
        public var allSteps: Int { steps + (scale == nil ? ScaleKind.allCases.count * trialSteps : 0) }
    }

    /// The parts that are counted, not learned; they do not depend on the scale of numbers.
    struct Lookups {
        let rarity: TupleRarity
        let tables: ConditionalTables

        init(_ training: RecordColumns, seed: UInt64) {
            rarity = TupleRarity(training)
            tables = ConditionalTables(
                training, training.categories.map { CategoryScale($0) }, seed: seed)
        }
    }

    /// With fewer records a tail of one in a hundred cannot be measured.
    public static let fewestRecords = 200

    public let options: Options

    public init(_ options: Options = .init()) { self.options = options }

    /// - Parameters:
    ///   - training: normal records for the network and the tables.
    ///   - validation: other normal records, for the tails.
    ///   - progress: called with the step, the number of steps and the loss; returning false ends the training.
    /// - Returns: nil when `progress` ended the training.
    public func run(
        training: RecordColumns, validation: RecordColumns, progress: (Int, Int, Float) throws -> Bool
    ) throws -> Detector? {
        try Self.requireEnough(training: training, validation: validation)
        let lookups = Lookups(training, seed: options.seed)
        return try run(training: training, validation: validation, lookups: lookups, progress: progress)
    }

    func run(
        training: RecordColumns, validation: RecordColumns, lookups: Lookups,
        progress: (Int, Int, Float) throws -> Bool
    ) throws -> Detector? {
        let encoder = RecordEncoder(training, scale: options.scale ?? .rank)
        var network = FieldAutoencoder.Configuration(
            numbers: encoder.numberCount, missing: encoder.missingCount, slots: encoder.slotCounts)
        (network.hidden, network.latents) = (options.hidden, options.latents)
        let store = ParameterStore()
        let model = FieldAutoencoder(store.scope, network)
        try store.requireTrainingMemory()
        store.initialize(seed: options.seed)
        var configuration = FieldTraining.Configuration()
        (configuration.steps, configuration.batch) = (options.steps, options.batch)
        (configuration.learningRate, configuration.seed) = (options.learningRate, options.seed)
        let loss = try FieldTraining(configuration: configuration).run(
            model, store, rows: encoder.encoded(training),
            progress: { try progress($0, options.steps, $1) })
        guard loss != nil else { return nil }
        var parts = Detector.Parts(
            encoder: encoder, network: network, rarity: lookups.rarity, tables: lookups.tables)
        try Self.measureTails(&parts, model, store, validation)
        return try Detector(parts, store, model)
    }

    static func requireEnough(training: RecordColumns, validation: RecordColumns) throws(TrafficModelError) {
        try require(training.count, "to train on")
        try require(validation.count, "in the validation set for the tails")
    }

    private static func require(_ count: Int, _ what: String) throws(TrafficModelError) {
        guard count >= fewestRecords else {
            throw TrafficModelError.tooFewRecords(found: count, needed: fewestRecords, what: what)
        }
    }

    /// Two levels: a tail for each field, then one for each kind of evidence, whose fields' surprises are added.
    private static func measureTails(
        _ parts: inout Detector.Parts, _ model: FieldAutoencoder, _ store: ParameterStore,
        _ columns: RecordColumns
    ) throws {
        let blocks = try Detector(parts, store, model).measurements(columns)
        parts.fieldTails = (0..<parts.network.numbers + parts.network.slots.count).map { field in
            TailTable(blocks.flatMap { $0.answer.losses(of: field) })
        }
        parts.tableTails = (0..<parts.network.numbers).map { number in
            TailTable(blocks.flatMap { $0.tables[number] })
        }
        let judging = try Detector(parts, store, model)
        let evidence = blocks.map { judging.evidence($0) }
        parts.evidenceTails = Evidence.allCases.map { kind in TailTable(evidence.flatMap { $0[kind] }) }
    }
}
