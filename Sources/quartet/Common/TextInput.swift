import ArgumentParser
import QuartetCommandLine
import QuartetFiles

/// Texts that a user gives as arguments, as files, or through a pipe.
enum TextInput {
    /// A line feed, with or without a carriage return. Other line separators of Unicode belong to the text.
    static func isLineEnd(_ character: Character) -> Bool { character == "\n" || character == "\r\n" }

    /// The argument itself, or standard input for `-`, without its final newline.
    ///
    /// - Parameter limit: most bytes of standard input; 16 MiB are more than any model's context.
    static func read(_ argument: String, limit: Int = 1 << 24) throws -> String {
        if argument != "-" { return argument }
        var text = try file("-", limit: limit)
        if text.last?.isNewline == true { text.removeLast() }
        return text
    }

    /// A file as UTF-8, plain or compressed, or standard input for `-`.
    ///
    /// - Parameter limit: most bytes, decompressed: an input without an end must not fill the memory.
    static func file(_ path: String, limit: Int = 1 << 30) throws -> String {
        let bytes = try DecompressedFile.read(path, limit: limit)
        return try FileBytes.text(of: bytes, name: name(of: path))
    }

    /// What messages call it.
    static func name(of path: String) -> String { path == "-" ? "standard input" : path }

    /// The error of a file without anything to work on.
    static func isEmpty(_ path: String, expected: String) -> CommandFailure {
        CommandFailure(.badData, "\(name(of: path)): is empty; expected \(expected)")
    }

    /// Whether there is nothing to work on: a line of a batch that gives an empty result.
    static func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

    /// A text to train on: as ``file(_:limit:)``, and not empty.
    static func material(_ path: String) throws -> String {
        let text = try file(path)
        if isBlank(text) { throw isEmpty(path, expected: "a text to train on") }
        return text
    }

    /// The lines of a file.
    static func lines(_ path: String) throws -> [String] {
        var lines = try file(path).split(omittingEmptySubsequences: false, whereSeparator: isLineEnd)
        if lines.last == "" { lines.removeLast() }
        return lines.map { String($0) }
    }
}

/// Texts as arguments, as the lines of a file, or both.
struct TextsOptions: ParsableArguments {
    @Argument(help: "Texts; - reads the lines of standard input.")
    var texts: [String] = []

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("File with one text per line; - reads standard input.", valueName: "file"),
        completion: .file())
    var file: String?

    func validate() throws {
        if texts.isEmpty, file == nil {
            throw ValidationError("Give texts as arguments, or a file of texts with --in.")
        }
    }

    func read() throws -> [String] {
        let given = try texts.flatMap { $0 == "-" ? try TextInput.lines($0) : [$0] }
        let all = given + (try file.map { try TextInput.lines($0) } ?? [])
        if all.isEmpty {
            let source = file.map { $0 == "-" ? "standard input" : $0 } ?? "standard input"
            throw CommandFailure(.badData, "\(source): contains no texts; expected one per line")
        }
        return all
    }
}
