import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetImaging

/// Texts that a user gives as arguments, as files, or through a pipe.
enum TextInput {
    /// A line feed, with or without a carriage return. Other line separators of Unicode belong to the text.
    static func isLineEnd(_ character: Character) -> Bool { character == "\n" || character == "\r\n" }

    /// The argument itself, or standard input for `-`, without its final newline.
    ///
    /// - Parameter limit: most bytes of standard input.
    static func read(_ argument: String, limit: Int = .max) throws -> String {
        if argument != "-" { return argument }
        var text = try standardInput(limit: limit)
        if text.last?.isNewline == true { text.removeLast() }
        return text
    }

    /// A file as UTF-8, plain or compressed by gzip, or standard input for `-`.
    static func file(_ path: String) throws -> String {
        if path == "-" { return try standardInput(limit: .max) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure(.notFound, "\(path): no such file")
        }
        if isFolder.boolValue {
            throw CommandFailure(.notFound, "\(path): is a folder, expected a text file")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.notFound, "\(path): cannot be read")
        }
        if data.starts(with: [0x1F, 0x8B]) {
            return try decode(Data(ArchiveReader.decompress(path)), name: path)
        }
        return try decode(data, name: path)
    }

    /// The lines of a file.
    static func lines(_ path: String) throws -> [String] {
        var lines = try file(path).split(omittingEmptySubsequences: false, whereSeparator: isLineEnd)
        if lines.last == "" { lines.removeLast() }
        return lines.map { String($0) }
    }

    private static func standardInput(limit: Int) throws -> String {
        let input = FileHandle.standardInput
        guard limit < Int.max else { return try decode(input.readDataToEndOfFile(), name: "standard input") }
        let data = try input.read(upToCount: limit + 1) ?? Data()
        if data.count > limit {
            throw CommandFailure(.badData, "standard input: more than the \(limit) bytes that are allowed")
        }
        return try decode(data, name: "standard input")
    }

    private static func decode(_ data: Data, name: String) throws(CommandFailure) -> String {
        if let text = String(data: data, encoding: .utf8) { return text }
        let bytes = [UInt8](data)
        let line = 1 + bytes.prefix(validPrefix(bytes)).count { $0 == 0x0A }
        throw CommandFailure(.badData, "\(name), line \(line): expected UTF-8")
    }

    /// The number of bytes before the first invalid one.
    private static func validPrefix(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var count = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
        return count
    }
}

/// Texts as arguments, as the lines of a file, or both.
struct TextsOptions: ParsableArguments {
    @Argument(help: "Texts.")
    var texts: [String] = []

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("File with one text per line; - reads standard input.", valueName: "file"))
    var file: String?

    func validate() throws {
        if texts.isEmpty, file == nil {
            throw ValidationError("Give texts as arguments, or a file of texts with --in.")
        }
    }

    func read() throws -> [String] { texts + (try file.map { try TextInput.lines($0) } ?? []) }
}
