internal import Foundation
internal import QuartetFiles

/// The measurements of a training as JSON lines, one object with its `step` per line. A resumed run truncates the file to
/// the step from which it continues.
public final class MetricsLog {
    public let path: String
    private let handle: FileHandle

    /// - Parameter step: measurements from this step on are removed: the resumed run repeats them.
    public init(path: String, resumingAt step: Int) throws(CheckpointError) {
        self.path = path
        let kept = Self.read(path: path).filter { (0..<Double(max(step, 0))).contains($0["step"] ?? 0) }
        let lines = try Self.text(kept, path)
        try AtomicFile.write(training: [Data(lines.utf8)], to: path)
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw CheckpointError(file: path, "cannot be opened for writing", kind: .cannotCreate)
        }
        _ = try? handle.seekToEnd()
        self.handle = handle
    }

    deinit { try? handle.close() }

    /// - Throws: if the line cannot be written, for instance to a full disk.
    public func append(step: Int, _ values: [String: Double]) throws(CheckpointError) {
        let record = values.merging(["step": Double(step)]) { _, step in step }
        let line = try Self.text([record], path)
        do {
            try handle.write(contentsOf: Data(line.utf8))
        } catch {
            throw CheckpointError(
                file: path, "cannot be written: \(error.localizedDescription)", kind: .cannotCreate)
        }
    }

    /// All measurements of a log, in order; incomplete lines are skipped.
    public static func read(path: String) -> [[String: Double]] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap {
            try? JSONDecoder().decode([String: Double].self, from: Data($0.utf8))
        }
    }

    /// JSON lines without the values that JSON cannot represent.
    private static func text(_ records: [[String: Double]], _ path: String) throws(CheckpointError) -> String
    {
        do {
            return try records.map { try JSONEncoder.sorted.text($0.filter(\.value.isFinite)) + "\n" }
                .joined()
        } catch {
            throw CheckpointError(file: path, "cannot be written: \(error)", kind: .cannotCreate)
        }
    }
}
