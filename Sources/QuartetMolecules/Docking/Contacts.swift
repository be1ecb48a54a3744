internal import Foundation

/// What a pose touches: residues with a heavy atom within 4 Å of one of the ligand's, and hydrogen bonds.
public struct Contacts: Sendable, Equatable {
    public struct HydrogenBond: Sendable, Equatable {
        public let residue: String
        /// Index of the ligand's atom, the donor or the acceptor.
        public let atom: Int
        public let ligandGives: Bool
        /// Between hydrogen and acceptor, in ångström.
        public let distance: Double
    }

    /// In the receptor's order: "MET318:A".
    public let residues: [String]
    public let hydrogenBonds: [HydrogenBond]

    public static let reach = 4.0
    /// Hydrogen to acceptor at most 2.5 Å, and an angle at the hydrogen of at least 120° (Baker and Hubbard, Prog. Biophys.
    /// Mol. Biol. 1984, 44, 97).
    static let (longestBond, leastCosine) = (2.5, -0.5)

    public init(of conformer: Conformer, in receptor: Receptor) throws(DockingError) {
        let heavy = conformer.atoms.filter { $0.atomicNumber > 1 }.map(\.position)
        guard let (low, high) = Point.extent(of: heavy) else {
            throw DockingError("the pose has no atoms")
        }
        let near = receptor.atoms.filter { atom in
            let (p, reach) = (atom.position, Self.reach + 2)
            return p.x > low.x - reach && p.y > low.y - reach && p.z > low.z - reach && p.x < high.x + reach
                && p.y < high.y + reach && p.z < high.z + reach
        }
        var residues: [String] = []
        for atom in near where !["H", "HD"].contains(atom.type) && atom.residue != residues.last {
            if heavy.contains(where: { $0.distance(to: atom.position) <= Self.reach }),
                !residues.contains(atom.residue)
            {
                residues.append(atom.residue)
            }
        }
        self.residues = residues
        hydrogenBonds = try Self.given(by: conformer, to: near) + Self.taken(by: conformer, from: near)
    }

    private static func given(by conformer: Conformer, to near: [Receptor.Atom]) -> [HydrogenBond] {
        let neighbours = conformer.neighbours
        var bonds: [HydrogenBond] = []
        for (index, atom) in conformer.atoms.enumerated() where atom.atomicNumber == 1 {
            guard let bearer = neighbours[index].first,
                [7, 8, 16].contains(conformer.atoms[bearer].atomicNumber)
            else { continue }
            for other in near where AutoDockType.acceptors.contains(other.type) {
                let length = length(conformer.atoms[bearer].position, atom.position, other.position)
                guard let length else { continue }
                bonds.append(
                    HydrogenBond(residue: other.residue, atom: bearer, ligandGives: true, distance: length))
            }
        }
        return bonds
    }

    private static func taken(
        by conformer: Conformer, from near: [Receptor.Atom]
    ) throws(DockingError) -> [HydrogenBond] {
        let neighbours = conformer.neighbours
        var bonds: [HydrogenBond] = []
        for (index, atom) in conformer.atoms.enumerated() where [7, 8, 16].contains(atom.atomicNumber) {
            let type = try AutoDockType.of(
                atom, beside: neighbours[index].map { conformer.atoms[$0] }, index: index)
            guard let type, AutoDockType.acceptors.contains(type) else { continue }
            for hydrogen in near where hydrogen.type == "HD" {
                let bearer = near.first {
                    !["H", "HD"].contains($0.type) && $0.position.distance(to: hydrogen.position) < 1.4
                }
                guard let bearer,
                    let length = length(bearer.position, hydrogen.position, atom.position)
                else { continue }
                bonds.append(
                    HydrogenBond(residue: hydrogen.residue, atom: index, ligandGives: false, distance: length)
                )
            }
        }
        return bonds
    }

    /// The length of a hydrogen bond; nil where there is none.
    private static func length(_ donor: Point, _ hydrogen: Point, _ acceptor: Point) -> Double? {
        let distance = hydrogen.distance(to: acceptor)
        guard distance <= longestBond, distance > 0 else { return nil }
        let cosine = (donor - hydrogen).dot(acceptor - hydrogen) / (donor.distance(to: hydrogen) * distance)
        return cosine <= leastCosine ? distance : nil
    }
}
