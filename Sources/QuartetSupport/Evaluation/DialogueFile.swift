internal import Foundation
public import QuartetFiles
internal import Yams

/// Reads files of dialogues: YAML, or JSON with one dialogue a line.
public enum DialogueFile {
    /// - Throws: ``DialogueError`` with the place in the file.
    public static func read(_ path: String) throws -> [Dialogue] {
        let text = try FileBytes.text(of: try FileBytes.read(path, limit: 16 << 20), name: path)
        let dialogues = path.hasSuffix(".jsonl") ? try lines(text, path) : try list(text, path)
        if dialogues.isEmpty { throw DialogueError(file: path, place: nil, problem: "has no dialogues") }
        return dialogues
    }

    private static func lines(_ text: String, _ path: String) throws -> [Dialogue] {
        try text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            if line.allSatisfy(\.isWhitespace) { return nil }
            do {
                return try JSONDecoder().decode(Dialogue.self, from: Data(line.utf8))
            } catch {
                throw DialogueError(
                    file: path, place: "line \(index + 1)", problem: DecodingError.reason(of: error))
            }
        }
    }

    private static func list(_ text: String, _ path: String) throws -> [Dialogue] {
        do {
            return try YAMLDecoder().decode([Dialogue].self, from: text)
        } catch let error as DecodingError {
            throw DialogueError(file: path, place: nil, problem: DecodingError.reason(of: error))
        } catch {
            throw DialogueError(
                file: path, place: nil, problem: "is not a list of dialogues in YAML: \(error)")
        }
    }
}

/// A file of dialogues that cannot be read.
public struct DialogueError: UserFacingError, Equatable {
    public let file: String
    public let place: String?
    public let problem: String

    public var kind: FailureKind { .badData }
    public var description: String { "\(file)\(place.map { ", \($0)" } ?? ""): \(problem)" }
}
