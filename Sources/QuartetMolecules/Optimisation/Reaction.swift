internal import CRDKit
internal import QuartetCatalogs

/// A reaction SMARTS (Daylight) with one product.
final class Reaction: Sendable {
    // RDKit's reaction is never changed after it is made, so threads may share it.
    nonisolated(unsafe) let handle: OpaquePointer

    /// Nil if the text is no reaction of so many reactants.
    init?(smarts: String, reactants: Int) {
        guard let handle = rd_from_reaction_smarts(smarts, Int32(reactants)) else { return nil }
        self.handle = handle
    }

    deinit { rd_reaction_release(handle) }

    /// The reaction in the attribute `smarts` of a catalog's element.
    static func read(_ element: CatalogElement, smarts: String? = nil, reactants: Int) throws -> Reaction {
        let text = try smarts ?? element.string("smarts")
        guard let reaction = Reaction(smarts: text, reactants: reactants) else {
            throw element.mistake(
                "smarts=\"\(text)\"",
                expected: "a reaction SMARTS of \(reactants) reactant(s) and one product")
        }
        return reaction
    }
}

/// What a child must be, whatever made it.
struct ChildRules: Sendable {
    let leastAtoms: Int
    let mostAtoms: Int
    let largestRing: Int
    let forbidden: [Pattern]

    fileprivate func withC<Result>(_ body: (UnsafePointer<rd_child_rules>) -> Result) -> Result {
        let handles = forbidden.map { Optional($0.handle) }
        return handles.withUnsafeBufferPointer { handles in
            var rules = rd_child_rules(
                least_atoms: Int32(leastAtoms), most_atoms: Int32(mostAtoms),
                largest_ring: Int32(largestRing),
                forbidden: handles.baseAddress, forbidden_count: Int32(handles.count))
            return body(&rules)
        }
    }
}

/// A way to cross two molecules: each is cut in two, and a half of one is joined to a half of the other.
struct Crossover: Sendable {
    let name: String
    let weight: Double
    let cut: Pattern
    /// Bonds that are cut: 1 outside rings, 2 in a ring.
    let bonds: Int
    let joins: [Reaction]
    let closings: [Reaction]

    /// A child without stereo, or nil where the places that the seed chooses give none.
    func child(_ first: Molecule, _ second: Molecule, rules: ChildRules, seed: UInt64) -> Molecule? {
        let joins = joins.map { Optional($0.handle) }
        let closings = closings.map { Optional($0.handle) }
        let made = rules.withC { rules in
            joins.withUnsafeBufferPointer { joins in
                closings.withUnsafeBufferPointer { closings in
                    var crossover = rd_crossover(
                        cut: cut.handle, bonds: Int32(bonds), joins: joins.baseAddress,
                        join_count: Int32(joins.count), closings: closings.baseAddress,
                        closing_count: Int32(closings.count))
                    return rd_bred(first.handle, second.handle, &crossover, rules, seed)
                }
            }
        }
        return made.map(Molecule.init(handle:))
    }
}

/// A way to change a molecule, one of a group of alike reactions.
struct Mutation: Sendable {
    let name: String
    let weight: Double
    let reaction: Reaction

    /// A child without stereo, or nil where the reaction makes none.
    func child(_ parent: Molecule, rules: ChildRules, seed: UInt64) -> Molecule? {
        rules.withC { rd_mutant(parent.handle, reaction.handle, $0, seed) }.map(Molecule.init(handle:))
    }
}
