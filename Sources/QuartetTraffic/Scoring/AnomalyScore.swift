/// The four kinds of evidence that a record deviates from normal traffic.
public enum Evidence: Int, CaseIterable, Sendable, Codable {
    /// How improbable the autoencoder finds the fields, `-log p(field|z)`: the sum of the fields' surprises.
    case fields
    /// How far the record's code is from the autoencoder's prior, `KL(q(z|x) || N(0, 1))`.
    case code
    /// How rare the record's combination of categories was in training: ``TupleRarity``.
    case tuple
    /// How rare each number is given the field that it depends on most: ``ConditionalTables``, the sum of the numbers'
    /// surprises.
    case tables
}

/// The idea of the detector: evidence, compared with that of normal records.
///
///     evidence   e_k   of a record, for each of the four kinds k
///     surprise   s_k = -log P(E_k >= e_k)     the tail probability among normal records
///     score      t   = Σ_k w_k s_k³           w = (1, 1, 2, 1)
///     alarm      t   > θ(f)                   which a share f of normal records exceeds
///
/// Cubes lie between the plain sum, in which one strange kind of evidence drowns in three ordinary ones, and the largest.
/// Tails (``TailTable``) and threshold (``Calibration/threshold(falseAlarmRate:)``) are both measured on normal records
/// that the detector has not learned from, so a score is evidence calibrated to a rate of false alarms.
struct AnomalyScore: Sendable {
    /// The tail of each kind on validation records, in the order of ``Evidence``.
    let tails: [TailTable]
    let weights: EvidenceWeights

    /// Turns evidence into surprises, in nats.
    func surprises(_ evidence: EvidenceTable) -> EvidenceTable {
        EvidenceTable { tails[$0.rawValue].surprises(evidence[$0]) }
    }

    func scores(_ evidence: EvidenceTable) -> [Float] { weights.scores(surprises(evidence)) }
}

/// A number for each kind of evidence and each of some records.
public struct EvidenceTable: Sendable, Equatable {
    /// `[kind][record]`
    private var columns: [[Float]]

    /// - Parameter column: the numbers of one kind for all records.
    package init(_ column: (Evidence) -> [Float]) { columns = Evidence.allCases.map(column) }

    /// Without records.
    init() { self.init { _ in [] } }

    public var count: Int { columns[0].count }

    /// The numbers of one kind, `[record]`.
    public subscript(kind: Evidence) -> [Float] { columns[kind.rawValue] }

    mutating func append(_ other: EvidenceTable) {
        for kind in Evidence.allCases { columns[kind.rawValue] += other[kind] }
    }
}
