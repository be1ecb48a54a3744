internal import QuartetEngine
internal import QuartetFiles

/// The molecules of a file in an order that the seed draws, without stereo marks.
public struct StartPool: Sendable {
    /// Molecules of a batch.
    static let batchSize = 250

    private let rows: [MoleculeRow]
    /// The fingerprint of the structures as they are written, in the order of the file.
    public let version: String
    /// What candidates from here are called.
    private let operation: String

    /// - Throws: what keeps the file from being read; ``MoleculeFileError`` if it has no rows.
    public init(path: String, column: String? = nil, seed: UInt64, operation: String = "start") throws {
        let table = try StructureTable(path: path, column: column)
        var rows: [MoleculeRow] = []
        var fingerprint = Fingerprint()
        while let row = try table.next() {
            rows.append(row)
            fingerprint.add((try? row.structure.get())?.text.utf8 ?? "".utf8)
            fingerprint.add("\n".utf8)
        }
        version = fingerprint.text
        var draw = PhiloxGenerator(seed: seed, stream: "optimise start")
        // Drawn by uniform numbers of this project: the same on every version of Swift.
        for index in stride(from: rows.count - 1, to: 0, by: -1) {
            let high = UInt64(draw.word()) << 32 | UInt64(draw.word())
            rows.swapAt(index, Int(high % UInt64(index + 1)))
        }
        (self.rows, self.operation) = (rows, operation)
    }

    /// Without a file.
    public static let empty = StartPool()

    private init() { (rows, operation, version) = ([], "start", Fingerprint().text) }

    public var count: Int { rows.count }

    /// A molecule that the number chooses; nil for a row that cannot be used.
    func molecule(_ number: UInt64) -> Molecule? {
        guard case .success(let found) = rows[Int(number % UInt64(rows.count))].read().molecule,
            Self.isUsable(found)
        else { return nil }
        return found
    }

    /// Mixtures, salts and metal compounds are not bred from.
    private static func isUsable(_ molecule: Molecule) -> Bool {
        molecule.atoms.allSatisfy { $0.part == 0 && !$0.isMetal }
    }

    /// The new molecules of the rows of a batch; rows that cannot be used are passed over.
    func proposals(batch: Int, _ scored: ScoredMolecules, most: Int) throws -> [Proposal] {
        let first = batch * Self.batchSize
        guard first < rows.count else { return [] }
        let operation = operation
        let part = Array(rows[first..<min(first + Self.batchSize, rows.count)])
        let read = parallelMap(part.count) { index -> Proposal? in
            guard case .success(let molecule) = part[index].read().molecule else { return nil }
            guard Self.isUsable(molecule), let flat = molecule.withoutStereo else { return nil }
            return Proposal(flat, .init(operation: operation))
        }
        var seen: Set<String> = []
        return Array(
            read.compactMap { $0 }.filter {
                !scored.contains($0.smiles) && seen.insert($0.smiles).inserted
            }.prefix(most))
    }
}

extension Molecule {
    /// The molecule without marks of stereo.
    var withoutStereo: Molecule? { try? Molecule(smiles: smiles(withStereo: false)) }
}
