internal import CRDKit
internal import Foundation
internal import QuartetCatalogs
internal import QuartetFiles

/// Which atoms of a molecule have lost or taken a proton in water of a given pH, by rules: each kind of group has its usual
/// pKa (`catalogs/molecules/protonation.xml`), and a base within three bonds of a stronger one is weaker by three units, as
/// in piperazine. No prediction for the molecule: neighbours shift a pKa by units.
public struct Protonation: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case acid
        case base
    }

    private struct Rule: Sendable {
        let name: String
        let kind: Kind
        let pKa: Double
        let pattern: Pattern
    }

    /// A group that takes part.
    public struct Site: Sendable, Equatable {
        /// Atom, counted from 0 in the neutral molecule as it was given.
        public let atom: Int
        /// The kind of group.
        public let name: String
        /// Share of the molecules in which the group is charged: Henderson and Hasselbalch, 1/(1 + 10^(pKa − pH)) for an
        /// acid, 1/(1 + 10^(pH − pKa)) for a base.
        public let charged: Double
        let change: Int
    }

    private struct Choice {
        let charged: [Site]
        let share: Double
    }

    /// A state of the molecule.
    public struct State: Sendable {
        public let molecule: Molecule
        public let charge: Int
        /// Share of the molecules in this state if the groups knew nothing of each other.
        public let share: Double
    }

    /// Most states of a molecule.
    public static let stateLimit = 8
    /// Groups whose rarer form is at least this share are given both ways.
    private static let smallestShare = 0.05

    /// Bonds over which a charge is felt, and by how many units of pKa.
    private static let reach: Int32 = 3
    private static let weakening = 3.0

    private let rules: [Rule]

    /// - Parameter path: a catalog of the same form; nil for the one installed with the program.
    public init(path: String? = nil) throws {
        let installed = try ResourceLocator().folder(.catalogs) + "/molecules/protonation"
        let catalog = try Catalog.load(path ?? installed + ".xml", schema: installed + ".rng")
        rules = try catalog.root.children("site").map { site in
            let smarts = try site.string("smarts")
            guard let pattern = Pattern(smarts: smarts) else {
                throw site.mistake("smarts=\"\(smarts)\"", expected: "a SMARTS")
            }
            return Rule(
                name: try site.string("name"), kind: try site.choice("kind"), pKa: try site.number("pka"),
                pattern: pattern)
        }
    }

    /// The groups of a molecule that can be charged, by atom. The molecule is taken as it stands: give the neutral parent.
    public func sites(of molecule: Molecule, pH: Double) -> [Site] {
        var found: [Int: Rule] = [:]
        for rule in rules {
            for atom in rule.pattern.firstAtoms(in: molecule) where found[atom] == nil { found[atom] = rule }
        }
        let bases = found.filter { $0.value.kind == .base }
        return found.sorted { $0.key < $1.key }.map { atom, rule in
            guard rule.kind == .base else {
                return Site(
                    atom: atom, name: rule.name, charged: 1 / (1 + pow(10, rule.pKa - pH)), change: -1)
            }
            let isWeakened = bases.contains { other, stronger in
                (stronger.pKa, atom) > (rule.pKa, other) && other != atom
                    && rd_bonds_between(molecule.handle, Int32(atom), Int32(other)) <= Self.reach
            }
            let pKa = rule.pKa - (isWeakened ? Self.weakening : 0)
            return Site(atom: atom, name: rule.name, charged: 1 / (1 + pow(10, pH - pKa)), change: 1)
        }
    }

    /// The states of a molecule at a pH, the likeliest first, at most ``stateLimit``. There is always one.
    public func states(of molecule: Molecule, pH: Double) -> [State] {
        // In canonical order: which of two equal bases is the stronger one must not depend on how they are written.
        let molecule = (try? Molecule(smiles: molecule.smiles())) ?? molecule
        let choices = likelyChoices(of: sites(of: molecule, pH: pH))
        var seen: [String: Int] = [:]
        var states: [State] = []
        for choice in choices {
            guard let state = molecule.changed(choice.charged) else { continue }
            let charge = state.atoms.reduce(0) { $0 + $1.charge }
            // Groups that mirror each other give one structure.
            if let earlier = seen.updateValue(states.count, forKey: state.smiles()) {
                seen[state.smiles()] = earlier
                states[earlier] = State(
                    molecule: states[earlier].molecule, charge: charge,
                    share: states[earlier].share + choice.share)
            } else {
                states.append(State(molecule: state, charge: charge, share: choice.share))
            }
        }
        let ordered = states.sorted { ($1.share, $0.molecule.smiles()) < ($0.share, $1.molecule.smiles()) }
        return ordered.isEmpty ? [State(molecule: molecule, charge: 0, share: 1)] : ordered
    }

    /// Which sites are charged, likeliest first.
    private func likelyChoices(of sites: [Site]) -> [Choice] {
        var choices = [Choice(charged: [], share: 1)]
        for site in sites {
            var longer: [Choice] = []
            for choice in choices {
                if site.charged >= Self.smallestShare {
                    longer.append(
                        Choice(charged: choice.charged + [site], share: choice.share * site.charged))
                }
                if 1 - site.charged >= Self.smallestShare {
                    longer.append(Choice(charged: choice.charged, share: choice.share * (1 - site.charged)))
                }
            }
            // The likeliest choices of all sites are made of likely choices of the first ones.
            choices = Array(longer.sorted { $0.share > $1.share }.prefix(Self.stateLimit))
        }
        return choices
    }
}

extension Molecule {
    /// The molecule with the protons of some groups given or taken; nil if the result is not a molecule.
    fileprivate func changed(_ sites: [Protonation.Site]) -> Molecule? {
        if sites.isEmpty { return self }
        let atoms = sites.map { Int32($0.atom) }
        let changes = sites.map { Int32($0.change) }
        return rd_with_protons(handle, atoms, changes, Int32(sites.count)).map(Molecule.init(handle:))
    }
}
