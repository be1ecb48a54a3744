internal import CRDKit

/// What a target may see in an atom, whatever its element.
public enum PharmacophoreType: String, Sendable, CaseIterable {
    case donor, acceptor, positive, negative, aromatic, lipophilic

    var smarts: String {
        switch self {
        case .donor: "[#7,#8;!H0]"
        // Oxygen but for that of acids' OH and of furan; nitrogen with a free pair: pyridine, nitrile, imine, tertiary amine.
        case .acceptor:
            "[$([O;+0,-1;!$([OH1]-C=O)]),$([nX2]),$([N;X1,X2;+0]),"
                + "$([NX3;H0;+0;!$(N-[#6,#16,#15]=[#8,#16,#7]);!$(N-a)])]"
        // Aliphatic amines, amidines and guanidines, and cations but for nitro groups and N-oxides.
        case .positive:
            "[$([NX3;+0;!$(N-[#6,#16,#15]=[#8,#16,#7,#6]);!$(N-a);!$(N-[#7,#8]);!$(N-C#N)]),"
                + "$([NX2;+0;$(N=C-[NX3;!$(N-[#6,#16]=O)]);!$(N-[#7,#8]);!$(N-[#6,#16]=O)]),"
                + "$([+;!$([+]~[-])])]"
        // The centre of an acid; tetrazole and acyl sulfonamide count.
        case .negative:
            "[$([C,S,P](=O)-[OH,O-]),$(c1nn[nH]n1),$(c1[nH]nnn1),$([NH](C=O)S(=O)=O),$([O-]-c)]"
        case .aromatic: "a"
        // Carbon among carbon, halogen but for fluorine, CF3, thioether.
        case .lipophilic:
            "[$([C;!$(C~[!#6;!#1])]),Cl,Br,I,$(C(F)(F)F),$([SX2](-[#6])-[#6])]"
        }
    }
}

/// Pairs of pharmacophore types at their distance in bonds, in the manner of CATS (Schneider et al., Angew. Chem. Int. Ed.
/// 1999, 38, 2894; Reutlinger et al., Mol. Inf. 2013, 32, 133): alike for molecules that show a target the same, on whatever
/// scaffold.
///
/// For each two types and each distance from 0 to 9 bonds the number of pairs of atoms, divided by how often the two types
/// occur together: so that the many aromatic atoms do not drown the few charges.
public struct PharmacophoreFingerprint: Sendable, Equatable {
    /// Distances from 0, at which an atom of two types is a pair, and one of one type a pair with itself.
    static let distances = 10

    public let values: [Float]

    /// The sum of the smaller values as a share of the sum of the larger ones, from 0 to 1; 0 for two molecules without any
    /// type.
    public func similarity(to other: PharmacophoreFingerprint) -> Double {
        var (shared, either): (Float, Float) = (0, 0)
        for (one, other) in zip(values, other.values) {
            shared += min(one, other)
            either += max(one, other)
        }
        return either == 0 ? 0 : Double(shared / either)
    }
}

extension Molecule {
    private static let patterns = PharmacophoreType.allCases.map { type in
        guard let pattern = Pattern(smarts: type.smarts) else {
            fatalError("PharmacophoreFingerprint: the pattern of \(type) is not SMARTS.")
        }
        return pattern
    }

    /// Atoms of a pharmacophore type, in order.
    public func atoms(of type: PharmacophoreType) -> [Int] {
        PharmacophoreType.allCases.firstIndex(of: type).map { Self.patterns[$0].firstAtoms(in: self) } ?? []
    }

    /// Pairs of pharmacophore types.
    public func pharmacophoreFingerprint() -> PharmacophoreFingerprint {
        let atoms = PharmacophoreType.allCases.map { self.atoms(of: $0) }
        let count = atomCount
        var bonds = [UInt8](repeating: 0, count: count * count)
        if rd_distances(handle, &bonds) == 0 { fatalError("PharmacophoreFingerprint: RDKit failed.") }
        var values: [Float] = []
        for one in atoms.indices {
            for other in one..<atoms.count {
                var pairs = [Float](repeating: 0, count: PharmacophoreFingerprint.distances)
                for first in atoms[one] {
                    for second in atoms[other] where one != other || second >= first {
                        let distance = Int(bonds[first * count + second])
                        if distance < pairs.count { pairs[distance] += 1 }
                    }
                }
                let scale = Float(max(atoms[one].count + atoms[other].count, 1))
                values += pairs.map { $0 / scale }
            }
        }
        return PharmacophoreFingerprint(values: values)
    }
}
