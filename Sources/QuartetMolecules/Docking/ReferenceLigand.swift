internal import CRDKit
internal import Foundation
internal import QuartetFiles

extension Conformer {
    /// A ligand with its places from a file: MOL, the first record of an SDF, or PDB (bonds by distance), compressed or not.
    ///
    /// - Throws: ``DockingError``, ``FileError``.
    public convenience init(contentsOf path: String) throws {
        let text = String(decoding: try DecompressedFile.read(path, limit: 1 << 24), as: UTF8.self)
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var error: UnsafeMutablePointer<CChar>?
        let handle: OpaquePointer?
        if lines.contains(where: { $0.hasPrefix("M  END") }) {
            handle = rd_from_mol_block(Self.firstRecord(lines), 1, &error)
        } else {
            handle = rd_from_pdb_block(
                lines.map(Self.withElement).joined(separator: "\n") + "\nEND\n", &error)
        }
        guard let handle else {
            throw DockingError(
                "\(path): no ligand in MOL, SDF or PDB format: \(ownedText(error) ?? "unknown format")")
        }
        try self.init(handle: handle)
    }

    private static func firstRecord(_ lines: [Substring]) -> String {
        let end = lines.firstIndex { $0.hasPrefix("M  END") } ?? lines.endIndex - 1
        return lines[...end].joined(separator: "\n") + "\n"
    }

    /// Lines without the element column: the atom's name tells it. A ligand has no calcium or cadmium, but a `CL` is
    /// chlorine wherever in its columns it begins.
    private static func withElement(_ line: Substring) -> String {
        guard line.hasPrefix("ATOM") || line.hasPrefix("HETATM"), line.utf8.count >= 54 else {
            return String(line)
        }
        let padded = Array(line.utf8.prefix(80)) + [UInt8](repeating: 32, count: max(0, 80 - line.utf8.count))
        if padded[76..<78].contains(where: { $0 != 32 }) { return String(line) }
        let letters = String(decoding: padded[12..<16], as: UTF8.self).uppercased().drop { !$0.isLetter }
            .prefix(while: \.isLetter)
        let symbol = ["CL", "BR", "SI", "SE"].first { letters.hasPrefix($0) } ?? String(letters.prefix(1))
        let column = String(repeating: " ", count: max(0, 2 - symbol.count)) + symbol
        return String(decoding: padded[..<76], as: UTF8.self) + column
            + String(decoding: padded[78...], as: UTF8.self)
    }
}
