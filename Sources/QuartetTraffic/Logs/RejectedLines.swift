internal import Glibc
internal import QuartetFiles

/// A line that could not be read as a record.
public struct RejectedLine: Sendable, Equatable {
    public let file: String
    /// Counted from 1.
    public let number: Int
    public let reason: String
    /// The line's beginning.
    public let beginning: String
}

/// The lines that could not be read as records: all are counted, the first few kept, and all written to a file on request.
public final class RejectedLines {
    public private(set) var count = 0
    public private(set) var first: [RejectedLine] = []
    private let most: Int
    private let path: String?
    private let file: UnsafeMutablePointer<FILE>?

    /// - Parameters:
    ///   - path: the file to write all of them to, as "file:line: reason", a tab, and the line's own bytes.
    ///   - isAppending: whether the file keeps the lines that it has.
    ///   - most: how many are kept.
    public init(
        writingTo path: String? = nil, appending isAppending: Bool = false, keeping most: Int = 5
    ) throws(LogError) {
        (self.path, self.most) = (path, most)
        file = path.flatMap { fopen($0, isAppending ? "a" : "w") }
        if let path, file == nil {
            throw .file(.cannotWrite(file: path, reason: String(cString: strerror(errno))))
        }
    }

    deinit { if let file { fclose(file) } }

    func add(_ bytes: UnsafeBufferPointer<UInt8>, file name: String, number: Int, reason: () -> String)
        throws(LogError)
    {
        count += 1
        guard file != nil || first.count < most else { return }
        let reason = reason()
        if first.count < most {
            let beginning = FormatRecognition.shown(Array(bytes.prefix(61)))
            first.append(RejectedLine(file: name, number: number, reason: reason, beginning: beginning))
        }
        guard let file, let path else { return }
        let head = "\(name):\(number): \(reason)\t"
        guard fputs(head, file) >= 0, fwrite(bytes.baseAddress, 1, bytes.count, file) == bytes.count,
            fputs("\n", file) >= 0
        else { throw .file(.cannotWrite(file: path, reason: String(cString: strerror(errno)))) }
    }

    /// Writes what is still buffered.
    public func flush() throws(LogError) {
        guard let file, let path else { return }
        if fflush(file) != 0 {
            throw .file(.cannotWrite(file: path, reason: String(cString: strerror(errno))))
        }
    }
}
