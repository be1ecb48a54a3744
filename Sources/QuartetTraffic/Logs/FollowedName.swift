/// A log that is followed by its name, and the files that have the name one after another. Used by one task.
final class FollowedName {
    let path: String
    private(set) var file: FollowedFile?
    /// The reader of the file's records, once its format is known.
    var log: LogFile?
    /// The offset up to which records were returned before a restart.
    var returned = 0
    /// How far records were returned; nil as long as the log was never there.
    var position: FollowedPosition?
    /// Whether the user knows that the kinds of its columns are still to be inferred.
    var isWaiting = false
    /// Rotated files to read before the one that has the name now. They are open, so that a further rotation or a
    /// compressor cannot take them away.
    private var older: [FollowedFile] = []
    private var hasBegun = false
    private var isMissing = false
    /// When the file was first seen to have a successor, and since when nothing has come.
    private var rotation: (seen: ContinuousClock.Instant, quietSince: ContinuousClock.Instant)?

    /// Times of patience after which a rotated file is left although its writer goes on.
    private static let mostPatience = 12
    /// Rotated files that are searched for the one that was being read.
    private static let mostSearched = 8

    init(_ path: String, _ position: FollowedPosition?) { (self.path, self.position) = (path, position) }

    /// Opens the next file to read: after a restart the one that was being read, whatever its name is now.
    func begin(_ onEvent: (String) -> Void) {
        if !hasBegun {
            hasBegun = true
            if let position {
                if resume(at: position, onEvent) { return }
                onEvent("the file that had the name \(path) is gone; its unread lines are lost")
            }
        }
        while file == nil, !older.isEmpty {
            do throws(LogError) {
                begin(try older.removeFirst().unpacked())
            } catch {
                onEvent("\(error); its lines are lost")
            }
        }
        if file != nil { return }
        do throws(LogError) {
            begin(try FollowedFile(path: path))
            if isMissing { onEvent("\(path) exists now") }
            isMissing = false
        } catch {
            if !isMissing { onEvent("\(error); waiting for it") }
            isMissing = true
        }
    }

    private func begin(_ file: FollowedFile) {
        self.file = file
        position = FollowedPosition(file: file.identity, offset: 0, before: [])
    }

    /// Continues where an earlier run stopped; false when its file is gone.
    private func resume(at kept: FollowedPosition, _ onEvent: (String) -> Void) -> Bool {
        let current = FileState(path: path)?.identity == kept.file ? try? FollowedFile(path: path) : nil
        if let current, kept.fits(current) {
            resume(current, at: kept)
            return true
        }
        let rotated = RotatedFiles(of: path)
        if let (file, state) = find(kept, in: rotated) {
            older = open(rotated.after(state))
            resume(file, at: kept)
            return true
        }
        guard let current else { return false }
        onEvent("\(path) has changed since the last run; reading it from the beginning")
        file = current
        return true
    }

    /// The rotated file that an earlier run was reading. Compressors and copies give its content to another file, which
    /// then has the same bytes before the position.
    private func find(_ kept: FollowedPosition, in rotated: RotatedFiles) -> (FollowedFile, FileState)? {
        let same = rotated.files.filter { $0.state.identity == kept.file }
        let others = kept.offset > 0 ? rotated.files.reversed().prefix(Self.mostSearched) : []
        for found in same + others {
            if let file = try? FollowedFile(path: found.path).unpacked(), kept.fits(file) {
                return (file, found.state)
            }
        }
        return nil
    }

    private func resume(_ file: FollowedFile, at kept: FollowedPosition) {
        (returned, file.boundary) = (kept.offset, kept.offset)
        self.file = file
    }

    private func open(_ files: [RotatedFiles.File]) -> [FollowedFile] {
        files.compactMap { try? FollowedFile(path: $0.path) }
    }

    /// Records have come.
    func hasNews() { rotation?.quietSince = .now }

    /// Whether nothing more will come from the file: another has its name, and its own writer has been quiet for a while.
    func isOver(_ file: FollowedFile, _ patience: Duration, _ onEvent: (String) -> Void) -> Bool {
        // Its writer has already gone through another file.
        if file.isFinished || !older.isEmpty { return true }
        guard let now = FileState(path: path)?.identity else {
            // Its writer may still have it open.
            if !isMissing { onEvent("\(path) is gone; waiting for it") }
            isMissing = true
            return false
        }
        isMissing = false
        if now == file.identity { return false }
        let time = ContinuousClock.now
        let rotation = rotation ?? (seen: time, quietSince: time)
        self.rotation = rotation
        return time - rotation.quietSince >= patience
            || time - rotation.seen >= patience * Self.mostPatience
    }

    /// The file has been read completely. The log may have been rotated more than once since the last check.
    func end(_ ended: FollowedFile) {
        if older.isEmpty, let state = ended.state { older = open(RotatedFiles(of: path).after(state)) }
        (file, log, returned, rotation) = (nil, nil, 0, nil)
    }
}
