import Foundation
import QuartetCommandLine
import QuartetFiles

/// Files with one JSON object a line.
enum LabJSONLines {
    /// The objects with the numbers of their lines; blank lines are passed over.
    ///
    /// - Parameter example: an object of this kind, for errors.
    static func read<Value: Decodable>(_ path: String, as type: Value.Type = Value.self, example: String)
        throws
        -> [(line: Int, value: Value)]
    {
        var values: [(line: Int, value: Value)] = []
        for (index, line) in try TextInput.lines(path).enumerated() where !TextInput.isBlank(line) {
            do {
                values.append((index + 1, try JSONDecoder().decode(type, from: Data(line.utf8))))
            } catch {
                throw failure(
                    path, index + 1,
                    "\(DecodingError.reason(of: error)); expected an object a line such as \(example)")
            }
        }
        if values.isEmpty { throw TextInput.isEmpty(path, expected: "an object a line such as \(example)") }
        return values
    }

    /// What is wrong with a line.
    static func failure(_ path: String, _ line: Int, _ problem: String) -> CommandFailure {
        CommandFailure(.badData, "\(TextInput.name(of: path)):\(line): \(problem)")
    }
}
