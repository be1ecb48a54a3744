internal import Foundation
internal import QuartetFiles
internal import QuartetReports

/// A rigid receptor from a PDBQT file.
public struct Receptor: Sendable {
    public struct Atom: Sendable, Equatable {
        /// Name and number of the residue, and its chain where it has one: "MET318:A".
        public let residue: String
        public let position: Point
        /// AutoDock's type.
        public let type: String
    }

    public let atoms: [Atom]
    /// What is odd but does not hinder.
    public let warnings: [String]
    /// The file's text, decompressed.
    let bytes: [UInt8]
    /// Tells this file from all others.
    public let fingerprint: String

    private static let tags: Set<String> = [
        "REMARK", "ATOM", "HETATM", "TER", "END", "MODEL", "ENDMDL", "USER", "HEADER", "TITLE", "COMPND",
        "AUTHOR", "CRYST1", "CONECT", "MASTER", "NUMMDL", "ROOT", "ENDROOT", "TORSDOF",
    ]

    /// Reads a file, compressed or not.
    ///
    /// - Throws: ``DockingError`` for a file that is not PDBQT, with its kind or its first line, for a receptor without atoms, and for types that
    ///   Vina does not know; ``FileError``.
    public init(contentsOf path: String) throws {
        let bytes = try FileKind.content(
            of: path, limit: 1 << 28, accepting: [.pdb], expected: "a receptor as PDBQT")
        var atoms: [Atom] = []
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            guard let word = line.split(whereSeparator: \.isWhitespace).first else { continue }
            // Long serial numbers leave no blank behind the tag.
            let tag = ["ATOM", "HETATM"].first { word.hasPrefix($0) } ?? String(word)
            guard Self.tags.contains(tag) else {
                let first = lines.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
                throw DockingError(
                    atoms.isEmpty
                        ? "\(path): not a PDBQT receptor; it begins with '\(DockingError.shown(first))'"
                        : "\(path): line \(index + 1) does not belong in a rigid receptor: '\(DockingError.shown(line))'"
                )
            }
            if tag == "ATOM" || tag == "HETATM" {
                atoms.append(try Self.atom(line, place: "\(path): line \(index + 1)"))
            }
        }
        guard !atoms.isEmpty else { throw DockingError("\(path): the receptor has no atoms") }
        let hasPolarHydrogens = atoms.contains { $0.type == "HD" }
        warnings =
            hasPolarHydrogens
            ? []
            : ["\(path): the receptor has no polar hydrogens: hydrogen bonds that it gives will not count"]
        (self.atoms, self.bytes) = (atoms, bytes)
        fingerprint = Fingerprint(bytes).text
    }

    private static func atom(_ line: Substring, place: String) throws(DockingError) -> Atom {
        let columns = Array(line)
        func field(_ range: Range<Int>) -> String {
            guard range.lowerBound < columns.count else { return "" }
            return String(columns[range.clamped(to: 0..<columns.count)]).trimmingCharacters(in: .whitespaces)
        }
        guard let x = Double(field(30..<38)), let y = Double(field(38..<46)), let z = Double(field(46..<54)),
            Point(x, y, z).isFinite
        else { throw DockingError("\(place): no coordinates in columns 31 to 54") }
        let type = field(77..<80)
        guard AutoDockType.known.contains(type) else {
            throw DockingError(
                type.isEmpty
                    ? "\(place): no AutoDock type in column 78: the file is PDB, not PDBQT"
                    : "\(place): Vina knows no atom type '\(DockingError.shown(type))'")
        }
        let chain = field(21..<22)
        return Atom(
            residue: field(17..<20) + field(22..<27) + (chain.isEmpty ? "" : ":" + chain),
            position: Point(x, y, z), type: type)
    }

    /// - Throws: ``DockingError`` with the receptor's extent when no atom is in the box: Vina would end without an error and
    ///   with affinities of 0.
    public func check(_ box: DockingBox) throws(DockingError) {
        guard !atoms.contains(where: { box.contains($0.position) }) else { return }
        guard let (low, high) = Point.extent(of: atoms.map(\.position)) else { return }
        func range(_ name: String, _ low: Double, _ high: Double) -> String {
            "\(name) \(low.text(1)) to \(high.text(1))"
        }
        throw DockingError(
            "no receptor atom is in the box; the receptor extends over "
                + "\(range("x", low.x, high.x)), \(range("y", low.y, high.y)), \(range("z", low.z, high.z))")
    }
}
