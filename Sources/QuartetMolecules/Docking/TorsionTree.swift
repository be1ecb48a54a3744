internal import QuartetFiles

/// A ligand as rigid bodies joined by bonds that turn.
///
/// Bonds turn as Meeko counts them: single bonds outside rings, but amides (``Conformer/fixedAmides()``); along an alkyne
/// both halves turn as one, about the triple bond; and not where only one atom is beyond the bond, on its axis. Rings,
/// large ones too, are rigid, so that no pseudo-atoms are needed.
public struct TorsionTree: Sendable {
    /// Atoms that move together, by index in the conformer. The first is the one on the bond from the parent.
    public struct Body: Sendable, Equatable {
        public internal(set) var atoms: [Int]
        /// The bodies beyond bonds that turn, with the atom of this body that the bond begins at.
        public internal(set) var branches: [Branch] = []
    }

    public struct Branch: Sendable, Equatable {
        public let from: Int
        public let body: Int
    }

    public let bodies: [Body]
    /// The body that keeps the tree shallow: Vina turns all that is beyond a bond.
    public let root: Int

    /// Bonds that turn.
    public var torsions: Int { bodies.count - 1 }

    /// - Parameter kept: atoms of the conformer that are written; others are merged into their neighbours.
    public init(of conformer: Conformer, keeping kept: [Bool]) throws(DockingError) {
        let neighbours = conformer.neighbours.map { $0.filter { kept[$0] } }
        guard Self.bodies(neighbours, kept, apart: []).max() ?? 0 <= 0 else {
            throw DockingError("the molecule is a mixture: dock its parts one at a time")
        }
        var turning = try Self.turningBonds(of: conformer, neighbours: conformer.neighbours)
            .filter { bond in bond.allSatisfy { kept[$0] } }
        var body = Self.bodies(neighbours, kept, apart: turning)
        guard let hub = Self.hub(body, turning) else {
            throw DockingError("the molecule has no atoms to dock")
        }
        // An atom alone at the end of a bond lies on its axis.
        let sizes = Dictionary(grouping: body.filter { $0 >= 0 }, by: { $0 }).mapValues(\.count)
        let degrees = turning.reduce(into: [Int: Int]()) { counts, bond in
            for atom in bond { counts[body[atom], default: 0] += 1 }
        }
        turning = turning.filter { bond in
            bond.allSatisfy { sizes[body[$0]] != 1 || degrees[body[$0]] != 1 || body[$0] == hub }
        }
        body = Self.bodies(neighbours, kept, apart: turning)
        root = Self.hub(body, turning) ?? 0
        bodies = Self.tree(neighbours, body, from: root, turning)
    }

    private static func turningBonds(
        of conformer: Conformer, neighbours: [[Int]]
    ) throws(DockingError) -> Set<Set<Int>> {
        let fixed = try conformer.fixedAmides()
        var turning = Set(
            conformer.bonds.filter { $0.order == 1 && !$0.isInRing }.map { Set([$0.first, $0.second]) })
        turning.subtract(fixed)
        for bond in conformer.bonds where bond.order == 3 {
            let ends = [bond.first, bond.second]
            let beyond = ends.map { end in neighbours[end].filter { !ends.contains($0) } }
            for (end, others) in zip(ends, beyond) { for other in others { turning.remove([end, other]) } }
            if !bond.isInRing, beyond.allSatisfy({ !$0.isEmpty }) { turning.insert(Set(ends)) }
        }
        return turning
    }

    /// The number of the body of each atom; -1 for atoms that are merged.
    private static func bodies(_ neighbours: [[Int]], _ kept: [Bool], apart turning: Set<Set<Int>>) -> [Int] {
        var body = [Int](repeating: -1, count: neighbours.count)
        var count = 0
        for start in body.indices where kept[start] && body[start] < 0 {
            body[start] = count
            var open = [start]
            while let atom = open.popLast() {
                for next in neighbours[atom] where body[next] < 0 && !turning.contains([atom, next]) {
                    body[next] = count
                    open.append(next)
                }
            }
            count += 1
        }
        return body
    }

    /// The body in the middle of the tree: the one that is left when ends are taken away in rounds, the larger of two.
    private static func hub(_ body: [Int], _ turning: Set<Set<Int>>) -> Int? {
        guard let last = body.max(), last >= 0 else { return nil }
        var edges = [Set<Int>](repeating: [], count: last + 1)
        for bond in turning {
            let ends = bond.map { body[$0] }
            guard ends.count == 2, ends.allSatisfy({ $0 >= 0 }), ends[0] != ends[1] else { continue }
            edges[ends[0]].insert(ends[1])
            edges[ends[1]].insert(ends[0])
        }
        var left = Set(0...last)
        while left.count > 2 {
            let leaves = left.filter { edges[$0].count == 1 }
            if leaves.isEmpty { break }
            for leaf in leaves { for other in edges[leaf] { edges[other].remove(leaf) } }
            left.subtract(leaves)
        }
        let sizes = left.map { one in (one, body.count { $0 == one }) }
        return sizes.max { ($0.1, $1.0) < ($1.1, $0.0) }?.0
    }

    private static func tree(
        _ neighbours: [[Int]], _ body: [Int], from root: Int, _ turning: Set<Set<Int>>
    ) -> [Body] {
        var bodies = [Body](repeating: Body(atoms: []), count: (body.max() ?? -1) + 1)
        var seen = Set([root])
        var open = [(body: root, start: body.firstIndex(of: root) ?? 0)]
        while let (current, start) = open.popLast() {
            bodies[current].atoms = [start] + body.indices.filter { body[$0] == current && $0 != start }
            for atom in bodies[current].atoms {
                for next in neighbours[atom] where turning.contains([atom, next]) {
                    guard seen.insert(body[next]).inserted else { continue }
                    bodies[current].branches.append(Branch(from: atom, body: body[next]))
                    open.append((body[next], next))
                }
            }
        }
        return bodies
    }
}
