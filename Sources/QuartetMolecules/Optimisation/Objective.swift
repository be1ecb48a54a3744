internal import Foundation

/// What a molecule should be: properties, each with what is wanted of it, and hard limits.
///
/// The score is the weighted geometric (or arithmetic) mean of the desirabilities, from 0 to 1. A molecule that breaks a
/// hard limit has the score 0.
public struct Objective: Sendable {
    /// How desirabilities are put together.
    public enum Mean: String, Sendable, CaseIterable {
        /// exp(Σ w ln d / Σ w): one that is 0 makes the score 0.
        case geometric
        /// Σ w d / Σ w.
        case arithmetic
    }

    /// One property and what is wanted of it.
    struct Term: Sendable {
        /// As it was written.
        let text: String
        let property: ObjectiveProperty
        let desirability: Desirability
        let weight: Double
        let isLimit: Bool

        /// The property's name in small letters, if it has no argument.
        var plainName: String? {
            let name = text.prefix { $0.isLetter || $0.isNumber }
            return MoleculeProperty(spelling: String(name))?.rawValue.lowercased()
        }
    }

    /// What was found out about a molecule.
    public struct Judgement: Sendable, Equatable {
        /// From 0 to 1.
        public let score: Double
        /// The properties in the order of the terms; nil for one that was not computed, because a limit was broken before.
        public let values: [Double?]
        /// The hard limit that the molecule breaks, as it was written.
        public let brokenLimit: String?
    }

    let terms: [Term]
    let mean: Mean

    /// The terms as they were written.
    public var texts: [String] { terms.map(\.text) }

    /// Tells the scores from those that other files under the same names would give: by term, what its files were. Empty
    /// for an objective that needs no file.
    public var versions: [String: String] {
        Dictionary(terms.compactMap { term in term.property.version.map { (term.text, $0) } }) { first, _ in
            first
        }
    }

    /// The receptors that it docks into, which takes seconds for each molecule.
    public var receptors: Set<String> { Set(terms.compactMap(\.property.receptor)) }

    /// Judges a molecule.
    /// - Throws: the `UserFacingError` of a property that cannot be computed.
    public func judge(_ molecule: Molecule) throws -> Judgement {
        let facts = MoleculeFacts(molecule)
        var values = [Double?](repeating: nil, count: terms.count)
        // What is slow waits until nothing else rules the molecule out.
        let order = terms.indices.sorted {
            (terms[$0].property.isSlow ? 1 : 0, $0) < (terms[$1].property.isSlow ? 1 : 0, $1)
        }
        for index in order {
            let term = terms[index]
            let value = try term.property.value(facts)
            guard value.isFinite else {
                throw MoleculeError(reason: "\(term.text): the value is not a number")
            }
            values[index] = value
            if term.isLimit, !term.desirability.isFull(value) {
                return Judgement(score: 0, values: values, brokenLimit: term.text)
            }
        }
        return Judgement(score: score(values.map { $0 ?? 0 }), values: values, brokenLimit: nil)
    }

    private func score(_ values: [Double]) -> Double {
        var (sum, weights) = (0.0, 0.0)
        for (term, value) in zip(terms, values) where !term.isLimit {
            let desirability = term.desirability(value)
            sum += term.weight * (mean == .geometric ? log(desirability) : desirability)
            weights += term.weight
        }
        // Limits alone: a molecule that keeps them all is as good as can be.
        if weights == 0 { return 1 }
        return mean == .geometric ? exp(sum / weights) : sum / weights
    }
}
