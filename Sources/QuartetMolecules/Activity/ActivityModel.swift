internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// A trained model of a file of measurements.
public struct ActivityModel: Sendable {
    /// A measured molecule that the model knows.
    public struct Known: Codable, Sendable, Equatable {
        public let smiles: String
        public let name: String
        public let value: Double
    }

    /// What the model is about.
    public struct Summary: Codable, Sendable, Equatable {
        /// Such as "pIC50" or "logS".
        public let quantity: String
        public let isClassification: Bool
        /// How far repeated measurements lie apart.
        public let repeats: RepeatSpread?
        public let form: ParentForm
    }

    public let summary: Summary
    public let known: [Known]
    let settings: ActivityStack.Settings
    private let reference: ScaledTable
    private let stack: ActivityStack

    /// Steps that ``init(_:form:seed:progress:)`` reports.
    public static let steps = ActivityStack.steps

    /// Trains on all molecules of a table.
    public init(
        _ table: ActivityTable, form: ParentForm, seed: UInt64, progress: () -> Void = {}
    ) throws {
        let entries = table.entries
        let data = try ActivityData(entries.map(\.molecule), values: entries.map(\.value))
        let members = Array(entries.indices)
        reference = data.scaled(by: members)
        stack = ActivityStack(
            data, data.parts(reference), members: members,
            isClassification: table.isClassification, seed: seed, progress: progress)
        settings = stack.settings
        known = entries.map { Known(smiles: $0.smiles, name: $0.name, value: $0.value) }
        summary = Summary(
            quantity: table.quantity, isClassification: table.isClassification, repeats: table.repeats,
            form: form)
    }

    /// Builds a trained model again from what its file keeps.
    init(_ summary: Summary, known: [Known], settings: ActivityStack.Settings) throws {
        let molecules = try parallelMap(known.count) { try Molecule(smiles: known[$0].smiles) }
        let data = try ActivityData(molecules, values: known.map(\.value))
        let members = Array(known.indices)
        reference = data.scaled(by: members)
        stack = ActivityStack(
            data, data.parts(reference), members: members, settings: settings)
        (self.summary, self.known, self.settings) = (summary, known, settings)
    }

    /// How much each part of the stack counts, in words.
    public var weights: [(name: String, weight: Double)] {
        let names = ["environments", "four fingerprints", "fingerprints and descriptors"]
        return zip(names, settings.weights).map { ($0, $1) } + [("forest", settings.forestWeight)]
    }

    /// What the model says about a molecule.
    public struct Prediction: Sendable {
        /// In the model's quantity; the probability of the positive class for labels.
        public let value: Double
        /// That hold 80 and 95 % of new measurements; nil for labels.
        public let interval80: ClosedRange<Double>?
        public let interval95: ClosedRange<Double>?
        public let domain: ApplicabilityDomain
        /// The most similar measured molecules, the nearest first.
        public let nearest: [(known: Known, similarity: Double)]
    }

    /// The value that ``predict(_:neighbours:)`` has for a molecule, without what tells how much it is worth.
    func value(of molecule: MoleculeFeatures) -> Double {
        let asked = FeatureTable([molecule])
        let mean = stack.means(KernelParts(asked, reference), ForestColumns(asked), rows: [0])[0]
        return settings.labels?.probability(mean) ?? mean
    }

    /// Predicts molecules.
    public func predict(_ molecules: [MoleculeFeatures], neighbours: Int = 3) -> [Prediction] {
        let asked = FeatureTable(molecules)
        let parts = KernelParts(asked, reference)
        let found = stack.predict(parts, ForestColumns(asked), rows: Array(molecules.indices))
        return found.enumerated().map { row, found -> Prediction in
            let similarities = known.indices.map {
                (index: $0, value: parts.similarity(row: row, column: $0))
            }
            let nearest = similarities.sorted { ($1.value, $0.index) < ($0.value, $1.index) }
                .prefix(neighbours).map { (known: known[$0.index], similarity: $0.value) }
            let domain = ApplicabilityDomain(
                similarity: similarities.map(\.value).max() ?? 0, deviation: found.deviation,
                calibration: settings.intervals)
            guard let labels = settings.labels else {
                let (narrow, wide) = settings.intervals.intervals(found)
                return Prediction(
                    value: found.mean, interval80: narrow, interval95: wide, domain: domain,
                    nearest: nearest)
            }
            return Prediction(
                value: labels.probability(found.mean), interval80: nil, interval95: nil, domain: domain,
                nearest: nearest)
        }
    }
}

extension IntervalCalibration {
    func intervals(_ found: ActivityStack.Prediction) -> (ClosedRange<Double>, ClosedRange<Double>) {
        func interval(_ factor: Double) -> ClosedRange<Double> {
            let half = factor * found.deviation
            return found.mean - half...found.mean + half
        }
        return (interval(factor80), interval(factor95))
    }
}
