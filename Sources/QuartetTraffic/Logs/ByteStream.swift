internal import QuartetFiles

/// The bytes of a log from a file or standard input, decompressed according to their magic number. A packet capture is
/// read as the log of its connections.
final class ByteStream {
    private let file: DecompressedFile
    /// The connections, if the bytes are a capture, and why its bytes could not be read.
    private var capture: CaptureStream?
    private var captureFailure: LogError?

    /// The name for messages.
    var name: String { file.name }

    /// - Parameter path: a file, or "-" for standard input.
    init(path: String) throws(LogError) {
        do throws(FileError) {
            file = try DecompressedFile(path: path)
        } catch {
            throw LogError(error)
        }
        // Damage is reported when the bytes are read.
        let head = (try? file.peek(4)) ?? []
        if CaptureStream.isCapture(head) { try openCapture() }
    }

    /// Whether a short result of ``read(into:)`` means that more bytes are not available without waiting.
    var givesWhatItHas: Bool { !file.isCompressed || capture != nil }

    /// Up to `target.count` bytes, at least one; 0 at the end.
    func read(into target: UnsafeMutableRawBufferPointer) throws(LogError) -> Int {
        guard let capture else { return try readBytes(into: target) }
        do throws(CaptureError) {
            return try capture.read(into: target)
        } catch {
            throw captureFailure ?? LogError(error)
        }
    }

    private func readBytes(into target: UnsafeMutableRawBufferPointer) throws(LogError) -> Int {
        do throws(FileError) {
            return try file.read(into: target)
        } catch {
            throw LogError(error)
        }
    }

    private func openCapture() throws(LogError) {
        do throws(CaptureError) {
            capture = try CaptureStream(name: name) { [unowned self] target in
                do throws(LogError) {
                    return try readBytes(into: target)
                } catch {
                    captureFailure = error
                    return -1
                }
            }
        } catch {
            throw captureFailure ?? LogError(error)
        }
    }
}

extension LogError {
    /// Damage counts the records before it, which only the reader of the log knows.
    fileprivate init(_ error: FileError) {
        if case .damaged(let file, let reason) = error {
            self = .damaged(file: file, reason: reason, records: 0)
        } else {
            self = .file(error)
        }
    }
}
