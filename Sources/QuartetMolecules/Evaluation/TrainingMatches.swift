internal import QuartetEngine
internal import QuartetFiles

/// Which molecules of a sample are in the set that a model was trained on, and a random part of that set.
public struct TrainingMatches: Sendable {
    /// Rows of the training file.
    public private(set) var rowCount = 0
    /// Canonical SMILES of the sample that occur in it.
    public private(set) var known: Set<String> = []
    /// Random rows, as many as were asked for if there are as many.
    public private(set) var drawn: [MoleculeRow] = []
    /// Share of the rows that were tested whose SMILES is the canonical one.
    public private(set) var canonicalShare = 0.0

    /// One row of so many is tested.
    private static let tested = 100
    /// With as many canonical ones, the texts are compared as they stand, as MOSES does.
    private static let enough = 0.99

    /// Reads the training file: as it stands if its SMILES are canonical, as a test of one row in 100 tells; else once more
    /// with each of them made canonical.
    ///
    /// - Parameters:
    ///   - sample: canonical SMILES.
    ///   - draws: how many random rows are kept.
    ///   - progress: is told the number of rows so far.
    /// - Throws: `FileError`, ``MoleculeFileError``.
    public init(
        path: String, sample: Set<String>, draws: Int, seed: UInt64,
        progress: (Int) -> Void = { _ in }
    ) throws {
        try read(path, sample, every: Self.tested, draws, seed, progress)
        if canonicalShare < Self.enough {
            try read(path, sample, every: 1, draws, seed, progress)
        }
    }

    /// The molecules drawn, without those of a reference.
    ///
    /// - Parameter progress: is told how many have been read.
    public func realSample(
        name: String, without reference: MoleculeSample, reader: MoleculeTraitReader,
        progress: (Int) -> Void = { _ in }
    ) throws -> MoleculeSample {
        let seen = Set(reference.molecules.map(\.smiles))
        let sample = try MoleculeSample(name: name, rows: drawn, reader: reader, progress: progress)
        return MoleculeSample(name: name, molecules: sample.molecules.filter { !seen.contains($0.smiles) })
    }

    private mutating func read(
        _ path: String, _ sample: Set<String>, every: Int, _ draws: Int, _ seed: UInt64,
        _ progress: (Int) -> Void
    ) throws {
        let table = try StructureTable(path: path)
        (rowCount, known, drawn) = (0, [], [])
        var (tested, canonical) = (0, 0)
        var generator = PhiloxGenerator(seed: seed, stream: "training sample")
        try OrderedPipeline.run(
            reading: {
                let rows = try table.next(512)
                return rows.isEmpty ? nil : rows
            }, workers: Machine.threads,
            working: { rows in Matches(rows, sample, every: every) },
            { rows, matches in
                known.formUnion(matches.known)
                tested += matches.tested
                canonical += matches.canonical
                for row in rows {
                    rowCount += 1
                    // Reservoir sampling (Vitter, ACM Trans. Math. Softw. 1985, 11, 37, algorithm R).
                    if drawn.count < draws {
                        drawn.append(row)
                    } else if draws > 0 {
                        let place = Int.random(in: 0..<rowCount, using: &generator)
                        if place < draws { drawn[place] = row }
                    }
                }
                progress(rowCount)
                return true
            })
        canonicalShare = tested == 0 ? 0 : Double(canonical) / Double(tested)
    }

    /// What one block of rows has.
    private struct Matches: Sendable {
        var known: Set<String> = []
        var tested = 0
        var canonical = 0

        init(_ rows: [MoleculeRow], _ sample: Set<String>, every: Int) {
            for row in rows {
                if case .success(.smiles(let text)) = row.structure {
                    if sample.contains(text) { known.insert(text) }
                    if row.number % every != 0 { continue }
                    guard let molecule = try? row.read().molecule.get() else { continue }
                    tested += 1
                    let smiles = molecule.smiles()
                    if smiles == text { canonical += 1 }
                    if sample.contains(smiles) { known.insert(smiles) }
                } else if let molecule = try? row.read().molecule.get() {
                    // A connection table is made canonical in any case.
                    tested += 1
                    canonical += 1
                    let smiles = molecule.smiles()
                    if sample.contains(smiles) { known.insert(smiles) }
                }
            }
        }
    }
}
