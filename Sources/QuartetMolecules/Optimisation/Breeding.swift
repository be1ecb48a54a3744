internal import Foundation
internal import QuartetCatalogs
internal import QuartetFiles

/// How molecules are bred: the crossovers and mutations of `catalogs/molecules/breeding.xml`, after the graph-based genetic
/// algorithm (Jensen, Chem. Sci. 2019, 10, 3567).
public struct Breeding: Sendable {
    /// A child and how it was made.
    struct Child: Sendable {
        let molecule: Molecule
        let operation: String
    }

    let rules: ChildRules
    private let crossovers: [Crossover]
    private let mutations: [Mutation]

    /// - Parameter path: a catalog of the same form; nil for the one installed with the program.
    public init(path: String? = nil) throws {
        let installed = try ResourceLocator().folder(.catalogs) + "/molecules/breeding"
        let root = try Catalog.load(path ?? installed + ".xml", schema: installed + ".rng").root
        let child = try root.requiredChild("child")
        rules = try ChildRules(
            leastAtoms: child.integer("least-atoms"), mostAtoms: child.integer("most-atoms"),
            largestRing: child.integer("largest-ring"),
            forbidden: child.children("forbidden").map(Pattern.init(element:)))
        crossovers = try root.requiredChild("crossovers").children("crossover").map(Self.crossover)
        mutations = try root.requiredChild("mutations").children("mutation").flatMap(Self.mutations)
    }

    private static func crossover(_ element: CatalogElement) throws -> Crossover {
        guard let cut = Pattern(smarts: try element.string("cut")) else {
            throw element.mistake("cut=\"\(try element.string("cut"))\"", expected: "a SMARTS")
        }
        let bonds = try element.integer("bonds")
        let closings = element.children("closing")
        guard (bonds == 2) != closings.isEmpty else {
            throw element.mistake(
                "\(bonds) cut bond(s) and \(closings.count) closings",
                expected: "closings where two bonds are cut, and only there")
        }
        return Crossover(
            name: try element.string("name"), weight: try element.number("weight"), cut: cut, bonds: bonds,
            joins: try element.children("join").map { try Reaction.read($0, reactants: 2) },
            closings: try closings.map { try Reaction.read($0, reactants: 1) })
    }

    /// The reactions of a group, with {x} and {y} replaced by every word that stands for them.
    private static func mutations(_ group: CatalogElement) throws -> [Mutation] {
        let reactions = group.children("reaction")
        let all = try reactions.reduce(0) { $0 + (try $1.number("weight")) }
        return try reactions.flatMap { element in
            let smarts = try element.string("smarts")
            let written = words(element, "x").flatMap { x in
                words(element, "y").filter { $0.isEmpty || $0 != x }.map { y in
                    smarts.replacingOccurrences(of: "{x}", with: x).replacingOccurrences(of: "{y}", with: y)
                }
            }
            let share = try group.number("weight") * element.number("weight") / all / Double(written.count)
            return try written.map {
                Mutation(
                    name: try group.string("name"), weight: share,
                    reaction: try Reaction.read(element, smarts: $0, reactants: 1))
            }
        }
    }

    private static func words(_ element: CatalogElement, _ attribute: String) -> [String] {
        let words = (element.attributes[attribute] ?? "").split(separator: " ").map(String.init)
        return words.isEmpty ? [""] : words
    }

    /// How often a way that gives no child is replaced by another.
    private static let attempts = 10

    /// A child of two molecules; nil where ten ways gave none.
    func crossed(_ first: Molecule, _ second: Molecule, _ draw: inout PhiloxGenerator) -> Child? {
        for _ in 0..<Self.attempts {
            let way = Self.weighted(crossovers, \.weight, &draw)
            guard let child = way.child(first, second, rules: rules, seed: draw.next()) else { continue }
            return Child(molecule: child, operation: way.name)
        }
        return nil
    }

    /// A changed molecule; nil where ten ways gave none.
    func mutated(_ parent: Molecule, _ draw: inout PhiloxGenerator) -> Child? {
        for _ in 0..<Self.attempts {
            let way = Self.weighted(mutations, \.weight, &draw)
            guard let child = way.child(parent, rules: rules, seed: draw.next()) else { continue }
            return Child(molecule: child, operation: way.name)
        }
        return nil
    }

    private static func weighted<Item>(
        _ items: [Item], _ weight: (Item) -> Double, _ draw: inout PhiloxGenerator
    ) -> Item {
        var left = Double(draw.uniform()) * items.reduce(0) { $0 + weight($1) }
        for item in items {
            left -= weight(item)
            if left < 0 { return item }
        }
        return items[items.count - 1]
    }
}
