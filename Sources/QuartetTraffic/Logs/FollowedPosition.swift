internal import Foundation
internal import QuartetFiles

/// How far the records of a followed log were returned, so that a restart continues there.
struct FollowedPosition: Codable, Equatable {
    var file: FileState.Identity
    /// Where the next line begins.
    var offset: Int
    /// A hash of the bytes before the offset: different content under the same inode is a different log.
    var hash: UInt64
    var hashed: Int

    init(file: FileState.Identity, offset: Int, before bytes: [UInt8]) {
        (self.file, self.offset, hashed) = (file, offset, bytes.count)
        hash = bytes.withUnsafeBufferPointer { RecordBatch.hash($0) }
    }

    /// Whether the bytes before the offset in a file are still those of this position.
    func fits(_ file: FollowedFile) -> Bool {
        guard offset >= 0, hashed >= 0, hashed <= min(offset, 4096) else { return false }
        return FollowedPosition(
            file: self.file, offset: offset, before: file.bytes(before: offset, count: hashed)) == self
    }

    /// Positions by path; none when the file does not exist yet.
    static func load(_ path: String) throws -> [String: FollowedPosition] {
        guard FileManager.default.fileExists(atPath: path) else { return [:] }
        let data = Data(try FileBytes.read(path))
        do {
            return try JSONDecoder().decode([String: FollowedPosition].self, from: data)
        } catch {
            throw LogError.file(
                .damaged(
                    file: path,
                    reason: "it does not contain the positions of followed logs; remove it to start over"
                ))
        }
    }

    /// Sets the positions of some logs; those of others in the file stay. After a crash the file contains the old
    /// positions or the new ones.
    static func update(_ path: String, with new: [String: FollowedPosition]) throws {
        try AtomicFile.updating(path) {
            let positions = try load(path).merging(new) { _, new in new }
            try AtomicFile.write(JSONEncoder.sorted.encode(positions), to: path)
        }
    }
}
