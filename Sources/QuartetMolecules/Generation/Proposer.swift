internal import QuartetEngine

/// Strings to make candidates of, as a model or a set of pieces gives them.
public protocol CandidateSource {
    /// The next strings, with how each was made: about `count`, and fewer where they are made in blocks; empty when nothing is
    /// left.
    mutating func next(_ count: Int) throws -> [CandidateString]
}

/// A string that may be a molecule.
public struct CandidateString: Sendable {
    public let text: String
    /// The latent code that it was decoded from; nil for one that was written without.
    public let code: [Float]?
    /// What it was made of, SMILES.
    public let parents: [String]
    public let note: String?

    public init(text: String, code: [Float]? = nil, parents: [String] = [], note: String? = nil) {
        (self.text, self.code, self.parents, self.note) = (text, code, parents, note)
    }
}

/// A molecule that passed all rules.
public struct ProposedMolecule: Sendable {
    public let smiles: String
    public let molecule: Molecule
    public let scaffold: Scaffold
    public let source: CandidateString
}

/// Makes candidates of strings: valid, different, within the rules, at most some for each scaffold. Everything that is left
/// out is counted with its reason.
public final class Proposer<Source: CandidateSource> {
    public private(set) var funnel = Funnel(filters: ProposalRules.filters)
    private var source: Source
    private let rules: ProposalRules
    private let mostPerScaffold: Int?
    private let known: KnownStructures
    private var seen = KnownStructures()
    private var scaffolds: [Scaffold: Int] = [:]

    /// - Parameters:
    ///   - known: molecules that were proposed before: they are not proposed again.
    ///   - mostPerScaffold: molecules without a ring are not limited.
    public init(
        _ source: Source, _ rules: ProposalRules, mostPerScaffold: Int? = nil,
        after known: KnownStructures = KnownStructures()
    ) {
        (self.source, self.rules, self.mostPerScaffold) = (source, rules, mostPerScaffold)
        self.known = known
    }

    /// Strings that were left out because the molecule was proposed before.
    public private(set) var knownCount = 0

    /// The candidates of the next strings of the source, at most as many as are wanted; nil when it has no more.
    ///
    /// - Parameters:
    ///   - wanted: candidates that are missing. Four strings for each are made at first, later as many as the share of
    ///     those that passed suggests.
    ///   - most: strings to make at most.
    public func next(wanted: Int, most: Int = .max) throws -> [ProposedMolecule]? {
        let strings = try source.next(min(stringCount(for: wanted), most))
        if strings.isEmpty { return nil }
        let judged = try parallelMap(strings.count) { [rules] in try JudgedString(strings[$0], rules) }
        let passed = judged.compactMap(admitted)
        let chosen = Array(passed.prefix(wanted))
        funnel.withdraw(passed.count - chosen.count, at: Funnel.wanted, because: "more than were wanted")
        return chosen
    }

    /// Strings that should give as many candidates, and a quarter more: of those so far a share passed.
    private func stringCount(for wanted: Int) -> Int {
        let (entered, passed) = (Double(funnel.entered), Double(funnel.passed))
        let perCandidate = entered == 0 ? 4 : 1.25 * (entered + 2) / (passed + 1)
        return Int(min(max((Double(wanted) * perCandidate).rounded(.up), 64), Double(MoleculeSampler.block)))
    }

    /// The molecule, unless it is no molecule, was there before, breaks a rule, or its scaffold has enough.
    private func admitted(_ judged: JudgedString) -> ProposedMolecule? {
        func leftOut(_ filter: String, _ reason: String) -> ProposedMolecule? {
            funnel.leaveOut(at: filter, because: reason)
            return nil
        }
        guard let proposed = judged.molecule else {
            return leftOut("valid", judged.refusal?.reason ?? "not a molecule")
        }
        if known.contains(proposed.smiles) {
            knownCount += 1
            return leftOut("different", "proposed before")
        }
        if seen.contains(proposed.smiles) { return leftOut("different", "repeated") }
        seen.insert(proposed.smiles)
        if let refusal = judged.refusal { return leftOut(refusal.filter, refusal.reason) }
        if let mostPerScaffold, !proposed.scaffold.isEmpty {
            if scaffolds[proposed.scaffold, default: 0] >= mostPerScaffold {
                return leftOut("scaffolds", "too many with the same scaffold")
            }
            scaffolds[proposed.scaffold, default: 0] += 1
        }
        funnel.pass()
        return proposed
    }
}

/// A string with what the rules say of it, whatever came before it.
private struct JudgedString: Sendable {
    let molecule: ProposedMolecule?
    let refusal: ProposalRules.Refusal?

    init(_ string: CandidateString, _ rules: ProposalRules) throws {
        let molecule: Molecule
        do {
            molecule = try Molecule(smiles: string.text)
        } catch {
            self.molecule = nil
            refusal = .init(filter: "valid", reason: error.fault.rawValue)
            return
        }
        let smiles = molecule.smiles()
        self.molecule = ProposedMolecule(
            smiles: smiles, molecule: molecule, scaffold: molecule.scaffold(withStereo: false),
            source: string)
        do {
            try rules.check(molecule, smiles: smiles)
            refusal = nil
        } catch let broken as ProposalRules.Refusal {
            refusal = broken
        }
    }
}
