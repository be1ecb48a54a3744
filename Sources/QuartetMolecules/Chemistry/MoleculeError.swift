internal import CRDKit
public import QuartetFiles

/// Why a text cannot be read as a molecule.
public struct MoleculeError: UserFacingError, Equatable {
    /// What kind of fault it is.
    public enum Fault: String, Sendable {
        case empty
        case syntax
        case valence
        case kekulization
        case aromaticity
        case size
        /// The structure is right, and no compound for drug chemistry: ``SetAside``.
        case setAside = "set aside"
        case other
    }

    public let fault: Fault
    /// In words, with the place or the atoms.
    public let reason: String
    /// Character of the SMILES, counted from 1, where the grammar is broken.
    public let position: Int?
    /// Atoms concerned, counted from 0 in the order in which they are written.
    public let atoms: [Int]

    public init(reason: String, fault: Fault = .other, position: Int? = nil, atoms: [Int] = []) {
        self.reason = reason
        self.fault = fault
        self.position = position
        self.atoms = atoms
    }

    public var description: String { reason }
    public var kind: FailureKind { .badData }
}

extension MoleculeError {
    /// A compound without a parent, for tables that go on with the next row.
    public init(_ setAside: SetAside) {
        self.init(reason: "\(setAside)", fault: .setAside, atoms: setAside.atom.map { [$0] } ?? [])
    }

    /// The chemical problem of a SMILES that is right by its grammar.
    init(chemistryOf smiles: String) {
        guard let unjudged = rd_from_smiles_unsanitized(smiles) else {
            self.init(reason: "the text is not a SMILES", fault: .syntax)
            return
        }
        defer { rd_release(unjudged) }
        self.init(problemOf: unjudged)
    }

    /// The problem of a molecule that is not sanitized, in words.
    init(problemOf unjudged: OpaquePointer) {
        let problem = rd_first_problem(unjudged)
        let atoms = problem.firstAtoms
        let element = ElementName.symbol(of: Int(problem.element))
        switch Int(problem.kind) {
        case rd_valence:
            self.init(
                reason: Self.valence(problem, element: element, atom: atoms.first ?? 0), fault: .valence,
                atoms: atoms)
        case rd_kekulization:
            self.init(reason: Self.kekulization(atoms, of: unjudged), fault: .kekulization, atoms: atoms)
        case rd_aromatic_chain:
            let name = atoms.map { "atom \($0) (\(element))" }.first ?? "an atom"
            self.init(
                reason: "\(name) is written as aromatic, in small letters, but is in no aromatic ring",
                fault: .aromaticity, atoms: atoms)
        default:
            self.init(reason: "RDKit cannot make sense of the structure", atoms: atoms)
        }
    }

    private static func valence(_ problem: rd_problem, element: String, atom: Int) -> String {
        let counts = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"]
        let bonds = Int(problem.valence)
        let count = counts.indices.contains(bonds) ? counts[bonds] : "\(bonds)"
        let charge =
            problem.charge == 0
            ? "" : " of charge \(problem.charge > 0 ? "+" : "\u{2212}")\(problem.charge.magnitude)"
        let name = ElementName.word(element)
        let hint =
            problem.charge == 0 && ["N", "O", "S", "P"].contains(element)
            ? "; a positive charge must be written, as in [\(element)+]" : ""
        return
            "valence: \(name)\(charge) with \(count) \(bonds == 1 ? "bond" : "bonds"), atom \(atom) (\(element))"
            + hint
    }

    private static func kekulization(_ atoms: [Int], of unjudged: OpaquePointer) -> String {
        let list = atoms.map(String.init).joined(separator: ", ")
        let elements = [rd_atom](unsafeUninitializedCapacity: Int(rd_atom_count(unjudged))) {
            buffer, filled in
            filled = rd_atoms(unjudged, buffer.baseAddress) > 0 ? buffer.count : 0
        }.map(\.element)
        let hasNitrogen = atoms.contains { elements.indices.contains($0) && elements[$0] == 7 }
        return
            "the aromatic ring cannot be given alternating single and double bonds (kekulization), atoms \(list); "
            + (hasNitrogen
                ? "a ring nitrogen may lack its hydrogen: [nH]"
                : "a ring that is not aromatic is written in capital letters")
    }
}

extension rd_problem {
    /// The atoms as an array.
    var firstAtoms: [Int] {
        withUnsafeBytes(of: atoms) { $0.bindMemory(to: Int32.self).prefix(Int(atom_count)).map(Int.init) }
    }
}
