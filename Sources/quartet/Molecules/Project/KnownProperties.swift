import Foundation
import QuartetEngine
import QuartetFiles
import QuartetMolecules

/// The properties of a sample of known molecules, for comparison.
struct KnownProperties {
    private let scorer: MoleculeScorer

    /// Molecules of the sample: medians of so many are known to about 2 % of the spread.
    private static let size = 3000

    init() throws { scorer = try MoleculeScorer() }

    /// A sample of rows drawn at random, always the same one of a file.
    func sample(of file: String) throws -> [[String: Double]] {
        let table = try StructureTable(path: file)
        var random = PhiloxGenerator(seed: 0, stream: "known molecules")
        var rows: [MoleculeRow] = []
        var count = 0
        // Reservoir sampling: each row is kept with the same chance (Vitter 1985, algorithm R).
        while let row = try table.next() {
            count += 1
            if rows.count < Self.size {
                rows.append(row)
            } else {
                let place = Int.random(in: 0..<count, using: &random)
                if place < Self.size { rows[place] = row }
            }
        }
        let (scorer, chosen) = (scorer, rows)
        let values = parallelMap(chosen.count) { index -> [String: Double]? in
            guard case .success(let molecule) = chosen[index].read().molecule else { return nil }
            return (try? scorer.scores(of: molecule))?.values
        }.compactMap(\.self)
        if values.isEmpty {
            throw MoleculeFileError(file: file, reason: .nothingReadable(rows: count, first: ""))
        }
        return values
    }

    /// The same, kept in a project for the next report.
    func sample(of source: ProjectSettings.Source, cachedIn project: Project) throws -> [[String: Double]] {
        let name = "known-\(source.fingerprint)-\(CandidateJudge.properties.version).json"
        let path = try project.folder("cache") + "/" + name
        if let bytes = try? FileBytes.read(path),
            let values = try? JSONDecoder().decode([[String: Double]].self, from: Data(bytes))
        {
            return values
        }
        let values = try sample(of: source.path)
        try AtomicFile.write(JSONEncoder.sorted.text(values), to: path)
        return values
    }
}
