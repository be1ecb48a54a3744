internal import Foundation
internal import QuartetText

/// Whether a statement stands in the passages that it cites.
///
/// Each number with its unit and each name must stand in one of them. An encoder that was tuned for it tells whether the
/// rest means the same. Without one, each word of weight must stand in a passage, the nearest sentence must have the same
/// negation and conditions, and the pair encoder must find the statement near to the passage.
package struct SupportCheck: Sendable {
    package enum Fault: Sendable, Hashable {
        case number(String)
        case name(String)
        case negation
        case condition(String)
        /// Words of the statement that no cited passage has, as a share of its content words.
        case words(share: Double)
        case pair(logit: Float)
        case meaning(logit: Float)
    }

    /// The largest share of a statement's content words that no cited passage may have.
    package var mostForeignWords = 0.34
    /// The pair encoder's logit below which a passage does not agree.
    package var leastLogit: Float = -2
    /// The tuned encoder's logit below which a statement means something else.
    package var leastSupport: Float = 0
    private let pairs: SharedPairEncoder?
    private let check: SharedPairEncoder?

    /// - Parameter check: the encoder that was tuned for it; nil checks by facts and words, and with ``pairs``.
    package init(pairs: SharedPairEncoder? = nil, check: SharedPairEncoder? = nil) {
        (self.pairs, self.check) = (pairs, check)
    }

    /// What is not supported, by the facts and by the encoders that are there.
    package func faults(of statement: String, in sentences: [String]) throws -> Set<Fault> {
        try judged(statement, in: sentences).faults
    }

    /// The same with the logit of the encoder that was tuned for it; nil without one.
    package func judged(_ statement: String, in sentences: [String]) throws -> (
        faults: Set<Fault>, support: Float?
    ) {
        let passage = sentences.joined(separator: " ")
        if let support = try check?.logits(of: statement, with: [passage]).first {
            return (faults(of: statement, in: sentences, support: support), support)
        }
        let logit = try pairs?.logits(of: statement, with: [passage]).first
        return (faults(of: statement, in: sentences, logit: logit, support: nil), nil)
    }

    package func sentences(of passage: String) -> [String] { SentenceSplitter.sentences(of: passage) }

    /// - Parameters:
    ///   - sentences: of the cited passages.
    ///   - logit: the pair encoder's, of the statement with the passages; nil without one.
    ///   - support: the tuned encoder's logit; nil without one.
    /// - Returns: what is not supported; empty when all of it is.
    package func faults(
        of statement: String, in sentences: [String], logit: Float? = nil, support: Float?
    ) -> Set<Fault> {
        if sentences.contains(statement) { return [] }
        let facts = StatementFacts(statement)
        // What says nothing is supported by nothing.
        if !statement.contains(where: { $0.isLetter || $0.isNumber }) { return [.words(share: 1)] }
        let known = sentences.map { StatementFacts($0) }
        // "It costs £6.95 and is not offered to islands": the negation belongs to its half alone.
        let clauses = sentences.flatMap(Self.clauses).map { StatementFacts($0) }
        var faults: Set<Fault> = []
        let quantities = known.reduce(into: Set<StatementFacts.Quantity>()) { $0.formUnion($1.quantities) }
        for quantity in facts.quantities {
            // A number whose unit the statement leaves out needs only the number.
            let isThere =
                quantities.contains(quantity)
                || (quantity.unit.isEmpty && quantities.contains { $0.value == quantity.value })
            if !isThere { faults.insert(.number(quantity.value)) }
        }
        let stems = known.reduce(into: Set<String>()) { $0.formUnion($1.stems) }
        let words = sentences.reduce(into: Set<String>()) { $0.formUnion(SearchWords($1).words) }
        for name in facts.names where !words.contains(name) { faults.insert(.name(name)) }
        if let support {
            if support < leastSupport { faults.insert(.meaning(logit: support)) }
            return faults
        }
        let foreign = facts.stems.subtracting(stems)
        let share = Double(foreign.count) / Double(max(facts.stems.count, 1))
        if share > mostForeignWords { faults.insert(.words(share: share)) }
        if let nearest = Self.nearest(to: facts, among: known + clauses) {
            if (nearest.negations > 0) != (facts.negations > 0) { faults.insert(.negation) }
            for condition in facts.conditions.symmetricDifference(nearest.conditions)
            where facts.conditions.contains(condition) || Self.binding.contains(condition) {
                faults.insert(.condition(condition))
            }
        }
        if let logit, logit < leastLogit { faults.insert(.pair(logit: logit)) }
        return faults
    }

    /// Conditions that a statement must not leave out.
    private static let binding: Set<String> = ["unless", "only", "before", "after", "except", "without"]

    private static func clauses(of sentence: String) -> [String] {
        let parts = [" and ", " but ", " und ", " aber ", " et ", " mais ", " y ", " pero ", "; "].reduce([
            sentence
        ]) { parts, joint in
            parts.flatMap { $0.components(separatedBy: joint) }
        }
        return parts.count > 1 ? parts : []
    }

    private static func nearest(to facts: StatementFacts, among known: [StatementFacts]) -> StatementFacts? {
        known.max { overlap($0, facts) < overlap($1, facts) }
    }

    private static func overlap(_ one: StatementFacts, _ other: StatementFacts) -> Double {
        let shared = Double(one.stems.intersection(other.stems).count)
        let numbers = Double(Set(one.quantities).intersection(other.quantities).count)
        let size = Double(max(one.stems.count, 1)) + Double(max(other.stems.count, 1))
        return (shared + numbers) / size.squareRoot()
    }
}
