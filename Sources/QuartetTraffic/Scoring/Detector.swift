internal import Foundation
internal import QuartetEngine
internal import Synchronization

/// What a detector knows of normal records, and how it scores others. Immutable; many tasks can use it at once.
///
/// Four kinds of evidence are each turned into a surprise, `-log` of their tail probability on held-back normal records:
/// the fields under the autoencoder (`F`), the divergence of its code (`K`), the rarity of the tuple of categories (`T`)
/// and each number given the field that tells most about it (`B`). The score is
///
///     t_F^3 + t_K^3 + 2 t_T^3 + t_B^3
///
/// between the plain sum, in which one strange kind of evidence drowns in three ordinary ones, and the largest; other
/// weights are chosen where synthetic anomalies say so clearly, see ``EvidenceWeights``.
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
        /// nil in files that were written before there was a choice.
        var evidenceWeights: EvidenceWeights?

        var weights: EvidenceWeights { evidenceWeights ?? .standard }
    }

    public enum Evidence: Int, CaseIterable, Sendable, Codable {
        case fields, code, tuple, tables
    }

    let parts: Parts
    // Frozen: from here on it is only read.
    nonisolated(unsafe) let store: ParameterStore
    /// For streams, and for the few records of which more is wanted than a score.
    private let scorer, scorerOfFew: FieldScorer
    /// As many as there are tasks that score at the same time.
    private let caches = Mutex<[SurpriseCache]>([])

    private static let batch = 1024
    private static let few = 32

    /// - Parameter store: the autoencoder's trained weights.
    init(_ parts: Parts, _ store: ParameterStore, _ model: FieldAutoencoder, precision: Precision = .bfloat16)
    {
        (self.parts, self.store) = (parts, store)
        scorer = FieldScorer(model, store, batch: Self.batch, precision: precision)
        scorerOfFew = FieldScorer(model, store, batch: Self.few, precision: precision)
    }

    /// Another detector with other weights of its evidence.
    init(_ other: Detector, weights: EvidenceWeights) {
        var parts = other.parts
        parts.evidenceWeights = weights
        (self.parts, store) = (parts, other.store)
        (scorer, scorerOfFew) = (other.scorer, other.scorerOfFew)
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

    /// Scores alone: what a stream needs of records that are not flagged.
    public func totals(_ columns: RecordColumns) -> [Float] {
        var cache = caches.withLock { $0.popLast() } ?? SurpriseCache()
        defer { caches.withLock { $0.append(cache) } }
        var totals: [Float] = []
        totals.reserveCapacity(columns.count)
        for records in RecordBlock.ranges(columns.count, of: Self.batch) {
            let block = RecordBlock(columns, records, parts.encoder)
            let answer = scorer.answer(block, parts.encoder, withHeads: false)
            var tables = [Float](repeating: 0, count: block.count)
            parts.tables.addSurprises(block, parts.tableTails, &cache, to: &tables)
            totals +=
                judge([fieldSums(answer, block.count), answer.divergence, rarities(block), tables]).total
        }
        return totals
    }

    /// All that there is to say of some records.
    public func scores(_ columns: RecordColumns) -> Scores {
        var all = Scores(total: [], evidence: [], fields: [], tables: [], heads: [], bound: [])
        let scorer = columns.count > Self.few ? scorer : scorerOfFew
        for records in RecordBlock.ranges(columns.count, of: scorer.batch) {
            let block = RecordBlock(columns, records, parts.encoder)
            let evidence = evidence(block, scorer, withHeads: true)
            let judged = judge(sums(evidence))
            let losses = evidence.answer.losses
            all.total += judged.total
            all.evidence += judged.evidence
            all.fields += Self.surprises(parts.fieldTails, rows: block.count) {
                losses[$0 * block.count + $1]
            }
            all.tables += Self.surprises(parts.tableTails, rows: block.count) { evidence.tables[$0][$1] }
            all.heads += evidence.answer.heads
            all.bound += (0..<block.count).map { row in
                stride(from: row, to: losses.count, by: block.count).reduce(evidence.answer.divergence[row]) {
                    $0 + losses[$1]
                }
            }
        }
        return all
    }

    // MARK: The parts

    /// Evidence before it is compared with that of normal records.
    struct RawEvidence {
        var count: Int
        var answer: FieldScorer.Answer
        var rarity: [Float]
        /// `[number][row]`
        var tables: [[Float]]
    }

    /// The evidence of all records, block by block.
    func evidence(_ columns: RecordColumns) -> [RawEvidence] {
        RecordBlock.ranges(columns.count, of: Self.batch).map {
            evidence(RecordBlock(columns, $0, parts.encoder), scorer, withHeads: false)
        }
    }

    private func evidence(_ block: RecordBlock, _ scorer: FieldScorer, withHeads: Bool) -> RawEvidence {
        RawEvidence(
            count: block.count, answer: scorer.answer(block, parts.encoder, withHeads: withHeads),
            rarity: rarities(block), tables: parts.tables.values(block))
    }

    private func rarities(_ block: RecordBlock) -> [Float] { block.tuples.map { parts.rarity.rarity($0) } }

    /// Each kind's evidence before its own tail, `[kind][record]`: sums over the fields.
    func sums(_ evidence: RawEvidence) -> [[Float]] {
        var tables = [Float](repeating: 0, count: evidence.count)
        for (tail, values) in zip(parts.tableTails, evidence.tables) {
            tail.add(values, count: evidence.count, to: &tables)
        }
        return [
            fieldSums(evidence.answer, evidence.count), evidence.answer.divergence, evidence.rarity, tables,
        ]
    }

    private func fieldSums(_ answer: FieldScorer.Answer, _ count: Int) -> [Float] {
        var sums = [Float](repeating: 0, count: count)
        answer.losses.withUnsafeBufferPointer { losses in
            guard let base = losses.baseAddress else { return }
            for (field, tail) in parts.fieldTails.enumerated() {
                tail.add(base + field * count, count: count, to: &sums)
            }
        }
        return sums
    }

    /// The score of each record, and the surprise of each kind, `[record, kind]`.
    private func judge(_ byKind: [[Float]]) -> (total: [Float], evidence: [Float]) {
        let count = byKind[0].count
        let kinds = Evidence.allCases
        var evidence = [Float](repeating: 0, count: count * kinds.count)
        var total = [Float](repeating: 0, count: count)
        var surprises = [Float](repeating: 0, count: count)
        for kind in kinds {
            let weight = parts.weights[kind]
            for record in 0..<count { surprises[record] = 0 }
            parts.evidenceTails[kind.rawValue].add(byKind[kind.rawValue], count: count, to: &surprises)
            for record in 0..<count {
                let surprise = surprises[record]
                evidence[record * kinds.count + kind.rawValue] = surprise
                total[record] += weight * surprise * surprise * surprise
            }
        }
        return (total, evidence)
    }

    /// The surprise of each field of each record, `[row, field]`.
    private static func surprises(_ tails: [TailTable], rows: Int, value: (Int, Int) -> Float) -> [Float] {
        (0..<rows).flatMap { row in tails.indices.map { tails[$0].surprise(value($0, row)) } }
    }
}
