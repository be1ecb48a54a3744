/// Finds the parent of a compound as it was registered: one part, neutral where it can be, in canonical form.
///
/// 1. Known counter-ions and solvents are taken away (``CounterIons``), however large they are; of compounds that are
///    made of them alone, the largest organic one stays: sodium benzoate gives benzoic acid.
/// 2. The largest organic part of the rest is kept. Where another one has at least half its heavy atoms, the compound is
///    a mixture and is set aside.
/// 3. Charges that hydrogen can balance are balanced. Zwitterions without a neutral form, quaternary ammonium and
///    N-oxides stay as they are.
///
/// The tautomer stays the one that was written.
public struct Standardizer: Sendable {
    /// What may be asked for.
    public struct Options: Sendable {
        /// Isotopes are taken away.
        public var removesIsotopes = false
        /// Heavy atoms of a parent; larger ones are set aside.
        public var heavyAtomLimit = 150

        public init() {}
    }

    private let counterIons: CounterIons
    private let options: Options

    public init(counterIons: CounterIons, options: Options = Options()) {
        self.counterIons = counterIons
        self.options = options
    }

    /// The parent of a compound and what was done to find it.
    /// - Throws: ``SetAside`` for a compound that has no parent a drug chemist would use.
    public func parent(of compound: Molecule) throws(SetAside) -> Parent {
        var notes: [String] = []
        let labels = compound.atoms
        var molecule = compound
        let dropsIsotopes = options.removesIsotopes && labels.contains { $0.isotope != 0 }
        let dropsMaps = labels.contains { $0.map != 0 }
        if dropsIsotopes || dropsMaps {
            molecule = compound.unlabelled(isotopesToo: dropsIsotopes) ?? compound
        }
        let choice = try Parts(of: molecule, counterIons: counterIons).chosen()
        if !choice.removed.isEmpty { notes.append("removed " + choice.removed.joined(separator: ", ")) }
        if choice.isNeutralised { notes.append("neutralised") }
        if dropsIsotopes { notes.append("isotopes removed") }
        if dropsMaps { notes.append("atom map numbers removed") }
        if choice.heavyAtoms > options.heavyAtomLimit {
            throw .size(heavyAtoms: choice.heavyAtoms, limit: options.heavyAtomLimit)
        }
        return Parent(
            molecule: choice.molecule, smiles: choice.smiles, removed: choice.removed, notes: notes)
    }
}

/// What a compound is without its counter-ions.
public struct Parent: Sendable {
    public let molecule: Molecule
    /// Its canonical SMILES.
    public let smiles: String
    /// The parts that were taken away, by name or else by SMILES, in alphabetical order.
    public let removed: [String]
    /// What was done, in words.
    public let notes: [String]
}

/// Why a compound has no parent: it is not drug-like, though its structure may be right.
public enum SetAside: Error, Equatable, Sendable, CustomStringConvertible {
    case metal(symbol: String, atom: Int)
    case dummy(atom: Int)
    case radical(symbol: String, atom: Int)
    case mixture(parts: [String])
    case inorganic
    case size(heavyAtoms: Int, limit: Int)

    public var description: String {
        switch self {
        case .metal(let symbol, let atom): "metal compound: \(symbol), atom \(atom)"
        case .dummy(let atom): "dummy atom, atom \(atom): the structure is not complete"
        case .radical(let symbol, let atom):
            "radical: \(ElementName.word(symbol)) with an unpaired electron, atom \(atom); an ion has its charge in brackets"
        case .mixture(let parts): "mixture of " + parts.joined(separator: " and ")
        case .inorganic: "no organic part"
        case .size(let heavyAtoms, let limit): "\(heavyAtoms) heavy atoms; the limit is \(limit)"
        }
    }

    /// The atom that it is about, counted from 0 in the compound as it was written.
    var atom: Int? {
        switch self {
        case .metal(_, let atom), .dummy(let atom), .radical(_, let atom): atom
        case .mixture, .inorganic, .size: nil
        }
    }
}
