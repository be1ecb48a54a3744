internal import QuartetEngine
public import QuartetFiles

/// How many molecules a model gives back exactly, from its own description of them.
public struct ReconstructionRate: Sendable, Equatable, Encodable {
    /// Molecules of the file; rows that cannot be read are left out.
    public private(set) var molecules = 0
    /// Those whose reconstruction has the same canonical SMILES, stereo marks among it.
    public private(set) var exact = 0
    /// Those whose reconstruction is a molecule.
    public private(set) var valid = 0
    /// Share of the molecules that come back exactly.
    public private(set) var rate = 0.0

    /// The reconstructions are the lines of another file, one for each row: a SMILES, which a blank or a comma ends, or
    /// nothing where there is none.
    ///
    /// - Throws: `FileError`, ``MoleculeFileError``; ``ReconstructionMismatch`` when the numbers of rows differ.
    public init(
        of path: String, in reconstructions: String, column: String? = nil,
        progress: (Int) -> Void = { _ in }
    ) throws {
        let originals = try StructureTable(path: path, column: column)
        let decoded = DecodedLines(try DecompressedLines(path: reconstructions))
        try OrderedPipeline.run(
            reading: { () throws -> [(MoleculeRow, String)]? in
                let rows = try originals.next(64)
                let pairs = try rows.map { row in
                    guard let line = try decoded.next() else {
                        throw ReconstructionMismatch(file: decoded.name, lines: decoded.count, of: path)
                    }
                    return (row, line)
                }
                if rows.isEmpty, try decoded.hasMore() {
                    throw ReconstructionMismatch(file: decoded.name, lines: nil, of: path)
                }
                return rows.isEmpty ? nil : pairs
            }, workers: Machine.threads,
            working: { pairs in pairs.map(Self.compared) },
            { _, results in
                for case let result? in results {
                    molecules += 1
                    if result.isValid { valid += 1 }
                    if result.isExact { exact += 1 }
                }
                progress(molecules)
                return true
            })
        rate = molecules == 0 ? 0 : Double(exact) / Double(molecules)
    }

    /// Nil when the original cannot be read.
    private static func compared(
        _ original: MoleculeRow, _ decoded: String
    ) -> (isValid: Bool, isExact: Bool)? {
        guard let original = try? original.read().molecule.get() else { return nil }
        guard let decoded = try? Molecule(smiles: decoded) else { return (false, false) }
        return (true, original.smiles() == decoded.smiles())
    }
}

/// The first cells of the lines of a file, without a heading.
private final class DecodedLines {
    private let lines: DecompressedLines
    private(set) var count = 0

    init(_ lines: DecompressedLines) { self.lines = lines }

    var name: String { lines.name }

    func next() throws(FileError) -> String? {
        guard let line = try lines.next() else { return nil }
        let cell = String(line.text.prefix { !" \t,;".contains($0) })
        if line.number == 1, cell.lowercased().contains("smiles") { return try next() }
        count += 1
        return cell
    }

    /// Whether a line follows that is not empty.
    func hasMore() throws(FileError) -> Bool {
        while let cell = try next() {
            if !cell.isEmpty { return true }
        }
        return false
    }
}

/// Two files whose rows belong together in pairs have different numbers of them.
public struct ReconstructionMismatch: UserFacingError, Equatable {
    let file: String
    /// Nil when there are too many.
    let lines: Int?
    let of: String

    public var kind: FailureKind { .badData }

    public var description: String {
        "\(file): has \(lines.map { "only \($0) lines, fewer" } ?? "more lines") than \(of) has rows; each line must be "
            + "the reconstruction of the same row there, an empty line where there is none"
    }
}
