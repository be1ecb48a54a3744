internal import CRDKit

/// The part that molecules of a series share.
public struct SeriesCore: Sendable {
    public enum Source: String, Sendable {
        case given
        /// The largest substructure that most of the molecules have.
        case commonSubstructure = "common substructure"
        /// The most frequent Murcko scaffold.
        case commonScaffold = "most frequent scaffold"
    }

    /// SMILES or SMARTS.
    public let text: String
    public let source: Source
    /// Whether the search for a common substructure came to its end; a longer one might find a larger core.
    public let isComplete: Bool
    let pattern: Pattern

    /// A core as SMILES, whose atoms may carry any number of hydrogens, or else as SMARTS.
    /// - Throws: ``SeriesError``.
    public init(_ text: String) throws(SeriesError) {
        let molecule = try? Molecule(smiles: text)
        guard let pattern = molecule.flatMap(Pattern.init(of:)) ?? Pattern(smarts: text) else {
            throw .noCore(text)
        }
        self.init(text: text, source: .given, isComplete: true, pattern: pattern)
    }

    private init(text: String, source: Source, isComplete: Bool, pattern: Pattern) {
        (self.text, self.source, self.isComplete, self.pattern) = (text, source, isComplete, pattern)
    }

    /// Share of the molecules that must have a common substructure.
    static let threshold = 0.8
    /// Molecules among which a common substructure is looked for, taken evenly from the series.
    static let sampleSize = 60
    /// Atoms that a common substructure has at least.
    static let smallest = 6
    /// Seconds after which the search ends with the largest one so far.
    static let secondsAtMost = 20

    /// Finds the core of a series: the largest substructure, in whole rings, that four of five molecules have, if it is at
    /// least a third of a usual molecule and has six atoms; otherwise the most frequent scaffold.
    ///
    /// - Throws: ``SeriesError`` if there is neither.
    public static func found(in series: Series) throws -> SeriesCore {
        let members = series.members
        let step = max(1, (members.count + sampleSize - 1) / sampleSize)
        let sample = stride(from: 0, to: members.count, by: step).map { members[$0].molecule }
        let sizes = sample.map { $0.atoms.count(where: \.isHeavy) }.sorted()
        if sample.count > 1, let common = commonSubstructure(of: sample),
            common.atoms >= smallest, 3 * common.atoms >= sizes[sizes.count / 2]
        {
            return common.core
        }
        let frequent = ScaffoldTable(of: series).entries.first { !$0.scaffold.isEmpty }
        guard let frequent, frequent.members.count > 1,
            let pattern = (try? Molecule(smiles: frequent.scaffold.smiles)).flatMap(Pattern.init(of:))
        else { throw SeriesError.noCommonCore }
        return SeriesCore(
            text: frequent.scaffold.smiles, source: .commonScaffold, isComplete: true, pattern: pattern)
    }

    private static func commonSubstructure(of sample: [Molecule]) -> (core: SeriesCore, atoms: Int)? {
        var atoms: Int32 = 0
        var isComplete: Int32 = 1
        let handles = sample.map { Optional($0.handle) }
        let text = withExtendedLifetime(sample) {
            ownedText(
                rd_common_core(
                    handles, Int32(handles.count), threshold, Int32(secondsAtMost), &atoms, &isComplete, nil))
        }
        guard let text, !text.isEmpty, let pattern = Pattern(smarts: text) else { return nil }
        let core = SeriesCore(
            text: text, source: .commonSubstructure, isComplete: isComplete != 0, pattern: pattern)
        return (core, Int(atoms))
    }
}

extension Pattern {
    /// The atoms and bonds of a molecule, whatever hydrogens they have.
    convenience init?(of molecule: Molecule) {
        guard let handle = rd_pattern_of(molecule.handle) else { return nil }
        self.init(handle: handle)
    }
}
