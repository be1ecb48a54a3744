internal import CRDKit
internal import Foundation
internal import QuartetFiles

extension Conformer {
    /// A ligand with its places from a file: MOL, the first record of an SDF, MOL2, PDB or PDBQT (bonds by distance),
    /// compressed or not.
    ///
    /// - Throws: ``DockingError``, ``FileError``.
    public convenience init(contentsOf path: String) throws {
        let bytes = try FileKind.content(
            of: path, limit: 1 << 24, accepting: [.sdf, .mol2, .pdb],
            expected: "a ligand in its place as SDF, MOL2, PDB or PDBQT")
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var error: UnsafeMutablePointer<CChar>?
        let handle: OpaquePointer?
        if lines.contains(where: { $0.hasPrefix("M  END") }) {
            handle = rd_from_mol_block(Self.firstRecord(lines), 1, &error)
        } else if let start = lines.firstIndex(where: { $0.hasPrefix("@<TRIPOS>MOLECULE") }) {
            handle = rd_from_mol2_block(lines[start...].joined(separator: "\n") + "\n", &error)
        } else {
            handle = rd_from_pdb_block(Self.pdb(lines), &error)
        }
        guard let handle else {
            let reason = DockingError.shown(ownedText(error) ?? "unknown format")
            throw DockingError("\(path): no ligand with places in SDF, MOL2, PDB or PDBQT: \(reason)")
        }
        try self.init(handle: handle)
    }

    /// The first model, as RDKit reads it.
    private static func pdb(_ lines: [Substring]) -> String {
        let model = lines.prefix { !$0.hasPrefix("ENDMDL") }
        let isTyped = model.contains { $0.hasPrefix("ROOT") || $0.hasPrefix("TORSDOF") }
        return model.compactMap { isTyped ? withElementOfType($0) : withElement($0) }
            .joined(separator: "\n") + "\nEND\n"
    }

    /// A line of PDBQT with the element where PDB has it; nil for the pseudo-atoms of opened rings.
    private static func withElementOfType(_ line: Substring) -> String? {
        guard line.hasPrefix("ATOM") || line.hasPrefix("HETATM"), line.utf8.count >= 78 else {
            return String(line)
        }
        let type = line.dropFirst(77).prefix { !$0.isWhitespace }
        if type.hasPrefix("G") { return nil }
        let elements = ["A": "C", "HD": "H", "NA": "N", "OA": "O", "SA": "S"]
        let symbol = type.hasPrefix("CG") ? "C" : elements[String(type)] ?? String(type)
        return String(line.prefix(76)) + String(repeating: " ", count: max(0, 2 - symbol.count)) + symbol
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
