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
        let lines = kept.map(Self.line).joined()
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
        do {
            try handle.write(contentsOf: Data(Self.line(record).utf8))
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

    private static func line(_ record: [String: Double]) -> String {
        let fields = record.filter { $0.value.isFinite }.sorted { $0.key < $1.key }
            .map { "\"\($0.key)\": \($0.key == "step" ? String(Int($0.value)) : String($0.value))" }
        return "{\(fields.joined(separator: ", "))}\n"
    }
}
