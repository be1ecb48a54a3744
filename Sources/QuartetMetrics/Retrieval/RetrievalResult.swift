internal import Foundation

/// What a search returned for one query, judged by how relevant each document is.
public struct RetrievalResult: Sendable, Equatable {
    /// The relevance of each returned document, best rank first.
    private let returned: [Double]
    /// The relevance of all relevant documents, returned or not, highest first.
    private let relevant: [Double]

    /// - Parameters:
    ///   - ranking: the returned documents, best first.
    ///   - relevance: the grade of every relevant document, above 0; the others count as 0. Discounted gain is linear
    ///     in the grade: pass `2^grade - 1` for the exponential gain of Burges et al. (2005).
    /// - Throws: ``MetricError`` if no document is relevant, a grade is negative or not finite, or a document is
    ///   returned twice.
    public init<ID: Hashable>(ranking: some Sequence<ID>, relevance: [ID: Double]) throws(MetricError) {
        if let wrong = relevance.values.first(where: { !($0 >= 0 && $0.isFinite) }) {
            throw .outOfRange(what: "a relevance", found: wrong, expected: "a number of at least 0")
        }
        var seen: Set<ID> = []
        var returned: [Double] = []
        for document in ranking {
            guard seen.insert(document).inserted else { throw .repeated(document: "\(document)") }
            returned.append(relevance[document] ?? 0)
        }
        self.returned = returned
        relevant = relevance.values.filter { $0 > 0 }.sorted(by: >)
        guard !relevant.isEmpty else { throw .noPositives(count: relevance.count) }
    }

    /// The share of all relevant documents among the first `k` results.
    public func recall(at k: Int) -> Double {
        Double(returned.prefix(max(k, 0)).count { $0 > 0 }) / Double(relevant.count)
    }

    /// One divided by the rank of the first relevant result; 0 if none was returned.
    public var reciprocalRank: Double {
        returned.firstIndex { $0 > 0 }.map { 1 / Double($0 + 1) } ?? 0
    }

    /// Normalised discounted cumulative gain of the first `k` results: `sum of relevance / log2(rank + 1)`, divided by
    /// that of the best possible order (Järvelin & Kekäläinen, 2002).
    public func normalizedDiscountedGain(at k: Int) -> Double {
        guard k > 0 else { return 0 }
        return Self.discountedGain(returned.prefix(k)) / Self.discountedGain(relevant.prefix(k))
    }

    private static func discountedGain(_ relevances: ArraySlice<Double>) -> Double {
        zip(1..., relevances).reduce(0) { $0 + $1.1 / log2(Double($1.0) + 1) }
    }
}

extension Collection<RetrievalResult> {
    /// The mean of ``RetrievalResult/reciprocalRank`` over the queries; nil without queries.
    public var meanReciprocalRank: Double? { mean(\.reciprocalRank) }

    /// The mean of ``RetrievalResult/recall(at:)`` over the queries; nil without queries.
    public func meanRecall(at k: Int) -> Double? { mean { $0.recall(at: k) } }

    /// The mean of ``RetrievalResult/normalizedDiscountedGain(at:)`` over the queries; nil without queries.
    public func meanNormalizedDiscountedGain(at k: Int) -> Double? {
        mean { $0.normalizedDiscountedGain(at: k) }
    }

    private func mean(_ figure: (RetrievalResult) -> Double) -> Double? {
        isEmpty ? nil : reduce(0) { $0 + figure($1) } / Double(count)
    }
}
