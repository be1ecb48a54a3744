internal import QuartetFiles

/// What a file is, by its beginning: of molecules and structures in one form or another, or something else that was given by
/// mistake.
enum FileKind: Equatable {
    /// A picture, an archive and the like, with its name.
    case binary(String)
    case noText
    case webPage
    case sdf
    case mol2
    /// PDB or PDBQT.
    case pdb

    /// - Parameter lines: the first lines that are not blank. Nil for any other kind of file.
    init?(_ lines: [[UInt8]]) {
        guard let first = lines.first else { return nil }
        let head = String(decoding: first.prefix(64), as: UTF8.self).lowercased()
        func begins(_ tags: String...) -> Bool {
            lines.contains { line in tags.contains { line.starts(with: $0.utf8) } }
        }
        if let name = FileSignature.name(first) {
            self = .binary(name)
        } else if lines.contains(where: { $0.contains(0) }) {
            self = .noText
        } else if head.hasPrefix("<!doctype") || head.hasPrefix("<html") {
            self = .webPage
        } else if head.hasPrefix("@<tripos>") {
            self = .mol2
        } else if begins("ATOM  ", "HETATM") {
            self = .pdb
        } else if begins("$$$$", "M  END", "M  V30 ") || lines.contains(where: RecordCutter.isCounts) {
            self = .sdf
        } else {
            return nil
        }
    }

    /// "a PNG picture", to follow "is".
    var name: String {
        switch self {
        case .binary(let name): name
        case .noText: "not a text in UTF-8"
        case .webPage: "a web page"
        case .sdf: "a file of molecules as SDF"
        case .mol2: "a MOL2 file"
        case .pdb: "a PDB or PDBQT file"
        }
    }

    /// The content of a file of few molecules, decompressed.
    ///
    /// - Parameters:
    ///   - limit: the largest number of bytes that is accepted.
    ///   - accepted: kinds that are read.
    ///   - expected: what the file should be, in words.
    /// - Throws: ``DockingError`` for a file of another kind, `FileError`.
    static func content(
        of path: String, limit: Int, accepting accepted: [FileKind], expected: String
    ) throws -> [UInt8] {
        let file = try DecompressedFile(path: path)
        let bytes = try file.read(limit + 1)
        let lines = bytes.prefix(1 << 16).split(separator: 0x0A, maxSplits: 1000).map { Array($0) }
        if let kind = FileKind(lines.filter { $0 != [0x0D] }), !accepted.contains(kind) {
            throw DockingError("\(file.name): is \(kind.name); expected \(expected)")
        }
        guard bytes.count <= limit else {
            throw FileError.tooLarge(
                file: file.name, what: "content", found: "more than \(limit) bytes", limit: "\(limit) bytes"
            )
        }
        return bytes
    }
}
