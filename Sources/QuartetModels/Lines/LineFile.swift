internal import QuartetFiles

/// Reads the training data of an autoencoder of lines: a text file with one sequence per line.
public enum LineFile {
    /// The lines of a file that are neither empty nor longer than `longest` characters (Unicode scalars).
    ///
    /// - Parameters:
    ///   - path: a file of UTF-8, plain or compressed, or `-` for standard input.
    ///   - limit: the most bytes that are accepted, decompressed.
    /// - Returns: the lines, and how many were too long.
    /// - Throws: `FileError` when the file cannot be read, or with the number of the first line that is not UTF-8.
    public static func read(_ path: String, longest: Int, limit: Int = 1 << 30) throws -> (
        lines: [String], tooLong: Int
    ) {
        let bytes = try DecompressedFile.read(path, limit: limit)
        let text = try FileBytes.text(of: bytes, name: path == "-" ? "standard input" : path)
        var lines: [String] = []
        var tooLong = 0
        for line in text.utf8.split(separator: 0x0A) {
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty { continue }
            let sequence = String(Substring(line))
            if sequence.unicodeScalars.count > longest { tooLong += 1 } else { lines.append(sequence) }
        }
        return (lines, tooLong)
    }
}
