internal import Foundation

/// The files beside a log that rotation named after it.
///
/// The names of logrotate, of Zeek and of the usual logging libraries: a number, a date or a time behind the log's name
/// or before its ending, compressed or not: `conn.log.1`, `conn.log-20240606.gz`, `conn-1.log`,
/// `conn.2024-06-06-12.log`.
///
/// A number before the ending is also how the logs of several sensors are told apart. ``after(_:known:)`` takes such a
/// file for a rotated one only if the file that was being read got a name of the same kind, and if it is not younger
/// than the file that has the log's name. Otherwise it is another log, and so are the files named after it.
struct RotatedFiles {
    struct File {
        let path: String
        /// Without the ending of a compressor.
        let plainName: String
        let state: FileState
        let isPacked: Bool
        /// What stands before a number before the ending: "-" of `conn-1.log`; nil for other names.
        let numberMark: Character?
    }

    /// The last change of its content decides on the order, the oldest first. The file that has the log's name now is
    /// not among them.
    let files: [File]
    /// The file that has the log's name now.
    private let current: FileState?

    private static let packings = [".gz", ".bz2", ".xz", ".zst", ".lz4"]
    private static let marks: Set<Character> = [".", "-", "_"]
    /// Longer numbers are dates or times.
    private static let mostDigits = 5

    /// - Parameter path: the log's.
    init(of path: String) {
        let url = URL(fileURLWithPath: path)
        let (folder, log) = (url.deletingLastPathComponent().path, url.lastPathComponent)
        let now = FileState(path: path)
        let names = Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        current = now
        files = names.compactMap { name -> File? in
            let plain = Self.unpackedName(name)
            // While a file is being compressed it exists twice.
            guard Self.isNamed(plain, after: log), plain == name || !names.contains(plain) else { return nil }
            let path = folder + "/" + name
            guard let state = FileState(path: path), state.isRegular, state.identity != now?.identity else {
                return nil
            }
            return File(
                path: path, plainName: plain, state: state, isPacked: plain != name,
                numberMark: Self.numberMark(plain, of: log))
        }.sorted { ($0.state.modified, $0.path) < ($1.state.modified, $1.path) }
    }

    /// The files that were written to after a time, the oldest first.
    ///
    /// - Parameters:
    ///   - time: in nanoseconds since 1970.
    ///   - known: the file that had the log's name at that time, if it is still there; it is not returned.
    func after(_ time: Int, known: File?) -> [File] {
        let others = files.filter { $0.numberMark != nil && isAnotherLog($0, known) }.map(\.plainName)
        return files.filter { file in
            // A compressor gives the packed file the time of the original.
            file.state.identity != known?.state.identity
                && (file.state.modified > time || file.state.modified == time && !file.isPacked)
                && !others.contains { $0 == file.plainName || Self.isNamed(file.plainName, after: $0) }
        }
    }

    private func isAnotherLog(_ file: File, _ known: File?) -> Bool {
        guard let current else { return file.numberMark != known?.numberMark }
        return file.numberMark != known?.numberMark
            || !file.isPacked && file.state.modified > current.modified
    }

    private static func unpackedName(_ name: String) -> String {
        let packing = packings.first { name.hasSuffix($0) } ?? ""
        return String(name.dropLast(packing.count))
    }

    /// Whether rotation could have given a log this name.
    static func isNamed(_ name: String, after log: String) -> Bool {
        if name.hasPrefix(log), isRotation(name.dropFirst(log.count)) { return true }
        return insertion(name, log).map(isRotation) ?? false
    }

    private static func numberMark(_ name: String, of log: String) -> Character? {
        guard let text = insertion(name, log), let mark = text.first, marks.contains(mark),
            (2...mostDigits + 1).contains(text.count),
            text.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber })
        else { return nil }
        return mark
    }

    /// What a name has before the ending of a log's name; nil if it does not begin and end like it.
    private static func insertion(_ name: String, _ log: String) -> Substring? {
        guard let dot = log.lastIndex(of: "."), dot > log.startIndex else { return nil }
        let (stem, ending) = (log[..<dot], log[dot...])
        guard name.count > log.count, name.hasPrefix(stem), name.hasSuffix(ending) else { return nil }
        return name.dropFirst(stem.count).dropLast(ending.count)
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
