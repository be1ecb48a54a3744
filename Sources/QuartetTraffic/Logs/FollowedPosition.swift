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
    /// The last change of the file that was seen while it had the log's name, in nanoseconds since 1970: what rotation
    /// left unread was written to later. Files of earlier versions have none.
    var modified: Int?
    /// Where the files before it ended, the latest last: a compressor or a late writer can make them look new.
    var finished: [FollowedPosition]?

    init(
        file: FileState.Identity, offset: Int, before bytes: [UInt8], modified: Int? = nil,
        finished: [FollowedPosition]? = nil
    ) {
        (self.file, self.offset, hashed) = (file, offset, bytes.count)
        (self.modified, self.finished) = (modified, finished)
        hash = Self.hash(bytes)
    }

    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBufferPointer { RecordBatch.hash($0) }
    }

    /// Whether the bytes before the offset in a file are still those of this position.
    func fits(_ file: FollowedFile) -> Bool {
        guard offset >= 0, hashed >= 0, hashed <= min(offset, 4096) else { return false }
        let bytes = file.bytes(before: offset, count: hashed)
        return bytes.count == hashed && Self.hash(bytes) == hash
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
    ///
    /// - Parameter isStopped: whether to give up waiting for another process that changes the file.
    static func update(_ path: String, with new: [String: FollowedPosition], isStopped: () -> Bool) throws {
        try AtomicFile.updating(path, isStopped: isStopped) {
            let positions = try load(path).merging(new) { _, new in new }
            try AtomicFile.write(JSONEncoder.sorted.encode(positions), to: path)
        }
    }
}
