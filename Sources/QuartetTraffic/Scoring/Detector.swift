internal import Foundation
internal import QuartetEngine

/// What a detector knows of normal records, and how it scores others. Immutable; many tasks can use it at once.
///
/// Four kinds of evidence are each turned into a surprise, `-log` of their tail probability on held-back normal records:
/// the fields under the autoencoder (`F`), the divergence of its code (`K`), the rarity of the tuple of categories (`T`)
/// and each number given the field that tells most about it (`B`). The score is
///
///     t_F^3 + t_K^3 + 2 t_T^3 + t_B^3
///
/// between the plain sum, in which one strange kind of evidence drowns in three ordinary ones, and the largest.
public final class Detector: Sendable {
    /// What a detector is stored as, beside the weights.
    struct Parts: Sendable, Codable {
        var encoder: RecordEncoder
        var network: FieldAutoencoder.Configuration
        var rarity: TupleRarity
        var tables: ConditionalTables
        /// Tails of each field's `-log p`, and of each number's surprise in the tables.
        var fieldTails: [TailTable] = []
        var tableTails: [TailTable] = []
        /// Tails of the four kinds of evidence, in the order of ``Evidence``.
        var evidenceTails: [TailTable] = []
    }

    public enum Evidence: Int, CaseIterable, Sendable, Codable {
        case fields, code, tuple, tables

        /// How its cubed surprise counts in the score.
        var weight: Float { self == .tuple ? 2 : 1 }
    }

    let parts: Parts
    // Frozen: from here on it is only read.
    nonisolated(unsafe) let store: ParameterStore
    private let scorer: FieldScorer

    /// - Parameter store: the autoencoder's trained weights.
    init(_ parts: Parts, _ store: ParameterStore, _ model: FieldAutoencoder, precision: Precision = .bfloat16)
    {
        (self.parts, self.store) = (parts, store)
        scorer = FieldScorer(model, store, precision: precision)
    }

    public var width: Int { parts.encoder.width }
    public var encoder: RecordEncoder { parts.encoder }

    /// Scores of a block of records, with what they are made of.
    public struct Scores: Sendable {
        /// The higher, the more anomalous.
        public var total: [Float]
        /// Surprise of each kind of evidence, `[records, 4]`, in nats.
        public var evidence: [Float]
        /// Surprise of each field under the autoencoder, `[records, numbers + categories]`.
        public var fields: [Float]
        /// Surprise of each number in the tables, `[records, numbers]`.
        public var tables: [Float]
        /// What the autoencoder expects, `[records, numbers + slots]`.
        public var heads: [Float]
        /// The negative evidence lower bound with the posterior's mean, up to a constant, in nats.
        public var bound: [Float]
    }

    /// Scores alone, block by block: what a stream needs of records that are not flagged.
    public func totals(_ columns: RecordColumns) -> [Float] {
        blocks(columns).flatMap { total(sums(raw(columns, $0, withHeads: false)).byKind).total }
    }

    /// All that there is to say of some records.
    public func scores(_ columns: RecordColumns) -> Scores {
        var all = Scores(total: [], evidence: [], fields: [], tables: [], heads: [], bound: [])
        for records in blocks(columns) {
            let raw = raw(columns, records, withHeads: true)
            let judged = total(sums(raw).byKind)
            all.total += judged.total
            all.evidence += judged.evidence
            all.fields += Self.surprises(raw.answer.byField, parts.fieldTails, records: raw.count)
            all.tables += Self.surprises(raw.tables, parts.tableTails, records: raw.count)
            all.heads += raw.answer.heads
            let width = raw.answer.byField.count / max(raw.count, 1)
            all.bound += (0..<raw.count).map { record in
                raw.answer.byField[record * width..<(record + 1) * width].reduce(0, +)
                    + raw.answer.divergence[record]
            }
        }
        return all
    }

    private func blocks(_ columns: RecordColumns) -> [Range<Int>] {
        stride(from: 0, to: columns.count, by: FieldScorer.batch).map {
            $0..<min($0 + FieldScorer.batch, columns.count)
        }
    }

    // MARK: The parts

    /// Evidence before it is compared with that of normal records.
    struct Raw {
        var count: Int
        var answer: FieldScorer.Answer
        var rarity: [Float]
        var tables: [Float]
    }

    func raw(_ columns: RecordColumns, _ records: Range<Int>, withHeads: Bool) -> Raw {
        let answer = scorer.answer(count: records.count, withHeads: withHeads) {
            parts.encoder.encode(columns, records, into: $0)
        }
        let tuples = TupleRarity.keys(columns, records)
        return Raw(
            count: records.count, answer: answer, rarity: tuples.map { parts.rarity.rarity($0) },
            tables: parts.tables.surprises(columns, records, parts.encoder.categories, tuples: tuples))
    }

    /// Each kind's evidence before its own tail, `[kind][record]`: sums over the fields.
    func sums(_ raw: Raw) -> (byKind: [[Float]], count: Int) {
        let fields = Self.sum(raw.answer.byField, parts.fieldTails, records: raw.count)
        let tables = Self.sum(raw.tables, parts.tableTails, records: raw.count)
        return ([fields, raw.answer.divergence, raw.rarity, tables], raw.count)
    }

    private func total(_ byKind: [[Float]]) -> (total: [Float], evidence: [Float]) {
        let count = byKind[0].count
        let kinds = Evidence.allCases
        var evidence = [Float](repeating: 0, count: count * kinds.count)
        var total = [Float](repeating: 0, count: count)
        var surprises = [Float](repeating: 0, count: count)
        for kind in kinds {
            for record in 0..<count { surprises[record] = 0 }
            parts.evidenceTails[kind.rawValue].add(
                byKind[kind.rawValue], stride: 1, count: count, to: &surprises)
            for record in 0..<count {
                let surprise = surprises[record]
                evidence[record * kinds.count + kind.rawValue] = surprise
                total[record] += kind.weight * surprise * surprise * surprise
            }
        }
        return (total, evidence)
    }

    /// The surprises of each record's fields, added.
    private static func sum(_ values: [Float], _ tails: [TailTable], records: Int) -> [Float] {
        var sums = [Float](repeating: 0, count: records)
        values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            for (field, tail) in tails.enumerated() {
                tail.add(base + field, stride: tails.count, count: records, to: &sums)
            }
        }
        return sums
    }

    /// The surprise of each field of each record.
    private static func surprises(_ values: [Float], _ tails: [TailTable], records: Int) -> [Float] {
        var result = values
        for record in 0..<records {
            for (field, tail) in tails.enumerated() {
                let place = record * tails.count + field
                result[place] = tail.surprise(values[place])
            }
        }
        return tails.isEmpty ? [] : result
    }
}
