internal import QuartetEngine
internal import Synchronization

/// A trained detector: what it knows about normal records, and how it scores others. Immutable; many tasks can use it at
/// once. ``AnomalyScore`` is its idea; this type gathers the evidence.
public final class Detector: Sendable {
    /// The parts of a detector that are stored beside the network's weights.
    struct Parts: Sendable, Codable {
        var encoder: RecordEncoder
        var network: FieldAutoencoder.Configuration
        var rarity: TupleRarity
        var tables: ConditionalTables
        /// The tail of each field's `-log p`, and of each number's surprise in the tables.
        var fieldTails: [TailTable] = []
        var tableTails: [TailTable] = []
        /// The tails of the four kinds of evidence, in the order of ``Evidence``.
        var evidenceTails: [TailTable] = []
        /// Nil in files that were written before weights could be chosen.
        var evidenceWeights: EvidenceWeights?

        var weights: EvidenceWeights { evidenceWeights ?? .standard }
        var score: AnomalyScore { AnomalyScore(tails: evidenceTails, weights: weights) }
    }

    let parts: Parts
    // Frozen: only read after the initialiser.
    nonisolated(unsafe) let store: ParameterStore
    private let scorer: FieldScorer
    /// For the few records whose scores are explained.
    private let smallBatchScorer: FieldScorer
    /// One for each task that scores at the same time.
    private let caches = Mutex<[SurpriseCache]>([])

    private static let batch = 1024
    private static let smallBatch = 32

    /// - Parameter store: the autoencoder's trained weights.
    /// - Throws: ``OutOfMemory`` if the machine does not have the memory for a block of records.
    init(
        _ parts: Parts, _ store: ParameterStore, _ model: FieldAutoencoder, precision: Precision = .bfloat16
    ) throws(OutOfMemory) {
        (self.parts, self.store) = (parts, store)
        scorer = try FieldScorer(model, store, batch: Self.batch, precision: precision)
        smallBatchScorer = try FieldScorer(model, store, batch: Self.smallBatch, precision: precision)
    }

    /// A detector that differs from another only in the weights of its evidence.
    init(_ other: Detector, weights: EvidenceWeights) {
        var parts = other.parts
        parts.evidenceWeights = weights
        (self.parts, store) = (parts, other.store)
        (scorer, smallBatchScorer) = (other.scorer, other.smallBatchScorer)
    }

    public var width: Int { parts.encoder.width }
    public var encoder: RecordEncoder { parts.encoder }

    /// The score of each record: the higher, the more anomalous.
    public func anomalyScores(of columns: RecordColumns) -> [Float] {
        var cache = caches.withLock { $0.popLast() } ?? SurpriseCache()
        defer { caches.withLock { $0.append(cache) } }
        var scores: [Float] = []
        scores.reserveCapacity(columns.count)
        for records in RecordBlock.ranges(columns.count, of: Self.batch) {
            let block = RecordBlock(columns, records, parts.encoder)
            let answer = scorer.answer(block, parts.encoder, withHeads: false)
            let tables = parts.tables.surpriseSums(block, parts.tableTails, &cache)
            scores += parts.score.scores(evidence(block, answer, tables: tables))
        }
        return scores
    }

    /// Scores with everything that explains them: for the few records that are flagged, and for evaluations.
    public func breakdown(of columns: RecordColumns) -> ScoreBreakdown {
        var all = ScoreBreakdown(parts.network)
        let scorer = columns.count > Self.smallBatch ? scorer : smallBatchScorer
        for records in RecordBlock.ranges(columns.count, of: scorer.batch) {
            let block = RecordBlock(columns, records, parts.encoder)
            let answer = scorer.answer(block, parts.encoder, withHeads: true)
            let tables = parts.tables.values(block)
            let surprises = parts.score.surprises(
                evidence(block, answer, tables: tableSums(tables, count: block.count)))
            all.append(
                surprises, scores: parts.weights.scores(surprises), answer,
                fields: zip(parts.fieldTails.indices, parts.fieldTails).map {
                    $1.surprises(answer.losses(of: $0))
                }, tables: zip(tables, parts.tableTails).map { $1.surprises($0) })
        }
        return all
    }

    // MARK: Evidence

    /// - Parameter tables: the sum of the numbers' surprises in the tables, of each record.
    private func evidence(_ block: RecordBlock, _ answer: FieldScorer.Answer, tables: [Float])
        -> EvidenceTable
    {
        EvidenceTable { kind in
            switch kind {
            case .fields: fieldSums(answer)
            case .code: answer.divergence
            case .tuple: block.tuples.map { parts.rarity.rarity($0) }
            case .tables: tables
            }
        }
    }

    private func fieldSums(_ answer: FieldScorer.Answer) -> [Float] {
        var sums = [Float](repeating: 0, count: answer.divergence.count)
        var span = sums.mutableSpan
        for (field, tail) in parts.fieldTails.enumerated() { answer.add(tail, of: field, to: &span) }
        return sums
    }

    private func tableSums(_ values: [[Float]], count: Int) -> [Float] {
        var sums = [Float](repeating: 0, count: count)
        var span = sums.mutableSpan
        for (tail, values) in zip(parts.tableTails, values) { tail.add(values.span, to: &span) }
        return sums
    }

    /// A block of records from which the tails are measured: evidence before the tails of single fields are known.
    struct Measurement {
        fileprivate let block: RecordBlock
        let answer: FieldScorer.Answer
        /// `[number][row]`
        let tables: [[Float]]
    }

    func measurements(_ columns: RecordColumns) -> [Measurement] {
        RecordBlock.ranges(columns.count, of: Self.batch).map { records in
            let block = RecordBlock(columns, records, parts.encoder)
            return Measurement(
                block: block, answer: scorer.answer(block, parts.encoder, withHeads: false),
                tables: parts.tables.values(block))
        }
    }

    /// The evidence of a measured block, once the tails of the fields are known.
    func evidence(_ measured: Measurement) -> EvidenceTable {
        evidence(
            measured.block, measured.answer,
            tables: tableSums(measured.tables, count: measured.block.count))
    }
}
