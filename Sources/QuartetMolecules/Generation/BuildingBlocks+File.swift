public import QuartetFiles

/// A file of building blocks: a line with the number of molecules, then one for each piece, the most frequent first: the
/// number of molecules that have it, a tab, its SMILES.
extension BuildingBlocks {
    private static let head = "# BRICS pieces of molecules: "

    /// - Parameter count: pieces in fewer molecules are left out.
    public func write(to path: String, atLeast count: Int = 1) throws(FileError) {
        let lines = frequent(atLeast: count).map { "\($0.count)\t\($0.smiles)\n" }
        try AtomicFile.write(Self.head + "\(moleculeCount)\n" + lines.joined(), to: path)
    }

    /// Reads a file that ``write(to:atLeast:)`` made, plain or compressed.
    public init(path: String) throws(FileError) {
        let lines = try DecompressedLines(path: path)
        func damaged(_ number: Int) -> FileError {
            .damaged(file: lines.name, reason: "line \(number): it is not a table of building blocks")
        }
        guard let first = try lines.next(), first.bytes.starts(with: Self.head.utf8),
            let moleculeCount = Int(
                String(decoding: first.bytes.dropFirst(Self.head.utf8.count), as: UTF8.self))
        else { throw damaged(1) }
        var counts: [String: Int] = [:]
        while let line = try lines.next() {
            let cells = line.bytes.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
            guard cells.count == 2, let count = Int(String(decoding: cells[0], as: UTF8.self)), count > 0,
                count <= moleculeCount
            else { throw damaged(line.number) }
            counts[String(decoding: cells[1], as: UTF8.self)] = count
        }
        self.init(counts: counts, moleculeCount: moleculeCount)
    }
}
