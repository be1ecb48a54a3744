internal import QuartetFiles

/// Reads the training data of an autoencoder of lines: a text file with one sequence per line.
public enum LineFile {
    /// The lines of a file that are neither empty nor longer than `longest` characters (Unicode scalars).
    ///
    /// - Parameter path: a file of UTF-8, or `-` for standard input.
    /// - Returns: the lines, and how many were too long.
    /// - Throws: `TrainingError.notText` with the number of the first line that is not UTF-8; `FileError` when the file
    ///   cannot be read.
    public static func read(_ path: String, longest: Int) throws -> (lines: [String], tooLong: Int) {
        let data = try FileBytes.read(path == "-" ? "/dev/stdin" : path, limit: .max)
        var lines: [String] = []
        var tooLong = 0
        for (number, bytes) in data.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            let bytes = bytes.last == 13 ? bytes.dropLast() : bytes
            if bytes.isEmpty { continue }
            guard let line = String(validating: bytes, as: UTF8.self) else {
                throw TrainingError.notText(file: path == "-" ? "standard input" : path, line: number + 1)
            }
            if line.unicodeScalars.count > longest { tooLong += 1 } else { lines.append(line) }
        }
        return (lines, tooLong)
    }
}
