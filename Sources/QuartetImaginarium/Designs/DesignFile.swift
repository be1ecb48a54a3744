internal import Foundation
internal import QuartetFiles

/// The file of one design: the record of its garment, or an outfit's records under `garments`.
public struct DesignFile: Sendable, Equatable {
    /// A record for each garment; at least one.
    public let records: [DesignRecord]

    public init(_ records: [DesignRecord]) { self.records = records }

    private struct Outfit: Codable {
        let prompt: String
        let garments: [DesignRecord]
    }

    /// Reads a design's file.
    ///
    /// - Throws: `FileError` if it cannot be read; ``DesignError`` if it is not a design.
    public init(contentsOf path: String) throws {
        let text = try FileBytes.text(path)
        guard let outfit = try? JSONDecoder().decode(Outfit.self, from: Data(text.utf8)),
            !outfit.garments.isEmpty
        else {
            records = [try DesignRecord(json: text, name: path)]
            return
        }
        guard outfit.garments.count <= PromptReader.garmentLimit else {
            throw DesignError.unreadableRecord(
                path: path,
                reason: "\(outfit.garments.count) garments; expected at most \(PromptReader.garmentLimit)")
        }
        // Each is checked as a file of its own.
        records = try outfit.garments.map { try DesignRecord(json: $0.json(), name: path) }
    }

    /// JSON with sorted keys.
    public func json() throws -> String {
        if records.count == 1 { return try records[0].json() }
        return try JSONEncoder.pretty.text(Outfit(prompt: records[0].prompt, garments: records)) + "\n"
    }

    /// Whether an earlier version drew one of the garments.
    public var isOlder: Bool { records.contains { $0.version < DesignRecord.currentVersion } }
}
