internal import Foundation

/// The files beside a log that rotation named after it.
///
/// The names of logrotate, of Zeek and of the usual logging libraries: a number, a date or a time behind the log's name
/// or before its ending, compressed or not: `conn.log.1`, `conn.log-20240606.gz`, `conn-1.log`,
/// `conn.2024-06-06-12.log`.
struct RotatedFiles {
    struct File {
        let path: String
        let state: FileState
        let isPacked: Bool
    }

    /// The last change of its content decides on the order, the oldest first. The file that has the log's name now is
    /// not among them.
    let files: [File]

    private static let packings = [".gz", ".bz2", ".xz", ".zst", ".lz4"]
    private static let marks: Set<Character> = [".", "-", "_"]

    /// - Parameter path: the log's.
    init(of path: String) {
        let url = URL(fileURLWithPath: path)
        let (folder, log) = (url.deletingLastPathComponent().path, url.lastPathComponent)
        let now = FileState(path: path)
        let names = Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        files = names.compactMap { name -> File? in
            let plain = Self.unpackedName(name)
            // While a file is being compressed it exists twice.
            guard Self.isNamed(plain, after: log), plain == name || !names.contains(plain) else { return nil }
            let path = folder + "/" + name
            guard let state = FileState(path: path), state.isRegular, state.identity != now?.identity else {
                return nil
            }
            return File(path: path, state: state, isPacked: plain != name)
        }.sorted { ($0.state.modified, $0.path) < ($1.state.modified, $1.path) }
    }

    /// The files that were written to after another one, the oldest first.
    func after(_ first: FileState) -> [File] {
        files.filter { file in
            // A compressor gives the packed file the time of the original.
            file.state.identity != first.identity
                && (file.state.modified > first.modified
                    || file.state.modified == first.modified && !file.isPacked)
        }
    }

    private static func unpackedName(_ name: String) -> String {
        let packing = packings.first { name.hasSuffix($0) } ?? ""
        return String(name.dropLast(packing.count))
    }

    /// Whether rotation could have given a log this name.
    static func isNamed(_ name: String, after log: String) -> Bool {
        if name.hasPrefix(log), isRotation(name.dropFirst(log.count)) { return true }
        guard let dot = log.lastIndex(of: "."), dot > log.startIndex else { return false }
        let (stem, ending) = (log[..<dot], log[dot...])
        return name.count > log.count && name.hasPrefix(stem) && name.hasSuffix(ending)
            && isRotation(name.dropFirst(stem.count).dropLast(ending.count))
    }

    /// Whether the text is a mark and a number, a date or a time, or the word "old".
    private static func isRotation(_ text: Substring) -> Bool {
        guard let mark = text.first, marks.contains(mark) else { return false }
        let rest = text.dropFirst()
        if rest == "old" { return true }
        guard let first = rest.first, first.isASCII, first.isNumber else { return false }
        return rest.allSatisfy { ($0.isASCII && $0.isNumber) || marks.contains($0) || ":TZ+".contains($0) }
    }
}
