internal import Foundation
internal import QuartetFiles

/// How far a followed log was handed over, so that a restart goes on there.
struct FollowedPosition: Codable, Equatable {
    var file: FollowedFile.Identity
    /// Where the next line begins.
    var offset: Int
    /// Of the bytes before it, a hash: another content under the same inode is another log.
    var hash: UInt64
    var hashed: Int

    init(file: FollowedFile.Identity, offset: Int, before bytes: [UInt8]) {
        (self.file, self.offset, hashed) = (file, offset, bytes.count)
        hash = bytes.withUnsafeBufferPointer { RecordBatch.hash($0) }
    }

    /// Whether a file still has, before the offset, what it had when this was kept.
    func fits(_ file: FollowedFile) -> Bool {
        guard offset >= 0, hashed >= 0, hashed <= min(offset, 4096) else { return false }
        return FollowedPosition(
            file: self.file, offset: offset, before: file.bytes(before: offset, count: hashed)) == self
    }

    /// Positions by path; none when the file is not there yet.
    static func load(_ path: String) throws -> [String: FollowedPosition] {
        guard FileManager.default.fileExists(atPath: path) else { return [:] }
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            return try JSONDecoder().decode([String: FollowedPosition].self, from: data)
        } catch {
            throw LogError.file(
                .cannotRead(
                    file: path,
                    reason: "it does not hold the positions of followed logs; remove it to begin anew"
                ))
        }
    }

    /// Replaces the file as a whole: a crash leaves the old positions or the new ones.
    static func save(_ positions: [String: FollowedPosition], to path: String) throws {
        try AtomicFile.write(JSONEncoder.sorted.encode(positions), to: path)
    }
}
