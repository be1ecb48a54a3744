public import QuartetFiles

/// The candidates of a project: each structure once, with the name that it got when it first came.
public final class CandidateStore {
    /// A molecule's candidate, and whether it was made for it.
    public struct Placed: Sendable {
        public let candidate: Candidate
        public let isNew: Bool
    }

    private let file: RecordFile<Candidate>
    private var places: [String: Int] = [:]
    private var structures: [String: Int] = [:]

    init(path: String) throws(FileError) {
        file = try RecordFile(path: path)
        index()
    }

    /// In the order of arrival.
    public var all: [Candidate] { file.entries }

    /// By "Q00017", in small letters too.
    public subscript(id: String) -> Candidate? {
        (places[id] ?? places[id.uppercased()]).map { file.entries[$0] }
    }

    /// By canonical SMILES.
    public func candidate(smiles: String) -> Candidate? { structures[smiles].map { file.entries[$0] } }

    /// Adds the molecules that are not there yet: all of them, or with an error none.
    ///
    /// - Returns: one for each molecule.
    @discardableResult
    public func append(_ molecules: [NewCandidate]) throws -> [Placed] {
        if molecules.isEmpty { return [] }
        var results: [Placed] = []
        try file.append { there in
            index()
            results = []
            var added: [Candidate] = []
            var seen: [String: Candidate] = [:]
            for molecule in molecules {
                if let known = structures[molecule.smiles].map({ there[$0] }) ?? seen[molecule.smiles] {
                    results.append(Placed(candidate: known, isNew: false))
                    continue
                }
                let candidate = Candidate(
                    id: Candidate.id(there.count + added.count + 1), smiles: molecule.smiles,
                    name: molecule.name, origin: molecule.origin)
                seen[molecule.smiles] = candidate
                added.append(candidate)
                results.append(Placed(candidate: candidate, isNew: true))
            }
            return added
        }
        index()
        return results
    }

    /// Reads what other processes added.
    public func refresh() throws(FileError) {
        try file.refresh()
        index()
    }

    private func index() {
        for place in places.count..<max(places.count, file.entries.count) {
            places[file.entries[place].id] = place
            structures[file.entries[place].smiles] = place
        }
    }
}
