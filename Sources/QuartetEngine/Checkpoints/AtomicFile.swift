internal import Foundation

/// Files that are whole or not there: written beside their place, synced, renamed.
enum AtomicFile {
    /// A link keeps pointing to its file; devices and pipes are not replaced but refused.
    static func write(_ parts: [Data], to name: String) throws(CheckpointError) {
        let path = URL(fileURLWithPath: name).resolvingSymlinksInPath().path
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw CheckpointError(file: name, "is no regular file: name another to write to", kind: .writing)
        }
        let temporary = "\(path).\(getpid()).partial"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        if descriptor < 0 {
            throw CheckpointError(
                file: path, "cannot be created: \(String(cString: strerror(errno)))", kind: .writing)
        }
        var failure: String?
        for part in parts where failure == nil {
            part.withUnsafeBytes { bytes in
                var done = 0
                while done < bytes.count {
                    let written = Foundation.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
                    if written < 0 && errno == EINTR { continue }
                    if written <= 0 {
                        failure = String(cString: strerror(errno))
                        return
                    }
                    done += written
                }
            }
        }
        if failure == nil, fsync(descriptor) != 0 { failure = String(cString: strerror(errno)) }
        close(descriptor)
        if failure == nil, rename(temporary, path) != 0 { failure = String(cString: strerror(errno)) }
        if let failure {
            unlink(temporary)
            throw CheckpointError(file: path, "cannot be written: \(failure)", kind: .writing)
        }
    }
}
