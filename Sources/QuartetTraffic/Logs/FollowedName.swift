/// A log that is followed by its name, and the files that have the name one after another. Used by one task.
final class FollowedName {
    let path: String
    private(set) var file: FollowedFile?
    /// The reader of the file's records, once its format is known.
    var log: LogFile?
    /// The offset up to which records were returned before a restart or from the file that this one is a copy of.
    private(set) var returned = 0
    /// The offset up to which this run has reported the lines that it could not read.
    private(set) var reported = 0
    /// How far records were returned; nil as long as the log was never there.
    private(set) var position: FollowedPosition?
    /// Whether the user knows that the kinds of its columns are still to be inferred.
    var isWaiting = false
    /// Rotated files to read before the one that has the name now. They are open, so that a further rotation or a
    /// compressor cannot take them away.
    private var older: [FollowedFile] = []
    /// Where the last files ended.
    private var finished: [FollowedPosition]
    /// The last change of the file that is read, seen while it had the name or as a plain rotated file: the time of a
    /// packed file can be the compressor's, and a late writer can be later than its successor's.
    private var modified: Int?
    private var hasBegun = false
    private var isMissing = false
    /// When the file was first seen to have a successor, and since when nothing has come.
    private var rotation: (seen: ContinuousClock.Instant, quietSince: ContinuousClock.Instant)?

    /// Rotated files that are searched for the one that was being read, and ends of files that are known.
    private static let mostSearched = 8

    init(_ path: String, _ position: FollowedPosition?) {
        (self.path, self.position) = (path, position)
        (modified, finished) = (position?.modified, position?.finished ?? [])
    }

    /// Opens the next file to read: after a restart the one that was being read, whatever its name is now.
    func begin(_ onEvent: (String) -> Void) {
        if !hasBegun {
            hasBegun = true
            if let position { restart(at: position, onEvent) }
        }
        while file == nil, !older.isEmpty {
            do throws(LogError) {
                let next = try older.removeFirst().unpacked()
                if !finished.contains(where: { $0.fits(next) }) { begin(next) }
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
        modified = file.modified ?? modified
        advance(to: 0, before: [])
    }

    /// The records before an offset of the file have been returned.
    func advance(to offset: Int, before bytes: [UInt8]) {
        guard let file else { return }
        position = FollowedPosition(
            file: file.identity, offset: offset, before: bytes, modified: modified, finished: finished)
    }

    /// Continues where an earlier run stopped. Its file may have been rotated, compressed or emptied meanwhile.
    private func restart(at kept: FollowedPosition, _ onEvent: (String) -> Void) {
        let current = FileState(path: path)?.identity == kept.file ? try? FollowedFile(path: path) : nil
        if let current, kept.fits(current) { return resume(current, at: kept) }
        let rotated = RotatedFiles(of: path)
        if let (file, found) = find(kept, in: rotated) {
            older = open(rotated.after(modified ?? found.state.modified, known: found))
            return resume(file, at: kept)
        }
        if let modified {
            // Of a file from which nothing was returned nothing is known but its time, and it is still to be read.
            older = open(rotated.after(kept.offset > 0 ? modified : modified - 1, known: nil))
        }
        if current != nil {
            onEvent("\(path) has changed since the last run; reading it from the beginning")
        } else if kept.offset > 0 || older.isEmpty {
            onEvent("the file that had the name \(path) is gone; its unread lines are lost")
        }
    }

    /// The file was truncated: its unread lines are read from a copy, as logrotate's copytruncate makes one.
    func leaveTruncated(_ cut: FollowedFile, _ onEvent: (String) -> Void) {
        let rotated = RotatedFiles(of: path)
        if let position, position.offset > 0, let (copy, found) = find(position, in: rotated) {
            onEvent("\(path) was truncated; reading the rest of its copy \(found.path) first")
            let read = log?.position ?? 0
            end(cut, following: rotated.after(modified ?? 0, known: found))
            resume(copy, at: position)
            // Its writer writes to the file that was copied.
            (copy.isFinished, reported) = (true, max(read, position.offset))
            return
        }
        let isKnown = position.map { $0.offset > 0 } ?? false
        end(cut)
        // A file from which nothing was returned is among the older ones if it was copied.
        let isLost = cut.unread > 0 && (isKnown || older.isEmpty)
        let loss = isLost ? "; \(cut.unread) bytes or more were lost before they were read" : ""
        onEvent("\(path) was truncated\(loss); reading it from the beginning")
    }

    /// The rotated file that was being read. Compressors and copies give its content to another file, which then has
    /// the same bytes before the position.
    private func find(_ kept: FollowedPosition, in rotated: RotatedFiles) -> (
        FollowedFile, RotatedFiles.File
    )? {
        let same = rotated.files.filter { $0.state.identity == kept.file }
        let others = kept.offset > 0 ? rotated.files.reversed().prefix(Self.mostSearched) : []
        for found in same + others {
            if let file = try? FollowedFile(path: found.path).unpacked(), kept.fits(file) {
                return (file, found)
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

    /// Whether nothing more will be read from the file: another has its name, and its own writer has been quiet for a
    /// while, or goes on for too long.
    func isOver(
        _ file: FollowedFile, patience: Duration, grace: Duration, _ onEvent: (String) -> Void
    ) -> Bool {
        // Its writer has already gone through another file.
        if file.isFinished || !older.isEmpty { return true }
        guard let now = FileState(path: path)?.identity else {
            // Its writer may still have it open.
            if !isMissing { onEvent("\(path) is gone; waiting for it") }
            isMissing = true
            return false
        }
        isMissing = false
        if now == file.identity {
            modified = file.modified ?? modified
            return false
        }
        let time = ContinuousClock.now
        let rotation = rotation ?? (seen: time, quietSince: time)
        self.rotation = rotation
        if time - rotation.quietSince >= patience { return true }
        guard time - rotation.seen >= grace else { return false }
        onEvent(
            "\(file.currentName) still grows \(Int(grace / .seconds(1))) seconds after its rotation; "
                + "lines that are written to it from now on are not read")
        return true
    }

    /// The file has been read completely. The log may have been rotated more than once since the last check.
    ///
    /// - Parameter next: the rotated files to read next; nil to look for them.
    func end(_ ended: FollowedFile, following next: [RotatedFiles.File]? = nil) {
        if older.isEmpty {
            let rotated = RotatedFiles(of: path)
            older = open(
                next ?? rotated.after(modified ?? 0, known: position.flatMap { find($0, in: rotated)?.1 }))
        }
        if var position, position.offset > 0 {
            position.finished = nil
            finished = (finished + [position]).suffix(Self.mostSearched)
        }
        (file, log, returned, reported, rotation) = (nil, nil, 0, 0, nil)
    }
}
