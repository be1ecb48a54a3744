/// Scores of some records, with what they are made of.
public struct ScoreBreakdown: Sendable {
    /// The higher, the more anomalous.
    public private(set) var scores: [Float] = []
    /// In nats.
    public private(set) var surprises = EvidenceTable()
    /// The negative evidence lower bound with the posterior's mean, up to a constant, in nats.
    public private(set) var bound: [Float] = []
    /// Surprise of each field under the autoencoder, numbers before categories.
    private var fields: [[Float]] = []
    /// Surprise of each number in the tables.
    private var tables: [[Float]] = []
    /// What the autoencoder expects, `[records, numbers + slots]`.
    package private(set) var heads: [Float] = []
    private let network: FieldAutoencoder.Configuration

    init(_ network: FieldAutoencoder.Configuration) {
        self.network = network
        fields = [[Float]](repeating: [], count: network.numbers + network.slots.count)
        tables = [[Float]](repeating: [], count: network.numbers)
    }

    /// - Parameters:
    ///   - fields: surprises, `[field][row]`.
    ///   - tables: surprises, `[number][row]`.
    mutating func append(
        _ surprises: EvidenceTable, scores: [Float], _ answer: FieldScorer.Answer, fields: [[Float]],
        tables: [[Float]]
    ) {
        self.scores += scores
        self.surprises.append(surprises)
        bound += answer.negativeBound
        for (field, column) in fields.enumerated() { self.fields[field] += column }
        for (number, column) in tables.enumerated() { self.tables[number] += column }
        heads += answer.heads
    }

    /// What one record's score is made of.
    struct Record {
        fileprivate let all: ScoreBreakdown
        fileprivate let index: Int

        /// In nats.
        func surprise(of kind: Evidence) -> Float { all.surprises[kind][index] }

        /// Of a field under the autoencoder, in nats; numbers before categories.
        func surprise(ofField field: Int) -> Float { all.fields[field][index] }

        /// Of a number in the tables, in nats.
        func surprise(ofNumberInTables number: Int) -> Float { all.tables[number][index] }

        /// Where on its scale the autoencoder expects a number.
        func expectedPlace(ofNumber number: Int) -> Float {
            all.heads[index * all.network.outputs + number]
        }

        /// The slot that the autoencoder expects of a category.
        func expectedSlot(ofCategory category: Int) -> Int {
            let first =
                index * all.network.outputs + all.network.numbers
                + all.network.slots[..<category].reduce(0, +)
            let logits = all.heads[first..<first + all.network.slots[category]]
            return (logits.indices.max { logits[$0] < logits[$1] } ?? first) - first
        }
    }

    subscript(record: Int) -> Record { Record(all: self, index: record) }
}
