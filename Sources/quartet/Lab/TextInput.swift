import Foundation
import QuartetFiles
import QuartetImaging

/// Texts that a user gives as arguments, as files, or through a pipe.
enum TextInput {
    /// A line feed, with or without a carriage return: other marks that break lines belong to the text.
    static func isLineEnd(_ character: Character) -> Bool { character == "\n" || character == "\r\n" }

    /// The text itself, or standard input for `-`, without the newline that ends it.
    static func read(_ argument: String) throws(CommandFailure) -> String {
        if argument != "-" { return argument }
        var text = try decode(FileHandle.standardInput.readDataToEndOfFile(), name: "standard input")
        if text.last?.isNewline == true { text.removeLast() }
        return text
    }

    /// A file as UTF-8, plain or compressed by gzip, or standard input for `-`.
    static func file(_ path: String) throws -> String {
        if path == "-" {
            return try decode(FileHandle.standardInput.readDataToEndOfFile(), name: "standard input")
        }
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
        var lines = try file(path).split(
            omittingEmptySubsequences: false, whereSeparator: TextInput.isLineEnd)
        if lines.last == "" { lines.removeLast() }
        return lines.map { String($0) }
    }

    private static func decode(_ data: Data, name: String) throws(CommandFailure) -> String {
        if let text = String(data: data, encoding: .utf8) { return text }
        let bytes = [UInt8](data)
        let line = 1 + bytes.prefix(firstInvalid(bytes)).count { $0 == 0x0A }
        throw CommandFailure(.badData, "\(name): is no UTF-8 text: see line \(line)")
    }

    /// How many bytes are valid from the start.
    private static func firstInvalid(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var count = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
        return count
    }
}
